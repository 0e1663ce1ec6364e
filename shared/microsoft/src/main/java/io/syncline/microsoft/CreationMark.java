package io.syncline.microsoft;

import com.microsoft.graph.models.Event;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventKey;
import io.syncline.calendar.JobId;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What marks an event as the one of a key (R10): the {@code transactionId}, which Graph accepts for one event only, and
 * an extended property, by which the event is found when nothing else is left.
 *
 * <p>The transaction is {@code syncline/} + base64url(digest of the key, 43 characters) + {@code /} + the job, or
 * nothing where its name is longer than 64 characters, because no limit of the length is documented. After the event
 * of a transaction was deleted, its name stays taken: {@code /} + eight hex digits of the deleted event's id follow.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/event">event, transactionId</a>
 */
final class CreationMark {

    /** The extended property that carries the digest of the key in hex. */
    static final String KEY_PROPERTY = "String {5c1f9a3e-2f64-4c0b-9d3a-7be1c08a6f52} Name SynclineJob";

    /**
     * The extended property with a random number per attempt. It makes the bodies of two attempts differ, so that Graph
     * tells an event that was there from a new one.
     */
    static final String ATTEMPT_PROPERTY = "String {5c1f9a3e-2f64-4c0b-9d3a-7be1c08a6f52} Name SynclineAttempt";

    private static final int LONGEST_JOB = 64;
    private static final Pattern TRANSACTION =
            Pattern.compile("syncline/([A-Za-z0-9_-]{43})/([A-Za-z0-9._:-]{1,64})(/.*)?");

    private CreationMark() {}

    static String transactionOf(EventKey key, Optional<EventId> deleted) {
        String digest = Base64.getUrlEncoder().withoutPadding().encodeToString(key.digest());
        String job = key.job().value();
        String first = "syncline/" + digest + "/" + (job.length() > LONGEST_JOB ? "" : job);
        return deleted.map(event ->
                        first + "/" + HexFormat.of().toHexDigits(event.value().hashCode()))
                .orElse(first);
    }

    static String valueOf(EventKey key) {
        return HexFormat.of().formatHex(key.digest());
    }

    /** The {@code $filter} that finds the event of a key. */
    static String filterOf(EventKey key) {
        return "singleValueExtendedProperties/Any(ep: ep/id eq '" + KEY_PROPERTY + "' and ep/value eq '" + valueOf(key)
                + "')";
    }

    /** The job that an event was created for, where Graph returned its transaction. */
    static Optional<JobId> in(Event event) {
        return Optional.ofNullable(event.getTransactionId()).flatMap(CreationMark::jobIn);
    }

    /**
     * The job that a series was created for. It has to carry both of our marks: when its owner splits it, Outlook makes
     * a new one without them.
     */
    static Optional<JobId> inMaster(Event master) {
        return in(master)
                .filter(_ -> WholeEvent.property(master, KEY_PROPERTY)
                        .filter(digest -> digestIn(master).equals(digest))
                        .isPresent());
    }

    private static String digestIn(Event event) {
        Matcher matcher = TRANSACTION.matcher(
                Optional.ofNullable(event.getTransactionId()).orElse(""));
        return matcher.matches()
                ? HexFormat.of().formatHex(Base64.getUrlDecoder().decode(matcher.group(1)))
                : "";
    }

    static Optional<JobId> jobIn(String transaction) {
        Matcher matcher = TRANSACTION.matcher(transaction);
        return matcher.matches() ? Optional.of(new JobId(matcher.group(2))) : Optional.empty();
    }
}
