package io.syncline.local.providers.fidelity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Whether a client behaved, by the requests in the ledger.
 *
 * @param entries the newest hundred thousand
 * @param mostAtOnce by part and account
 */
public record LedgerChecks(List<LedgerEntry> entries, Map<String, Integer> mostAtOnce) {

    private static final Set<String> CHANGING = Set.of("PUT", "PATCH", "DELETE");
    private static final Pattern EVENT = Pattern.compile("/events/[^/]+$");
    private static final Pattern INVITING = Pattern.compile("sendUpdates=\\[(?!none])|sendNotifications=\\[true]");

    /** The most HTTP requests that an account had under way at once. */
    public int mostAtOnce(String part, String email) {
        return mostAtOnce.getOrDefault(part + " " + email, 0);
    }

    /**
     * The most requests of an account within a minute by the simulators' clock; the calls of a batch count, the batch
     * does not.
     */
    public int mostInAMinute(String part, String email) {
        var minute = new ArrayDeque<Instant>();
        int most = 0;
        for (var entry : of(part, email)) {
            minute.addLast(entry.at());
            while (!minute.peekFirst().isAfter(entry.at().minus(Duration.ofMinutes(1)))) {
                minute.removeFirst();
            }
            most = Math.max(most, minute.size());
        }
        return most;
    }

    /** Changes and deletions of events that could overwrite what the client had not seen. */
    public List<LedgerEntry> writesWithoutIfMatch() {
        return all(entry -> CHANGING.contains(entry.method())
                && EVENT.matcher(entry.path()).find()
                && !entry.preferences().ifMatch());
    }

    /** Requests to Graph that would be answered with ids that change. */
    public List<LedgerEntry> withoutImmutableIds() {
        return all(entry -> entry.part().equals("graph")
                && entry.kind() != LedgerEntry.Kind.BATCH
                && entry.path().contains("/events")
                && !entry.preferences().prefer().contains("IdType=\"ImmutableId\""));
    }

    /** Writes that let Google mail people: {@code sendUpdates} other than none. */
    public List<LedgerEntry> mailing() {
        return all(entry -> entry.kind() == LedgerEntry.Kind.WRITE
                && INVITING.matcher(entry.query()).find());
    }

    /** Writes that name attendees, whom Microsoft would invite. */
    public List<LedgerEntry> withAttendees() {
        return all(entry -> entry.preferences().attendees());
    }

    private List<LedgerEntry> of(String part, String email) {
        return all(entry -> entry.part().equals(part)
                && entry.kind() != LedgerEntry.Kind.BATCH
                && entry.account().filter(email::equals).isPresent());
    }

    private List<LedgerEntry> all(Predicate<LedgerEntry> which) {
        return entries.stream().filter(which).toList();
    }
}
