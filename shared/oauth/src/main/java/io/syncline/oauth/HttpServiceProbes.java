package io.syncline.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.token.Secret;
import io.syncline.token.ServiceProbes;
import java.net.URI;
import java.time.InstantSource;
import java.util.Set;

/**
 * {@link ServiceProbes} over HTTP: one small read per service, with a single attempt of ten seconds.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/errors">Errors of Google's APIs</a>
 * @see <a href="https://learn.microsoft.com/graph/errors">Errors of Microsoft Graph</a>
 */
public final class HttpServiceProbes implements ServiceProbes {

    /** Google answers with 403 to what says nothing about the account: too many calls, or an API that we did not enable. */
    private static final Set<String> NOT_ABOUT_THE_ACCOUNT = Set.of(
            "rateLimitExceeded",
            "userRateLimitExceeded",
            "RATE_LIMIT_EXCEEDED",
            "concurrentLimitExceeded",
            "quotaExceeded",
            "dailyLimitExceeded",
            "accessNotConfigured",
            "SERVICE_DISABLED");

    private final ApiRoots roots;
    private final JsonOverHttp http;

    /** Probes at the given roots. */
    public HttpServiceProbes(ApiRoots roots, InstantSource clock) {
        this(roots, new JsonOverHttp(clock));
    }

    HttpServiceProbes(ApiRoots roots, JsonOverHttp http) {
        this.roots = roots;
        this.http = http;
    }

    @Override
    public Probe probe(Provider provider, Service service, Secret accessToken) {
        URI question = switch (provider) {
            case GOOGLE -> google(service);
            case MICROSOFT -> microsoft(service);
        };
        return switch (http.get(question, accessToken)) {
            case Reply.Fine _ -> Probe.WORKS;
            case Reply.Refusal refusal -> meaningOf(refusal);
            case Reply.Unusable _ -> Probe.UNAVAILABLE;
        };
    }

    private URI google(Service service) {
        return switch (service) {
            case CALENDAR, CALENDAR_READ -> under(roots.calendar(), "calendar/v3/users/me/calendarList?maxResults=1");
            case MAIL -> under(roots.gmail(), "gmail/v1/users/me/profile");
            // the list, because one's own profile can be read without any permission for contacts
            case CONTACTS -> under(roots.people(), "v1/people/me/connections?personFields=names&pageSize=1");
        };
    }

    private URI microsoft(Service service) {
        return switch (service) {
            case CALENDAR, CALENDAR_READ -> under(roots.graph(), "me/calendars?$top=1&$select=id");
            case MAIL -> under(roots.graph(), "me/messages?$top=1&$select=id");
            case CONTACTS -> under(roots.graph(), "me/contacts?$top=1&$select=id");
        };
    }

    private static Probe meaningOf(Reply.Refusal refusal) {
        return switch (refusal.status()) {
            case 401 -> Probe.UNAUTHORIZED;
            case 403, 404 -> saysSomethingElse(refusal.body()) ? Probe.UNAVAILABLE : Probe.NOT_PERMITTED;
            // Gmail says so of an account without a mailbox
            case 400 ->
                saysReason(refusal.body(), Set.of("failedPrecondition")) ? Probe.NOT_PERMITTED : Probe.UNAVAILABLE;
            default -> Probe.UNAVAILABLE;
        };
    }

    /** A page of something in between, without an error document of the API, says nothing either. */
    private static boolean saysSomethingElse(ObjectNode body) {
        return !body.path("error").isObject() || saysReason(body, NOT_ABOUT_THE_ACCOUNT);
    }

    private static boolean saysReason(ObjectNode body, Set<String> reasons) {
        JsonNode error = body.path("error");
        return saysReason(error.path("errors"), reasons) || saysReason(error.path("details"), reasons);
    }

    private static boolean saysReason(JsonNode list, Set<String> reasons) {
        for (JsonNode one : list) {
            if (reasons.contains(one.path("reason").asText(""))) {
                return true;
            }
        }
        return false;
    }

    private static URI under(URI root, String path) {
        return URI.create(root.toString().replaceAll("/+$", "") + '/' + path);
    }
}
