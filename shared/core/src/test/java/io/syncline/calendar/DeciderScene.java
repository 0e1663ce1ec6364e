package io.syncline.calendar;

import static io.syncline.calendar.SyncScene.DANA;
import static io.syncline.calendar.SyncScene.ORG;
import static io.syncline.calendar.SyncScene.TESS;

import io.syncline.audit.AuditTrail;
import io.syncline.calendar.Conflict.Choice;
import io.syncline.calendar.ResolveConflict.Resolution;
import io.syncline.connection.ListConnections;
import io.syncline.identity.Caller;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.Role;
import io.syncline.identity.UserId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A {@link SyncScene} with the people who decide, and what they decide with. */
final class DeciderScene {

    static final Caller DISPATCHER = new Caller(ORG, DANA, "Dana", Set.of(Role.DISPATCHER));
    static final Caller OWNER = new Caller(ORG, TESS, "Tess", Set.of(Role.TECHNICIAN));
    static final Caller COLLEAGUE = new Caller(ORG, new UserId("bob"), "Bob", Set.of(Role.TECHNICIAN));
    static final Caller STRANGER =
            new Caller(new OrganisationId("others"), DANA, "Eve", Set.of(Role.ADMINISTRATOR, Role.DISPATCHER));

    final SyncScene sync = new SyncScene();
    final CalendarRef tess = sync.connect(TESS);
    final InMemoryResolutions resolutions = new InMemoryResolutions(sync.rows, sync.clock);
    final AuditTrail trail = sync.registry.trail();
    final FindCalendar findCalendar = new FindCalendar(sync.connections);
    final ListConnections listConnections = new ListConnections(sync.connections);
    final PlaceJobs placeJobs = new PlaceJobs(sync.connections, sync.items);
    final ListConflicts listConflicts =
            new ListConflicts(listConnections, sync.items, sync.calendars, sync.jobs, resolutions);
    final ResolveConflict resolveConflict =
            new ResolveConflict(findCalendar, sync.items, sync.jobs, resolutions, trail, sync.requestSync, sync.clock);
    final DecideReview decideReview =
            new DecideReview(findCalendar, sync.calendars, sync.reviews, trail, sync.requestSync, sync.clock);
    final UndoReview undoReview = new UndoReview(
            findCalendar, sync.calendars, sync.reviews, sync.items, sync.jobs, trail, sync.requestSync, sync.clock);
    final ListReviews listReviews = new ListReviews(listConnections, sync.calendars, sync.reviews);
    final PutBack putBack = new PutBack(findCalendar, sync.items, sync.jobs, trail, sync.requestSync, sync.clock);
    final ExplainItem explainItem =
            new ExplainItem(listConnections, sync.jobs, placeJobs, sync.items, sync.explanations, sync.clock);
    final ReportSync reportSync = new ReportSync(listConnections, sync.calendars, sync.items, sync.clock);
    final ListEvents listEvents = new ListEvents(sync.jobs, placeJobs, listConnections, sync.items);

    /** A job whose title says "From the CRM" here and "From the phone" there. */
    Conflict disputedTitle() {
        sync.put("J-1", SyncScene.details("Replace boiler"), TESS);
        sync.settle(tess);
        phone(old -> SyncScene.titled(old, "From the phone"));
        sync.put("J-1", SyncScene.details("From the CRM"), TESS);
        sync.settle(tess);
        return onlyConflict();
    }

    void phone(UnaryOperator<Details> edit) {
        sync.provider.userEdits(tess, sync.onlyEvent(tess).id(), edit);
    }

    List<ConflictReport> open(Caller caller) {
        return listConflicts
                .run(caller, ListConflicts.Which.OPEN, Optional.empty())
                .conflicts();
    }

    List<ConflictReport> resolved(Caller caller) {
        return listConflicts
                .run(caller, ListConflicts.Which.RESOLVED, Optional.empty())
                .conflicts();
    }

    Conflict onlyConflict() {
        List<ConflictReport> open = open(DISPATCHER);
        if (open.size() != 1) {
            throw new AssertionError("One conflict was expected: " + open);
        }
        return open.getFirst().conflict();
    }

    Resolution resolve(Conflict conflict, Choice choice) {
        return resolve(DISPATCHER, conflict, choice, Optional.empty());
    }

    Resolution resolve(Caller caller, Conflict conflict, Choice choice, Optional<ProposedValue> value) {
        return resolveConflict.run(caller, conflict.id(), new ResolveConflict.Wish(choice, value, conflict.version()));
    }

    String titleInCalendar() {
        return sync.onlyEvent(tess).details().title();
    }

    String titleOfJob() {
        return sync.job("J-1").details().title();
    }
}
