package io.syncline.local.providers.http;

/** Answers a request; a {@link Refusal} it throws is an answer, too. */
@FunctionalInterface
public interface Responder {

    Answer answer(Request request);

    /** The answer, with a refusal turned into one. */
    default Answer settle(Request request) {
        try {
            return answer(request);
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }
}
