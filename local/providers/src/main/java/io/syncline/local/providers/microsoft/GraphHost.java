package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.fidelity.Door;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.http.Responder;
import io.syncline.local.providers.http.Routes;
import io.syncline.local.providers.kept.Fields;
import io.syncline.local.providers.oauth.Tokens;
import io.syncline.local.providers.push.PushService;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stands for graph.microsoft.com: version 1.0 at the root of the host. */
public final class GraphHost {

    /** The host's name in the ledger and in fault rules. */
    public static final String PART = "graph";

    private final AtomicBoolean emptyFirstPages = new AtomicBoolean();
    private final GraphTransactions transactions = new GraphTransactions();
    private final Responder responder;

    private final GraphNotices notices;
    private final GraphSubscriptions subscriptions;

    public GraphHost(World world, Tokens tokens, String origin, PushService push) {
        var door = new Door(
                PART,
                world,
                request -> request.headers().bearer().flatMap(tokens::ownerOf),
                GraphHost::kindOf,
                new GraphCustom(world, origin));
        var access = new GraphAccess(tokens);
        notices = new GraphNotices(world, tokens, push);
        subscriptions = new GraphSubscriptions(world, access, notices, push.subscriptions());
        var calls = calls(world, access, origin);
        var batch = new GraphBatch(door.insideBatch(calls), world.random());
        responder = door.before(request -> isBatch(request) ? batch.answer(request) : calls.answer(request));
    }

    public Responder responder() {
        return responder;
    }

    /** Whether every delta round begins with an empty page and a next link. */
    public void beginRoundsWithAnEmptyPage(boolean empty) {
        emptyFirstPages.set(empty);
    }

    /** What the host keeps beside accounts and tokens: its transaction ids and how delta rounds begin. */
    public ObjectNode json() {
        var json = Json.object().put("emptyFirstPages", emptyFirstPages.get());
        json.set("transactions", transactions.json());
        return json;
    }

    /**
     * Takes back what was kept.
     *
     * @throws IllegalArgumentException when it is malformed
     */
    public void restore(ObjectNode kept) {
        emptyFirstPages.set(Fields.flag(kept, "emptyFirstPages"));
        transactions.restore(Fields.list(kept, "transactions"));
    }

    /** Whether every delta round begins with an empty page. */
    public boolean beginsRoundsWithAnEmptyPage() {
        return emptyFirstPages.get();
    }

    /** Tells those who watch the mailbox of an event's newest state. */
    public void changed(Account account, Entry entry) {
        subscriptions.changed(account.email(), entry);
    }

    /** What is sent to those who subscribed. */
    public GraphNotices notices() {
        return notices;
    }

    private Responder calls(World world, GraphAccess access, String origin) {
        var mailbox = new GraphMailbox(access, origin);
        var events = new GraphEvents(world, access, transactions);
        var listing = new GraphListing(access, origin);
        var delta = new GraphDelta(access, origin, emptyFirstPages, world.random());
        var routes = new Routes(request -> {
                    throw GraphError.of(404, "ResourceNotFound", "Resource could not be discovered.");
                })
                .on("GET", "/oidc/userinfo", mailbox::userinfo)
                .on("POST", "/oidc/userinfo", mailbox::userinfo)
                .on("GET", "/v1.0/me", mailbox::me)
                .on("GET", "/v1.0/me/messages", mailbox::messages)
                .on("GET", "/v1.0/me/contacts", mailbox::contacts)
                .on("GET", "/v1.0/me/calendars", mailbox::calendars)
                .on("GET", "/v1.0/me/calendar", mailbox::calendar)
                .on("GET", "/v1.0/me/calendars/{calendarId}", mailbox::calendar)
                .on("GET", "/v1.0/subscriptions", subscriptions::list)
                .on("POST", "/v1.0/subscriptions", subscriptions::create)
                .on("GET", "/v1.0/subscriptions/{subscriptionId}", subscriptions::get)
                .on("PATCH", "/v1.0/subscriptions/{subscriptionId}", subscriptions::renew)
                .on("DELETE", "/v1.0/subscriptions/{subscriptionId}", subscriptions::delete)
                .on("POST", "/v1.0/subscriptions/{subscriptionId}/reauthorize", subscriptions::reauthorize)
                .on("GET", "/v1.0/me/events/{eventId}", events::get)
                .on("GET", "/v1.0/me/events/{eventId}/instances", listing::instances)
                .on("PATCH", "/v1.0/me/events/{eventId}", events::patch)
                .on("DELETE", "/v1.0/me/events/{eventId}", events::delete);
        for (var root : List.of("/v1.0/me", "/v1.0/me/calendar", "/v1.0/me/calendars/{calendarId}")) {
            routes.on("GET", root + "/events", listing::events)
                    .on("POST", root + "/events", events::create)
                    .on("GET", root + "/events/{eventId}", events::get)
                    .on("GET", root + "/events/{eventId}/instances", listing::instances)
                    .on("PATCH", root + "/events/{eventId}", events::patch)
                    .on("DELETE", root + "/events/{eventId}", events::delete)
                    .on("GET", root + "/calendarView", listing::view)
                    .on("GET", root + "/calendarView/delta", delta::page)
                    .on("GET", root + "/calendarView/delta()", delta::page)
                    .on("GET", root + "/calendarView/microsoft.graph.delta()", delta::page);
        }
        return request -> routes.answer(asMe(request, access));
    }

    /** {@code /users/{own id or address}/...} means {@code /me/...}; other people's mailboxes are closed. */
    private static Request asMe(Request request, GraphAccess access) {
        var segments = request.segments();
        if (segments.size() < 3 || !segments.get(1).equals("users")) {
            return request;
        }
        var account = access.bearer(request).account();
        var who = segments.get(2);
        if (!who.equals(account.subject()) && !who.equalsIgnoreCase(account.email())) {
            throw GraphError.accessDenied();
        }
        return request.on(request.path().replaceFirst("/users/[^/]+", "/me"));
    }

    private static boolean isBatch(Request request) {
        return List.of("v1.0", "$batch").equals(request.segments());
    }

    private static LedgerEntry.Kind kindOf(Request request) {
        if (isBatch(request)) {
            return LedgerEntry.Kind.BATCH;
        }
        if (request.method().equals("GET")) {
            return LedgerEntry.Kind.READ;
        }
        return request.path().contains("/subscriptions") ? LedgerEntry.Kind.WATCH : LedgerEntry.Kind.WRITE;
    }
}
