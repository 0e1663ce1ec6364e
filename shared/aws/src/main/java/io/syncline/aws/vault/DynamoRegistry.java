package io.syncline.aws.vault;

import io.syncline.audit.Deed;
import io.syncline.aws.audit.AuditedWrites;
import io.syncline.aws.audit.AuditedWrites.Outcome;
import io.syncline.aws.audit.GuardedWrite;
import io.syncline.aws.dynamo.ConnectionForm;
import io.syncline.aws.dynamo.Item;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.token.OrganisationGone;
import io.syncline.token.Registry;
import io.syncline.token.TokenSet;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Connections ({@link ConnectionForm}), tokens ({@link TokenForm}) and the entries about them, stored in one transaction.
 *
 * <p>Where tokens are stored, the transaction also asks whether the organisation's keyset is still open, so that a worker
 * whose keys in memory are older than the organisation's leaving stores nothing for it.
 */
public final class DynamoRegistry implements Registry {

    private static final String IS_EXPECTED = "#version = :version";
    private static final String IS_NEW = "attribute_not_exists(#version)";
    private static final Map<String, String> VERSION = Map.of("#version", "version");

    private final String connectionsTable;
    private final String vaultTable;
    private final Keysets keysets;
    private final AuditedWrites writes;
    private final InstantSource clock;
    private final RandomGenerator random;

    public DynamoRegistry(
            String connectionsTable,
            String vaultTable,
            Keysets keysets,
            AuditedWrites writes,
            InstantSource clock,
            RandomGenerator random) {
        this.connectionsTable = connectionsTable;
        this.vaultTable = vaultTable;
        this.keysets = keysets;
        this.writes = writes;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public boolean commit(OrganisationId organisation, List<Change> changes, List<Deed> deeds) {
        if (changes.size() + deeds.size() > LARGEST) {
            throw new IllegalArgumentException("A commit has at most " + LARGEST + " changes and deeds");
        }
        return changes.stream().anyMatch(Change.PutTokens.class::isInstance)
                ? commitSealed(organisation, changes, deeds)
                : commit(organisation, changes, deeds, Optional.empty()).isStored();
    }

    /** Keys in memory may be old: where they are not the organisation's any more, its newest ones seal. */
    private boolean commitSealed(OrganisationId organisation, List<Change> changes, List<Deed> deeds) {
        Result result = commit(organisation, changes, deeds, Optional.of(keysets.of(organisation)));
        if (result == Result.KEYS_GONE) {
            keysets.newest(organisation);
            result = commit(organisation, changes, deeds, Optional.of(keysets.of(organisation)));
        }
        if (result == Result.KEYS_GONE) {
            throw new OrganisationGone(
                    "The organisation was removed from this installation: nothing is sealed for it any more");
        }
        return result.isStored();
    }

    private enum Result {
        STORED,
        REFUSED,
        KEYS_GONE;

        boolean isStored() {
            return this == STORED;
        }
    }

    private Result commit(
            OrganisationId organisation, List<Change> changes, List<Deed> deeds, Optional<OpenKeyset> keys) {
        List<GuardedWrite> all = new ArrayList<>();
        changes.forEach(change -> all.add(write(organisation, change, keys)));
        keys.ifPresent(used -> all.add(keysets.stillOpen(organisation, used.primary())));
        return switch (writes.commit(organisation, all, deeds)) {
            case Outcome.Stored _ -> Result.STORED;
            case Outcome.Refused(List<Integer> places) ->
                places.contains(changes.size()) ? Result.KEYS_GONE : Result.REFUSED;
        };
    }

    private GuardedWrite write(OrganisationId organisation, Change change, Optional<OpenKeyset> keys) {
        return switch (change) {
            case Change.PutConnection(Connection connection) -> put(organisation, connection);
            case Change.PutTokens(ConnectionId connection, TokenSet tokens) ->
                guarded(
                        vaultTable,
                        TokenForm.write(organisation, connection, tokens.stored(), keys.orElseThrow(), clock.instant()),
                        tokens.version());
            case Change.DestroyTokens(ConnectionId connection) ->
                GuardedWrite.delete(vaultTable, TokenForm.key(organisation, connection));
        };
    }

    /** {@code commit} is random, so that two workers who store the same are not taken for each other. */
    private GuardedWrite put(OrganisationId organisation, Connection connection) {
        if (!connection.organisation().equals(organisation)) {
            throw new IllegalArgumentException("A connection is stored for the organisation that it belongs to");
        }
        byte[] commit = new byte[8];
        random.nextBytes(commit);
        Item item = ConnectionForm.write(connection.stored(), clock.instant())
                .put("commit", HexFormat.of().formatHex(commit));
        return guarded(connectionsTable, item, connection.version());
    }

    private static GuardedWrite guarded(String table, Item item, long version) {
        return version == 0
                ? GuardedWrite.put(table, item, IS_NEW, VERSION, Map.of())
                : GuardedWrite.put(
                        table,
                        item,
                        IS_EXPECTED,
                        VERSION,
                        Map.of(":version", AttributeValue.fromN(Long.toString(version))));
    }
}
