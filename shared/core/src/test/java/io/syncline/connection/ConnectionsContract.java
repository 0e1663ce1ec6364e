package io.syncline.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.connection.Connection.ChosenCalendar;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link Connections} does. */
public abstract class ConnectionsContract {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final OrganisationId OTHER = new OrganisationId("other");
    private static final UserId TESS = new UserId("tess");

    protected abstract Connections connections();

    @Test
    void what_was_saved_is_found_with_its_next_version() {
        Connections connections = connections();
        Connection fresh = connection(ACME, TESS, "account-1");
        Connection stored = connections.save(fresh).orElseThrow();
        assertThat(stored.version()).isEqualTo(1);
        assertThat(connections.find(ACME, fresh.id())).contains(stored);
        assertThat(stored.account()).isEqualTo(fresh.account());
    }

    @Test
    void every_state_and_the_chosen_calendar_survive_storage() {
        Connections connections = connections();
        Connection stored = connections
                .save(connection(ACME, TESS, "account-1").with(Optional.of(new ChosenCalendar("Cal#1@x", "Work"))))
                .orElseThrow();
        stored = connections
                .save(stored.with(new ConnectionState.NeedsReconnect("Connect again.")))
                .orElseThrow();
        assertThat(connections.find(ACME, stored.id())).contains(stored);
        stored = connections
                .save(stored.with(new ConnectionState.Disconnected()))
                .orElseThrow();
        assertThat(connections.find(ACME, stored.id())).contains(stored);
        assertThat(stored.calendar()).contains(new ChosenCalendar("Cal#1@x", "Work"));
    }

    @Test
    void saving_on_an_old_version_stores_nothing() {
        Connections connections = connections();
        Connection fresh = connection(ACME, TESS, "account-1");
        Connection stored = connections.save(fresh).orElseThrow();
        assertThat(connections.save(fresh.with(new ConnectionState.Disconnected())))
                .isEmpty();
        assertThat(connections.find(ACME, fresh.id())).contains(stored);
    }

    @Test
    void an_update_of_something_that_is_not_there_stores_nothing() {
        Connections connections = connections();
        Connection stored =
                connections.save(connection(ACME, TESS, "account-1")).orElseThrow();
        Connection elsewhere = connection(OTHER, TESS, "account-1");
        Connection pretending = new Connection(
                OTHER,
                elsewhere.id(),
                TESS,
                elsewhere.provider(),
                elsewhere.account(),
                elsewhere.requested(),
                elsewhere.granted(),
                elsewhere.state(),
                elsewhere.calendar(),
                elsewhere.connectedAt(),
                stored.version());
        assertThat(connections.save(pretending)).isEmpty();
    }

    @Test
    void nobody_sees_another_organisation() {
        Connections connections = connections();
        Connection ours = connections.save(connection(ACME, TESS, "account-1")).orElseThrow();
        connections.save(connection(OTHER, TESS, "account-2"));
        assertThat(connections.ofOrganisation(ACME)).containsExactly(ours);
        assertThat(connections.find(OTHER, ours.id())).isEmpty();
    }

    @Test
    void a_person_s_connections_are_theirs_alone() {
        Connections connections = connections();
        Connection hers = connections.save(connection(ACME, TESS, "account-1")).orElseThrow();
        connections.save(connection(ACME, new UserId("dana"), "account-2"));
        assertThat(connections.ofOwner(ACME, TESS)).containsExactly(hers);
        assertThat(connections.ofOrganisation(ACME)).hasSize(2);
    }

    @Test
    void an_account_in_another_organisation_counts_as_used_until_it_is_disconnected() {
        Connections connections = connections();
        Connection ours = connections.save(connection(ACME, TESS, "account-1")).orElseThrow();
        assertThat(connections.isAccountUsedElsewhere(ours)).isFalse();
        Connection theirs =
                connections.save(connection(OTHER, TESS, "account-1")).orElseThrow();
        assertThat(connections.isAccountUsedElsewhere(ours)).isTrue();
        connections.save(theirs.with(new ConnectionState.Disconnected()));
        assertThat(connections.isAccountUsedElsewhere(ours)).isFalse();
    }

    private static Connection connection(OrganisationId organisation, UserId owner, String account) {
        return new Connection(
                organisation,
                ConnectionId.of(organisation, Provider.GOOGLE, account),
                owner,
                Provider.GOOGLE,
                new ProviderAccount(account, "tess@example.org", ""),
                Set.of(Service.CALENDAR),
                Set.of(),
                new ConnectionState.Active(),
                Optional.empty(),
                Instant.parse("2026-11-22T12:00:00Z"),
                0);
    }
}
