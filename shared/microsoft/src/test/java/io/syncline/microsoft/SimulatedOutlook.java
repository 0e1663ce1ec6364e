package io.syncline.microsoft;

import com.google.gson.JsonParser;
import io.syncline.local.providers.ProviderSimulators;
import io.syncline.local.providers.SimulatorSettings;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.control.SimulatorControl;
import io.syncline.token.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;

/** The Microsoft simulator, with people who signed in at its page. */
final class SimulatedOutlook implements AutoCloseable {

    private static final String SCOPES = "openid profile email offline_access User.Read Calendars.ReadWrite";
    private static final String REDIRECT = "http://localhost/callback";

    private final ProviderSimulators simulators =
            ProviderSimulators.start(SimulatorSettings.defaults().withoutDemoData());
    private final AtomicInteger people = new AtomicInteger();

    /** Somebody with an account and a token for it. */
    record Person(Account account, Secret accessToken) {}

    Person somebody() {
        String email = "person" + people.incrementAndGet() + "@contract.example";
        Account account = control().openAccount(Provider.MICROSOFT, email, "Pat Contract", "Europe/Berlin");
        return new Person(account, signIn(email));
    }

    URI root() {
        return URI.create(simulators.endpoints().graphRoot());
    }

    SimulatorControl control() {
        return simulators.control();
    }

    private Secret signIn(String email) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String answer = token(http, code(http, email));
            return Secret.of(JsonParser.parseString(answer)
                    .getAsJsonObject()
                    .get("access_token")
                    .getAsString());
        } catch (IOException e) {
            throw new IllegalStateException("The simulator did not sign anybody in", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String code(HttpClient http, String email) throws IOException, InterruptedException {
        URI page = URI.create(simulators.endpoints().microsoftAuthorize()
                + "?"
                + form(Map.of(
                        "client_id", simulators.microsoftClient().id(),
                        "response_type", "code",
                        "redirect_uri", REDIRECT,
                        "state", "s",
                        "scope", SCOPES,
                        "code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                        "code_challenge_method", "S256")));
        String html = http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                .body();
        var consent = Jsoup.parse(html, page.toString());
        String fields = form(Map.of(
                "request", consent.select("input[name=request]").attr("value"), "account", email, "decision", "allow"));
        String scopes = consent.select("input[name=scope]").stream()
                .map(input -> "&scope=" + URLEncoder.encode(input.attr("value"), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
        var sent = post(consent.select("form").first().absUrl("action"), fields + scopes);
        String location = http.send(sent, BodyHandlers.ofString())
                .headers()
                .firstValue("Location")
                .orElseThrow();
        return Arrays.stream(URI.create(location).getRawQuery().split("&"))
                .filter(pair -> pair.startsWith("code="))
                .map(pair -> URLDecoder.decode(pair.substring(5), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }

    private String token(HttpClient http, String code) throws IOException, InterruptedException {
        return http.send(
                        post(
                                simulators.endpoints().microsoftToken(),
                                form(Map.of(
                                        "client_id",
                                        simulators.microsoftClient().id(),
                                        "client_secret",
                                        simulators.microsoftClient().secret(),
                                        "grant_type",
                                        "authorization_code",
                                        "redirect_uri",
                                        REDIRECT,
                                        "code",
                                        code,
                                        "code_verifier",
                                        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))),
                        BodyHandlers.ofString())
                .body();
    }

    private static HttpRequest post(String uri, String form) {
        return HttpRequest.newBuilder(URI.create(uri))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        simulators.close();
    }
}
