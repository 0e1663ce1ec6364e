package io.syncline.local.providers;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Query;
import io.syncline.local.providers.oauth.OAuthClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Goes through the simulators over real HTTP: as a browser on the consent page, and as a client with a token. */
public final class Visitor {

    public static final String REDIRECT = "http://localhost:9999/oauth/callback";
    public static final String VERIFIER = "a-verifier-that-is-long-enough-for-rfc-7636-0123456789";
    public static final String GOOGLE_SCOPES =
            "openid email https://www.googleapis.com/auth/calendar.events https://www.googleapis.com/auth/calendar.calendarlist.readonly";
    public static final String MICROSOFT_SCOPES = "openid profile email offline_access User.Read Calendars.ReadWrite";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern REQUEST_ID = Pattern.compile("name=\"request\" value=\"([^\"]+)\"");
    private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");

    private final ProviderSimulators simulators;

    public Visitor(ProviderSimulators simulators) {
        this.simulators = simulators;
    }

    /** Signs somebody in and gives the token endpoint's answer. */
    public JsonNode connect(Provider provider, String email) {
        var asked = authorizeParameters(provider);
        return token(provider, codeForm(code(provider, email, asked))).body();
    }

    public String accessToken(Provider provider, String email) {
        return connect(provider, email).path("access_token").asText();
    }

    public Map<String, String> authorizeParameters(Provider provider) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("client_id", client(provider).id());
        parameters.put("redirect_uri", REDIRECT);
        parameters.put("response_type", "code");
        parameters.put("scope", provider == Provider.GOOGLE ? GOOGLE_SCOPES : MICROSOFT_SCOPES);
        parameters.put("state", "the state & more");
        parameters.put("nonce", "n1");
        parameters.put("code_challenge", challenge());
        parameters.put("code_challenge_method", "S256");
        if (provider == Provider.GOOGLE) {
            parameters.put("access_type", "offline");
            parameters.put("prompt", "consent");
        }
        return parameters;
    }

    public HttpResponse<String> authorizePage(Provider provider, Map<String, String> parameters) {
        var url = provider == Provider.GOOGLE
                ? simulators.endpoints().googleAuthorize()
                : simulators.endpoints().microsoftAuthorize();
        return send(
                HttpRequest.newBuilder(URI.create(url + "?" + form(parameters))).GET());
    }

    /** Presses Allow with all scopes ticked; gives the query of the redirect. */
    public Query allow(Provider provider, String email, Map<String, String> parameters) {
        return allow(
                provider, email, parameters, List.of(parameters.get("scope").split(" ", -1)));
    }

    public Query allow(Provider provider, String email, Map<String, String> parameters, List<String> ticked) {
        var fields = new ArrayList<>(List.of("decision=allow", "account=" + encoded(email)));
        ticked.forEach(scope -> fields.add("scope=" + encoded(normal(provider, scope))));
        return redirectQuery(decide(provider, parameters, fields));
    }

    public Query deny(Provider provider, Map<String, String> parameters) {
        return redirectQuery(decide(provider, parameters, List.of("decision=deny")));
    }

    public HttpResponse<String> decide(Provider provider, Map<String, String> parameters, List<String> fields) {
        var page = authorizePage(provider, parameters).body();
        var all = new ArrayList<>(fields);
        all.add("request=" + encoded(found(REQUEST_ID, page)));
        var origin = provider == Provider.GOOGLE
                ? simulators.endpoints().googleAccounts()
                : simulators.endpoints().microsoftLogin();
        return postForm(origin + found(ACTION, page), String.join("&", all));
    }

    public String code(Provider provider, String email, Map<String, String> parameters) {
        return allow(provider, email, parameters).first("code").orElseThrow();
    }

    public Map<String, String> codeForm(String code) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", REDIRECT);
        form.put("code_verifier", VERIFIER);
        return form;
    }

    public Map<String, String> refreshForm(String refreshToken) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        return form;
    }

    public Reply token(Provider provider, Map<String, String> form) {
        var all = new LinkedHashMap<>(form);
        all.putIfAbsent("client_id", client(provider).id());
        all.putIfAbsent("client_secret", client(provider).secret());
        var url = provider == Provider.GOOGLE
                ? simulators.endpoints().googleToken()
                : simulators.endpoints().microsoftToken();
        return Reply.of(postForm(url, form(all)));
    }

    public Reply get(String url, String token, String... headers) {
        return Reply.of(send(request(url, token, headers).GET()));
    }

    public Reply send(String method, String url, String token, JsonNode body, String... headers) {
        return send(method, url, token, body.toString(), headers);
    }

    public Reply send(String method, String url, String token, String body, String... headers) {
        var request = request(url, token, headers).method(method, HttpRequest.BodyPublishers.ofString(body));
        return Reply.of(send(request));
    }

    public Reply delete(String url, String token, String... headers) {
        return Reply.of(send(request(url, token, headers).DELETE()));
    }

    public HttpResponse<String> postForm(String url, String body) {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError("no answer", failed);
        } catch (InterruptedException stopped) {
            throw new AssertionError("interrupted", stopped);
        }
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public static String form(Map<String, String> parameters) {
        return String.join(
                "&",
                parameters.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                        .toList());
    }

    private OAuthClient client(Provider provider) {
        return provider == Provider.GOOGLE ? simulators.googleClient() : simulators.microsoftClient();
    }

    private static HttpRequest.Builder request(String url, String token, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json");
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        for (int at = 0; at < headers.length; at += 2) {
            request.header(headers[at], headers[at + 1]);
        }
        return request;
    }

    private static Query redirectQuery(HttpResponse<String> redirect) {
        var location = redirect.headers().firstValue("Location").orElseThrow(() -> new AssertionError(redirect.body()));
        return Query.of(location.substring(location.indexOf('?') + 1));
    }

    private static String normal(Provider provider, String scope) {
        return provider == Provider.GOOGLE && List.of("email", "profile").contains(scope)
                ? "https://www.googleapis.com/auth/userinfo." + scope
                : scope;
    }

    private static String found(Pattern pattern, String page) {
        var match = pattern.matcher(page);
        if (!match.find()) {
            throw new AssertionError(page);
        }
        return match.group(1);
    }

    private static String challenge() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** An answer with a JSON body, or an empty object where there is none. */
    public record Reply(int status, JsonNode body, HttpResponse<String> http) {

        static Reply of(HttpResponse<String> response) {
            return new Reply(response.statusCode(), Json.read(response.body()).orElse(Json.object()), response);
        }

        public String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }
    }
}
