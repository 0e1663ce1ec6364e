package io.syncline.calendar;

import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.sync.Window;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Calendar items that forget everything when the test ends. */
public final class InMemoryCalendarItems implements CalendarItems {

    /** Small, so that tests turn pages. */
    private static final int KNOWN_PAGE = 10;

    private final InMemoryRows rows;

    public InMemoryCalendarItems(InMemoryRows rows) {
        this.rows = rows;
    }

    /** Jobs first: what is owed comes along where there is room, and with every call until it was told. */
    @Override
    public Waiting waiting(OrganisationId organisation, CalendarRef calendar, Optional<JobId> after, int atMost) {
        List<Pending> rest = rows.notes(organisation, calendar).stream()
                .filter(note -> after.isEmpty()
                        || note.job().value().compareTo(after.get().value()) > 0)
                .sorted(Comparator.comparing(note -> note.job().value()))
                .toList();
        List<Pending> page = rest.stream().limit(atMost).toList();
        boolean more = rest.size() > page.size();
        List<CrmEvent> owed = rows.owed(organisation, calendar).stream()
                .limit(atMost - page.size())
                .toList();
        return new Waiting(page, owed, more ? Optional.of(page.getLast().job()) : Optional.empty());
    }

    @Override
    public long countWaiting(OrganisationId organisation, CalendarRef calendar) {
        return rows.notes(organisation, calendar).size();
    }

    @Override
    public long countLinks(OrganisationId organisation, CalendarRef calendar) {
        return rows.links(organisation, calendar).size();
    }

    @Override
    public int countAttempt(OrganisationId organisation, CalendarRef calendar, String item) {
        return rows.countAttempt(organisation, calendar, item);
    }

    @Override
    public Map<JobId, Link> links(OrganisationId organisation, CalendarRef calendar, Collection<JobId> jobs) {
        return jobs.stream()
                .distinct()
                .flatMap(job -> rows.link(organisation, calendar, job).stream())
                .collect(Collectors.toMap(Link::job, Function.identity()));
    }

    @Override
    public LinkPage allLinks(OrganisationId organisation, CalendarRef calendar, Optional<JobId> after, int atMost) {
        List<Link> rest = rows.links(organisation, calendar).stream()
                .filter(link -> after.isEmpty()
                        || link.job().value().compareTo(after.get().value()) > 0)
                .sorted(Comparator.comparing(link -> link.job().value()))
                .toList();
        List<Link> page = rest.stream().limit(atMost).toList();
        boolean more = rest.size() > page.size();
        return new LinkPage(page, more ? Optional.of(page.getLast().job()) : Optional.empty());
    }

    @Override
    public List<Link> disputed(OrganisationId organisation, ConnectionId connection) {
        return rows.links(organisation, connection).stream()
                .filter(link -> link.conflicts() > 0)
                .toList();
    }

    @Override
    public Map<EventId, KnownEvent> known(
            OrganisationId organisation, CalendarRef calendar, Collection<EventId> events) {
        return events.stream()
                .distinct()
                .flatMap(event -> rows.event(organisation, calendar, event).stream())
                .collect(Collectors.toMap(KnownEvent::id, Function.identity()));
    }

    @Override
    public KnownPage unseen(
            OrganisationId organisation, CalendarRef calendar, long listing, Window window, Optional<EventId> after) {
        List<KnownEvent> rest = rows.events(organisation, calendar).stream()
                .filter(event -> after.isEmpty()
                        || event.id().value().compareTo(after.get().value()) > 0)
                .sorted(Comparator.comparing(event -> event.id().value()))
                .toList();
        List<KnownEvent> looked = rest.stream().limit(KNOWN_PAGE).toList();
        boolean more = rest.size() > looked.size();
        List<KnownEvent> page = looked.stream()
                .filter(event -> event.listing() != listing)
                .filter(event -> event.imported()
                        .map(imported -> imported.when().touches(window))
                        .orElse(true))
                .toList();
        return new KnownPage(page, more ? Optional.of(looked.getLast().id()) : Optional.empty());
    }

    @Override
    public List<ImportedEvent> imported(OrganisationId organisation, CalendarRef calendar, Window window) {
        return rows.events(organisation, calendar).stream()
                .flatMap(event -> event.imported().stream())
                .filter(imported -> imported.when().touches(window)
                        || !imported.occurrences(window).isEmpty())
                .toList();
    }

    @Override
    public Set<String> commit(OrganisationId organisation, CalendarRef calendar, List<Commit> commits) {
        Set<String> keys = new HashSet<>();
        if (!commits.stream().map(Commit::key).allMatch(keys::add)) {
            throw new IllegalArgumentException("Two commits have the same key");
        }
        return rows.commit(organisation, calendar, commits);
    }
}
