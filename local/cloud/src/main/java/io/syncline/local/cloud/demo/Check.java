package io.syncline.local.cloud.demo;

import io.syncline.calendar.Aspect;
import io.syncline.calendar.Details;
import io.syncline.calendar.Field;
import io.syncline.local.cloud.demo.EventSeen.Place;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares what is with what has to be, job by job and event by event. Pure: what it looks at was read before, from the
 * API on one side and at the providers on the other.
 */
final class Check {

    private final Map<String, JobSeen> jobs;
    private final Map<Owner, String> chosen;
    private final Season season;
    private final Map<String, List<EventSeen>> eventsOf = new LinkedHashMap<>();
    private final List<EventSeen> foreign = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    private Check(
            Map<String, JobSeen> jobs,
            Collection<EventSeen> events,
            Map<Owner, String> chosen,
            Set<Place> own,
            Season season) {
        this.jobs = jobs;
        this.chosen = chosen;
        this.season = season;
        for (EventSeen event : events) {
            Optional<String> job = own.contains(event.place()) ? Optional.empty() : event.job();
            if (job.isPresent()) {
                eventsOf.computeIfAbsent(job.get(), id -> new ArrayList<>()).add(event);
            } else {
                foreign.add(event);
            }
        }
    }

    /**
     * Everything that is wrong.
     *
     * @param stories what was done to each order
     * @param jobs the CRM, by id
     * @param events every living event of every calendar of the accounts
     * @param chosen the calendar that carries an owner's jobs
     * @param own the users' own events as they left them, by their address
     * @param season the days in which occurrences are compared
     */
    static List<Finding> of(
            Collection<Story> stories,
            Map<String, JobSeen> jobs,
            Collection<EventSeen> events,
            Map<Owner, String> chosen,
            Map<Place, EventSeen> own,
            Season season) {
        Check check = new Check(jobs, events, chosen, own.keySet(), season);
        stories.forEach(check::follow);
        check.nothingElse(stories, own);
        return List.copyOf(check.findings);
    }

    private void follow(Story story) {
        Optional<JobSeen> job = Optional.ofNullable(jobs.get(story.order().id()));
        List<EventSeen> events = eventsOf.getOrDefault(story.order().id(), List.of());
        if (job.isEmpty()) {
            lost(story, "the job is not in the CRM any more");
            return;
        }
        onlyOne(story, events);
        Optional<EventSeen> event = events.stream()
                .filter(one -> isChosen(one.place()))
                .filter(one -> one.place().owner() == story.order().owner())
                .findFirst();
        switch (story.ending()) {
            case STANDS -> stands(story, job.get(), event);
            case CANCELLED -> cancelled(story, job.get(), event);
            case TAKEN_OUT -> takenOut(story, job.get(), event);
            case CANCELLED_WHILE_EDITED -> cancelledWhileEdited(story, job.get(), event);
        }
    }

    private void onlyOne(Story story, List<EventSeen> events) {
        events.stream()
                .skip(1)
                .forEach(more ->
                        findings.add(Finding.duplicated(story.order().id() + " stands once more as " + more.named())));
    }

    private void stands(Story story, JobSeen job, Optional<EventSeen> event) {
        if (!job.problem().isEmpty()) {
            lost(story, "the job is left alone: " + job.problem());
        }
        if (job.cancelled()) {
            lost(story, "the job was cancelled by nobody");
        }
        compare(story, "the job", story.finalJob(), season.occurrences(job.details()));
        if (event.isEmpty()) {
            lost(
                    story,
                    "there is no event in the " + story.order().owner().calendar() + ", and the job says "
                            + job.standings());
            return;
        }
        compare(story, "the event", story.finalEvent(), event.get().occurrences());
        if (!job.disputed().equals(story.disputed())) {
            lost(
                    story,
                    "open conflicts are about " + words(job.disputed()) + " and should be about "
                            + words(story.disputed()));
        }
    }

    private static List<String> words(Set<Aspect> aspects) {
        return aspects.stream().sorted().map(Aspect::word).toList();
    }

