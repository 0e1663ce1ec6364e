package io.syncline.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.traffic.Leases.Lease;
import java.time.Duration;
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
}
