package io.syncline.jobevents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.aws.Json;
import io.syncline.aws.http.Refusal;
import io.syncline.calendar.JobId;
import io.syncline.calendar.PutJob.Wish;
import io.syncline.edge.JobInputForm;
import io.syncline.identity.OrganisationId;
import java.util.OptionalLong;

/** An event of the bus, read out of a queue's message; {@code docs/events.md} describes it. */
sealed interface JobEvent {

    int SCHEMA = 1;

    /** {@code JobAssigned} or {@code JobChanged}: the job as the CRM has it. */
    record Said(OrganisationId organisation, JobId job, Wish wish) implements JobEvent {}

    /**
     * {@code JobCancelled}.
     *
     * @param sequence the CRM's number of this change, where it numbers them
     */
    record Cancelled(OrganisationId organisation, JobId job, OptionalLong sequence) implements JobEvent {}

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
                case "JobCancelled" ->
                    new Cancelled(organisation(detail), new JobId(text(detail, "jobId")), sequence(detail));
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
        return new Said(organisation(detail), new JobId(text(job, "id")), form.wish());
    }

    private static OrganisationId organisation(JsonNode detail) {
        return new OrganisationId(text(detail, "organisation"));
    }

    private static OptionalLong sequence(JsonNode detail) {
        JsonNode sequence = detail.path("sequence");
        if (sequence.isMissingNode() || sequence.isNull()) {
            return OptionalLong.empty();
        }
        return JobInputForm.sequence("sequence", sequence.isIntegralNumber() ? sequence.asLong() : 0L);
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asText("");
    }
}
