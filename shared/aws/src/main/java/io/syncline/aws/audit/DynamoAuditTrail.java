package io.syncline.aws.audit;

import io.syncline.audit.AuditTrail;
import io.syncline.audit.Deed;
import io.syncline.audit.Entry;
import io.syncline.audit.Entry.Head;
import io.syncline.aws.audit.AuditedWrites.Done;
import io.syncline.aws.audit.AuditedWrites.Outcome;
import io.syncline.aws.dynamo.Item;
import io.syncline.identity.OrganisationId;
import io.syncline.token.VaultUnavailable;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;

/**
 * The trail in the audit table, whose items the package's page describes. An outage is a {@link VaultUnavailable}.
 *
 * <p>Notes come into the chain once they are a minute old: far longer than a put with all its repetitions takes and than
 * clocks differ, so none turns up below the place up to which notes were chained.
 */
public final class DynamoAuditTrail implements AuditTrail {

    private static final Duration SETTLED_AFTER = Duration.ofMinutes(1);
    private static final Duration NOTES_LIVE = Duration.ofDays(30);
    private static final Duration MARKS_LIVE = NOTES_LIVE.plusDays(60);
    /** With a mark and an entry each they stay within the hundred actions of a transaction. */
    private static final int NOTES_AT_ONCE = 45;

    private static final int DEEDS_AT_ONCE = 90;
    private static final int RIVALS = 20;

    private final AuditedWrites writes;
    private final AuditRows rows;
    private final InstantSource clock;
    private final NoteSequence places;

    public DynamoAuditTrail(AuditedWrites writes, InstantSource clock, RandomGenerator random) {
        this.writes = writes;
        this.rows = writes.rows();
        this.clock = clock;
        this.places = new NoteSequence(clock, random);
    }

    @Override
    public void append(OrganisationId organisation, List<Deed> deeds) {
        for (int from = 0; from < deeds.size(); from += DEEDS_AT_ONCE) {
            writes.commit(organisation, List.of(), deeds.subList(from, Math.min(deeds.size(), from + DEEDS_AT_ONCE)));
        }
    }

    @Override
    public void note(OrganisationId organisation, Deed deed) {
        available(() -> {
            String writer = writes.newWriter();
            for (int attempt = 0; !kept(organisation, deed, writer); attempt++) {
                rows.table().backoff().after(attempt);
            }
            return true;
        });
    }

    /** False where another note has the same place already. */
    private boolean kept(OrganisationId organisation, Deed deed, String writer) {
        Instant now = clock.instant();
        Item item = EntryForm.write(now, deed)
                .put("organisation", notes(organisation))
                .put("expiresAt", now.plus(NOTES_LIVE).getEpochSecond());
        item.attributes().put("sequence", AuditRows.number(places.next()));
        Put put = rows.put(item, writer).action().put();
        try {
            rows.table()
                    .client()
                    .putItem(request -> request.tableName(put.tableName())
                            .item(put.item())
                            .conditionExpression(put.conditionExpression())
                            .expressionAttributeNames(put.expressionAttributeNames())
                            .returnValuesOnConditionCheckFailure(put.returnValuesOnConditionCheckFailure()));
            return true;
        } catch (ConditionalCheckFailedException e) {
            // Our own is there when the answer got lost and the SDK sent the request again.
            return AttributeValue.fromS(writer).equals(e.item().get("writer"));
        }
    }

    @Override
    public long chainNotes(OrganisationId organisation) {
        long chained = 0;
        int lost = 0;
        while (lost < RIVALS) {
            List<Item> waiting = available(() -> waiting(organisation));
            if (waiting.isEmpty()) {
                return chained;
            }
            if (chain(organisation, waiting)) {
                chained += waiting.size();
            } else {
                rows.table().backoff().after(lost++);
            }
        }
        return chained; // somebody else is at it
    }

    private List<Item> waiting(OrganisationId organisation) {
        BigInteger from = rows.last(marks(organisation))
                .map(mark -> placeOf(mark).add(BigInteger.ONE))
                .orElse(BigInteger.ZERO);
        BigInteger to = NoteSequence.firstOf(clock.instant().minus(SETTLED_AFTER));
        return rows.between(notes(organisation), from, to, NOTES_AT_ONCE).stream()
                .map(Item::partOf)
                .toList();
    }

    /** The marks keep a note from being chained twice, by two sealers at once, say: then one of them is refused. */
    private boolean chain(OrganisationId organisation, List<Item> notes) {
        String writer = writes.newWriter();
        List<GuardedWrite> marks = new ArrayList<>();
        List<Done> deeds = new ArrayList<>();
        for (Item note : notes) {
            Done done = new Done(EntryForm.deed(note), timeOf(note));
            marks.add(rows.put(mark(organisation, note, done.at()), writer));
            deeds.add(done);
        }
        return writes.commitDone(organisation, marks, deeds) instanceof Outcome.Stored;
    }

    private Item mark(OrganisationId organisation, Item note, Instant at) {
        Item mark = Item.whole()
                .put("organisation", marks(organisation))
                .put("expiresAt", at.plus(MARKS_LIVE).getEpochSecond());
        mark.attributes().put("sequence", AuditRows.number(placeOf(note.attributes())));
        return mark;
    }

    /** The time that the place of a note tells, to which its row adds nothing that could be changed. */
    private static Instant timeOf(Item note) {
        BigInteger micros = placeOf(note.attributes()).divide(BigInteger.TEN.pow(9));
        return Instant.ofEpochSecond(micros.longValue() / 1_000_000, micros.longValue() % 1_000_000 * 1_000);
    }

    private static BigInteger placeOf(Map<String, AttributeValue> row) {
        return new BigInteger(Objects.requireNonNull(row.get("sequence")).n()); // a key is never missing
    }

    @Override
    public Head head(OrganisationId organisation) {
        return available(() -> rows.head(organisation));
    }

    @Override
    public List<Stored> read(OrganisationId organisation, long from, int limit) {
        BigInteger end = AuditRows.BEYOND.subtract(BigInteger.ONE);
        return available(() -> rows.between(organisation.value(), BigInteger.valueOf(from), end, limit).stream()
                .map(stored -> EntryForm.read(organisation, stored))
                .toList());
    }

    @Override
    public List<Entry> readBack(OrganisationId organisation, long before, int limit) {
        BigInteger end = BigInteger.valueOf(before).min(AuditRows.BEYOND);
        return available(() -> rows.backwards(organisation.value(), end, limit).stream()
                .map(stored -> EntryForm.read(organisation, stored).entry())
                .toList());
    }

    private static String notes(OrganisationId organisation) {
        return organisation.value() + "#notes";
    }

    private static String marks(OrganisationId organisation) {
        return organisation.value() + "#chained";
    }

    private static <T> T available(Supplier<T> work) {
        try {
            return work.get();
        } catch (SdkException e) {
            throw new VaultUnavailable("The trail cannot be read or written now", e);
        }
    }
}
