package io.syncline.local.providers.http;

import java.util.Optional;
import java.util.function.Supplier;

/** A responder that is made when the first request comes. */
public final class LateResponder implements Responder {

    private final Supplier<Responder> making;
    private Optional<Responder> made = Optional.empty();

    public LateResponder(Supplier<Responder> making) {
        this.making = making;
    }

    @Override
    public Answer answer(Request request) {
        return responder().answer(request);
    }

    private synchronized Responder responder() {
        var responder = made.orElseGet(making);
        made = Optional.of(responder);
        return responder;
    }
}
