package io.syncline.local.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds when many clients write at once. */
class ConcurrencyTest extends Simulated {

    @Test
    void of_fifty_inserts_with_one_id_exactly_one_succeeds() throws Exception {
        var token = token(Provider.GOOGLE, TESS);
        var url = simulators.endpoints().googleCalendar() + "/calendar/v3/calendars/primary/events";
        var event = Json.object().put("id", "sameid");
        event.putObject("start").put("date", "2026-11-25");
        event.putObject("end").put("date", "2026-11-26");
        var statuses = atOnce(50, () -> visitor.send("POST", url, token, event).status());
        assertThat(statuses).containsOnly(200, 409).containsOnlyOnce(200);
    }

    @Test
    void fifty_creations_of_one_transaction_make_one_event() throws Exception {
        var token = token(Provider.MICROSOFT, DANA);
        var url = simulators.endpoints().graphRoot() + "/me/events";
        var event = Json.object().put("subject", "Once").put("transactionId", "t-1");
        event.putObject("start").put("dateTime", "2026-11-25T10:00:00").put("timeZone", "UTC");
        event.putObject("end").put("dateTime", "2026-11-25T11:00:00").put("timeZone", "UTC");
        var ids = atOnce(
                50,
                () -> visitor.send("POST", url, token, event).body().path("id").asText());
        assertThat(ids.stream().distinct()).hasSize(1);
    }

    @Test
    void of_fifty_patches_with_one_etag_exactly_one_succeeds() throws Exception {
        var token = token(Provider.MICROSOFT, DANA);
        var id = control.events(Provider.MICROSOFT, DANA, "primary").getFirst().id();
        var url = simulators.endpoints().graphRoot() + "/me/events/" + Visitor.encoded(id);
        var etag = visitor.get(url, token).body().path("@odata.etag").asText();
        var statuses = atOnce(
                50,
                () -> visitor.send("PATCH", url, token, Json.object().put("subject", "Mine"), "If-Match", etag)
                        .status());
        assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
    }

    private static <T> List<T> atOnce(int times, Callable<T> call) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = IntStream.range(0, times)
                    .mapToObj(run -> threads.submit(call))
                    .toList();
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
