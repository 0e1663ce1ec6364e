package io.syncline.local.providers.microsoft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.graph.core.content.BatchRequestContent;
import com.microsoft.graph.core.requests.BaseGraphRequestAdapter;
import com.microsoft.graph.models.BodyType;
import com.microsoft.graph.models.DateTimeTimeZone;
import com.microsoft.graph.models.DayOfWeek;
import com.microsoft.graph.models.Event;
import com.microsoft.graph.models.EventType;
import com.microsoft.graph.models.ItemBody;
import com.microsoft.graph.models.PatternedRecurrence;
import com.microsoft.graph.models.RecurrencePattern;
import com.microsoft.graph.models.RecurrencePatternType;
import com.microsoft.graph.models.RecurrenceRange;
import com.microsoft.graph.models.RecurrenceRangeType;
import com.microsoft.graph.models.SingleValueLegacyExtendedProperty;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.graph.users.item.calendars.item.calendarview.delta.DeltaGetResponse;
import com.microsoft.kiota.RequestInformation;
import com.microsoft.kiota.authentication.AccessTokenProvider;
import com.microsoft.kiota.authentication.AllowedHostsValidator;
import com.microsoft.kiota.authentication.BaseBearerTokenAuthenticationProvider;
import io.syncline.local.providers.ProviderSimulators;
import io.syncline.local.providers.SimulatorSettings;
import io.syncline.local.providers.Visitor;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Graph simulator under Microsoft's own Java client. */
class GraphSdkTest {

    private static final String MARK = "String {66f5a359-4659-4830-9070-00047ec6ac6e} Name JobId";
    private static final String EMAIL = "sdk@fieldworks.example";

    private static ProviderSimulators simulators;
    private static GraphServiceClient client;

    @BeforeAll
    static void start() {
        simulators = ProviderSimulators.start(SimulatorSettings.defaults());
        var token = new Visitor(simulators).accessToken(Provider.MICROSOFT, EMAIL);
        var bearer = new BaseBearerTokenAuthenticationProvider(new AccessTokenProvider() {
            @Override
            public String getAuthorizationToken(URI uri, Map<String, Object> context) {
                return token;
            }

            @Override
            public AllowedHostsValidator getAllowedHostsValidator() {
                return new AllowedHostsValidator();
            }
        });
        client = new GraphServiceClient(
                new BaseGraphRequestAdapter(bearer, simulators.endpoints().graphRoot()));
    }

    @AfterAll
    static void stop() {
        simulators.close();
    }

    @Test
    void me_and_the_calendars_are_there() {
        assertThat(client.me().get().getMail()).isEqualTo(EMAIL);
        var calendars = client.me().calendars().get().getValue();
        assertThat(calendars).hasSize(3);
        assertThat(calendars.getFirst().getIsDefaultCalendar()).isTrue();
        assertThat(calendars).extracting(calendar -> calendar.getCanEdit()).containsExactly(true, true, false);
    }

    @Test
    void an_event_lives_through_create_get_patch_and_delete() {
        var made = client.me()
                .events()
                .post(event("Boiler", "t-1"), cfg -> cfg.headers.add("Prefer", "IdType=\"ImmutableId\""));
        assertThat(made.getBody().getContentType()).isEqualTo(BodyType.Html);
        assertThat(made.getBody().getContent()).contains("Bring the ladder").contains("<html>");
        assertThat(made.getStart().getDateTime()).isEqualTo("2026-11-25T09:00:00.0000000");
        assertThat(made.getStart().getTimeZone()).isEqualTo("UTC");
        assertThat(made.getOriginalStartTimeZone()).isEqualTo("W. Europe Standard Time");
        assertThat(made.getSingleValueExtendedProperties()).isNull();

        var seen = client.me().events().byEventId(made.getId()).get(cfg -> {
            cfg.headers.add("Prefer", "IdType=\"ImmutableId\"");
            cfg.headers.add("Prefer", "outlook.timezone=\"Europe/Zurich\"");
            cfg.headers.add("Prefer", "outlook.body-content-type=\"text\"");
            cfg.queryParameters.expand = new String[] {"singleValueExtendedProperties($filter=id eq '" + MARK + "')"};
        });
        assertThat(seen.getStart().getDateTime()).isEqualTo("2026-11-25T10:00:00.0000000");
        assertThat(seen.getBody().getContent()).isEqualTo("Bring the ladder");
        assertThat(seen.getSingleValueExtendedProperties().getFirst().getValue())
                .isEqualTo("J-1");

        var change = new Event();
        change.setSubject("Boiler, urgent");
        var patched = client.me().events().byEventId(made.getId()).patch(change, cfg -> {
            cfg.headers.add("Prefer", "IdType=\"ImmutableId\"");
            cfg.headers.add("If-Match", "W/\"" + made.getChangeKey() + "\"");
        });
        assertThat(patched.getSubject()).isEqualTo("Boiler, urgent");
        assertThat(patched.getChangeKey()).isNotEqualTo(made.getChangeKey());
        var second = new Event();
        second.setSubject("Too late");
        assertThatThrownBy(() -> client.me()
                        .events()
                        .byEventId(made.getId())
                        .patch(second, cfg -> cfg.headers.add("If-Match", "W/\"" + made.getChangeKey() + "\"")))
                .isInstanceOfSatisfying(ODataError.class, stale -> {
                    assertThat(stale.getResponseStatusCode()).isEqualTo(412);
                    assertThat(stale.getError().getCode()).isEqualTo("ErrorIrresolvableConflict");
                });

        client.me().events().byEventId(made.getId()).delete();
        assertThatThrownBy(() -> client.me().events().byEventId(made.getId()).get())
                .isInstanceOfSatisfying(ODataError.class, gone -> {
                    assertThat(gone.getResponseStatusCode()).isEqualTo(404);
                    assertThat(gone.getError().getCode()).isEqualTo("ErrorItemNotFound");
                });
    }

