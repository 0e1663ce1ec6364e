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

    /**
     * A door to a host at which no tokens are asked for.
     *
     * @param speaker the e-mail address of the account that a request speaks for
     * @param kindOf what a request is for
     */
    public Door(
            String part,
            World world,
            Function<Request, Optional<String>> speaker,
            Function<Request, LedgerEntry.Kind> kindOf) {
        this(part, world, speaker, kindOf, request -> Optional.empty());
    }

    /**
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
        this.tokenRequest = tokenRequest;
        this.part = part;
        this.world = world;
        this.speaker = speaker;
        this.kindOf = kindOf;
    }

    /** A responder that stands behind this door. */
    public Responder before(Responder inside) {
        return request -> {
            var account = speaker.apply(request);
            var mailbox = part + " " + account.orElse("nobody");
            world.ledger().begin(mailbox);
            try {
                world.latency().spend();
                return pass(request, inside, account, false);
            } finally {
                world.ledger().end(mailbox);
            }
        };
    }

    /** The same for a part of a batch: no latency, and a cut connection becomes a 504 of that part. */
    public Responder insideBatch(Responder inside) {
        return request -> {
            var answer = pass(request, inside, speaker.apply(request), true);
            return answer.isCut() ? Answer.empty(504) : answer;
        };
    }

    private Answer pass(Request request, Responder inside, Optional<String> account, boolean inBatch) {
        var fault = world.faults().striking(part, request, account);
        var asked = tokenRequest.apply(request);
        fault.ifPresent(found -> Latency.pause(found.delay()));
        var answer = fault.map(found -> found.effect().on(() -> inside.settle(request)))
                .orElseGet(() -> inside.settle(request));
        world.ledger().record(number -> entry(number, request, account, inBatch, asked, answer));
        if (fault.map(FaultRule::effect).orElse(new FaultEffect.Delays()) instanceof FaultEffect.KeepsSilent) {
            Latency.pause(SILENCE);
        }
        return answer;
    }

    private LedgerEntry entry(
            long number,
            Request request,
            Optional<String> account,
            boolean inBatch,
            Optional<LedgerEntry.TokenRequest> asked,
            Answer answer) {
        var preferences = new LedgerEntry.Preferences(
                request.headers().first("If-Match").isPresent(),
                String.join(", ", request.headers().all("Prefer")));
        return new LedgerEntry(
                number,
                world.clock().instant(),
                part,
                account,
                request.method(),
                request.path(),
                request.query().values().toString(),
                kindOf.apply(request),
                inBatch,
                Math.max(0, answer.status()),
                preferences,
                asked);
    }
}
