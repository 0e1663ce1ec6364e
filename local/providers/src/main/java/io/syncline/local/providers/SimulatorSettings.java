package io.syncline.local.providers;

import io.syncline.local.providers.fidelity.QuotaLimits;
import io.syncline.local.providers.oauth.OAuthClient;
import io.syncline.local.providers.push.NoticePost;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * How the simulators start.
 *
 * @param ports a port for each host; 0 for any free one
 * @param google the application that the Google simulator knows
 * @param microsoft the application that the Microsoft simulator knows
 * @param latency what each HTTP request to a provider costs
 * @param accessTokenLife how long access tokens live by the simulators' clock
 * @param clock the time on which the simulators' clock is built
 * @param random where ids and secrets come from; must be safe for many threads, and must not begin anew when state is
 *     kept
 * @param demoData whether the four demo accounts with their events are there at the start; kept state has its own
 * @param keptIn the folder where the state outlives the simulators; without one it ends with them
 * @param noticePost what carries handshakes and push notices; without one HTTP does, and in process an endpoint is
 *     imagined that passes every handshake
 * @param quotas how many requests the providers take
 */
public record SimulatorSettings(
        Ports ports,
        OAuthClient google,
        OAuthClient microsoft,
        Duration latency,
        Duration accessTokenLife,
        InstantSource clock,
        RandomGenerator random,
        boolean demoData,
        Optional<Path> keptIn,
        Optional<NoticePost> noticePost,
        QuotaLimits quotas) {

    private static final String GOOGLE_ID = "000000000000-syncline.apps.googleusercontent.com";
    private static final String MICROSOFT_ID = "5f0c7f4e-1f0b-4c56-9a53-3d1c6e2a9b10";

    /** The ports of the seven hosts. */
    public record Ports(
            int googleAccounts, int googleCalendar, int microsoftLogin, int graph, int control, int gmail, int people) {

        public static final Ports ANY = new Ports(0, 0, 0, 0, 0);

        /** Ports for five hosts; those of Gmail and People are any free ones. */
        public Ports(int googleAccounts, int googleCalendar, int microsoftLogin, int graph, int control) {
            this(googleAccounts, googleCalendar, microsoftLogin, graph, control, 0, 0);
        }

        /** The ports in their order. */
        List<Integer> all() {
            return List.of(googleAccounts, googleCalendar, microsoftLogin, graph, control, gmail, people);
        }

        /** Seven ports in a row. */
        public static Ports from(int first) {
            return new Ports(first, first + 1, first + 2, first + 3, first + 4, first + 5, first + 6);
        }
    }

    /** Free ports, no latency, tokens for an hour, real time, demo data. */
    public static SimulatorSettings defaults() {
        return new SimulatorSettings(
                Ports.ANY,
                new OAuthClient(GOOGLE_ID, "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", "Syncline", Set.of()),
                new OAuthClient(MICROSOFT_ID, "sim8Q~simulated-secret-of-syncline", "Syncline", Set.of()),
                Duration.ZERO,
                Duration.ofSeconds(3599),
                InstantSource.system(),
                new SecureRandom(),
                true,
                Optional.empty(),
                Optional.empty(),
                QuotaLimits.NONE);
    }

    public SimulatorSettings withPorts(Ports other) {
        return new SimulatorSettings(
                other,
                google,
                microsoft,
                latency,
                accessTokenLife,
                clock,
                random,
                demoData,
                keptIn,
                noticePost,
                quotas);
    }

    public SimulatorSettings withLatency(Duration other) {
        return new SimulatorSettings(
                ports, google, microsoft, other, accessTokenLife, clock, random, demoData, keptIn, noticePost, quotas);
    }

    public SimulatorSettings withAccessTokenLife(Duration other) {
        return new SimulatorSettings(
                ports, google, microsoft, latency, other, clock, random, demoData, keptIn, noticePost, quotas);
    }

    public SimulatorSettings withClock(InstantSource other) {
        return new SimulatorSettings(
                ports,
                google,
                microsoft,
                latency,
                accessTokenLife,
                other,
                random,
                demoData,
                keptIn,
                noticePost,
                quotas);
    }

    public SimulatorSettings withRandom(RandomGenerator other) {
        return new SimulatorSettings(
                ports, google, microsoft, latency, accessTokenLife, clock, other, demoData, keptIn, noticePost, quotas);
    }

    public SimulatorSettings withGoogle(OAuthClient other) {
        return new SimulatorSettings(
                ports, other, microsoft, latency, accessTokenLife, clock, random, demoData, keptIn, noticePost, quotas);
    }

    public SimulatorSettings withMicrosoft(OAuthClient other) {
        return new SimulatorSettings(
                ports, google, other, latency, accessTokenLife, clock, random, demoData, keptIn, noticePost, quotas);
    }

    public SimulatorSettings withoutDemoData() {
        return new SimulatorSettings(
                ports, google, microsoft, latency, accessTokenLife, clock, random, false, keptIn, noticePost, quotas);
    }

    /**
     * Keeps accounts, events, tokens and sync state in a folder: loaded at the start, written after changes and at the
     * close. The ports of kept state win over {@link #ports}, because links that were handed out contain them.
     */
    public SimulatorSettings withKeptIn(Path folder) {
        return new SimulatorSettings(
                ports,
                google,
                microsoft,
                latency,
                accessTokenLife,
                clock,
                random,
                demoData,
                Optional.of(folder),
                noticePost,
                quotas);
    }

    /** Carries handshakes and push notices in another way than over HTTP. */
    public SimulatorSettings withNoticePost(NoticePost other) {
        return new SimulatorSettings(
                ports,
                google,
                microsoft,
                latency,
                accessTokenLife,
                clock,
                random,
                demoData,
                keptIn,
                Optional.of(other),
                quotas);
    }

    /** Takes only so many requests; {@link QuotaLimits#PUBLISHED} as many as the providers say. */
    public SimulatorSettings withQuotas(QuotaLimits other) {
        return new SimulatorSettings(
                ports, google, microsoft, latency, accessTokenLife, clock, random, demoData, keptIn, noticePost, other);
    }
}
