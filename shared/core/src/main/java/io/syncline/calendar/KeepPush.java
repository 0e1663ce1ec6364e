package io.syncline.calendar;

import io.syncline.connection.Provider;
import io.syncline.sync.RemoteFailure;
import io.syncline.token.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Keeps a calendar told of changes (R25, F22): opens a channel, renews it at 80 % of its life, opens another one after a
 * loss, and closes it when the calendar is left. Whatever fails here, the poll goes on.
 */
public final class KeepPush {

    /** Longer than any provider lets a channel live; what lasts longer is renewed all the same. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(8);

    /** A calendar that cannot be watched may be able to some day. */
    private static final Duration POLL_ONLY = Duration.ofDays(1);

    /** How long to wait after the first, second … attempt in a row that came to nothing. */
    private static final List<Duration> BACK_OFF = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(20),
            Duration.ofHours(1));

    /** Notices may be late; a channel is not replaced more often for having said nothing. */
    private static final Duration TRUSTED = Duration.ofHours(1);

    private final Channels channels;
    private final Function<Provider, RemoteChannels> remotes;
    private final RequestSync requestSync;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * What keeps calendars told.
     *
     * @param random a secure one: secrets come from it
     */
    public KeepPush(
            Channels channels,
            Function<Provider, RemoteChannels> remotes,
            RequestSync requestSync,
            InstantSource clock,
            RandomGenerator random) {
        this.channels = channels;
        this.remotes = remotes;
        this.requestSync = requestSync;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Does what is due for a calendar that was just brought in step; mostly nothing.
     *
     * @param silent whether the run found by its poll what a notice should have told
     * @return how it hears of changes from now on, or nothing where nothing was due
     */
    public Optional<Push> run(SyncedCalendar calendar, Secret accessToken, boolean silent) {
        Instant now = clock.instant();
        Push push = calendar.push().orElseGet(() -> Push.none(now));
        Optional<Channel> open =
                push.channel().filter(channel -> channel.expiresAt().isAfter(now));
        boolean deaf = silent
                && open.filter(channel -> channel.aliveSince().plus(TRUSTED).isBefore(now))
                        .isPresent();
        if (!deaf && push.dueAt().isAfter(now)) {
            return Optional.empty();
        }
        Attempt attempt = new Attempt(calendar, accessToken, remotes.apply(calendar.provider()), push, now);
        return Optional.of(
                deaf
                        ? attempt.replace(open.orElseThrow())
                        : open.map(attempt::renew).orElseGet(attempt::open));
    }

    /**
     * Closes the channel of a calendar that is left alone from now on.
     *
     * @param accessToken missing where there is none any more: the channel ends by itself then, and nobody listens
     * @return how it hears of changes from now on, or nothing where it did not
     */
    public Optional<Push> end(SyncedCalendar calendar, Optional<Secret> accessToken) {
        return calendar.push().flatMap(Push::channel).map(channel -> {
            channels.drop(channel.id());
            accessToken.ifPresent(token -> remotes.apply(calendar.provider()).close(token, calendar.ref(), channel));
            return Push.none(clock.instant());
        });
    }

    /** One attempt to be told of changes. */
    private final class Attempt {
        private final SyncedCalendar calendar;
        private final Secret token;
        private final RemoteChannels remote;
        private final Push before;
        private final Instant now;

        Attempt(SyncedCalendar calendar, Secret token, RemoteChannels remote, Push before, Instant now) {
            this.calendar = calendar;
            this.token = token;
            this.remote = remote;
            this.before = before;
            this.now = now;
        }

        Push open() {
            return open(Optional.empty());
        }

        Push renew(Channel channel) {
            return switch (remote.extend(token, calendar.ref(), channel)) {
                case Extension.Extended(Instant expiresAt) -> extended(channel, expiresAt);
                case Extension.NotOffered _ -> replace(channel);
                case Extension.Gone _ -> {
                    channels.drop(channel.id());
                    yield open();
                }
                case Extension.Failed(RemoteFailure failure) -> failed(Optional.of(channel), failure);
            };
        }

        /** The old one is closed when the new one is open, so that nothing falls between them. */
        Push replace(Channel old) {
            Push next = open(Optional.of(old));
            if (!next.isOver(old.id())) {
                remote.close(token, calendar.ref(), old);
                channels.drop(old.id());
            }
            return next;
        }

        private Push extended(Channel channel, Instant expiresAt) {
            Instant end = atMost(expiresAt);
            ChannelOwner owner = channels.find(List.of(channel.id())).get(channel.id());
            if (owner == null) {
                return replace(channel); // what it says is not understood any more
            }
            channels.save(owner.until(rowUntil()));
            return Push.over(Channel.alive(channel.id(), channel.remote(), now, end));
        }

        /** What is known of the channel is stored first: its first notice may overtake the provider's answer. */
        private Push open(Optional<Channel> old) {
            NewChannel fresh = new NewChannel(newId(), newSecret());
            channels.save(new ChannelOwner(
                    fresh.id(),
                    calendar.provider(),
                    calendar.organisation(),
                    calendar.ref(),
                    SecretHash.of(fresh.secret()),
                    rowUntil()));
            return switch (remote.open(token, calendar.ref(), fresh)) {
                case Opening.Opened(String id, Instant expiresAt) -> opened(fresh.id(), id, expiresAt);
                case Opening.Unsupported(String reason) -> {
                    channels.drop(fresh.id());
                    yield new Push(old, Optional.of(reason), now.plus(POLL_ONLY));
                }
                case Opening.Failed(RemoteFailure failure) -> {
                    channels.drop(fresh.id());
                    yield failed(old, failure);
                }
            };
        }

        /** Another run sees what changed between this run's listing and now. */
        private Push opened(ChannelId id, String remoteId, Instant expiresAt) {
            requestSync.run(calendar.organisation(), calendar.ref());
            return Push.over(Channel.alive(id, remoteId, now, atMost(expiresAt)));
        }

        private Push failed(Optional<Channel> open, RemoteFailure failure) {
            int failures = before.failures() + 1;
            Duration wait = BACK_OFF.get(Math.min(failures, BACK_OFF.size()) - 1);
            Duration asked = askedFor(failure);
            Instant again = now.plus(asked.compareTo(wait) > 0 ? asked : wait);
            return new Push(open, Optional.of(sentence(failure)), again, failures);
        }

        private Instant atMost(Instant expiresAt) {
            Instant longest = now.plus(LONGEST_LIFE);
            return expiresAt.isAfter(longest) ? longest : expiresAt;
        }

        private Instant rowUntil() {
            return now.plus(LONGEST_LIFE);
        }

        private String sentence(RemoteFailure failure) {
            String provider = calendar.provider().title();
            String reason = switch (failure) {
                case RemoteFailure.Unauthorized _ -> "the access token was not accepted";
                case RemoteFailure.NotPermitted(String why) -> why;
                case RemoteFailure.Throttled _ -> "it asks for fewer requests";
                case RemoteFailure.Unavailable(String why) -> why;
                case RemoteFailure.CalendarGone _ -> "it does not know the calendar";
                case RemoteFailure.Refused(String why) -> why;
            };
            return provider + " does not tell of changes now (" + reason + "). It is asked again by itself.";
        }
    }

    private static Duration askedFor(RemoteFailure failure) {
        return failure instanceof RemoteFailure.Throttled(Optional<Duration> retryAfter)
                ? retryAfter.orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    private ChannelId newId() {
        return new ChannelId(HexFormat.of().formatHex(bytes(20)));
    }

    private Secret newSecret() {
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32)));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
