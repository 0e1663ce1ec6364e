package io.syncline.aws.dynamo;

import io.syncline.calendar.Conflict;
import io.syncline.calendar.Conflict.Choice;
import io.syncline.calendar.Conflict.Kind;
import io.syncline.calendar.Details;
import io.syncline.calendar.ResolvedConflict;
import io.syncline.identity.UserId;
import java.util.Optional;

/** How it is stored what somebody decided about a conflict. */
final class ResolvedForm {

    private ResolvedForm() {}

    static Item write(ResolvedConflict resolved) {
        Conflict conflict = resolved.conflict();
        DetailsPool pool = DetailsPool.empty();
        Item item = Item.whole()
                .put("conflict", conflict.id().text())
                .put("kind", DetailsForm.word(conflict.kind()))
                .put("jobTitle", conflict.jobTitle())
                .put("baseline", pool.place(conflict.baseline()))
                .putInstant("crmChangedAt", conflict.crmChangedAt())
                .put("detectedAt", conflict.detectedAt())
                .put("choice", DetailsForm.word(resolved.choice()))
                .put("by", resolved.by().value())
                .put("at", resolved.at())
                .put("expiresAt", resolved.at().plus(Write.HISTORY).getEpochSecond());
        conflict.crm().ifPresent(crm -> item.put("crm", pool.place(crm)));
        conflict.calendar().ifPresent(calendar -> item.put("calendar", pool.place(calendar)));
        resolved.value().ifPresent(value -> item.put("value", pool.place(value)));
        return pool.into(item);
    }

    static ResolvedConflict read(Item item) {
        DetailsPool pool = DetailsPool.of(item);
        Conflict conflict = new Conflict(
                CrmEventForm.conflict(item),
                DetailsForm.readWord(Kind.class, item, "kind"),
                item.text("jobTitle"),
                pool.baselineOf(item),
                maybe(pool, item, "crm"),
                maybe(pool, item, "calendar"),
                item.maybeInstant("crmChangedAt"),
                item.instant("detectedAt"));
        return new ResolvedConflict(
                conflict,
                DetailsForm.readWord(Choice.class, item, "choice"),
                maybe(pool, item, "value"),
                new UserId(item.text("by")),
                item.instant("at"));
    }

    private static Optional<Details> maybe(DetailsPool pool, Item item, String name) {
        return item.has(name) ? Optional.of(pool.at(item, name)) : Optional.empty();
    }
}
