package io.syncline.aws.audit;

import io.syncline.audit.Deed;
import io.syncline.audit.Entry;
import io.syncline.audit.Entry.Head;
import io.syncline.aws.dynamo.Table;
import io.syncline.identity.OrganisationId;
import io.syncline.token.VaultUnavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * Stores writes together with their entries in an organisation's trail: one TransactWriteItems, all or nothing.
 *
 * <p>Entries are put at the places after the chain's end, on the condition that none is there. Whoever loses the race for
 * these places learns the new end and tries again, with pauses that part the racers; the writes stay the same. Where the
 * answer got lost, our own item lies there already, and that is a success.
 */
public final class AuditedWrites {

    private static final Logger LOG = LoggerFactory.getLogger(AuditedWrites.class);

    private final AuditRows rows;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * Writes with entries.
     *
     * @param audit with {@code Backoff.patient}: many append at once
     */
    public AuditedWrites(Table audit, InstantSource clock, RandomGenerator random) {
        this.rows = new AuditRows(audit);
        this.clock = clock;
        this.random = random;
    }

    /** How a commit can end. */
    public sealed interface Outcome {

        record Stored() implements Outcome {}

        /**
         * Conditions did not hold; nothing was stored.
         *
         * @param places of the writes whose conditions these were
         */
        record Refused(List<Integer> places) implements Outcome {
            public Refused {
                places = List.copyOf(places);
            }
        }
    }

    /** A deed and when it was done. */
    record Done(Deed deed, Instant at) {}

    /**
     * Stores the writes and appends the deeds, which are done now.
     *
     * @throws VaultUnavailable where nothing can be stored now, or where it is not known whether it was
     */
    public Outcome commit(OrganisationId organisation, List<GuardedWrite> writes, List<Deed> deeds) {
        Instant now = clock.instant();
        return commitDone(
                organisation,
                writes,
                deeds.stream().map(deed -> new Done(deed, now)).toList());
    }

    Outcome commitDone(OrganisationId organisation, List<GuardedWrite> writes, List<Done> deeds) {
        if (writes.isEmpty() && deeds.isEmpty()) {
            return new Outcome.Stored();
        }
        try {
            return new Commit(organisation, writes, deeds).run();
        } catch (SdkException e) {
            LOG.warn("Nothing can be written together with its entry in the trail now", e);
            throw new VaultUnavailable("Nothing can be written together with its entry in the trail now", e);
        }
    }

    /** A random text by which a writer knows its own items again. */
    String newWriter() {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    AuditRows rows() {
        return rows;
    }

    /** How an attempt can end. */
    private sealed interface Attempt {
        record Ended(Outcome outcome) implements Attempt {}

        /**
         * Somebody else was faster, or is writing.
         *
         * @param head the new end of the chain, where the answer showed it
         */
        record Again(Optional<Head> head, SdkException cause) implements Attempt {}
    }

    private final class Commit {
        private final OrganisationId organisation;
        private final List<GuardedWrite> writes;
        private final List<Done> deeds;
        private final String writer = newWriter();

        Commit(OrganisationId organisation, List<GuardedWrite> writes, List<Done> deeds) {
            this.organisation = organisation;
            this.writes = writes;
            this.deeds = deeds;
        }

        Outcome run() {
            Head head = end();
            int attempts = rows.table().backoff().attempts();
            for (int attempt = 0; ; attempt++) {
                switch (attempt(head)) {
                    case Attempt.Ended(Outcome outcome) -> {
                        return outcome;
                    }
                    case Attempt.Again(Optional<Head> seen, SdkException cause) -> {
                        if (attempt + 1 == attempts) {
                            throw cause;
                        }
                        rows.table().backoff().after(attempt);
                        // Whoever is far behind would follow the chain step by step: every second time its end is read.
                        head = attempt % 2 == 0 ? seen.orElseGet(this::end) : end();
                    }
                }
            }
        }

        private Head end() {
            return deeds.isEmpty() ? Head.ofNothing(organisation) : rows.head(organisation);
        }

        private Attempt attempt(Head head) {
            List<GuardedWrite> entries = entries(head);
            List<TransactWriteItem> actions = Stream.concat(writes.stream(), entries.stream())
                    .map(GuardedWrite::action)
                    .toList();
            try {
                rows.table().client().transactWriteItems(request -> request.transactItems(actions));
                return new Attempt.Ended(new Outcome.Stored());
            } catch (TransactionCanceledException e) {
                return cancelled(entries, e);
            } catch (TransactionInProgressException e) {
                return new Attempt.Again(Optional.of(head), e);
            } catch (AwsServiceException e) {
                if (e.isThrottlingException()) {
                    return new Attempt.Again(Optional.of(head), e);
                }
                throw e;
            }
        }

        private List<GuardedWrite> entries(Head head) {
            List<GuardedWrite> entries = new ArrayList<>();
            Head last = head;
            for (Done done : deeds) {
                Entry entry = Entry.after(last, done.at(), done.deed());
                entries.add(rows.put(entry, writer));
                last = entry.head();
            }
            return entries;
        }

        /** The reasons come in the order of the actions: first the writes', then the entries'. */
        private Attempt cancelled(List<GuardedWrite> entries, TransactionCanceledException e) {
            List<CancellationReason> reasons = e.cancellationReasons();
            reasons.forEach(reason -> refuseWhatNeverWorks(reason, e));
            if (isDoneAlready(entries, reasons)) {
                return new Attempt.Ended(new Outcome.Stored());
            }
            List<Integer> refused = IntStream.range(0, Math.min(writes.size(), reasons.size()))
                    .filter(place -> isCondition(reasons.get(place)))
                    .boxed()
                    .toList();
            return refused.isEmpty()
                    ? new Attempt.Again(newestOf(reasons), e)
                    : new Attempt.Ended(new Outcome.Refused(refused));
        }

        private boolean isDoneAlready(List<GuardedWrite> entries, List<CancellationReason> reasons) {
            List<GuardedWrite> all =
                    Stream.concat(writes.stream(), entries.stream()).toList();
            return IntStream.range(0, Math.min(all.size(), reasons.size()))
                    .anyMatch(place -> reasons.get(place).hasItem()
                            && all.get(place).isStoredAs(reasons.get(place).item()));
        }

        private Optional<Head> newestOf(List<CancellationReason> reasons) {
            return reasons.stream()
                    .skip(writes.size())
                    .filter(CancellationReason::hasItem)
                    .map(reason -> head(reason.item()))
                    .reduce((_, later) -> later);
        }

        private Head head(Map<String, AttributeValue> stored) {
            var found = EntryForm.read(organisation, stored);
            return new Head(organisation, found.place(), found.entry().hash());
        }
    }

    private static boolean isCondition(CancellationReason reason) {
        return "ConditionalCheckFailed".equals(reason.code());
    }

    /** An item that is too large, say: trying again would go on for ever, and waiting would not help. */
    private static void refuseWhatNeverWorks(CancellationReason reason, TransactionCanceledException cancelled) {
        boolean passes = switch (Optional.ofNullable(reason.code()).orElse("None")) {
            case "None",
                    "ConditionalCheckFailed",
                    "TransactionConflict",
                    "ProvisionedThroughputExceeded",
                    "ThrottlingError" -> true;
            default -> false;
        };
        if (!passes) {
            throw new IllegalStateException("Storage does not accept what was to be written", cancelled);
        }
    }
}
