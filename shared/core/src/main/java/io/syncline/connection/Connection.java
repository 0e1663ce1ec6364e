package io.syncline.connection;

import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A person's account at a provider, connected to the organisation.
 *
 * @param requested the services that were asked for
 * @param granted the services that the person allowed, a subset of the requested ones
 * @param calendar the calendar that carries the owner's jobs, once chosen
 * @param version grows by one with every stored change; 0 before the first
 */
public record Connection(
        OrganisationId organisation,
        ConnectionId id,
        UserId owner,
        Provider provider,
        ProviderAccount account,
        Set<Service> requested,
        Set<Service> granted,
        ConnectionState state,
        Optional<ChosenCalendar> calendar,
        Instant connectedAt,
        long version) {

    public Connection {
        requested = Set.copyOf(requested);
        granted = Set.copyOf(granted);
    }

    /** Whether its calendars can be read and written now. */
    public boolean syncsCalendars() {
        return state instanceof ConnectionState.Active && granted.contains(Service.CALENDAR);
    }

    public Connection with(ConnectionState next) {
        return new Connection(
                organisation, id, owner, provider, account, requested, granted, next, calendar, connectedAt, version);
    }

    public Connection with(Optional<ChosenCalendar> next) {
        return new Connection(
                organisation, id, owner, provider, account, requested, granted, state, next, connectedAt, version);
    }

    /**
     * The calendar of the account that carries jobs.
     *
     * @param id the provider's id, case-sensitive
     * @param name as the provider showed it when it was chosen
     */
    public record ChosenCalendar(String id, String name) {}
}
