package io.syncline.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.aws.Json;
import io.syncline.calendar.CrmEvent;
import io.syncline.calendar.Details;
import java.util.Locale;

/**
 * The JSON that the CRM reads on the bus; {@code docs/schemas} has a JSON Schema of each event. A member that would have
 * no value is left out.
 */
public final class CrmEventForm {

    private static final int SCHEMA = 1;

    private CrmEventForm() {}

    /** The form of an event. */
    public static ObjectNode json(CrmEvent event) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("schema", SCHEMA)
                .put("id", event.id())
                .put("organisation", event.organisation().value())
                .put("at", event.at().toString());
        return switch (event) {
            case CrmEvent.JobRescheduled rescheduled -> rescheduled(json, rescheduled);
            case CrmEvent.JobRemovedFromCalendar removed ->
                json.put("jobId", removed.job().value()).put("by", removed.by().value());
            case CrmEvent.ConflictOpened opened -> opened(json, opened);
            case CrmEvent.ConflictResolved resolved -> resolved(json, resolved);
            case CrmEvent.SyncFailed failed -> failed(json, failed);
            case CrmEvent.JobContinued continued -> continued(json, continued);
        };
    }

    private static ObjectNode rescheduled(ObjectNode json, CrmEvent.JobRescheduled event) {
        json.put("jobId", event.job().value())
                .put("version", event.version())
                .put("by", event.by().value());
        event.changed().forEach(json.putArray("changed")::add);
        return json.set("details", details(event.details()));
    }

    private static ObjectNode opened(ObjectNode json, CrmEvent.ConflictOpened event) {
        json.put("jobId", event.job().value())
                .put("conflictId", event.conflict().text())
                .put("by", event.by().value());
        event.aspect().ifPresent(aspect -> json.put("aspect", aspect));
        return json;
    }

    private static ObjectNode resolved(ObjectNode json, CrmEvent.ConflictResolved event) {
        json.put("jobId", event.job().value())
                .put("conflictId", event.conflict().text())
                .put("outcome", event.outcome());
        event.by().ifPresent(person -> json.put("by", person.value()));
        return json;
    }

    private static ObjectNode failed(ObjectNode json, CrmEvent.SyncFailed event) {
        event.job().ifPresent(job -> json.put("jobId", job.value()));
        return json.put("owner", event.owner().value()).put("reason", event.reason());
    }

    private static ObjectNode continued(ObjectNode json, CrmEvent.JobContinued event) {
        json.put("jobId", event.job().value())
                .put("continues", event.continues().value())
                .put("by", event.by().value());
        return json.set("details", details(event.details()));
    }

    private static ObjectNode details(Details details) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("title", details.title())
                .put("description", details.description())
                .put("location", details.location())
                .put("availability", details.availability().name().toLowerCase(Locale.ROOT))
                .put("status", details.status().name().toLowerCase(Locale.ROOT));
        json.set("when", Json.MAPPER.valueToTree(WhenForm.of(details.when())));
        return json.set("exceptions", Json.MAPPER.valueToTree(ExceptionForm.of(details)));
    }
}
