package io.syncline.aws.dynamo;

import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Channel;
import io.syncline.calendar.ChannelId;
import io.syncline.calendar.Plan;
import io.syncline.calendar.Push;
import io.syncline.calendar.SyncedCalendar;
import io.syncline.calendar.SyncedCalendar.FullListing;
import io.syncline.calendar.SyncedCalendar.Mode;
import io.syncline.calendar.SyncedCalendar.Outcome;
import io.syncline.calendar.SyncedCalendar.Phase;
import io.syncline.calendar.SyncedCalendar.Progress;
import io.syncline.calendar.SyncedCalendar.Run;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.sync.Counts;
import io.syncline.sync.Cursor;
import io.syncline.sync.Window;
import java.util.Optional;

/** How the state of a calendar is stored. What only the adapter needs (holder, choices, due) is not part of it. */
final class CalendarForm {

    private CalendarForm() {}

    /** All of it. */
    static Item write(SyncedCalendar calendar) {
        Item item = Item.whole(SyncKeys.SCHEMA)
                .put("organisation", calendar.organisation().value())
                .put("connection", calendar.ref().connection().value())
                .put("calendar", calendar.ref().calendar().value());
        item.attributes().putAll(SyncKeys.state(calendar.organisation(), calendar.ref()));
        item.attributes().putAll(chosen(calendar).attributes());
        item.attributes().putAll(position(calendar).attributes());
        item.attributes().putAll(result(calendar).attributes());
        return item.put("requested", calendar.requested());
    }

    /** What a choice decides. */
    static Item chosen(SyncedCalendar calendar) {
        return Item.part()
                .put("provider", calendar.provider().word())
                .put("owner", calendar.owner().value())
                .put("name", calendar.name())
                .put("mode", DetailsForm.word(calendar.mode()))
                .put("sweep", calendar.sweep())
                .put("nextDueAt", calendar.nextDueAt())
                .putText("problem", calendar.problem())
                .put("attempts", calendar.attempts());
    }

    /** How far a run is. */
    static Item position(SyncedCalendar calendar) {
        return Item.part()
                .putText("cursor", calendar.cursor().map(Cursor::value))
                .putPart("listing", calendar.listing().map(CalendarForm::write))
                .putPart("progress", calendar.progress().map(CalendarForm::write));
    }

    /** What a finished run adds to its position; a row of schema 1 becomes one of this schema by it. */
    static Item result(SyncedCalendar calendar) {
        return Item.whole(SyncKeys.SCHEMA)
                .put("synced", calendar.synced())
                .putPart("lastRun", calendar.lastRun().map(CalendarForm::write))
                .put("totals", write(calendar.totals()))
                .put("nextDueAt", calendar.nextDueAt())
                .putInstant("lastVerifiedAt", calendar.lastVerifiedAt())
                .putText("problem", calendar.problem())
                .put("attempts", calendar.attempts())
                .putPart("push", calendar.push().map(CalendarForm::write))
                .putPart("plan", calendar.plan().map(CalendarForm::write))
                .putPart("review", calendar.review().map(ReviewForm::write));
    }

    static OrganisationId organisation(Item item) {
        return new OrganisationId(item.text("organisation"));
    }

    static CalendarRef ref(Item item) {
        return new CalendarRef(new ConnectionId(item.text("connection")), new CalendarId(item.text("calendar")));
    }

    static SyncedCalendar read(Item item) {
        return new SyncedCalendar(
                organisation(item),
                ref(item),
                DetailsForm.readWord(Provider.class, item, "provider"),
                new UserId(item.text("owner")),
                item.text("name"),
                DetailsForm.readWord(Mode.class, item, "mode"),
                item.flag("sweep"),
                item.number("requested"),
                item.number("synced"),
                item.maybeText("cursor").map(Cursor::new),
                item.maybePart("listing").map(CalendarForm::readListing),
                item.maybePart("progress").map(CalendarForm::readProgress),
                item.maybePart("lastRun").map(CalendarForm::readRun),
                readCounts(item.part("totals")),
                item.instant("nextDueAt"),
                item.maybeInstant("lastVerifiedAt"),
                item.maybeText("problem"),
                Math.toIntExact(item.number("attempts")),
                item.maybePart("push").map(CalendarForm::readPush),
                item.maybePart("plan").map(CalendarForm::readPlan),
                item.maybePart("review").map(ReviewForm::read));
    }

