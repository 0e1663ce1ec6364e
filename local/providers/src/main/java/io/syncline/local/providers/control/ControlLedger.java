package io.syncline.local.providers.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Query;
import io.syncline.local.providers.http.Request;
import java.util.Locale;

/** The ledger of requests, the faults in force, and the secrets handed out, over the control API. */
final class ControlLedger {

    private static final int MOST_SHOWN = 1_000;

    private final SimulatorControl control;

    ControlLedger(SimulatorControl control) {
        this.control = control;
    }

    /** Filters: {@code part, account, method, kind, path} (part of it), {@code status, after} (a number); the newest last. */
    Answer requests(Request request) {
        var query = request.query();
        var found = control.requests().find(entry -> fits(entry, query));
        int limit = Math.clamp(query.number("limit").orElse(MOST_SHOWN), 0, 100_000);
        var json = Json.object().put("total", found.size());
        json.set("counts", counts());
        var atOnce = json.putObject("mostAtOnce");
        control.requests().mostAtOnce().forEach(atOnce::put);
        var list = json.putArray("requests");
        found.subList(Math.max(0, found.size() - limit), found.size()).forEach(entry -> list.add(shown(entry)));
        return Answer.json(200, json);
    }

    Answer clear(Request request) {
        control.requests().clear();
        return Answer.empty(204);
    }

    Answer issuedTokens(Request request) {
        var json = Json.object();
        var list = json.putArray("tokens");
        control.issuedTokens()
                .forEach(token -> list.addObject()
                        .put("kind", token.kind().name().toLowerCase(Locale.ROOT))
                        .put("account", token.account())
                        .put("value", token.value())
                        .put("issuedAt", token.issuedAt().toString()));
        return Answer.json(200, json);
    }

    Answer faults(Request request) {
        var json = Json.object();
        var list = json.putArray("faults");
        control.faults()
                .forEach(fault -> list.addObject()
                        .put("path", fault.path().pattern())
                        .put("times", fault.times())
                        .put("dropAfterCommit", fault.dropAfterCommit()));
        return Answer.json(200, json);
    }

    private ObjectNode counts() {
        return Json.object()
                .put("reads", control.requests().count(LedgerEntry.Kind.READ))
                .put("writes", control.requests().count(LedgerEntry.Kind.WRITE))
                .put("auth", control.requests().count(LedgerEntry.Kind.AUTH))
                .put("batches", control.requests().count(LedgerEntry.Kind.BATCH));
    }

    private static boolean fits(LedgerEntry entry, Query query) {
        return query.first("part").filter(part -> !part.equals(entry.part())).isEmpty()
                && query.first("account")
                        .filter(account -> !account.equals(entry.account().orElse("")))
                        .isEmpty()
                && query.first("method")
                        .filter(method -> !method.equals(entry.method()))
                        .isEmpty()
                && query.first("kind")
                        .filter(kind -> !kind.equalsIgnoreCase(entry.kind().name()))
                        .isEmpty()
                && query.first("path")
                        .filter(path -> !entry.path().contains(path))
                        .isEmpty()
                && query.first("status")
                        .filter(status -> !status.equals("" + entry.status()))
                        .isEmpty()
                && query.number("after").orElse(0) < entry.number();
    }

    private static ObjectNode shown(LedgerEntry entry) {
        var json = Json.object()
                .put("number", entry.number())
                .put("at", entry.at().toString())
                .put("part", entry.part())
                .put("method", entry.method())
                .put("path", entry.path())
                .put("query", entry.query())
                .put("kind", entry.kind().name().toLowerCase(Locale.ROOT))
                .put("inBatch", entry.inBatch())
                .put("status", entry.status())
                .put("ifMatch", entry.preferences().ifMatch())
                .put("prefer", entry.preferences().prefer());
        entry.account().ifPresent(account -> json.put("account", account));
        return json;
    }
}
