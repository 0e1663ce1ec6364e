package io.syncline.local.providers.microsoft;

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
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * How Graph refuses what is not wrong: Outlook's limits for each mailbox, and what goes wrong by chance. Refused
 * requests count, too, and each call of a batch is refused for itself.
 *
 * @see <a href="https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits">Outlook service limits</a>
 * @see <a href="https://learn.microsoft.com/graph/throttling">Throttling guidance</a>
 */
final class GraphCustom implements Custom {

    private final World world;
    private final String origin;
    private final SlidingCount ofMailboxes = new SlidingCount(Duration.ofMinutes(10));
    private final AtomicInteger calls = new AtomicInteger();

    GraphCustom(World world, String origin) {
        this.world = world;
        this.origin = origin;
    }

    @Override
    public Optional<Answer> overQuota(Request request, Arrival arrival) {
        if (arrival.kind() == LedgerEntry.Kind.BATCH || arrival.account().isEmpty()) {
            return Optional.empty();
        }
        var limits = world.quotas().limits();
        return overCount(arrival.account().get(), limits.graphTenMinutes())
                .or(() -> isOneTooMany(arrival, limits.graphAtOnce()) ? Optional.of(concurrency()) : Optional.empty());
    }

    private Optional<Answer> overCount(String email, int limit) {
        if (limit == 0) {
            return Optional.empty();
        }
        var now = world.clock().instant();
        ofMailboxes.add(email, now);
        return ofMailboxes.of(email, now) > limit
                ? Optional.of(tooMany(ofMailboxes.untilOneIsGone(email, now)))
                : Optional.empty();
    }

    /**
     * Four calls of a batch run at once. Beside it the mailbox has fewer places, so that one call in four is refused
     * for each other request.
     */
    private boolean isOneTooMany(Arrival arrival, int limit) {
        if (limit == 0) {
            return false;
        }
        return arrival.inBatch() ? calls.getAndIncrement() % limit < arrival.atOnce() - 1 : arrival.atOnce() > limit;
    }

    private static Answer concurrency() {
        return GraphError.answer(
                        429, "ApplicationThrottled", "Application is over its MailboxConcurrency limit.", error -> {})
                .with("Retry-After", "1");
    }

    private static Answer tooMany(Duration wait) {
        return GraphError.answer(429, "TooManyRequests", "Too many requests.", error -> {})
                .with(
                        "Retry-After",
                        Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
    }

    @Override
    public Optional<FaultEffect> mishap(Mishap kind, Request request, Arrival arrival, RandomGenerator random) {
        return switch (kind) {
            case SERVER_ERROR -> Optional.of(answers(serverError(random)));
            case TOO_MANY_REQUESTS -> Optional.of(answers(throttled(random)));
            case QUOTA -> Optional.of(answers(concurrency()));
            case CUT -> Optional.of(new FaultEffect.Cuts(false));
            case LOST_ANSWER -> Optional.of(lost(random));
            case GARBLED -> Optional.of(new FaultEffect.Garbles());
            case EMPTY_LIST -> when(isFullRound(request), emptied(request));
            case EXPIRED_CURSOR -> when(goesOn(request), answers(expired(random)));
            case STALE_WRITE ->
                when(
                        request.headers().first("If-Match").isPresent()
                                && !request.method().equals("GET"),
                        answers(stale(random)));
            case UNAUTHORIZED -> Optional.of(answers(GraphAccess.unauthorised().answer()));
        };
    }

    private static Answer serverError(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> error(500, "ErrorInternalServerError");
            case 1 -> error(502, "UnknownError");
            case 2 -> error(503, "ErrorServerBusy").with("Retry-After", "2");
            default -> error(504, "GatewayTimeout");
        };
    }

    private Answer throttled(RandomGenerator random) {
        var answer = error(429, "TooManyRequests");
        return switch (random.nextInt(3)) {
            case 0 -> answer;
            case 1 -> answer.with("Retry-After", Integer.toString(1 + random.nextInt(30)));
            default ->
                answer.with("Retry-After", webDate(world.clock().instant().plusSeconds(10)));
        };
    }

    private static String webDate(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    /** No code of a dead delta link is the only one; its letters come in both cases. */
    private static Answer expired(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> error(410, "SyncStateNotFound");
            case 1 -> error(410, "resyncRequired");
            case 2 -> error(400, "syncStateInvalid");
            default -> error(410, "syncstatenotfound");
        };
    }

    private static Answer stale(RandomGenerator random) {
        return random.nextInt(4) == 0
                ? error(409, "ErrorIrresolvableConflict")
                : GraphError.staleChangeKey().answer();
    }

    private static FaultEffect lost(RandomGenerator random) {
        return random.nextBoolean() ? new FaultEffect.Cuts(true) : new FaultEffect.Answers(504, Map.of(), "", true);
    }

    private static boolean isFullRound(Request request) {
        return request.method().equals("GET")
                && List.of("delta", "delta()", "microsoft.graph.delta()")
                        .contains(request.segments().getLast())
                && !goesOn(request);
    }

    private static boolean goesOn(Request request) {
        return request.query().has("$deltatoken") || request.query().has("$skiptoken");
    }

    private FaultEffect emptied(Request request) {
        var patch = Json.object()
                .putNull("@odata.nextLink")
                .put("@odata.deltaLink", origin + request.path() + "?$deltatoken=none");
        patch.putArray("value");
        return new FaultEffect.Spoils(patch, Map.of());
    }

    private static Answer error(int status, String code) {
        return GraphError.answer(status, code, "The request could not be served.", error -> {});
    }

    private static FaultEffect answers(Answer answer) {
        return new FaultEffect.Answers(answer.status(), answer.headers(), answer.text(), false);
    }

    private static Optional<FaultEffect> when(boolean fits, FaultEffect effect) {
        return fits ? Optional.of(effect) : Optional.empty();
    }
}
