package io.syncline.local.cloud.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.cloud.aws.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who is signed in and uses Syncline over HTTP as a browser does, without a browser. */
public final class Session {

    private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\"");
    private static final Pattern REQUEST = Pattern.compile("name=\"request\" value=\"([^\"]+)\"");
    private static final Pattern SCOPE = Pattern.compile("name=\"scope\" value=\"([^\"]+)\"");

    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private final String origin;
    private final Supplier<String> token;

    /**
     * A session.
     *
     * @param origin without a slash at its end
     * @param token an access token that is still good
     */
    public Session(String origin, Supplier<String> token) {
        this.origin = origin;
        this.token = token;
    }

    public JsonNode get(String path) {
        return json(send(request(path).GET()));
    }

    public JsonNode put(String path, JsonNode body) {
        return json(send(request(path).PUT(HttpRequest.BodyPublishers.ofString(body.toString()))));
    }

    public JsonNode post(String path, JsonNode body) {
        return json(send(request(path).POST(HttpRequest.BodyPublishers.ofString(body.toString()))));
    }

    public void delete(String path) {
        json(send(request(path).DELETE()));
    }

    /** Any request to the API with this session's token; whatever comes back. */
    public HttpResponse<String> send(String method, String path, String body) {
        return send(request(path).method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    /**
     * Connects a calendar account through the provider's consent page, giving every permission asked for.
     *
     * @param provider {@code google} or {@code microsoft}
     * @param email the account to choose on the simulated page
     * @return the id of the connection
     */
    public String connect(String provider, String email) {
        JsonNode wish = Json.object().put("provider", provider).set("services", Json.of(List.of("calendar")));
        HttpResponse<String> started =
                send(request("/v1/connections").POST(HttpRequest.BodyPublishers.ofString(wish.toString())));
        String cookie = started.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
        URI consent = URI.create(json(started).path("authorizationUrl").asText());
        URI callback = consent(consent, email);
        HttpResponse<String> done =
                send(HttpRequest.newBuilder(callback).header("Cookie", cookie).GET());
        String back = done.headers().firstValue("location").orElse("nowhere, with " + done.statusCode());
        Matcher connected = Pattern.compile("[?&]connected=([^&]+)").matcher(back);
        if (!connected.find()) {
            throw new IllegalStateException("Connecting " + email + " at " + provider + " ended at " + back);
        }
        return connected.group(1);
    }

    /** Chooses the account's primary calendar; gives its id. */
    public String choosePrimaryCalendar(String connection) {
        for (JsonNode calendar :
                get("/v1/connections/" + connection + "/calendars").path("calendars")) {
            if (calendar.path("primary").asBoolean()) {
                String id = calendar.path("id").asText();
                put(
                        "/v1/connections/" + connection + "/calendars/" + encoded(id),
                        Json.object().put("chosen", true));
                return id;
            }
        }
        throw new NoSuchElementException("The connection " + connection + " has no primary calendar");
    }

    private static URI consent(URI address, String email) {
        String page = send(HttpRequest.newBuilder(address).GET()).body();
        List<String> fields = new ArrayList<>();
        fields.add("request=" + encoded(first(REQUEST, page)));
        fields.add("account=" + encoded(email));
        fields.add("decision=allow");
        Matcher scopes = SCOPE.matcher(page);
        while (scopes.find()) {
            fields.add("scope=" + encoded(scopes.group(1)));
        }
        HttpResponse<String> decided = send(HttpRequest.newBuilder(address.resolve(first(FORM, page)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(String.join("&", fields))));
        return URI.create(decided.headers()
                .firstValue("location")
                .orElseThrow(() -> new IllegalStateException("The consent page answered " + decided.statusCode())));
    }

    private static String first(Pattern pattern, String page) {
        Matcher match = pattern.matcher(page);
        if (!match.find()) {
            throw new IllegalStateException("The consent page is not the one that was expected: " + page);
        }
        return match.group(1);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(origin + path))
                .header("Authorization", "Bearer " + token.get())
                .header("Content-Type", "application/json");
    }

    private static JsonNode json(HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(response.request().method() + " "
                    + response.uri().getPath() + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body().isEmpty() ? Json.object() : Json.read(response.body());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("Syncline does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for Syncline", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
