package io.syncline.local.providers.fidelity;

import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.http.Responder;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The way into a provider's host: latency, then faults, then the provider itself, and the ledger of it all. */
public final class Door {

    /** Longer than any caller waits; closing the host ends it. */
    private static final Duration SILENCE = Duration.ofHours(1);

    private final String part;
    private final World world;
    private final Function<Request, Optional<String>> speaker;
    private final Function<Request, LedgerEntry.Kind> kindOf;
    private final Function<Request, Optional<LedgerEntry.TokenRequest>> tokenRequest;
    private final Custom custom;

    /**
     * A door to a host at which no tokens are asked for.
     *
     * @param speaker the e-mail address of the account that a request speaks for
     * @param kindOf what a request is for
     * @param custom how the host refuses what is not wrong
     */
    public Door(
            String part,
            World world,
            Function<Request, Optional<String>> speaker,
            Function<Request, LedgerEntry.Kind> kindOf,
            Custom custom) {
        this(part, world, speaker, kindOf, request -> Optional.empty(), custom);
    }

    /**
     * A door to a host of which no quotas are known.
     *
     * @param speaker the e-mail address of the account that a request speaks for
     * @param kindOf what a request is for
     * @param tokenRequest which grant a request asks tokens of
     */
    public Door(
            String part,
            World world,
            Function<Request, Optional<String>> speaker,
            Function<Request, LedgerEntry.Kind> kindOf,
            Function<Request, Optional<LedgerEntry.TokenRequest>> tokenRequest) {
        this(part, world, speaker, kindOf, tokenRequest, Custom.NONE);
    }

    private Door(
            String part,
            World world,
            Function<Request, Optional<String>> speaker,
            Function<Request, LedgerEntry.Kind> kindOf,
            Function<Request, Optional<LedgerEntry.TokenRequest>> tokenRequest,
            Custom custom) {
        this.tokenRequest = tokenRequest;
        this.part = part;
        this.world = world;
        this.speaker = speaker;
        this.kindOf = kindOf;
        this.custom = custom;
    }

    /** A responder that stands behind this door. */
    public Responder before(Responder inside) {
        return request -> {
            var account = speaker.apply(request);
            var mailbox = mailbox(account);
            int atOnce = world.ledger().begin(mailbox);
            try {
                world.latency().spend();
                return pass(request, inside, new Arrival(account, kindOf.apply(request), false, atOnce));
            } finally {
                world.ledger().end(mailbox);
            }
        };
    }

    /** The same for a part of a batch: no latency, and a cut connection becomes a 504 of that part. */
    public Responder insideBatch(Responder inside) {
        return request -> {
            var account = speaker.apply(request);
            int atOnce = world.ledger().underWay(mailbox(account));
            var answer = pass(request, inside, new Arrival(account, kindOf.apply(request), true, atOnce));
            return answer.isCut() ? Answer.empty(504) : answer;
        };
    }

    private String mailbox(Optional<String> account) {
        return part + " " + account.orElse("nobody");
    }

    private Answer pass(Request request, Responder inside, Arrival arrival) {
        var fault = world.faults().striking(part, request, arrival.account());
        var asked = tokenRequest.apply(request);
        boolean awaited =
                fault.map(found -> world.latency().pause(found.delay())).orElse(true);
        var effect = fault.map(FaultRule::effect)
                .or(() -> world.mishaps().strike(custom, request, arrival))
                .orElse(new FaultEffect.Delays());
        var answer = effect.on(() -> admitted(request, inside, arrival));
        world.ledger().record(number -> entry(number, request, arrival, asked, answer));
        if (effect instanceof FaultEffect.KeepsSilent) {
            world.latency().pause(SILENCE);
        }
        return awaited ? answer : Answer.cut();
    }

    private Answer admitted(Request request, Responder inside, Arrival arrival) {
        return custom.overQuota(request, arrival).orElseGet(() -> inside.settle(request));
    }

    private LedgerEntry entry(
            long number, Request request, Arrival arrival, Optional<LedgerEntry.TokenRequest> asked, Answer answer) {
        var preferences = new LedgerEntry.Preferences(
                request.headers().first("If-Match").isPresent(),
                String.join(", ", request.headers().all("Prefer")),
                writesAttendees(request));
        return new LedgerEntry(
                number,
                world.clock().instant(),
                part,
                arrival.account(),
                request.method(),
                request.path(),
                request.query().values().toString(),
                arrival.kind(),
                arrival.inBatch(),
                Math.max(0, answer.status()),
                preferences,
                asked);
    }

    private static boolean writesAttendees(Request request) {
        return !request.method().equals("GET")
                && request.text().contains("\"attendees\"")
                && request.json()
                        .filter(body -> !body.path("attendees").isEmpty())
                        .isPresent();
    }
}
