package io.syncline.aws.start;

import io.syncline.authorisation.PendingAuthorisations;
import io.syncline.authorisation.StateSignatures;
import io.syncline.aws.dynamo.Backoff;
import io.syncline.aws.dynamo.DynamoCalendarItems;
import io.syncline.aws.dynamo.DynamoConnections;
import io.syncline.aws.dynamo.DynamoJobs;
import io.syncline.aws.dynamo.DynamoLeases;
import io.syncline.aws.dynamo.DynamoSyncedCalendars;
import io.syncline.aws.dynamo.Table;
import io.syncline.aws.queue.SqsWakeUps;
import io.syncline.aws.secrets.SecretsManagerClients;
import io.syncline.aws.vault.DynamoPendingAuthorisations;
import io.syncline.aws.vault.DynamoTokenVault;
import io.syncline.aws.vault.Keysets;
import io.syncline.aws.vault.KmsKeysets;
import io.syncline.aws.vault.KmsStateSignatures;
import io.syncline.calendar.CalendarItems;
import io.syncline.calendar.Jobs;
import io.syncline.calendar.SyncedCalendars;
import io.syncline.calendar.WakeUps;
import io.syncline.connection.Connections;
import io.syncline.token.TokenVault;
import io.syncline.traffic.Leases;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * The adapters of this module by the names of the variables that {@code template.yaml} sets. A function asks for the
 * ones that it uses, and only their variables have to be there.
 */
public final class AwsAdapters {

    private final Environment environment;
    private final AwsClients clients;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Once<Keysets> keysets = new Once<>(this::newKeysets);

    public AwsAdapters(Environment environment, AwsClients clients, InstantSource clock, SecureRandom random) {
        this.environment = environment;
        this.clients = clients;
        this.clock = clock;
        this.random = random;
    }

    public Connections connections() {
        return new DynamoConnections(table("CONNECTIONS_TABLE"));
    }

    public CalendarItems calendarItems() {
        return new DynamoCalendarItems(table("SYNC_TABLE"));
    }

    public Jobs jobs() {
        return new DynamoJobs(table("SYNC_TABLE"));
    }

    public SyncedCalendars syncedCalendars() {
        return new DynamoSyncedCalendars(table("SYNC_TABLE"), clock, random);
    }

    public Leases leases() {
        return new DynamoLeases(table("TRAFFIC_TABLE"), clock, random);
    }

    public WakeUps wakeUps() {
        return new SqsWakeUps(clients.sqs(), environment.require("CALENDAR_SYNC_QUEUE_URL"));
    }

    public TokenVault tokenVault() {
        return new DynamoTokenVault(clients.dynamo(), environment.require("VAULT_TABLE"), keysets.get());
    }

    public PendingAuthorisations pendingAuthorisations() {
        return new DynamoPendingAuthorisations(clients.dynamo(), environment.require("PENDING_TABLE"), keysets.get());
    }

    public StateSignatures stateSignatures() {
        return new KmsStateSignatures(clients.kms(), environment.require("STATE_KEY_ID"));
    }

    public SecretsManagerClients providerClients() {
        return new SecretsManagerClients(
                clients.secretsManager(), environment.require("PROVIDER_CREDENTIALS_SECRET"), clock);
    }

    private Keysets newKeysets() {
        return new KmsKeysets(
                clients.dynamo(),
                environment.require("VAULT_TABLE"),
                clients.kms(),
                environment.require("VAULT_KEY_ID"),
                clock);
    }

    private Table table(String variable) {
        return new Table(clients.dynamo(), environment.require(variable), Backoff.standard(random));
    }
}
