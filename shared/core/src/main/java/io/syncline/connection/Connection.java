package io.syncline.connection;

import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

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

    /** In another state; whatever trouble it had is over with that. */
    public Connection with(ConnectionState next) {
        return changed(draft -> {
            draft.state = next;
            draft.trouble = Optional.empty();
        });
    }

    public Connection with(Optional<ChosenCalendar> next) {
        return changed(draft -> draft.calendar = next);
    }

    public Connection troubledBy(Optional<Trouble> next) {
        return changed(draft -> draft.trouble = next);
    }

    public Connection requesting(Set<Service> next) {
        return changed(draft -> draft.requested = next);
    }

    public Connection granting(Set<Service> next) {
        return changed(draft -> draft.granted = next);
    }

    /** With one more thing to be done. */
    public Connection owing(Unfinished mark) {
        Set<Unfinished> more = EnumSet.of(mark);
        more.addAll(unfinished);
        return changed(draft -> draft.unfinished = more);
    }

    /** With one thing less to be done. */
    public Connection done(Unfinished mark) {
        Set<Unfinished> less = EnumSet.noneOf(Unfinished.class);
        less.addAll(unfinished);
        less.remove(mark);
        return changed(draft -> draft.unfinished = less);
    }

    /** As one that was stored so many times. */
    public Connection version(long next) {
        return changed(draft -> draft.version = next);
    }

    private Connection changed(Consumer<Draft> change) {
        Draft draft = new Draft();
        change.accept(draft);
        return new Connection(
                organisation,
                id,
                owner,
                ownerName,
                provider,
                account,
                draft.requested,
                draft.granted,
                draft.state,
                draft.trouble,
                draft.calendar,
                draft.unfinished,
                connectedAt,
                draft.version);
    }

    /** This connection, while something about it is changed. */
    private final class Draft {
        private Set<Service> requested = Connection.this.requested;
        private Set<Service> granted = Connection.this.granted;
        private ConnectionState state = Connection.this.state;
        private Optional<Trouble> trouble = Connection.this.trouble;
        private Optional<ChosenCalendar> calendar = Connection.this.calendar;
        private Set<Unfinished> unfinished = Connection.this.unfinished;
        private long version = Connection.this.version;
    }

    /**
     * The calendar of the account that carries jobs.
     *
     * @param id the provider's id, case-sensitive
     * @param name as the provider showed it when it was chosen
     */
    public record ChosenCalendar(String id, String name) {}
}
