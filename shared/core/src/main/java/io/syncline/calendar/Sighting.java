package io.syncline.calendar;

/** What a run knows of a job's event. */
sealed interface Sighting {

    /** Nothing new: it is taken to be as it was last seen; the version condition of a write finds out. */
    record NoNews() implements Sighting {}

    /** This is how it stands now. */
    record Seen(RemoteEvent event) implements Sighting {}

    /** It was deleted. */
    record Gone() implements Sighting {}
}
