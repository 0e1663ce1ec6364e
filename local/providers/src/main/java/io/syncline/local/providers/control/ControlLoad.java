package io.syncline.local.providers.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.fidelity.Mishap;
import io.syncline.local.providers.fidelity.MishapOdds;
import io.syncline.local.providers.fidelity.QuotaLimits;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.http.Routes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Quotas, mishaps and the ledger's checks over the control API. */
final class ControlLoad {

    private static final int MOST_SHOWN = 100;

    private final SimulatorControl control;

    ControlLoad(SimulatorControl control) {
        this.control = control;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/_sim/quotas", request -> Answer.json(200, quotas()))
                .on("POST", "/_sim/quotas", this::setQuotas)
                .on("POST", "/_sim/quotas/exhaust", this::exhaust)
                .on("GET", "/_sim/mishaps", request -> Answer.json(200, mishaps()))
                .on("POST", "/_sim/mishaps", this::setOdds)
                .on("GET", "/_sim/requests/checks", request -> Answer.json(200, checks()));
    }

    private ObjectNode quotas() {
        var limits = control.quotas().limits();
        return Json.object()
                .put("googleUserMinute", limits.googleUserMinute())
                .put("googleProjectMinute", limits.googleProjectMinute())
                .put("graphTenMinutes", limits.graphTenMinutes())
                .put("graphAtOnce", limits.graphAtOnce());
    }

    /** {@code {"published": true}} for all as the providers publish them, or single numbers; 0 for any number. */
    private Answer setQuotas(Request request) {
        var json = ControlHost.body(request);
        var basis = json.path("published").asBoolean()
                ? QuotaLimits.PUBLISHED
                : control.quotas().limits();
        control.quotas()
                .set(new QuotaLimits(
                        json.path("googleUserMinute").asInt(basis.googleUserMinute()),
                        json.path("googleProjectMinute").asInt(basis.googleProjectMinute()),
                        json.path("graphTenMinutes").asInt(basis.graphTenMinutes()),
                        json.path("graphAtOnce").asInt(basis.graphAtOnce())));
        return Answer.json(200, quotas());
    }

    private Answer exhaust(Request request) {
        var json = ControlHost.body(request);
        control.quotas()
                .exhaust(
                        ControlHost.needed(json, "email"),
                        Duration.ofSeconds(json.path("seconds").asLong(3_600)));
        return Answer.empty(204);
    }

    private ObjectNode mishaps() {
        var json = Json.object();
        var odds = json.putObject("odds");
        control.odds().odds().forEach((kind, chance) -> odds.put(word(kind), chance));
        var counts = json.putObject("counts");
        control.mishaps().forEach((kind, count) -> counts.put(word(kind), count));
        return json;
    }

    /** Chances by kind, for example {@code {"serverError": 0.01}}; {@code all} for every kind that is not named. */
    private Answer setOdds(Request request) {
        var json = ControlHost.body(request);
        var odds = MishapOdds.all(json.path("all").asDouble(0));
        for (var field : json.properties()) {
            if (!field.getKey().equals("all")) {
                odds = odds.with(kind(field.getKey()), field.getValue().asDouble());
            }
        }
        control.setOdds(odds);
        return Answer.json(200, mishaps());
    }

    private ObjectNode checks() {
        var checks = control.requests().checks();
        var json = Json.object();
        checks.mostAtOnce().forEach(json.putObject("mostAtOnce")::put);
        show(json, "writesWithoutIfMatch", checks.writesWithoutIfMatch());
        show(json, "withoutImmutableIds", checks.withoutImmutableIds());
        show(json, "mailing", checks.mailing());
        show(json, "withAttendees", checks.withAttendees());
        return json;
    }

    private static void show(ObjectNode json, String name, List<LedgerEntry> entries) {
        var list = json.putObject(name).put("total", entries.size()).putArray("requests");
        entries.stream()
                .limit(MOST_SHOWN)
                .forEach(entry -> list.add(entry.number() + " " + entry.method() + " " + entry.path()));
    }

    private static Mishap kind(String word) {
        return Arrays.stream(Mishap.values())
                .filter(kind -> word(kind).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no mishap."));
    }

    /** {@code SERVER_ERROR} is {@code serverError}. */
    private static String word(Mishap kind) {
        var words = kind.name().toLowerCase(Locale.ROOT).split("_", -1);
        var text = new StringBuilder(words[0]);
        Arrays.stream(words)
                .skip(1)
                .forEach(word -> text.append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                        .append(word.substring(1)));
        return text.toString();
    }
}
