package io.syncline.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.traffic.Leases.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Leases} does. */
public abstract class LeasesContract {

    private static final Duration LIFE = Duration.ofSeconds(30);

    protected final InMemoryClock clock = InMemoryClock.atNoon();

    protected abstract Leases leases();

    @Test
    void of_two_takers_one_gets_the_lease() {
        Leases leases = leases();
        assertThat(leases.take("acme#token", LIFE)).isPresent();
        assertThat(leases.take("acme#token", LIFE)).isEmpty();
    }

    @Test
    void leases_of_other_names_are_free() {
        Leases leases = leases();
        leases.take("acme#token", LIFE);
        assertThat(leases.take("acme#other", LIFE)).isPresent();
    }

    @Test
    void a_released_lease_is_free_again() {
        Leases leases = leases();
        Lease lease = leases.take("acme#token", LIFE).orElseThrow();
        leases.release(lease);
        assertThat(leases.take("acme#token", LIFE)).isPresent();
    }

    @Test
    void a_lease_whose_time_is_over_is_free() {
        Leases leases = leases();
        leases.take("acme#token", LIFE);
        clock.goOn(LIFE.minusMillis(1));
        assertThat(leases.take("acme#token", LIFE)).isEmpty();
        clock.goOn(Duration.ofMillis(1));
        assertThat(leases.take("acme#token", LIFE)).isPresent();
    }

    @Test
    void a_holder_that_stalled_does_not_release_the_next_one() {
        Leases leases = leases();
        Lease stalled = leases.take("acme#token", LIFE).orElseThrow();
        clock.goOn(LIFE);
        leases.take("acme#token", LIFE);
        leases.release(stalled);
        assertThat(leases.take("acme#token", LIFE)).isEmpty();
    }

    @Test
    void of_several_leases_those_that_nobody_holds_are_taken() {
        Leases leases = leases();
        leases.take("acme#two", LIFE);
        Map<String, Lease> taken = leases.takeAll(List.of("acme#one", "acme#two", "acme#three"), LIFE);
        assertThat(taken).containsOnlyKeys("acme#one", "acme#three");
        assertThat(leases.take("acme#one", LIFE)).isEmpty();
        assertThat(leases.takeAll(List.of(), LIFE)).isEmpty();
    }

    @Test
    void several_leases_are_given_back_at_once() {
        Leases leases = leases();
        Map<String, Lease> taken = leases.takeAll(List.of("acme#one", "acme#two"), LIFE);
        leases.releaseAll(taken.values());
        leases.releaseAll(List.of());
        assertThat(leases.takeAll(List.of("acme#one", "acme#two"), LIFE)).hasSize(2);
    }

    @Test
    void a_holder_of_several_that_stalled_releases_none_of_the_next_one() {
        Leases leases = leases();
        Map<String, Lease> stalled = leases.takeAll(List.of("acme#one", "acme#two"), LIFE);
        clock.goOn(LIFE);
        leases.take("acme#one", LIFE);
        leases.releaseAll(stalled.values());
        assertThat(leases.take("acme#one", LIFE)).isEmpty();
        assertThat(leases.take("acme#two", LIFE)).isPresent();
    }

    @Test
    void many_leases_are_taken_and_given_back_at_once() {
        Leases leases = leases();
        List<String> names =
                IntStream.range(0, 120).mapToObj(number -> "acme#" + number).toList();
        Map<String, Lease> taken = leases.takeAll(names, LIFE);
        assertThat(taken).hasSize(120);
        leases.releaseAll(taken.values());
        assertThat(leases.takeAll(names, LIFE)).hasSize(120);
    }

    @Test
    void of_many_takers_of_the_same_leases_each_lease_has_one_holder() throws Exception {
        Leases leases = leases();
        List<String> names =
                IntStream.range(0, 20).mapToObj(number -> "acme#" + number).toList();
        List<Callable<Map<String, Lease>>> takers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            takers.add(() -> leases.takeAll(names, LIFE));
        }
        int held = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Map<String, Lease>> taken : threads.invokeAll(takers)) {
                held += taken.get().size();
            }
        }
        assertThat(held).isEqualTo(20);
    }
}
