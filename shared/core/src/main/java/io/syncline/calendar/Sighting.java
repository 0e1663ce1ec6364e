package io.syncline.calendar;

/** What a run knows of a job's event. */
sealed interface Sighting {

    /** Nothing new: it is taken to be as it was last seen; the version condition of a write finds out. */
    record NoNews() implements Sighting {}

    /** This is how it stands now. */
    record Seen(RemoteEvent event) implements Sighting {}

    /** This event was deleted. It may be an older one of the job than the one that stands there now. */
    record Gone(EventId event) implements Sighting {}

    /** Nothing that was created for the job is there. */
    record Missing() implements Sighting {}

    /** Whether it is about another event than this one. */
    default boolean isAboutAnother(EventId event) {
        return switch (this) {
            case Seen(RemoteEvent seen) -> !seen.id().equals(event);
            case Gone(EventId gone) -> !gone.equals(event);
            case NoNews _, Missing _ -> false;
        };
    }
}
