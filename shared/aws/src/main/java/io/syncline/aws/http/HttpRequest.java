package io.syncline.aws.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.syncline.identity.Caller;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request through the HTTP API, payload format 2.0.
 *
 * @param route method and path pattern, {@code GET /v1/jobs/{jobId}}
 * @param pathParameters decoded by the gateway
 * @param query decoded by the gateway; a repeated parameter is joined by commas
 * @param headers by lower-case name
 * @param claims of the token that the gateway has checked; empty without one
 */
public record HttpRequest(
        String route,
        Map<String, String> pathParameters,
        Map<String, String> query,
        Map<String, String> headers,
        Map<String, String> cookies,
        RequestBody body,
        Map<String, String> claims) {

    /** What the gateway handed over, where anything may be missing. */
    public static HttpRequest of(APIGatewayV2HTTPEvent event) {
        Map<String, String> headers = new HashMap<>();
        present(event.getHeaders()).forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new HttpRequest(
                event.getRouteKey() == null ? "" : event.getRouteKey(),
                present(event.getPathParameters()),
                present(event.getQueryStringParameters()),
                Map.copyOf(headers),
                cookies(event.getCookies()),
                new RequestBody(Optional.ofNullable(event.getBody()), event.getIsBase64Encoded()),
                claims(event));
    }

    /**
     * Who is signed in.
     *
     * @throws Refusal where the token does not say
     */
    public Caller caller() {
        return Claims.caller(claims);
    }

    /** A parameter of the path as a value; a value that refuses it ends the request with what it says. */
    public <T> T path(String name, Function<String, T> value) {
        String text = Optional.ofNullable(pathParameters.get(name))
                .orElseThrow(() -> Refusal.invalid(name, "'" + name + "' is missing in the path."));
        return valueOf(name, text, value);
    }

    /** A parameter of the query; an empty one counts as missing. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).filter(text -> !text.isEmpty());
    }

    /** An instant in the query, RFC 3339 with offset. */
    public Instant instant(String name) {
        String text = query(name)
                .orElseThrow(() -> Refusal.invalid(name, "Give '" + name + "' in the query, as 2026-11-23T00:00:00Z."));
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Refusal.invalid(
                    name, "'" + name + "' is no time with an offset; write it as 2026-11-23T00:00:00Z (a + as %2B).");
        }
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public Optional<String> cookie(String name) {
        return Optional.ofNullable(cookies.get(name));
    }

    /**
     * The body as JSON.
     *
     * @throws Refusal where it is none, is too large, or does not fit
     */
    public <T> T json(Class<T> type) {
        return body.json(type);
    }

    private static <T> T valueOf(String name, String text, Function<String, T> value) {
        try {
            return value.apply(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(name, "'" + name + "' is not acceptable: " + e.getMessage() + ".");
        }
    }

    private static Map<String, String> present(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : Map.copyOf(map);
    }

    /** The gateway hands over {@code name=value} texts. */
    private static Map<String, String> cookies(@Nullable List<String> lines) {
        Map<String, String> cookies = new HashMap<>();
        for (String line : lines == null ? List.<String>of() : lines) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                cookies.putIfAbsent(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return Map.copyOf(cookies);
    }

    private static Map<String, String> claims(APIGatewayV2HTTPEvent event) {
        return Optional.ofNullable(event.getRequestContext())
                .map(APIGatewayV2HTTPEvent.RequestContext::getAuthorizer)
                .map(APIGatewayV2HTTPEvent.RequestContext.Authorizer::getJwt)
                .map(APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT::getClaims)
                .map(Map::copyOf)
                .orElse(Map.of());
    }
}
