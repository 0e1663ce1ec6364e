package io.syncline.microsoft;

import com.microsoft.graph.models.Calendar;
import com.microsoft.graph.models.CalendarCollectionResponse;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarList;
import io.syncline.calendar.RemoteCalendarEntry;
import io.syncline.sync.RemoteFailure;
import io.syncline.token.Secret;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An account's calendars.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/user-list-calendars">List calendars</a>
 */
record CalendarPages(Graph graph, Secret accessToken) {

    /** Nobody has so many; a provider that goes on is broken. */
    private static final int MOST_PAGES = 50;

    private static final int PAGE_SIZE = 100;
    private static final String[] PROPERTIES = {"id", "name", "isDefaultCalendar", "canEdit", "hexColor"};
    private static final Pattern COLOR = Pattern.compile("#[0-9A-Fa-f]{6}");

    CalendarList all() {
        List<RemoteCalendarEntry> found = new ArrayList<>();
        Question<CalendarCollectionResponse> question = CalendarPages::first;
        for (int page = 0; page < MOST_PAGES; page++) {
            switch (graph.ask(accessToken, question)) {
                case Reply.Answer<CalendarCollectionResponse>(CalendarCollectionResponse answer) -> {
                    found.addAll(entries(answer));
                    String next = answer.getOdataNextLink();
                    if (next == null) {
                        return primaryFirst(found);
                    }
                    if (!graph.root().holds(next)) {
                        return unavailable("Microsoft's list of calendars goes on somewhere else.");
                    }
                    question = client -> client.me().calendars().withUrl(next).get(CalendarPages::prefer);
                }
                case Reply.Refusal<CalendarCollectionResponse>(GraphError error) -> {
                    return new CalendarList.Failed(failure(error));
                }
                case Reply.Silence<CalendarCollectionResponse> silence -> {
                    return new CalendarList.Failed(silence.failure());
                }
            }
        }
        return unavailable("Microsoft's list of calendars does not end.");
    }

    private static @Nullable CalendarCollectionResponse first(GraphServiceClient client) {
        return client.me().calendars().get(ask -> {
            prefer(ask);
            ask.queryParameters.select = PROPERTIES;
            ask.queryParameters.top = PAGE_SIZE;
        });
    }

    private static void prefer(
            com.microsoft.graph.users.item.calendars.CalendarsRequestBuilder.GetRequestConfiguration ask) {
        ask.headers.add("Prefer", EventRequests.PREFERENCES);
    }

    /** No list of calendars means no mailbox. */
    private static RemoteFailure failure(GraphError error) {
        return error.failure() instanceof RemoteFailure.CalendarGone
                ? new RemoteFailure.NotPermitted("Microsoft finds no calendars: this account has no mailbox.")
                : error.failure();
    }

    private static CalendarList primaryFirst(List<RemoteCalendarEntry> entries) {
        return new CalendarList.Found(entries.stream()
                .sorted(Comparator.comparing(RemoteCalendarEntry::primary).reversed())
                .toList());
    }

    private static List<RemoteCalendarEntry> entries(CalendarCollectionResponse page) {
        List<Calendar> calendars = Optional.ofNullable(page.getValue()).orElse(List.of());
        return calendars.stream()
                .flatMap(calendar -> id(calendar).map(id -> entry(id, calendar)).stream())
                .toList();
    }

    private static Optional<CalendarId> id(Calendar calendar) {
        return Optional.ofNullable(calendar.getId())
                .filter(id -> !id.isEmpty() && id.length() <= 1024)
                .map(CalendarId::new);
    }

    private static RemoteCalendarEntry entry(CalendarId id, Calendar calendar) {
        return new RemoteCalendarEntry(
                id,
                Optional.ofNullable(calendar.getName()).orElse(""),
                Boolean.TRUE.equals(calendar.getIsDefaultCalendar()),
                Boolean.TRUE.equals(calendar.getCanEdit()),
                Optional.ofNullable(calendar.getHexColor())
                        .filter(color -> COLOR.matcher(color).matches())
                        .orElse(""),
                "");
    }

    private static CalendarList unavailable(String reason) {
        return new CalendarList.Failed(new RemoteFailure.Unavailable(reason));
    }
}
