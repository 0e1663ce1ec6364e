package io.syncline.tests.company;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Provider;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A browser on its way through a provider's consent page: keeps its cookie, and takes redirects one at a time. */
public final class Browser {

    private final RunningCloud cloud;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    public Browser(RunningCloud cloud) {
        this.cloud = cloud;
    }

    /** Starts to connect and gives the address of the consent page. */
    public String leaveFor(Person person, Provider provider) {
        return leaveWith(person, start(provider.slug()));
    }

    /** Starts to connect with this body and gives the address of the consent page. */
    public String leaveWith(Person person, ObjectNode body) {
        Answer answer = person.post("/v1/connections", body);
        String address = answer.success().path("authorizationUrl").asText();
        keep(answer.header("set-cookie"));
        return address;
    }

    /** The body that starts a connection for calendars. */
    public static ObjectNode start(String provider) {
        return start(provider, "calendar");
    }

    /** The body that starts a connection for these services. */
    public static ObjectNode start(String provider, String... services) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("provider", provider);
        List.of(services).forEach(body.putArray("services")::add);
        return body.put("returnTo", "/connections");
    }

    /** Allows everything for an account and gives the address that the provider sends back to. */
    public String allow(String consentPage, String email) {
        return decide(consentPage, "allow", email, scope -> true);
    }

    /** Allows only some of the scopes. */
    public String allowOnly(String consentPage, String email, Predicate<String> scopes) {
        return decide(consentPage, "allow", email, scopes);
    }

    public String deny(String consentPage, String email) {
        return decide(consentPage, "deny", email, scope -> true);
    }

    /** Follows the provider's redirect, and gives where Syncline sends the browser then. */
    public String comeBack(String callback) {
        return callback(callback).header("location");
    }

    /** The answer of the callback. */
    public Answer callback(String address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        if (!cookies.isEmpty()) {
            request.header("Cookie", String.join("; ", cookies.values()));
        }
        Answer answer = Answer.of(Person.exchange(request.build()));
        cloud.transcript().note("GET callback", answer);
        return answer;
    }

    /** Another browser, or one whose cookies were cleared. */
    public void forgetCookies() {
        cookies.clear();
    }

    /** Has this cookie and no other one: {@code name=value}. */
    public void useCookie(String cookie) {
        cookies.clear();
        keep(cookie);
    }

    /** The cookies, each as {@code name=value}. */
    public List<String> cookies() {
        return List.copyOf(cookies.values());
    }

    private void keep(String line) {
        String cookie = line.replaceFirst(";.*", "");
        cookies.put(cookie.replaceFirst("=.*", ""), cookie);
    }

    private static String decide(String consentPage, String decision, String email, Predicate<String> scopes) {
        HttpResponse<String> page =
                Person.exchange(HttpRequest.newBuilder(URI.create(consentPage)).build());
        Document document = Jsoup.parse(page.body(), consentPage);
        Element form = document.selectFirst("form");
        if (form == null) {
            throw new AssertionError("There is no consent form: " + document.text());
        }
        List<String> fields = new ArrayList<>();
        form.select("input[type=hidden]").forEach(input -> fields.add(field(input.attr("name"), input.val())));
        fields.add(field("account", email));
        form.select("input[name=scope]").stream()
                .map(Element::val)
                .filter(scopes)
                .forEach(scope -> fields.add(field("scope", scope)));
        fields.add(field("decision", decision));
        return Person.exchange(HttpRequest.newBuilder(URI.create(form.absUrl("action")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(String.join("&", fields)))
                        .build())
                .headers()
                .firstValue("location")
                .orElseThrow(() -> new AssertionError("The provider did not send the browser back"));
    }

    private static String field(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
