package io.syncline.jobevents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.aws.Json;
import io.syncline.aws.http.Refusal;
import io.syncline.calendar.Details;
import io.syncline.calendar.JobId;
import io.syncline.edge.JobInputForm;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.util.Set;

/** An event of the bus, read out of a queue's message; {@code docs/events.md} describes it. */
sealed interface JobEvent {

    int SCHEMA = 1;

    /** {@code JobAssigned} or {@code JobChanged}: the job as the CRM has it. */
    record Said(OrganisationId organisation, JobId job, Details details, Set<UserId> people) implements JobEvent {}

    /** {@code JobCancelled}. */
    record Cancelled(OrganisationId organisation, JobId job) implements JobEvent {}

    /**
     * It is nothing that this version knows, and never will be.
     *
     * @param reason one sentence
     */
    record Unreadable(String reason) implements JobEvent {}

    /** Reads a message; anything can be in it. */
    static JobEvent parse(String body) {
        try {
            JsonNode event = Json.MAPPER.readTree(body);
            JsonNode detail = event.path("detail");
            if (detail.path("schema").asInt() != SCHEMA) {
                return new Unreadable("It is of schema " + detail.path("schema").asText("none") + ", not " + SCHEMA);
            }
            return switch (event.path("detail-type").asText("")) {
                case "JobAssigned", "JobChanged" -> said(detail);
                case "JobCancelled" -> new Cancelled(organisation(detail), new JobId(text(detail, "jobId")));
                default -> new Unreadable("Its type is none that is known here");
            };
        } catch (JsonProcessingException e) {
            return new Unreadable("It is no JSON of the form that docs/events.md describes");
        } catch (Refusal | IllegalArgumentException e) {
            return new Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static JobEvent said(JsonNode detail) throws JsonProcessingException {
        JsonNode job = detail.path("job");
        JobInputForm form = Json.MAPPER.treeToValue(job, JobInputForm.class);
        if (form == null) {
            return new Unreadable("It has no 'job'");
        }
        return new Said(organisation(detail), new JobId(text(job, "id")), form.details(), form.people());
    }

    private static OrganisationId organisation(JsonNode detail) {
        return new OrganisationId(text(detail, "organisation"));
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asText("");
    }
}
