package io.syncline.connection;

import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A person's account at a provider, connected to the organisation.
 *
 * @param ownerName the owner's name as they were signed in when they connected, or empty
 * @param requested the services that its owner switched on
 * @param granted the services that the account allowed; neither a subset of the other
 * @param trouble why it does not work right now, where it mends itself
 * @param calendar the calendar that carries the owner's jobs, once chosen
 * @param unfinished what is still to be done after the last change
 * @param version grows by one with every stored change; 0 before the first
 */
public record Connection(
        OrganisationId organisation,
        ConnectionId id,
        UserId owner,
        String ownerName,
        Provider provider,
        ProviderAccount account,
        Set<Service> requested,
        Set<Service> granted,
        ConnectionState state,
        Optional<Trouble> trouble,
        Optional<ChosenCalendar> calendar,
        Set<Unfinished> unfinished,
        Instant connectedAt,
        long version) {

    public Connection {
        requested = Set.copyOf(requested);
        granted = Set.copyOf(granted);
        unfinished = Set.copyOf(unfinished);
    }

    /** Whether the service is switched on, was granted, and the grant lives. */
    public boolean may(Service service) {
        return state instanceof ConnectionState.Active
                && service.isCoveredBy(requested)
                && service.isCoveredBy(granted);
    }

    /** Whether its calendars can be read now, and perhaps written. */
    public boolean syncsCalendars() {
        return may(Service.CALENDAR_READ);
    }

    public boolean isDisconnected() {
        return state instanceof ConnectionState.Disconnected;
    }

    /** What its owner or an administrator has to do before it works again, in one sentence; empty where nothing. */
    public Optional<String> whatIsWrong() {
        return switch (state) {
            case ConnectionState.NeedsReconnect dead -> Optional.of(dead.reason());
            case ConnectionState.NeedsAdministrator dead -> Optional.of(dead.reason());
            case ConnectionState.Active _, ConnectionState.Disconnected _ -> Optional.empty();
        };
    }

    /** The services that are switched on and were not granted: a new consent can add them. */
    public Set<Service> missing() {
        Set<Service> missing = EnumSet.noneOf(Service.class);
        missing.addAll(requested);
        missing.removeIf(service -> service.isCoveredBy(granted));
        return missing;
    }

    /** What the trail calls it. */
    public String subject() {
        return "connection/" + id.value();
    }

    /** This connection as it lies in storage after a change was stored. */
    public Connection stored() {
        return version(version + 1);
    }

    public Connection with(ConnectionState next) {
        return new Connection(
                organisation,
                id,
                owner,
                ownerName,
                provider,
                account,
                requested,
                granted,
                next,
                Optional.empty(),
                calendar,
                unfinished,
                connectedAt,
                version);
    }

    public Connection with(Optional<ChosenCalendar> next) {
        return new Connection(
                organisation,
                id,
                owner,
                ownerName,
                provider,
                account,
                requested,
                granted,
                state,
                trouble,
                next,
                unfinished,
                connectedAt,
                version);
    }

    public Connection troubledBy(Optional<Trouble> next) {
        return new Connection(
                organisation,
                id,
                owner,
                ownerName,
                provider,
                account,
                requested,
                granted,
                state,
                next,
                calendar,
                unfinished,
                connectedAt,
                version);
    }

    public Connection requesting(Set<Service> next) {
        return new Connection(
                organisation,
                id,
                owner,
                ownerName,
                provider,
                account,
                next,
                granted,
                state,
                trouble,
                calendar,
                unfinished,
                connectedAt,
                version);
    }

    public Connection granting(Set<Service> next) {
        return new Connection(
                organisation,
                id,
                owner,
                ownerName,
                provider,
                account,
                requested,
                next,
                state,
                trouble,
                calendar,
                unfinished,
                connectedAt,
                version);
    }

    /** With one more thing to be done. */
    public Connection owing(Unfinished mark) {
        Set<Unfinished> more = EnumSet.of(mark);
        more.addAll(unfinished);
        return unfinished(more);
    }

    /** With one thing less to be done. */
    public Connection done(Unfinished mark) {
        Set<Unfinished> less = EnumSet.noneOf(Unfinished.class);
        less.addAll(unfinished);
        less.remove(mark);
        return unfinished(less);
    }

    private Connection unfinished(Set<Unfinished> next) {
        return new Connection(
                organisation,
                id,
                owner,
                ownerName,
                provider,
                account,
                requested,
                granted,
                state,
                trouble,
                calendar,
                next,
                connectedAt,
                version);
    }

    /** As one that was stored so many times. */
    public Connection version(long next) {
        return new Connection(
                organisation,
                id,
                owner,
                ownerName,
                provider,
                account,
                requested,
                granted,
                state,
                trouble,
                calendar,
                unfinished,
                connectedAt,
                next);
    }

    /**
     * The calendar of the account that carries jobs.
     *
     * @param id the provider's id, case-sensitive
     * @param name as the provider showed it when it was chosen
     */
    public record ChosenCalendar(String id, String name) {}
}
