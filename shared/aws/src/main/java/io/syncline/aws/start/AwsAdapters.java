package io.syncline.aws.start;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.audit.AuditTrail;
import io.syncline.audit.SealSignatures;
import io.syncline.audit.Seals;
import io.syncline.authorisation.ConsentRequests;
import io.syncline.authorisation.PendingAuthorisations;
import io.syncline.authorisation.Removals;
import io.syncline.authorisation.StateSignatures;
import io.syncline.aws.alarm.DynamoAlarms;
import io.syncline.aws.audit.AuditedWrites;
import io.syncline.aws.audit.DynamoAuditTrail;
import io.syncline.aws.audit.KmsSealSignatures;
import io.syncline.aws.audit.S3Seals;
import io.syncline.aws.bus.BusAnnouncements;
import io.syncline.aws.bus.EventBridgeCrmBus;
import io.syncline.aws.dynamo.Backoff;
import io.syncline.aws.dynamo.DynamoCalendarItems;
import io.syncline.aws.dynamo.DynamoChannels;
import io.syncline.aws.dynamo.DynamoConnections;
import io.syncline.aws.dynamo.DynamoConsentRequests;
import io.syncline.aws.dynamo.DynamoExplanations;
import io.syncline.aws.dynamo.DynamoJobs;
import io.syncline.aws.dynamo.DynamoLeases;
import io.syncline.aws.dynamo.DynamoPushReports;
import io.syncline.aws.dynamo.DynamoRemovals;
import io.syncline.aws.dynamo.DynamoResolutions;
import io.syncline.aws.dynamo.DynamoReviews;
import io.syncline.aws.dynamo.DynamoSyncPolicies;
import io.syncline.aws.dynamo.DynamoSyncedCalendars;
import io.syncline.aws.dynamo.Table;
import io.syncline.aws.queue.SqsRefreshOrders;
import io.syncline.aws.queue.SqsWakeUps;
import io.syncline.aws.secrets.SecretsManagerClients;
import io.syncline.aws.vault.DynamoOrganisations;
import io.syncline.aws.vault.DynamoPendingAuthorisations;
import io.syncline.aws.vault.DynamoRegistry;
import io.syncline.aws.vault.DynamoTokenVault;
import io.syncline.aws.vault.KeyWrapping;
import io.syncline.aws.vault.KmsKeyrings;
import io.syncline.aws.vault.KmsKeysets;
import io.syncline.aws.vault.KmsStateSignatures;
import io.syncline.calendar.CalendarItems;
import io.syncline.calendar.Channels;
import io.syncline.calendar.CrmBus;
import io.syncline.calendar.CrmEvent;
import io.syncline.calendar.Explanations;
import io.syncline.calendar.Jobs;
import io.syncline.calendar.PushReports;
import io.syncline.calendar.Resolutions;
import io.syncline.calendar.Reviews;
import io.syncline.calendar.SyncPolicies;
import io.syncline.calendar.SyncedCalendars;
import io.syncline.calendar.WakeUps;
import io.syncline.connection.Announcements;
import io.syncline.connection.Connections;
import io.syncline.identity.Organisations;
import io.syncline.token.Alarms;
import io.syncline.token.Keyrings;
import io.syncline.token.RefreshOrders;
import io.syncline.token.Registry;
import io.syncline.token.TokenVault;
import io.syncline.traffic.Leases;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * The adapters of this module by the names of the variables that {@code template.yaml} sets. A function asks for the
 * ones that it uses, and only their variables have to be there.
 */
public final class AwsAdapters {

