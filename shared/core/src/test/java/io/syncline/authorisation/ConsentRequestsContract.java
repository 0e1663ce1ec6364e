package io.syncline.authorisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link ConsentRequests} does. */
public abstract class ConsentRequestsContract {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final UserId TESS = new UserId("tess");

    protected final InMemoryClock clock = InMemoryClock.atNoon();

    protected abstract ConsentRequests requests();

    private ConsentRequest request(Provider provider, Optional<Instant> answeredAt) {
        return new ConsentRequest(
                ACME, TESS, provider, Set.of(Service.CALENDAR, Service.MAIL), clock.instant(), answeredAt);
    }

    @Test
    void what_somebody_waits_for_is_found() {
        requests().put(request(Provider.MICROSOFT, Optional.empty()));
        assertThat(requests().find(ACME, TESS, Provider.MICROSOFT))
                .contains(request(Provider.MICROSOFT, Optional.empty()));
    }

    @Test
    void it_is_nobody_elses() {
        requests().put(request(Provider.MICROSOFT, Optional.empty()));
        assertThat(requests().find(ACME, TESS, Provider.GOOGLE)).isEmpty();
        assertThat(requests().find(ACME, new UserId("dana"), Provider.MICROSOFT))
                .isEmpty();
        assertThat(requests().find(new OrganisationId("other"), TESS, Provider.MICROSOFT))
                .isEmpty();
    }

    @Test
    void the_newest_one_stands() {
        requests().put(request(Provider.MICROSOFT, Optional.empty()));
        requests().put(request(Provider.MICROSOFT, Optional.of(clock.instant().plusSeconds(9))));
        assertThat(requests().find(ACME, TESS, Provider.MICROSOFT))
                .contains(
                        request(Provider.MICROSOFT, Optional.of(clock.instant().plusSeconds(9))));
    }

    @Test
    void a_removed_one_is_gone_and_removing_again_is_fine() {
        requests().put(request(Provider.MICROSOFT, Optional.empty()));
        requests().remove(ACME, TESS, Provider.MICROSOFT);
        requests().remove(ACME, TESS, Provider.MICROSOFT);
        assertThat(requests().find(ACME, TESS, Provider.MICROSOFT)).isEmpty();
    }
}
