package io.syncline.aws.dynamo;

import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.ConflictId;
import io.syncline.calendar.CrmEvent;
import io.syncline.calendar.EventId;
import io.syncline.calendar.Explanation;
import io.syncline.calendar.JobId;
import io.syncline.calendar.RowChange;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The keys of the sync table; the package's page shows all of them. */
final class SyncKeys {

    /** The schema of calendars, links, events and jobs; since 2 they know series, and what came with them. */
    static final long SCHEMA = 2;

    static final String STATE = "STATE";
    static final String JOB = "JOB";
    static final String LINK = "LINK#";
    static final String EVENT = "EVENT#";
    static final String REVIEW = "REVIEW#";
    static final String RESOLVED = "RESOLVED#";

    /** Stands right before {@link #PENDING}, nothing between them: one query reads both. */
    static final String OWED = "OWED#";

    static final String PENDING = "PENDING#";

    /** Behind every {@link #PENDING}. */
    static final String END_OF_PENDING = "PENDING$";

    /** Behind every {@link SortableInstant}. */
    static final String AFTER_ALL_TIMES = "~";

    private static final String POLICY = "POLICY";
    private static final String ATTEMPT = "ATTEMPT#";
    private static final String DELETED = "DELETED#";
    private static final String LINE = "LINE#";

    /** A sort key has at most 1,024 bytes; a longer id is replaced by its hash, and read from its attribute. */
    private static final int LONGEST_ID_BYTES = 900;

    private static final int DUE_SHARDS = 4;

    private SyncKeys() {}

    static String calendarPartition(OrganisationId organisation, CalendarRef ref) {
        return organisation.value() + "#calendar#" + ref.connection().value() + '#' + hash(ref.calendar());
    }

    static Map<String, AttributeValue> state(OrganisationId organisation, CalendarRef ref) {
        return key(calendarPartition(organisation, ref), STATE);
    }

    static Map<String, AttributeValue> pending(OrganisationId organisation, CalendarRef ref, JobId job) {
        return key(calendarPartition(organisation, ref), PENDING + job.value());
    }

    static Map<String, AttributeValue> link(OrganisationId organisation, CalendarRef ref, JobId job) {
        return key(calendarPartition(organisation, ref), LINK + job.value());
    }

    static Map<String, AttributeValue> event(OrganisationId organisation, CalendarRef ref, EventId event) {
        return key(calendarPartition(organisation, ref), EVENT + sortable(event));
    }

    static Map<String, AttributeValue> job(OrganisationId organisation, JobId job) {
        return key(organisation.value() + "#job#" + job.value(), JOB);
    }

    static Map<String, AttributeValue> owed(OrganisationId organisation, CalendarRef ref, CrmEvent event) {
        String place = SortableInstant.of(event.at()) + '#' + sortable(event.id());
        return key(calendarPartition(organisation, ref), OWED + place);
    }

    static Map<String, AttributeValue> attempt(OrganisationId organisation, CalendarRef ref, String item) {
        return key(calendarPartition(organisation, ref), ATTEMPT + sortable(item));
    }

    /**
     * The key of a line.
     *
     * @param storedAt tells lines of the same moment apart that are stored one after the other
     * @param number tells lines apart that are stored at once
     */
    static Map<String, AttributeValue> line(
            OrganisationId organisation, CalendarRef ref, RowChange.Explain row, Instant storedAt, int number) {
        Explanation line = row.line();
        String text = String.join("\n", line.kind().name(), line.rule(), line.sentence(), line.run());
        String place = String.join(
                "#",
                SortableInstant.of(line.at()),
                SortableInstant.of(storedAt),
                Integer.toString(100 + number),
                hash(text.getBytes(StandardCharsets.UTF_8)));
        return key(calendarPartition(organisation, ref), linesOf(row.job()) + place);
    }

    /** The head of the keys of a job's lines, which go on with the time. */
    static String linesOf(JobId job) {
        return LINE + job.value() + '#';
    }

    static Map<String, AttributeValue> review(OrganisationId organisation, CalendarRef ref, String id) {
        return key(calendarPartition(organisation, ref), REVIEW + named(id));
    }

    static Map<String, AttributeValue> deleted(OrganisationId organisation, CalendarRef ref, String review, JobId job) {
        return key(calendarPartition(organisation, ref), deletedUnder(review) + job.value());
    }

    /** The head of the keys of what was deleted under a review, which go on with the job. */
    static String deletedUnder(String review) {
        return DELETED + named(review) + '#';
    }

    /** In the partition of the calendar that the conflict names. */
    static Map<String, AttributeValue> resolved(OrganisationId organisation, ConflictId conflict) {
        String place = hash(conflict.text().getBytes(StandardCharsets.UTF_8));
        return key(calendarPartition(organisation, conflict.calendar()), RESOLVED + place);
    }

    static Map<String, AttributeValue> policy(OrganisationId organisation) {
        return key(organisation.value() + "#policy", POLICY);
    }

    /** The head of the timeline keys of an organisation's jobs. */
    static String jobTimeline(OrganisationId organisation) {
        return organisation.value() + "#job#";
    }

    /** The head of the timeline keys of a calendar's events that are nobody's. */
    static String eventTimeline(OrganisationId organisation, CalendarRef ref) {
        return organisation.value() + '#' + ref.connection().value() + '/' + hash(ref.calendar()) + "#event#";
    }

    /** The timeline key of the links with open conflicts of an account's calendars, which stand there by job. */
    static String conflicts(OrganisationId organisation, ConnectionId connection) {
        return organisation.value() + '#' + connection.value() + "#conflict";
    }

    /** The id as part of a sort key. */
    static String sortable(EventId event) {
        return sortable(event.value());
    }

    /** The id of a review as part of a sort key: whatever somebody asks for, it ends where it seems to end. */
    private static String named(String review) {
        return review.matches("[A-Za-z0-9-]{1,64}") ? review : hash(review.getBytes(StandardCharsets.UTF_8));
    }

    private static String sortable(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= LONGEST_ID_BYTES ? id : "#" + hash(bytes);
    }

    /** One of the keys of the due index, always the same for a calendar. */
    static String dueShard(OrganisationId organisation, CalendarRef ref) {
        byte[] hash = sha256(calendarPartition(organisation, ref).getBytes(StandardCharsets.UTF_8));
        return dueShard(hash[0] & (DUE_SHARDS - 1));
    }

    static String dueShard(int number) {
        return "due#" + number;
    }

    static int dueShards() {
        return DUE_SHARDS;
    }

    static Map<String, AttributeValue> key(String partition, String item) {
        return Map.of("partition", AttributeValue.fromS(partition), "item", AttributeValue.fromS(item));
    }

    private static String hash(CalendarId calendar) {
        return hash(calendar.value().getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(bytes));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
