package io.syncline.local.providers.http;

/** Ends a request early with the provider's own error answer. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    public Refusal(Answer answer) {
        super("refused with status " + answer.status());
        this.answer = answer;
    }

    public Refusal(Answer answer, Throwable cause) {
        super("refused with status " + answer.status(), cause);
        this.answer = answer;
    }

    public Answer answer() {
        return answer;
    }
}
