package io.syncline.aws.dynamo;

import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.EventId;
import io.syncline.calendar.JobId;
import io.syncline.identity.OrganisationId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The keys of the sync table; the package's page shows all of them. */
final class SyncKeys {

    static final String STATE = "STATE";
    static final String JOB = "JOB";
    static final String PENDING = "PENDING#";
    static final String LINK = "LINK#";
    static final String EVENT = "EVENT#";

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

    /** The head of the timeline keys of an organisation's jobs. */
    static String jobTimeline(OrganisationId organisation) {
        return organisation.value() + "#job#";
    }

    /** The head of the timeline keys of a calendar's events that are nobody's. */
    static String eventTimeline(OrganisationId organisation, CalendarRef ref) {
        return organisation.value() + '#' + ref.connection().value() + '/' + hash(ref.calendar()) + "#event#";
    }

    /** The timeline key of a calendar's links with open conflicts, which stand there by job. */
    static String conflicts(OrganisationId organisation, CalendarRef ref) {
        return organisation.value() + '#' + ref.connection().value() + '/' + hash(ref.calendar()) + "#conflict";
    }

    /** The id as part of a sort key. */
    static String sortable(EventId event) {
        byte[] bytes = event.value().getBytes(StandardCharsets.UTF_8);
        return bytes.length <= LONGEST_ID_BYTES ? event.value() : "#" + hash(bytes);
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
