package io.syncline.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.connection.Connection.ChosenCalendar;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.token.Registry;
import io.syncline.token.Registry.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link Connections} does. */
public abstract class ConnectionsContract {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final OrganisationId OTHER = new OrganisationId("other");
    private static final UserId TESS = new UserId("tess");
    private static final Instant SINCE = Instant.parse("2026-11-22T09:30:00.123Z");

    protected final InMemoryClock clock = InMemoryClock.atNoon();

    protected abstract Connections connections();

    /** What changes the same rows. */
    protected abstract Registry registry();

    private Connection stored(Connection connection) {
        assertThat(registry()
                        .commit(connection.organisation(), List.of(new Change.PutConnection(connection)), List.of()))
                .isTrue();
        return connection.stored();
    }

    private Connection stored(OrganisationId organisation, UserId owner, String account) {
        return stored(Samples.connection(organisation, owner, account));
    }

    @Test
    void what_was_stored_is_found_with_its_next_version() {
        Connection stored = stored(ACME, TESS, "account-1");
        assertThat(connections().find(ACME, stored.id())).contains(stored);
        assertThat(stored.version()).isEqualTo(1);
    }

    static Stream<ConnectionState> states() {
        return Stream.of(
                new ConnectionState.Active(),
                new ConnectionState.NeedsReconnect("Connect again.", SINCE, Optional.empty()),
                new ConnectionState.NeedsReconnect("Connect again.", SINCE, Optional.of("{\"access_token\":{}}")),
                new ConnectionState.NeedsAdministrator("Ask your administrator.", SINCE),
                new ConnectionState.Disconnected(SINCE));
    }

    @ParameterizedTest
    @MethodSource("states")
    void every_state_survives_storage(ConnectionState state) {
        Connection stored = stored(stored(ACME, TESS, "account-1").with(state));
        assertThat(connections().find(ACME, stored.id())).contains(stored);
    }

    @Test
    void everything_that_is_known_of_a_connection_survives_storage() {
        Connection full = Samples.connection(ACME, TESS, "account-1")
                .with(Optional.of(new ChosenCalendar("Cal#1@x", "Work")))
                .requesting(Set.of(Service.CALENDAR_READ, Service.MAIL, Service.CONTACTS))
                .granting(Set.of(Service.CALENDAR))
                .troubledBy(Optional.of(new Trouble("Google does not answer.", SINCE, SINCE.plusSeconds(60))))
                .owing(Unfinished.TELL_OWNER)
                .owing(Unfinished.END_GRANT);
        Connection stored = stored(full);
        assertThat(connections().find(ACME, stored.id())).contains(stored);
        Connection empty = stored(stored.with(Optional.<ChosenCalendar>empty())
                .granting(Set.of())
                .troubledBy(Optional.empty())
                .done(Unfinished.TELL_OWNER)
                .done(Unfinished.END_GRANT));
        assertThat(connections().find(ACME, stored.id())).contains(empty);
    }

    @Test
    void several_are_found_at_once_and_those_that_are_not_there_are_left_out() {
        Connection one = stored(ACME, TESS, "account-1");
        Connection two = stored(ACME, TESS, "account-2");
        Connection foreign = stored(OTHER, TESS, "account-3");
        assertThat(connections().find(ACME, Set.of(one.id(), two.id(), foreign.id(), new ConnectionId("c_none"))))
                .containsOnlyKeys(one.id(), two.id())
                .containsValues(one, two);
        assertThat(connections().find(ACME, Set.of())).isEmpty();
    }

    @Test
    void nobody_sees_another_organisation() {
        Connection ours = stored(ACME, TESS, "account-1");
        stored(OTHER, TESS, "account-2");
        assertThat(connections().ofOrganisation(ACME)).containsExactly(ours);
        assertThat(connections().find(OTHER, ours.id())).isEmpty();
    }

    @Test
    void a_person_s_connections_are_theirs_alone_and_disconnected_ones_are_among_them() {
        Connection hers = stored(ACME, TESS, "account-1");
        Connection gone = stored(stored(ACME, TESS, "account-3").with(new ConnectionState.Disconnected(SINCE)));
        stored(ACME, new UserId("dana"), "account-2");
        assertThat(connections().ofOwner(ACME, TESS)).containsExactlyInAnyOrder(hers, gone);
        assertThat(connections().ofOrganisation(ACME)).hasSize(3);
    }

    @Test
    void an_account_in_another_organisation_counts_as_used_until_it_is_disconnected() {
        Connection ours = stored(ACME, TESS, "account-1");
        assertThat(connections().isAccountUsedElsewhere(ours)).isFalse();
        Connection theirs = stored(OTHER, TESS, "account-1");
        assertThat(connections().isAccountUsedElsewhere(ours)).isTrue();
        stored(theirs.with(new ConnectionState.Disconnected(SINCE)));
        assertThat(connections().isAccountUsedElsewhere(ours)).isFalse();
    }

    @Test
    void what_is_unfinished_is_listed_across_organisations_the_longest_waiting_first() {
        Connection first = stored(stored(ACME, TESS, "account-1").owing(Unfinished.TELL_OWNER));
        clock.goOn(Duration.ofSeconds(5));
        Connection second = stored(stored(OTHER, TESS, "account-2").owing(Unfinished.END_GRANT));
        stored(ACME, TESS, "account-3");
        assertThat(connections().unfinished(10)).extracting(Connection::id).containsExactly(first.id(), second.id());
        assertThat(connections().unfinished(1)).extracting(Connection::id).containsExactly(first.id());
    }

    @Test
    void what_was_finished_is_listed_no_more() {
        Connection waiting = stored(Samples.connection(ACME, TESS, "account-1").owing(Unfinished.TELL_OWNER));
        stored(waiting.done(Unfinished.TELL_OWNER));
        assertThat(connections().unfinished(10)).isEmpty();
    }
}
