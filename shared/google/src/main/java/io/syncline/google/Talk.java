package io.syncline.google;

import java.util.List;
import java.util.function.Function;

/**
 * Something that takes several calls, of which each depends on the answers to the ones before: what to ask next, or the
 * end. Many of them are led side by side, so that their calls can share requests.
 *
 * @param <A> what it ends with
 */
sealed interface Talk<A> {

    record End<A>(A answer) implements Talk<A> {}

    /** Calls to make, in any order, and what follows from their answers, given in the order of the calls. */
    record Ask<A>(List<Call> calls, Function<List<Part>, Talk<A>> next) implements Talk<A> {}

    static <A> Talk<A> end(A answer) {
        return new End<>(answer);
    }

    static <A> Talk<A> ask(Call call, Function<Part, Talk<A>> next) {
        return new Ask<>(List.of(call), parts -> next.apply(parts.getFirst()));
    }

    static <A> Talk<A> askAll(List<Call> calls, Function<List<Part>, Talk<A>> next) {
        return calls.isEmpty() ? next.apply(List.of()) : new Ask<>(calls, next);
    }

    /** Goes on where this one ends. */
    default <B> Talk<B> then(Function<A, Talk<B>> more) {
        return switch (this) {
            case End<A>(A answer) -> more.apply(answer);
            case Ask<A>(List<Call> calls, Function<List<Part>, Talk<A>> next) ->
                new Ask<>(calls, parts -> next.apply(parts).then(more));
        };
    }
}
