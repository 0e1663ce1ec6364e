package io.syncline.aws.vault;

import io.syncline.audit.AuditTrail;
import io.syncline.authorisation.PendingAuthorisations;
import io.syncline.aws.LocalDynamo;
import io.syncline.aws.audit.AuditedWrites;
import io.syncline.aws.audit.DynamoAuditTrail;
import io.syncline.aws.dynamo.Backoff;
import io.syncline.aws.dynamo.DynamoConnections;
import io.syncline.aws.dynamo.Table;
import io.syncline.connection.Connections;
import io.syncline.token.Keyrings;
import io.syncline.token.Registry;
import io.syncline.token.TokenVault;
import java.security.SecureRandom;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Connections, tokens, keys and their trail in tables of DynamoDB Local, as one process sees them. */
public final class LocalVault {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Where everything lies, for all processes. */
    private record Tables(String connections, String vault, String audit, String pending) {}

    private final Tables tables;
    private final FakeKms kms;
    private final InstantSource clock;
    private final DynamoDbClient client;
    private final KmsKeysets keysets;
    private final AuditedWrites writes;
    private final AuditTrail trail;

    public LocalVault(InstantSource clock) {
        this(
                new Tables(
                        LocalDynamo.connectionsTable(),
                        LocalDynamo.vaultTable(),
                        LocalDynamo.auditTable(),
                        LocalDynamo.pendingTable()),
                new FakeKms(),
                clock,
                LocalDynamo.client());
    }

    private LocalVault(Tables tables, FakeKms kms, InstantSource clock, DynamoDbClient client) {
        this.tables = tables;
        this.kms = kms;
        this.clock = clock;
        this.client = client;
        this.writes = new AuditedWrites(new Table(client, tables.audit(), Backoff.patient(RANDOM)), clock, RANDOM);
        this.keysets = new KmsKeysets(vaultRows(), wrapping(), writes, clock);
        this.trail = new DynamoAuditTrail(writes, clock, RANDOM);
    }

    /** The same rows, with nothing in memory. */
    public LocalVault inAnotherProcess() {
        return through(LocalDynamo.client());
    }

    /** The same rows, with nothing in memory, through a client that somebody listens to. */
    public LocalVault through(DynamoDbClient other) {
        return new LocalVault(tables, kms, clock, other);
    }

    public FakeKms kms() {
        return kms;
    }

    public String vaultTable() {
        return tables.vault();
    }

    public String auditTable() {
        return tables.audit();
    }

    public String connectionsTable() {
        return tables.connections();
    }

    public String pendingTable() {
        return tables.pending();
    }

    public Connections connections() {
        return new DynamoConnections(new Table(client, tables.connections(), Backoff.standard(RANDOM)));
    }

    public TokenVault vault() {
        return new DynamoTokenVault(vaultRows(), keysets);
    }

    public Registry registry() {
        return new DynamoRegistry(tables.connections(), tables.vault(), keysets, writes, clock, RANDOM);
    }

    public Keyrings keyrings() {
        return new KmsKeyrings(vaultRows(), keysets, wrapping(), writes, clock);
    }

    public AuditTrail trail() {
        return trail;
    }

    public PendingAuthorisations pending() {
        return new DynamoPendingAuthorisations(client, tables.pending(), keysets, writes);
    }

    Keysets keysets() {
        return keysets;
    }

    Table vaultRows() {
        return new Table(client, tables.vault(), Backoff.standard(RANDOM));
    }

    private KeyWrapping wrapping() {
        return new KeyWrapping(kms, "key");
    }
}
