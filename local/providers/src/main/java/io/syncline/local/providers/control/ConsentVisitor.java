package io.syncline.local.providers.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * Somebody who visits the simulators' pages without a browser: opens the address, fills in the form and gives the
 * address to which the provider sends back. Nothing is followed from there.
 */
public final class ConsentVisitor {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();

    /** Allows everything as this account; an address that nobody has opens one. */
    public URI allow(URI page, String email) {
        return allowOnly(page, email, scope -> true);
    }

    /** Allows as this account, with only these scopes ticked. */
    public URI allowOnly(URI page, String email, Predicate<String> scopes) {
        return decide(page, "allow", email, scopes);
    }

    public URI deny(URI page, String email) {
        return decide(page, "deny", email, scope -> false);
    }

    /** Accepts for everybody on the admin consent page. */
    public URI approve(URI adminConsentPage, String administrator) {
        return decide(adminConsentPage, "allow", administrator, scope -> true);
    }

    /** Cancels on the admin consent page. */
    public URI decline(URI adminConsentPage, String administrator) {
        return decide(adminConsentPage, "deny", administrator, scope -> false);
    }

    private URI decide(URI page, String decision, String email, Predicate<String> scopes) {
        var shown = send(HttpRequest.newBuilder(page).GET());
        if (shown.headers().firstValue("Location").isPresent()) {
            return location(shown);
        }
        var document = Jsoup.parse(shown.body(), page.toString());
        var form = document.selectFirst("form");
        if (form == null) {
            throw new StayedOnThePage(document.text());
        }
        var fields = fields(form, decision, email, scopes);
        return location(send(HttpRequest.newBuilder(URI.create(form.absUrl("action")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(String.join("&", fields)))));
    }

    private static List<String> fields(Element form, String decision, String email, Predicate<String> scopes) {
        var fields = new ArrayList<String>();
        form.select("input[type=hidden]").forEach(input -> fields.add(field(input.attr("name"), input.val())));
        fields.add(field("account", email));
        form.select("input[name=scope]").stream()
                .map(Element::val)
                .filter(scopes)
                .forEach(scope -> fields.add(field("scope", scope)));
        fields.add(field("decision", decision));
        return fields;
    }

    private static URI location(HttpResponse<String> redirect) {
        return redirect.headers()
                .firstValue("Location")
                .map(URI::create)
                .orElseThrow(
                        () -> new StayedOnThePage(Jsoup.parse(redirect.body()).text()));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException("The simulators do not answer.", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The visit was interrupted.", stopped);
        }
    }

    private static String field(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** The provider told something on its own page and did not send the browser back. */
    public static final class StayedOnThePage extends RuntimeException {

        private static final long serialVersionUID = 1L;

        StayedOnThePage(String text) {
            super(text);
        }
    }
}