    static Item write(Push push) {
        return Item.part()
                .putPart("channel", push.channel().map(CalendarForm::write))
                .putText("problem", push.problem())
                .put("dueAt", push.dueAt())
                .put("failures", push.failures());
    }

    private static Push readPush(Item item) {
        return new Push(
                item.maybePart("channel").map(CalendarForm::readChannel),
                item.maybeText("problem"),
                item.instant("dueAt"),
                Math.toIntExact(item.number("failures")));
    }

    private static Item write(Channel channel) {
        return Item.part()
                .put("id", channel.id().value())
                .put("remote", channel.remote())
                .put("expiresAt", channel.expiresAt())
                .put("renewAt", channel.renewAt());
    }

    private static Channel readChannel(Item item) {
        return new Channel(
                new ChannelId(item.text("id")),
                item.text("remote"),
                item.instant("expiresAt"),
                item.instant("renewAt"));
    }

    private static Item write(Plan plan) {
        return Item.part()
                .put("creates", plan.creates())
                .put("updates", plan.updates())
                .put("deletes", plan.deletes())
                .put("imports", plan.imports())
                .put("at", plan.at());
    }

    private static Plan readPlan(Item item) {
        return new Plan(
                item.number("creates"),
                item.number("updates"),
                item.number("deletes"),
                item.number("imports"),
                item.instant("at"));
    }

    private static Item write(FullListing listing) {
        return Item.part()
                .put("number", listing.number())
                .put("from", listing.window().from())
                .put("to", listing.window().to())
                .putText("nextPage", listing.nextPage().map(Cursor::value))
                .put("seen", listing.seen())
                .put("complete", listing.complete());
    }

    private static FullListing readListing(Item item) {
        return new FullListing(
                item.number("number"),
                new Window(item.instant("from"), item.instant("to")),
                item.maybeText("nextPage").map(Cursor::new),
                item.number("seen"),
                item.flag("complete"));
    }

    private static Item write(Progress progress) {
        Item item = Item.part().put("phase", DetailsForm.word(progress.phase())).put("done", progress.done());
        progress.total().ifPresent(total -> item.put("total", total));
        return item;
    }

    private static Progress readProgress(Item item) {
        Optional<Long> total = item.maybeNumber("total");
        return new Progress(DetailsForm.readWord(Phase.class, item, "phase"), item.number("done"), total);
    }

    private static Item write(Run run) {
        return Item.part()
                .put("startedAt", run.startedAt())
                .put("endedAt", run.endedAt())
                .put("outcome", DetailsForm.word(run.outcome()))
                .put("counts", write(run.counts()))
                .putInstant("behindSince", run.behindSince());
    }

    private static Run readRun(Item item) {
        return new Run(
                item.instant("startedAt"),
                item.instant("endedAt"),
                DetailsForm.readWord(Outcome.class, item, "outcome"),
                readCounts(item.part("counts")),
                item.maybeInstant("behindSince"));
    }

    private static Item write(Counts counts) {
        return Item.part()
                .put("pushed", counts.pushed())
                .put("pulled", counts.pulled())
                .put("imported", counts.imported())
                .put("conflicts", counts.conflicts())
                .put("failed", counts.failed());
    }

    private static Counts readCounts(Item item) {
        return new Counts(
                item.number("pushed"),
                item.number("pulled"),
                item.number("imported"),
                item.number("conflicts"),
                item.number("failed"));
    }
}
