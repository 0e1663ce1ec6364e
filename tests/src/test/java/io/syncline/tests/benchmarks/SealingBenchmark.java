package io.syncline.tests.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.Aead;
import io.syncline.audit.Actor;
import io.syncline.aws.audit.AuditedWrites;
import io.syncline.aws.dynamo.Backoff;
import io.syncline.aws.dynamo.Table;
import io.syncline.aws.start.AwsClients;
import io.syncline.aws.start.Environment;
import io.syncline.aws.vault.KeyWrapping;
import io.syncline.aws.vault.KmsKeysets;
import io.syncline.connection.Connection;
import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.identity.OrganisationId;
import io.syncline.local.cloud.LocalCloud;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.load.Fleet;
import io.syncline.tests.load.ShiftedClock;
import io.syncline.tests.load.Worker;
import io.syncline.token.Grant;
import io.syncline.token.ObtainAccessToken;
import io.syncline.token.TokenUse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a warm keyset costs: sealing and opening a token, and how often the key service is asked for it. */
class SealingBenchmark {

    private static final int WARM_UP = 200_000;
    private static final int ROUNDS = 200_000;
    private static final String TOKEN = "ya29." + "A1b2C3d4".repeat(150);
    private static final TokenUse USE = new TokenUse(Service.CALENDAR, Actor.function("calendar-sync"), "benchmark");

    private final Figures sealing = new Figures("sealing");
    private final Figures keyService = new Figures("key-service");

    @Test
    void sealing_and_opening_a_token_with_a_warm_keyset() throws GeneralSecurityException {
        try (RunningCloud cloud = RunningCloud.start()) {
            OrganisationId organisation = new OrganisationId("sealing");
            Fleet.connect(cloud.cloud(), organisation, Provider.GOOGLE, 1, Fleet.Life.over());
            Aead keyset = keyset(cloud.cloud(), organisation);
            sealAndOpen(keyset, WARM_UP);

            long[] nanos = sealAndOpen(keyset, ROUNDS);

            sealing.with("tokenBytes", TOKEN.length())
                    .with("rounds", ROUNDS)
                    .with("sealMicros", nanos[0] / 1e3 / ROUNDS)
                    .with("openMicros", nanos[1] / 1e3 / ROUNDS)
                    .print(
                            "A token of %d bytes is sealed in %.1f µs and opened in %.1f µs (goal: under 50 µs each).",
                            TOKEN.length(), nanos[0] / 1e3 / ROUNDS, nanos[1] / 1e3 / ROUNDS);
        }
    }

    @Test
    void the_key_service_is_asked_once_per_organisation_and_warm_function_in_five_minutes() {
        try (RunningCloud cloud = RunningCloud.start()) {
            Fleet fleet = Fleet.connect(
                    cloud.cloud(),
                    new OrganisationId("key-service"),
                    Provider.GOOGLE,
                    1,
                    Fleet.Life.dueAt(InstantSource.system().instant().plusSeconds(3_600)));
            ShiftedClock clock = new ShiftedClock(Duration.ZERO);
            ObtainAccessToken obtain =
                    Worker.of(cloud.cloud(), "calendar-sync", clock).tokens().obtainAccessToken();
            cloud.cloud().metering().reset();

            int reads = readEachSecond(obtain, fleet.connections().getFirst(), clock, Duration.ofSeconds(290));
            long inFiveMinutes = decryptions(cloud.cloud());
            readEachSecond(obtain, fleet.connections().getFirst(), clock, Duration.ofSeconds(290));
            long inTen = decryptions(cloud.cloud());

            assertThat(inFiveMinutes).isEqualTo(1);
            assertThat(inTen).isEqualTo(2);
            keyService
                    .with("reads", reads)
                    .with("callsInFiveMinutes", inFiveMinutes)
                    .with("callsInTenMinutes", inTen)
                    .print(
                            "%d tokens were read within five minutes with %d call of the key service, and %d in ten.",
                            reads, inFiveMinutes, inTen);
        }
    }

    private static int readEachSecond(
            ObtainAccessToken obtain, Connection connection, ShiftedClock clock, Duration time) {
        int reads = 0;
        for (long second = 0; second < time.toSeconds(); second++) {
            assertThat(obtain.run(connection, USE)).isInstanceOf(Grant.Valid.class);
            clock.pass(Duration.ofSeconds(1));
            reads++;
        }
        return reads;
    }

    private static long decryptions(LocalCloud cloud) {
        return cloud.metering()
                .report()
                .path("byFunction")
                .path("calendar-sync")
                .path("kms:Decrypt")
                .asLong();
    }

    private static Aead keyset(LocalCloud cloud, OrganisationId organisation) {
        Map<String, String> variables = Worker.variables(cloud, "calendar-sync");
        AwsClients clients = new AwsClients(new Environment(variables));
        SecureRandom random = new SecureRandom();
        InstantSource clock = InstantSource.system();
        Backoff backoff = Backoff.standard(random);
        return new KmsKeysets(
                        new Table(clients.dynamo(), variables.get("VAULT_TABLE"), backoff),
                        new KeyWrapping(clients.kms(), variables.get("VAULT_KEY_ID")),
                        new AuditedWrites(
                                new Table(clients.dynamo(), variables.get("AUDIT_TABLE"), backoff), clock, random),
                        clock)
                .existing(organisation)
                .orElseThrow()
                .aead();
    }

    /** Nanoseconds for sealing all and for opening all; the label is put together for each, as the vault does. */
    private static long[] sealAndOpen(Aead keyset, int rounds) throws GeneralSecurityException {
        byte[][] sealed = new byte[1_000][];
        long sealing = 0;
        long opening = 0;
        for (int done = 0; done < rounds; done += sealed.length) {
            long before = System.nanoTime();
            for (int place = 0; place < sealed.length; place++) {
                sealed[place] = keyset.encrypt(TOKEN.getBytes(StandardCharsets.UTF_8), label(place));
            }
            long between = System.nanoTime();
            for (int place = 0; place < sealed.length; place++) {
                String opened = new String(keyset.decrypt(sealed[place], label(place)), StandardCharsets.UTF_8);
                if (opened.length() != TOKEN.length()) {
                    throw new AssertionError("It opens as something else");
                }
            }
            sealing += between - before;
            opening += System.nanoTime() - between;
        }
        return new long[] {sealing, opening};
    }

    /** Of the same shape as the vault's: organisation, connection, kind and version. */
    private static byte[] label(long version) {
        List<byte[]> texts =
                List.of("syncline.token.1", "sealing", "c_0123456789abcdef0123456789abcdef", "access").stream()
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toList();
        int length =
                texts.stream().mapToInt(text -> Integer.BYTES + text.length).sum() + Long.BYTES;
        ByteBuffer buffer = ByteBuffer.allocate(length);
        texts.forEach(text -> buffer.putInt(text.length).put(text));
        return buffer.putLong(version).array();
    }
}
