package io.syncline.local.providers.google;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.fidelity.Custom;
import io.syncline.local.providers.fidelity.Door;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Refusal;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.http.Responder;
import io.syncline.local.providers.http.Routes;
import io.syncline.local.providers.oauth.Tokens;
import java.util.Set;

/**
 * Stands for the People API at people.googleapis.com, as far as it says who somebody is. There are no contacts.
 *
 * @see <a href="https://developers.google.com/people/api/rest/v1/people/get">people.get</a>
 * @see <a href="https://developers.google.com/people/api/rest/v1/people.connections/list">people.connections.list</a>
 */
public final class PeopleHost {

    /** The host's name in the ledger and in fault rules. */
    public static final String PART = "google-people";

    /** The name of somebody is what the profile scope shows, too. */
    private static final Set<String> NAMES = Set.of("contacts", "contacts.readonly", "userinfo.profile");

    private static final Set<String> CONTACTS = Set.of("contacts", "contacts.readonly");
    private static final String SERVICE = "google.people.v1.PeopleService.";

    private final GoogleAccess access;
    private final Responder responder;

    public PeopleHost(World world, Tokens tokens) {
        this.access = new GoogleAccess(tokens, ScopeError.PEOPLE);
        var routes = new Routes(request -> {
                    throw GoogleError.notFound();
                })
                .on("GET", "/v1/people/me", this::me)
                .on("GET", "/v1/people/me/connections", this::connections);
        this.responder = new Door(
                        PART,
                        world,
                        request -> request.headers().bearer().flatMap(tokens::ownerOf),
                        request -> LedgerEntry.Kind.READ,
                        Custom.NONE)
                .before(routes);
    }

    public Responder responder() {
        return responder;
    }

    private Answer me(Request request) {
        var account = access.allowed(request, NAMES, SERVICE + "GetPerson", "contacts.readonly");
        needFields(request);
        return Answer.json(200, person(account));
    }

    private Answer connections(Request request) {
        access.allowed(request, CONTACTS, SERVICE + "ListConnections", "contacts.readonly");
        needFields(request);
        var json = Json.object();
        if (request.query().isTrue("requestSyncToken")) {
            json.put("nextSyncToken", "simulated-and-empty");
        }
        return Answer.json(200, json);
    }

    private static ObjectNode person(Account account) {
        var json = Json.object()
                .put("resourceName", "people/" + account.subject())
                .put("etag", "%EgUBAgMuNxoEAQIFByIMc2ltdWxhdGVk");
        json.putArray("names")
                .addObject()
                .put("displayName", account.name())
                .put("givenName", account.givenName())
                .put("familyName", account.familyName());
        return json;
    }

    private static void needFields(Request request) {
        if (request.query()
                .first("personFields")
                .filter(fields -> !fields.isBlank())
                .isEmpty()) {
            var error = Json.object()
                    .put("code", 400)
                    .put("message", "personFields mask is required. Please specify one or more valid paths.")
                    .put("status", "INVALID_ARGUMENT");
            throw new Refusal(Answer.json(400, Json.object().set("error", error)));
        }
    }
}
