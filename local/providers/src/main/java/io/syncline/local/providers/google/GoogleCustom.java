package io.syncline.local.providers.google;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.fidelity.Arrival;
import io.syncline.local.providers.fidelity.Custom;
import io.syncline.local.providers.fidelity.FaultEffect;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.fidelity.Mishap;
import io.syncline.local.providers.fidelity.SlidingCount;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How the Calendar API refuses what is not wrong: its quotas, which it words in several ways, and what goes wrong by
 * chance. Each call of a batch counts once.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/quota">Quotas</a>
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/errors">Handle API errors</a>
 */
final class GoogleCustom implements Custom {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String EVERYBODY = "everybody";

    private final World world;
    private final SlidingCount ofUsers = new SlidingCount(MINUTE);
    private final SlidingCount ofProject = new SlidingCount(MINUTE);

    GoogleCustom(World world) {
        this.world = world;
    }

    @Override
    public Optional<Answer> overQuota(Request request, Arrival arrival) {
        if (arrival.kind() == LedgerEntry.Kind.BATCH || arrival.account().isEmpty()) {
            return Optional.empty();
        }
        return overQuota(arrival, arrival.account().get());
    }

    private Optional<Answer> overQuota(Arrival arrival, String email) {
        var limits = world.quotas().limits();
        var now = world.clock().instant();
        if (arrival.kind() == LedgerEntry.Kind.WRITE && world.quotas().isExhausted(email)) {
            return Optional.of(usage(403, "quotaExceeded", "Calendar usage limits exceeded."));
        }
        if (limits.googleUserMinute() > 0 && ofUsers.of(email, now) >= limits.googleUserMinute()) {
            return Optional.of(tooMany(world.random()));
        }
        if (limits.googleProjectMinute() > 0 && ofProject.of(EVERYBODY, now) >= limits.googleProjectMinute()) {
            return Optional.of(usage(403, "rateLimitExceeded", "Rate Limit Exceeded"));
        }
        if (limits.googleUserMinute() > 0) {
            ofUsers.add(email, now);
        }
        if (limits.googleProjectMinute() > 0) {
            ofProject.add(EVERYBODY, now);
        }
        return Optional.empty();
    }

    /** One of the ways in which the API says that a user asks too often. */
    private static Answer tooMany(RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> usage(403, "userRateLimitExceeded", "User Rate Limit Exceeded");
            case 1 -> usage(403, "rateLimitExceeded", "Rate Limit Exceeded");
            default -> usage(429, "rateLimitExceeded", "Rate Limit Exceeded");
        };
    }

    private static Answer usage(int status, String reason, String message) {
        return GoogleError.of(status, reason, message).in("usageLimits").answer();
    }

    @Override
    public Optional<FaultEffect> mishap(Mishap kind, Request request, Arrival arrival, RandomGenerator random) {
        boolean batch = arrival.kind() == LedgerEntry.Kind.BATCH;
        return switch (kind) {
            case SERVER_ERROR -> Optional.of(serverError(random));
            case TOO_MANY_REQUESTS -> Optional.of(answers(usage(429, "rateLimitExceeded", "Rate Limit Exceeded")));
            case QUOTA -> Optional.of(answers(quota(random)));
            case CUT -> Optional.of(new FaultEffect.Cuts(false));
            case LOST_ANSWER -> Optional.of(lost(random));
            case GARBLED -> Optional.of(new FaultEffect.Garbles());
            case EMPTY_LIST -> when(isFullListing(request), emptied());
            case EXPIRED_CURSOR ->
                when(
                        request.query().has("syncToken"),
                        answers(GoogleError.fullSyncRequired().answer()));
            case STALE_WRITE ->
                when(
                        !batch
                                && request.headers().first("If-Match").isPresent()
                                && !request.method().equals("GET"),
                        answers(GoogleError.conditionNotMet().answer()));
            case UNAUTHORIZED ->
                Optional.of(answers(ScopeError.CALENDAR.unauthorised().answer()));
        };
    }

    private static FaultEffect serverError(RandomGenerator random) {
        int status = List.of(500, 502, 503, 504).get(random.nextInt(4));
        return answers(GoogleError.of(status, "backendError", "Backend Error").answer());
    }

    private static Answer quota(RandomGenerator random) {
        return random.nextInt(10) == 0
                ? usage(403, "quotaExceeded", "Calendar usage limits exceeded.")
                : tooMany(random);
    }

    private static FaultEffect lost(RandomGenerator random) {
        return random.nextBoolean() ? new FaultEffect.Cuts(true) : new FaultEffect.Answers(504, Map.of(), "", true);
    }

    private static boolean isFullListing(Request request) {
        return request.method().equals("GET")
                && request.path().endsWith("/events")
                && List.of("syncToken", "pageToken", "privateExtendedProperty", "q", "iCalUID").stream()
                        .noneMatch(request.query()::has);
    }

    private static FaultEffect emptied() {
        ObjectNode patch = Json.object().putNull("nextPageToken").put("nextSyncToken", "CAAQAA==");
        patch.putArray("items");
        return new FaultEffect.Spoils(patch, Map.of());
    }

    private static FaultEffect answers(Answer answer) {
        return new FaultEffect.Answers(answer.status(), answer.headers(), answer.text(), false);
    }

    private static Optional<FaultEffect> when(boolean fits, FaultEffect effect) {
        return fits ? Optional.of(effect) : Optional.empty();
    }
}