    private final Environment environment;
    private final AwsClients clients;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Once<AuditedWrites> auditedWrites = new Once<>(this::newAuditedWrites);
    private final Once<KmsKeysets> keysets = new Once<>(this::newKeysets);

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
        return new DynamoCalendarItems(table("SYNC_TABLE"), clock);
    }

    public Jobs jobs() {
        return new DynamoJobs(table("SYNC_TABLE"));
    }

    public SyncedCalendars syncedCalendars() {
        return new DynamoSyncedCalendars(table("SYNC_TABLE"), clock, random);
    }

    public Channels channels() {
        return new DynamoChannels(table("SYNC_TABLE"));
    }

    public PushReports pushReports() {
        return new DynamoPushReports(table("SYNC_TABLE"), clock);
    }

    public SyncPolicies syncPolicies() {
        return new DynamoSyncPolicies(table("SYNC_TABLE"));
    }

    public Explanations explanations() {
        return new DynamoExplanations(table("SYNC_TABLE"), clock);
    }

    public Reviews reviews() {
        return new DynamoReviews(table("SYNC_TABLE"), clock);
    }

    public Resolutions resolutions() {
        return new DynamoResolutions(table("SYNC_TABLE"), clock);
    }

    public Leases leases() {
        return new DynamoLeases(table("TRAFFIC_TABLE"), clock, random);
    }

    public WakeUps wakeUps() {
        return new SqsWakeUps(clients.sqs(), environment.require("CALENDAR_SYNC_QUEUE_URL"));
    }

    public RefreshOrders refreshOrders() {
        return new SqsRefreshOrders(clients.sqs(), environment.require("TOKEN_REFRESH_QUEUE_URL"), clock);
    }

    public Announcements announcements() {
        return new BusAnnouncements(clients.eventBridge(), environment.require("BUS_NAME"));
    }

    /**
     * The way to the CRM.
     *
     * @param form the JSON form of an event
     */
    public CrmBus crmBus(Function<CrmEvent, ObjectNode> form) {
        return new EventBridgeCrmBus(clients.eventBridge(), environment.require("BUS_NAME"), form);
    }

    public Alarms alarms() {
        return new DynamoAlarms(table("TRAFFIC_TABLE"), clock);
    }

    public TokenVault tokenVault() {
        return new DynamoTokenVault(table("VAULT_TABLE"), keysets.get());
    }

    public Registry registry() {
        return new DynamoRegistry(
                environment.require("CONNECTIONS_TABLE"),
                environment.require("VAULT_TABLE"),
                keysets.get(),
                auditedWrites.get(),
                clock,
                random);
    }

    public Keyrings keyrings() {
        return new KmsKeyrings(table("VAULT_TABLE"), keysets.get(), keyWrapping(), auditedWrites.get(), clock);
    }

    public Organisations organisations() {
        return new DynamoOrganisations(table("VAULT_TABLE"));
    }

    public AuditTrail auditTrail() {
        return new DynamoAuditTrail(auditedWrites.get(), clock, random);
    }

    public Seals seals() {
        return new S3Seals(clients.s3(), environment.require("SEALS_BUCKET"));
    }

    public SealSignatures sealSignatures() {
        return new KmsSealSignatures(clients.kms(), environment.require("SEAL_KEY_ID"));
    }

    public PendingAuthorisations pendingAuthorisations() {
        return new DynamoPendingAuthorisations(
                clients.dynamo(), environment.require("PENDING_TABLE"), keysets.get(), auditedWrites.get());
    }

    public ConsentRequests consentRequests() {
        return new DynamoConsentRequests(table("PENDING_TABLE"));
    }

    public Removals removals() {
        return new DynamoRemovals(table("PENDING_TABLE"));
    }

    public StateSignatures stateSignatures() {
        return new KmsStateSignatures(clients.kms(), environment.require("STATE_KEY_ID"));
    }

    public SecretsManagerClients providerClients() {
        return new SecretsManagerClients(
                clients.secretsManager(), environment.require("PROVIDER_CREDENTIALS_SECRET"), clock);
    }

    private KmsKeysets newKeysets() {
        return new KmsKeysets(table("VAULT_TABLE"), keyWrapping(), auditedWrites.get(), clock);
    }

    private KeyWrapping keyWrapping() {
        return new KeyWrapping(clients.kms(), environment.require("VAULT_KEY_ID"));
    }

    private AuditedWrites newAuditedWrites() {
        Table audit = new Table(clients.dynamo(), environment.require("AUDIT_TABLE"), Backoff.patient(random));
        return new AuditedWrites(audit, clock, random);
    }

    private Table table(String variable) {
        return new Table(clients.dynamo(), environment.require(variable), Backoff.standard(random));
    }
}
