package io.syncline.tests.histories;

import io.syncline.calendar.ConflictReport;
import io.syncline.calendar.JobId;
import io.syncline.local.providers.calendar.UserEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What people made and did, over a whole history. */
final class Memory {

    private final Map<String, String> own = new HashMap<>();
    private final Map<String, JobId> origins = new HashMap<>();
    private final Map<String, JobId> split = new HashMap<>();
    private final Set<String> early = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final List<ConflictReport> seen = new ArrayList<>();

    /** An event of somebody's own, which nobody else may touch, as its owner left it. */
    void owns(Phone phone, UserEvent event) {
        own.put(key(phone, event.id()), event.toString());
    }

    boolean isOwn(Phone phone, String event) {
        return own.containsKey(key(phone, event));
    }

    boolean isAsItWasLeft(Phone phone, UserEvent event) {
        return event.toString().equals(own.get(key(phone, event.id())));
    }

    /** An event was split off a job's series. */
    void splitOff(String event, JobId origin, JobId becomes) {
        origins.put(event, origin);
        split.put(event, becomes);
    }

    /** An event was split off what nobody had recognised as a job's yet. */
    void splitEarly(String event) {
        early.add(event);
    }

    boolean wasSplitEarly(String event) {
        return early.contains(event);
    }

    /** Whether several jobs have its title by now. */
    boolean wasSplit(JobId job) {
        return origins.containsValue(job);
    }

    /** The job whose series an event was split off. */
    Optional<JobId> splitFrom(String event) {
        return Optional.ofNullable(origins.get(event));
    }

    /** The job that it is expected to become. */
    Optional<JobId> splitInto(String event) {
        return Optional.ofNullable(split.get(event));
    }

    /** Somebody deleted the job's event in this calendar. */
    void deletes(Phone phone, JobId job) {
        deleted.add(key(phone, job.value()));
    }

    /** Somebody had it put there again: from now on it is only gone when it is deleted once more. */
    void brings(Phone phone, JobId job) {
        deleted.remove(key(phone, job.value()));
    }

    boolean deleted(Phone phone, JobId job) {
        return deleted.contains(key(phone, job.value()));
    }

    /** Somebody refused to have events deleted there: those of jobs that are not wanted are their owner's now (R17). */
    void refuses(Phone phone) {
        refused.add(phone.email());
    }

    boolean refused(Phone phone) {
        return refused.contains(phone.email());
    }

    /** Conflicts that somebody has on the screen, and may decide much later. */
    List<ConflictReport> seen() {
        return seen;
    }

    private static String key(Phone phone, String what) {
        return phone.email() + " " + what;
    }
}
