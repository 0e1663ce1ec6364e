package io.syncline.google;

import io.syncline.local.providers.ProviderSimulators;
import io.syncline.token.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who allows everything on the simulator's consent page, and so gets an access token. */
final class SimulatedConsent {
    private static final String SCOPES = "openid https://www.googleapis.com/auth/calendar.events"
            + " https://www.googleapis.com/auth/calendar.calendarlist.readonly";
    private static final String CALLBACK = "http://localhost/callback";
    /** Code verifier and challenge of RFC 7636 appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final ProviderSimulators simulators;
    private final HttpClient browser = HttpClient.newHttpClient();

    SimulatedConsent(ProviderSimulators simulators) {
        this.simulators = simulators;
    }

    Secret of(String email) throws IOException, InterruptedException {
        String page = send(HttpRequest.newBuilder(authorize())).body();
        String request = found("name=\"request\" value=\"([^\"]+)\"", page);
        URI form = authorize().resolve(found("action=\"([^\"]+)\"", page));
        StringBuilder body = new StringBuilder("decision=allow&request=" + encoded(request));
        body.append("&account=").append(encoded(email));
        for (String scope : SCOPES.split(" ", -1)) {
            body.append("&scope=").append(encoded(scope));
        }
        String redirect = send(post(form, body.toString()))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        return Secret.of(found(
                "\"access_token\" ?: ?\"([^\"]+)\"",
                send(post(token(), exchange(found("[?&]code=([^&]+)", redirect))))
                        .body()));
    }

    private URI authorize() {
        return URI.create(
                simulators.endpoints().googleAuthorize() + "?response_type=code&access_type=offline&client_id="
                        + encoded(simulators.googleClient().id())
                        + "&redirect_uri=" + encoded(CALLBACK)
                        + "&scope=" + encoded(SCOPES)
                        + "&code_challenge_method=S256&code_challenge=" + CHALLENGE);
    }

    private URI token() {
        return URI.create(simulators.endpoints().googleToken());
    }

    /** @param code as it stood in the redirect, still encoded */
    private String exchange(String code) {
        return "grant_type=authorization_code&code=" + code
                + "&code_verifier=" + VERIFIER
                + "&redirect_uri=" + encoded(CALLBACK)
                + "&client_id=" + encoded(simulators.googleClient().id())
                + "&client_secret=" + encoded(simulators.googleClient().secret());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder post(URI uri, String body) {
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("There is no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