    /** What takes place is compared, not the rule that says so: providers write one rule in several ways. */
    private void compare(Story story, String side, Details expected, List<Details> seen) {
        List<Details> wanted = season.occurrences(expected);
        if (wanted.size() == 1 && seen.size() == 1) {
            explain(story, side, wanted.getFirst(), seen.getFirst());
            return;
        }
        Map<Temporal, Details> left = new LinkedHashMap<>();
        for (Details one : seen) {
            if (left.put(Likeness.wallTime(one), one) != null) {
                lost(story, side + " takes place twice at " + Likeness.wallTime(one));
            }
        }
        for (Details one : wanted) {
            Temporal at = Likeness.wallTime(one);
            Optional.ofNullable(left.remove(at))
                    .ifPresentOrElse(
                            there -> explain(story, side + " at " + at, one, there),
                            () -> lost(story, side + " does not take place at " + at));
        }
        left.keySet().forEach(at -> lost(story, side + " takes place at " + at + " and should not"));
    }

    private void explain(Story story, String side, Details expected, Details seen) {
        for (Field field : Likeness.differences(expected, seen)) {
            lost(
                    story,
                    side + " has as " + field.word() + " " + quoted(seen.get(field)) + " instead of "
                            + quoted(expected.get(field)));
        }
    }

    private void cancelled(Story story, JobSeen job, Optional<EventSeen> event) {
        if (!job.cancelled()) {
            lost(story, "the job was cancelled and is not");
        }
        event.ifPresent(left -> lost(story, "the job was cancelled and its event is left"));
    }

    private void takenOut(Story story, JobSeen job, Optional<EventSeen> event) {
        if (event.isPresent()) {
            lost(story, "its owner deleted the event and it is back");
        }
        if (job.cancelled() || !job.standings().contains("removed")) {
            lost(story, "its owner deleted the event and the job does not say so but " + job.standings());
        }
    }

    /** Where the edit reached the CRM before the job was cancelled, the later word stands and the event goes. */
    private void cancelledWhileEdited(Story story, JobSeen job, Optional<EventSeen> event) {
        if (!job.cancelled()) {
            lost(story, "the job was cancelled and is not");
        }
        boolean arrivedBefore = event.isEmpty()
                && Likeness.differences(story.calendarEdit(), job.details()).isEmpty();
        boolean kept = event.filter(one -> Likeness.differences(story.calendarEdit(), one.details())
                        .isEmpty())
                .isPresent();
        if (!arrivedBefore && !(kept && job.standings().contains("conflict"))) {
            lost(story, "its owner's edit is neither kept nor in a conflict, the job says " + job.standings());
        }
    }

    private void nothingElse(Collection<Story> stories, Map<Place, EventSeen> own) {
        Set<String> known = stories.stream().map(story -> story.order().id()).collect(Collectors.toSet());
        eventsOf.forEach((id, events) -> events.stream()
                .filter(event -> !known.contains(id) || !isChosen(event.place()))
                .filter(event -> events.size() == 1)
                .forEach(event -> findings.add(Finding.duplicated(event.named() + " belongs to no job there"))));
        Map<Place, EventSeen> left = new HashMap<>(own);
        Set<Place> seen = new HashSet<>();
        for (EventSeen event : foreign) {
            EventSeen before = left.remove(event.place());
            if (before == null || !seen.add(event.place())) {
                findings.add(Finding.duplicated(event.named() + " was made by nobody"));
            } else if (!before.whole().equals(event.whole())) {
                findings.add(Finding.lost(before.named() + " is nobody's job and was changed"));
            }
        }
        left.values().forEach(gone -> findings.add(Finding.lost(gone.named() + " is nobody's job and is gone")));
    }

    private boolean isChosen(Place place) {
        return place.calendar().equals(chosen.get(place.owner()));
    }

    private void lost(Story story, String how) {
        findings.add(
                Finding.lost(story.order().id() + " (" + story.order().owner().calendar() + "): " + how));
    }

    private static String quoted(Object value) {
        String text = value.toString().replace('\n', ' ');
        return "'" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'";
    }
}