    @Test
    void the_extended_property_finds_the_event_again() {
        client.me().events().post(event("Findable", "t-find"));
        var found = client.me()
                .events()
                .get(cfg -> cfg.queryParameters.filter =
                        "singleValueExtendedProperties/Any(ep: ep/id eq '" + MARK + "' and ep/value eq 'J-1')");
        assertThat(found.getValue()).extracting(event -> event.getSubject()).contains("Findable");
    }

    @Test
    void delta_gives_pages_then_changes_then_tombstones() {
        var calendar = client.me().calendars().get().getValue().get(1).getId();
        for (int number = 0; number < 5; number++) {
            client.me().calendars().byCalendarId(calendar).events().post(event("Delta " + number, "delta-" + number));
        }
        var page = client.me()
                .calendars()
                .byCalendarId(calendar)
                .calendarView()
                .delta()
                .get(cfg -> {
                    cfg.queryParameters.startDateTime = "2026-11-01T00:00:00Z";
                    cfg.queryParameters.endDateTime = "2026-12-01T00:00:00Z";
                    cfg.headers.add("Prefer", "odata.maxpagesize=2");
                    cfg.headers.add("Prefer", "IdType=\"ImmutableId\"");
                });
        var all = new ArrayList<Event>(page.getValue());
        assertThat(page.getValue()).hasSize(2);
        while (page.getOdataNextLink() != null) {
            assertThat(page.getOdataDeltaLink()).isNull();
            page = follow(calendar, page.getOdataNextLink());
            all.addAll(page.getValue());
        }
        assertThat(all).hasSize(5);

        var control = simulators.control();
        control.delete(Provider.MICROSOFT, EMAIL, "Jobs", all.get(0).getId());
        control.update(Provider.MICROSOFT, EMAIL, "Jobs", all.get(1).getId(), event -> event.withTitle("Renamed"));
        var far = LocalDateTime.of(2027, 3, 1, 9, 0);
        control.update(
                Provider.MICROSOFT,
                EMAIL,
                "Jobs",
                all.get(2).getId(),
                event -> event.withWhen(new UserEvent.When.Timed(far, far.plusHours(1), ZoneId.of("Europe/Zurich"))));
        var changes = follow(calendar, page.getOdataDeltaLink());
        assertThat(changes.getValue())
                .extracting(event -> event.getId())
                .containsExactly(
                        all.get(0).getId(), all.get(1).getId(), all.get(2).getId());
        assertThat(changes.getValue())
                .extracting(event -> event.getAdditionalData().containsKey("@removed"))
                .containsExactly(true, false, true);
        assertThat(follow(calendar, changes.getOdataDeltaLink()).getValue()).isEmpty();
    }

    @Test
    void a_batch_of_twenty_has_a_status_per_step() throws IOException {
        var batch = new BatchRequestContent(client);
        var ids = new ArrayList<String>();
        for (int number = 0; number < 20; number++) {
            ids.add(batch.addBatchRequestStep(
                    posting(number == 13 ? new Event() : event("Batch " + number, "b-" + number))));
        }
        var response = client.getBatchRequestBuilder().post(batch, null);
        assertThat(response.getResponsesStatusCode()).hasSize(20);
        assertThat(response.getResponsesStatusCode().get(ids.get(13))).isEqualTo(400);
        assertThat(response.getResponsesStatusCode().get(ids.get(0))).isEqualTo(201);
        assertThat(response.getResponseById(ids.get(19), Event::createFromDiscriminatorValue)
                        .getSubject())
                .isEqualTo("Batch 19");
    }

