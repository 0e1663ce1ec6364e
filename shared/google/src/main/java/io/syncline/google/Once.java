package io.syncline.google;

import java.util.Optional;
import java.util.function.Supplier;

/** Asks once, when it is asked first. For one thread. */
final class Once<T> implements Supplier<T> {
    private final Supplier<T> source;
    private Optional<T> answer = Optional.empty();

    Once(Supplier<T> source) {
        this.source = source;
    }

    @Override
    public T get() {
        T known = answer.orElseGet(source);
        answer = Optional.of(known);
        return known;
    }
}
