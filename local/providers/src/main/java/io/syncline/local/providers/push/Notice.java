package io.syncline.local.providers.push;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One push notice, as the POST request that brings it.
 *
 * @param number tells notices apart; a duplicate has the number of its original
 * @param kind why it is sent
 * @param watch the id of the channel or subscription
 * @param account the e-mail address of the watched account
 * @param headers in their order
 * @param body empty with Google; {@code {"value":[…]}} with Microsoft
 * @param made when it was written, by the simulators' clock
 * @param due when it may be delivered
 * @param attempts how often its delivery failed
 */
public record Notice(
        long number,
        Provider provider,
        Kind kind,
        String watch,
        String account,
        String url,
        Map<String, String> headers,
        String body,
        Instant made,
        Instant due,
        int attempts) {

    public Notice {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Why a notice is sent. */
    public enum Kind {
        /** Google's first message on a new channel. */
        SYNC,
        CHANGE,
        /** Microsoft's notices about the subscription itself. */
        LIFECYCLE,
        FORGED
    }

    /** The same with another header; a name that is there is replaced. */
    public Notice with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return with(more, body);
    }

    /** The same without a header. */
    public Notice without(String name) {
        var fewer = new LinkedHashMap<>(headers);
        fewer.remove(name);
        return with(fewer, body);
    }

    /** The same with another body. */
    public Notice saying(String other) {
        return with(headers, other);
    }

    /** The same to another address. */
    public Notice to(String other) {
        return new Notice(number, provider, kind, watch, account, other, headers, body, made, due, attempts);
    }

    /** The same, to be delivered later. */
    public Notice at(Instant other) {
        return new Notice(number, provider, kind, watch, account, url, headers, body, made, other, attempts);
    }

    Notice as(Kind other) {
        return new Notice(number, provider, other, watch, account, url, headers, body, made, due, attempts);
    }

    Notice numbered(long other) {
        return new Notice(other, provider, kind, watch, account, url, headers, body, made, due, attempts);
    }

    Notice failedUntil(Instant next) {
        return new Notice(number, provider, kind, watch, account, url, headers, body, made, next, attempts + 1);
    }

    /**
     * Several of Microsoft's notices in one request, as Graph sends them: of several subscriptions and tenants at once.
     *
     * @throws IllegalArgumentException when they go to different addresses, or when there is none
     */
    public static Notice together(List<Notice> notices) {
        if (notices.stream().map(Notice::url).distinct().count() != 1) {
            throw new IllegalArgumentException("Only notices to one address go together.");
        }
        var body = Json.object();
        var values = body.putArray("value");
        notices.forEach(notice -> items(notice).forEach(values::add));
        return notices.getFirst().saying(body.toString());
    }

    private static JsonNode items(Notice notice) {
        return Json.read(notice.body).map(json -> json.path("value")).orElseGet(Json::array);
    }

    private Notice with(Map<String, String> otherHeaders, String otherBody) {
        return new Notice(number, provider, kind, watch, account, url, otherHeaders, otherBody, made, due, attempts);
    }
}