    @Test
    void R21_a_series_lives_through_create_instances_an_exception_and_a_cancelled_day() {
        var weekly = event("Weekly", "t-weekly");
        weekly.setRecurrence(everyWednesday());
        var master = client.me().events().post(weekly);
        assertThat(master.getType()).isEqualTo(EventType.SeriesMaster);
        assertThat(master.getRecurrence().getRange().getRecurrenceTimeZone()).isEqualTo("W. Europe Standard Time");
        var instances = instances(master.getId());
        assertThat(instances).hasSize(3);
        var change = new Event();
        change.setSubject("Only this one");
        var exception = client.me().events().byEventId(instances.get(1).getId()).patch(change);
        assertThat(exception.getType()).isEqualTo(EventType.Exception);
        assertThat(exception.getSeriesMasterId()).isEqualTo(master.getId());
        assertThat(exception.getOriginalStart()).isEqualTo("2026-12-02T09:00:00Z");
        client.me().events().byEventId(instances.get(2).getId()).delete();

        var whole = client.me().events().byEventId(master.getId()).get(cfg -> {
            cfg.queryParameters.select = new String[] {"subject", "cancelledOccurrences", "exceptionOccurrences"};
            cfg.queryParameters.expand = new String[] {"exceptionOccurrences"};
        });
        assertThat(whole.getCancelledOccurrences()).containsExactly("OID." + master.getId() + ".2026-12-09");
        assertThat(whole.getExceptionOccurrences())
                .extracting(Event::getSubject)
                .containsExactly("Only this one");
        assertThat(instances(master.getId())).hasSize(2);
    }

    private static List<Event> instances(String masterId) {
        return client.me()
                .events()
                .byEventId(masterId)
                .instances()
                .get(cfg -> {
                    cfg.queryParameters.startDateTime = "2026-11-01T00:00:00Z";
                    cfg.queryParameters.endDateTime = "2027-02-01T00:00:00Z";
                })
                .getValue();
    }

    private static PatternedRecurrence everyWednesday() {
        var pattern = new RecurrencePattern();
        pattern.setType(RecurrencePatternType.Weekly);
        pattern.setInterval(1);
        pattern.setDaysOfWeek(List.of(DayOfWeek.Wednesday));
        var range = new RecurrenceRange();
        range.setType(RecurrenceRangeType.Numbered);
        range.setStartDate(LocalDate.of(2026, 11, 25));
        range.setNumberOfOccurrences(3);
        var recurrence = new PatternedRecurrence();
        recurrence.setPattern(pattern);
        recurrence.setRange(range);
        return recurrence;
    }

    @Test
    void an_expired_token_is_an_invalid_authentication_token() {
        simulators.control().openAccount(Provider.MICROSOFT, "late@fieldworks.example", "", "Europe/Zurich");
        var token = new Visitor(simulators).accessToken(Provider.MICROSOFT, "late@fieldworks.example");
        assertThat(simulators.control().expireTokens("late@fieldworks.example")).isEqualTo(1);
        var reply = new Visitor(simulators).get(simulators.endpoints().graphRoot() + "/me", token);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body().at("/error/code").asText()).isEqualTo("InvalidAuthenticationToken");
    }

    private static DeltaGetResponse follow(String calendar, String link) {
        return client.me()
                .calendars()
                .byCalendarId(calendar)
                .calendarView()
                .delta()
                .withUrl(link)
                .get(cfg -> {
                    cfg.headers.add("Prefer", "odata.maxpagesize=2");
                    cfg.headers.add("Prefer", "IdType=\"ImmutableId\"");
                    cfg.headers.add("Prefer", "odata.maxpagesize=50");
                });
    }

    private static RequestInformation posting(Event event) {
        return client.me().events().toPostRequestInformation(event);
    }

    private static Event event(String subject, String transactionId) {
        var event = new Event();
        event.setSubject(subject);
        event.setTransactionId(transactionId);
        event.setStart(at("2026-11-25T10:00:00"));
        event.setEnd(at("2026-11-25T11:00:00"));
        var body = new ItemBody();
        body.setContentType(BodyType.Text);
        body.setContent("Bring the ladder");
        event.setBody(body);
        var mark = new SingleValueLegacyExtendedProperty();
        mark.setId(MARK);
        mark.setValue("J-1");
        event.setSingleValueExtendedProperties(List.of(mark));
        return event;
    }

    private static DateTimeTimeZone at(String time) {
        var at = new DateTimeTimeZone();
        at.setDateTime(time);
        at.setTimeZone("Europe/Zurich");
        return at;
    }
}
