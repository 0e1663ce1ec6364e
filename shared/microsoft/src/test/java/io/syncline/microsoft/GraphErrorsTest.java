package io.syncline.microsoft;

import static io.syncline.microsoft.GraphAnswers.event;
import static io.syncline.microsoft.GraphAnswers.refused;
import static io.syncline.microsoft.StubbedGraph.CALENDAR;
import static io.syncline.microsoft.StubbedGraph.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventKey;
import io.syncline.calendar.EventVersion;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Lookup;
import io.syncline.calendar.RemoteWrite;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.calendar.WriteAnswer;
import io.syncline.identity.OrganisationId;
import io.syncline.microsoft.StubbedGraph.Said;
import io.syncline.sync.RemoteFailure;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What each of Graph's errors means for one event.
 *
 * @see <a href="https://learn.microsoft.com/graph/errors">Microsoft Graph error responses</a>
 */
class GraphErrorsTest {

    private static final LocalDate DAY = LocalDate.parse("2026-12-01");

    private final StubbedGraph graph = new StubbedGraph();

    @AfterEach
    void close() {
        graph.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400,ErrorInvalidParameter,Refused",
        "400,ErrorInvalidRequest,Refused",
        "400,RequestBodyRead,Refused",
        "400,ErrorPropertyValidationFailure,Refused",
        "400,TimeZoneNotSupportedException,Refused",
        "400,ErrorOccurrenceCrossingBoundary,Refused",
        "401,InvalidAuthenticationToken,Unauthorized",
        "401,TokenExpired,Unauthorized",
        "403,ErrorAccessDenied,Refused",
        "403,Authorization_RequestDenied,NotPermitted",
        "403,AccessDenied,Refused",
        "403,ErrorQuotaExceeded,Refused",
        "404,MailboxNotEnabledForRESTAPI,NotPermitted",
        "404,ErrorMailboxNotEnabledForRESTAPI,NotPermitted",
        "413,RequestEntityTooLarge,Refused",
        "423,Locked,Unavailable",
        "424,FailedDependency,Unavailable",
        "429,ApplicationThrottled,Throttled",
        "429,TooManyRequests,Throttled",
        "429,activityLimitReached,Throttled",
        "500,ErrorInternalServerError,Unavailable",
        "500,ErrorInternalServerTransientError,Unavailable",
        "503,ErrorServerBusy,Unavailable",
        "502,UnknownError,Unavailable",
        "504,GatewayTimeout,Unavailable"
    })
    void F24_an_error_of_a_write_is_told_as_what_it_means(int status, String code, String failure) {
        graph.saysInBatch(refused(status, code));

        WriteAnswer answer = write(new RemoteWrite.Update(new EventId("e1"), version(), pump("A"), pump("B")))
                .getFirst();

        assertThat(((WriteAnswer.Failed) answer).failure().getClass().getSimpleName())
                .isEqualTo(failure);
        assertThat(graph.asked()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "412,ErrorIrresolvableConflict,Unavailable",
        "409,ErrorIrresolvableConflict,Unavailable",
        "423,Locked,Unavailable",
        "429,ApplicationThrottled,Throttled",
        "500,UnknownError,Unavailable",
        "403,ErrorAccessDenied,Refused",
        "401,InvalidAuthenticationToken,Unauthorized"
    })
    void R15_an_error_of_a_look_is_no_absence(int status, String code, String failure) {
        graph.says(refused(status, code));

        Lookup lookup = graph.calendars().find(TOKEN, CALENDAR, new EventId("e1"));

        assertThat(((Lookup.Failed) lookup).failure().getClass().getSimpleName())
                .isEqualTo(failure);
    }

    @ParameterizedTest
    @CsvSource({"409,ErrorIrresolvableConflict", "409,ConcurrentItemSave", "412,ErrorIrresolvableConflict"})
    void T34_a_conflict_of_a_change_is_stale(int status, String code) {
        graph.saysInBatch(refused(status, code));

        assertThat(write(new RemoteWrite.Update(new EventId("e1"), version(), pump("A"), pump("B"))))
                .containsExactly(new WriteAnswer.Stale());
    }

    @Test
    void T37_a_throttled_part_whose_headers_name_no_content_type_is_understood() {
        graph.saysInBatch(new Said(429, Map.of("retry-after", "9"), "{\"error\":{\"code\":\"TooManyRequests\"}}"));

        assertThat(write(new RemoteWrite.Delete(new EventId("e1"), version())))
                .containsExactly(
                        new WriteAnswer.Failed(new RemoteFailure.Throttled(Optional.of(Duration.ofSeconds(9)))));
    }

    @Test
    void T38_a_batch_that_is_too_large_goes_in_halves() {
        graph.says(question ->
                        question.parts().size() > 5 ? refused(413, "RequestEntityTooLarge") : created(question.parts()))
                .says(question -> refused(413, "RequestEntityTooLarge"))
                .says(question -> created(question.parts()))
                .says(question -> created(question.parts()))
                .says(question -> created(question.parts()));
        List<RemoteWrite> writes = IntStream.range(0, 8)
                .<RemoteWrite>mapToObj(i -> new RemoteWrite.Create(key("job-" + i), pump("Title " + i)))
                .toList();

        List<WriteAnswer> answers = graph.calendars().write(TOKEN, CALENDAR, writes);

        assertThat(answers)
                .extracting(answer ->
                        ((WriteAnswer.Written) answer).event().details().title())
                .isEqualTo(IntStream.range(0, 8).mapToObj(i -> "Title " + i).toList());
        assertThat(graph.asked()).extracting(asked -> asked.parts().size()).containsExactly(8, 4, 2, 2, 4);
    }

    private static Said created(List<JsonObject> parts) {
        return Said.json(
                200,
                parts.stream()
                        .map(part -> "{\"id\":\"%s\",\"status\":201,\"body\":%s}"
                                .formatted(
                                        part.get("id").getAsString(),
                                        event(
                                                "e" + part.get("id").getAsString(),
                                                "W/\"1\"",
                                                part.getAsJsonObject("body")
                                                        .get("subject")
                                                        .getAsString())))
                        .collect(Collectors.joining(",", "{\"responses\":[", "]}")));
    }

    private List<WriteAnswer> write(RemoteWrite write) {
        return graph.calendars().write(TOKEN, CALENDAR, List.of(write));
    }

    private static EventVersion version() {
        return new EventVersion("W/\"v1\"");
    }

    private static EventKey key(String job) {
        return new EventKey(new OrganisationId("org-1"), new JobId(job), CALENDAR);
    }

    private static Details pump(String title) {
        return new Details(
                title,
                "Ring twice",
                "Main St 1",
                new When.Timed(DAY.atTime(9, 0), DAY.atTime(10, 0), ZoneId.of("Europe/Berlin")),
                Availability.BUSY,
                Status.CONFIRMED);
    }
}
