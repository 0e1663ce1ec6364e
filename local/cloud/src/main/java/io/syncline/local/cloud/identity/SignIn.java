package io.syncline.local.cloud.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.syncline.local.cloud.aws.Json;
import io.syncline.local.cloud.server.Servers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A small OpenID Connect issuer for this machine: code with PKCE S256 (RFC 7636), refresh tokens that are used once,
 * and a sign-in page with one button per demo person. It sends nobody away from this machine.
 */
public final class SignIn implements AutoCloseable {

    private static final Duration CODE_LIFE = Duration.ofMinutes(2);
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final TokenSigner signer;
    private final TokenSigner foreign = TokenSigner.create();
    private final String clientId;
    private final String audience;
    private final String page;
    private final HttpServer server;
    private final Map<String, Authorisation> codes = new ConcurrentHashMap<>();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    private record Authorisation(Session session, String redirectUri, String challenge, Instant expiry) {}

    private record Session(DemoPerson person, String scope, String nonce) {}

    /**
     * Starts to listen.
     *
     * @param port 0 for any
     * @param keyFile where the signing key is kept over restarts, if it is
     */
    public SignIn(int port, String clientId, String audience, Optional<Path> keyFile, InstantSource clock) {
        this.clock = clock;
        this.clientId = clientId;
        this.audience = audience;
        this.signer = keyFile.map(TokenSigner::keptIn).orElseGet(TokenSigner::create);
        this.page = resource("sign-in.html");
        this.server = Servers.listen(port);
        server.createContext("/", this::handle);
        server.start();
    }

    public String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** An access token without anybody signing in. */
    public String token(TokenRequest wanted) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(wanted.issuer().isEmpty() ? issuer() : wanted.issuer())
                .subject(wanted.user())
                .audience(wanted.audience().isEmpty() ? audience : wanted.audience())
                .issueTime(
                        date(wanted.life().isNegative() ? now.plus(wanted.life().multipliedBy(2)) : now))
                .expirationTime(date(now.plus(wanted.life())))
                .jwtID(random(12))
                .claim("client_id", clientId)
                .claim("name", wanted.name())
                .claim("email", wanted.email())
                .claim("org", wanted.organisation())
                .claim("roles", wanted.roles())
                .build();
        return (wanted.foreignKey() ? foreign : signer).sign(claims, "at+jwt");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        exchange.getResponseHeaders().set("Access-Control-Allow-Headers", "*");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        try (exchange) {
            if (exchange.getRequestMethod().equals("OPTIONS")) {
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
                case "GET /.well-known/openid-configuration" -> json(exchange, 200, discovery());
                case "GET /jwks" -> send(exchange, 200, "application/json", signer.publicKeys());
                case "GET /authorize" -> showPage(exchange);
                case "POST /authorize" -> signIn(exchange);
                case "POST /token" -> exchangeToken(exchange);
                case "GET /logout" -> signOut(exchange);
                default -> send(exchange, 404, "text/plain", "There is nothing here.");
            }
        }
    }

    private ObjectNode discovery() {
        ObjectNode discovery = Json.object()
                .put("issuer", issuer())
                .put("authorization_endpoint", issuer() + "/authorize")
                .put("token_endpoint", issuer() + "/token")
                .put("jwks_uri", issuer() + "/jwks")
                .put("end_session_endpoint", issuer() + "/logout");
        discovery.set("response_types_supported", Json.of(List.of("code")));
        discovery.set("grant_types_supported", Json.of(List.of("authorization_code", "refresh_token")));
        discovery.set("subject_types_supported", Json.of(List.of("public")));
        discovery.set("id_token_signing_alg_values_supported", Json.of(List.of("RS256")));
        discovery.set("code_challenge_methods_supported", Json.of(List.of("S256")));
        discovery.set("token_endpoint_auth_methods_supported", Json.of(List.of("none")));
        discovery.set("scopes_supported", Json.of(List.of("openid", "profile", "email", "offline_access")));
        return discovery;
    }

    private void showPage(HttpExchange exchange) throws IOException {
        Map<String, String> query =
                form(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
        Optional<String> problem = problemOf(query);
        if (problem.isPresent()) {
            send(exchange, 400, "text/plain; charset=utf-8", problem.get());
            return;
        }
        StringBuilder people = new StringBuilder();
        for (DemoPerson person : DemoPerson.all()) {
            people.append(button(person, query));
        }
        send(exchange, 200, "text/html; charset=utf-8", page.replace("<!-- people -->", people));
    }

    private static String button(DemoPerson person, Map<String, String> query) {
        StringBuilder form = new StringBuilder("<form method=\"post\" action=\"/authorize\">");
        query.forEach((name, value) -> form.append("<input type=\"hidden\" name=\"")
                .append(escaped(name))
                .append("\" value=\"")
                .append(escaped(value))
                .append("\">"));
        return form.append(
                        "<button name=\"person\" value=\"%s\"><i>%s</i><span><b>%s</b><small>%s</small></span></button></form>"
                                .formatted(
                                        person.id(),
                                        person.name().substring(0, 1),
                                        escaped(person.name()),
                                        escaped(person.about())))
                .toString();
    }

    private void signIn(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(body(exchange));
        Optional<DemoPerson> person = DemoPerson.all().stream()
                .filter(known -> known.id().equals(form.get("person")))
                .findFirst();
        Optional<String> problem = problemOf(form);
        if (problem.isPresent() || person.isEmpty()) {
            send(exchange, 400, "text/plain; charset=utf-8", problem.orElse("Nobody of that name works here."));
            return;
        }
        String redirectUri = form.getOrDefault("redirect_uri", "");
        Session session =
                new Session(person.get(), form.getOrDefault("scope", "openid"), form.getOrDefault("nonce", ""));
        String code = random(24);
        codes.put(
                code,
                new Authorisation(
                        session,
                        redirectUri,
                        form.getOrDefault("code_challenge", ""),
                        clock.instant().plus(CODE_LIFE)));
        redirect(exchange, with(redirectUri, Map.of("code", code, "state", form.getOrDefault("state", ""))));
    }

    /** Only pages of this machine are sent back to; only code with PKCE S256 is done. */
    private Optional<String> problemOf(Map<String, String> query) {
        if (!clientId.equals(query.get("client_id"))) {
            return Optional.of("The client_id is not known here.");
        }
        if (!isHere(query.getOrDefault("redirect_uri", ""))) {
            return Optional.of("The redirect_uri does not lead to this machine.");
        }
        if (!"code".equals(query.get("response_type")) || !"S256".equals(query.get("code_challenge_method"))) {
            return Optional.of("Only response_type=code with code_challenge_method=S256 is done here.");
        }
        return query.getOrDefault("code_challenge", "").length() == 43
                ? Optional.empty()
                : Optional.of("The code_challenge is no SHA-256.");
    }

    private static boolean isHere(String address) {
        try {
            URI uri = URI.create(address);
            return "http".equals(uri.getScheme())
                    && List.of("localhost", "127.0.0.1")
                            .contains(Optional.ofNullable(uri.getHost()).orElse(""))
                    && uri.getUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void exchangeToken(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(body(exchange));
        Optional<Session> session = switch (form.getOrDefault("grant_type", "")) {
            case "authorization_code" -> redeemed(form);
            case "refresh_token" -> Optional.ofNullable(sessions.remove(form.getOrDefault("refresh_token", "")));
            default -> Optional.empty();
        };
        if (session.isEmpty()) {
            json(exchange, 400, Json.object().put("error", "invalid_grant"));
            return;
        }
        json(exchange, 200, tokens(session.get()));
    }

    /** A code works once, for the address and the verifier that it was made for. */
    private Optional<Session> redeemed(Map<String, String> form) {
        return Optional.ofNullable(codes.remove(form.getOrDefault("code", "")))
                .filter(code -> code.expiry().isAfter(clock.instant()))
                .filter(code -> code.redirectUri().equals(form.get("redirect_uri")))
                .filter(code -> code.challenge().equals(challengeOf(form.getOrDefault("code_verifier", ""))))
                .map(Authorisation::session);
    }

    private ObjectNode tokens(Session session) {
        ObjectNode tokens = Json.object()
                .put("access_token", token(TokenRequest.of(session.person())))
                .put("token_type", "Bearer")
                .put("expires_in", TOKEN_LIFE.toSeconds())
                .put("scope", session.scope())
                .put("id_token", idToken(session));
        String refreshToken = random(32);
        sessions.put(refreshToken, session);
        return tokens.put("refresh_token", refreshToken);
    }

    private String idToken(Session session) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject(session.person().id())
                .audience(clientId)
                .issueTime(date(now))
                .expirationTime(date(now.plus(TOKEN_LIFE)))
                .claim("name", session.person().name())
                .claim("email", session.person().email())
                .claim("org", session.person().organisation())
                .claim("roles", session.person().roles());
        if (!session.nonce().isEmpty()) {
            claims.claim("nonce", session.nonce());
        }
        return signer.sign(claims.build(), "JWT");
    }

    private void signOut(HttpExchange exchange) throws IOException {
        Map<String, String> query =
                form(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
        String target = query.getOrDefault("post_logout_redirect_uri", "");
        if (!isHere(target)) {
            send(exchange, 200, "text/plain; charset=utf-8", "You are signed out.");
            return;
        }
        redirect(exchange, with(target, Map.of("state", query.getOrDefault("state", ""))));
    }

    private static String with(String address, Map<String, String> parameters) {
        List<String> pairs = new ArrayList<>();
        parameters.forEach((name, value) -> {
            if (!value.isEmpty()) {
                pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        });
        if (pairs.isEmpty()) {
            return address;
        }
        return address + (address.contains("?") ? "&" : "?") + String.join("&", pairs);
    }

    private static Map<String, String> form(String encoded) {
        Map<String, String> form = new HashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String challengeOf(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private String random(int bytes) {
        byte[] random = new byte[bytes];
        this.random.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** The JWT library takes nothing newer. */
    @SuppressWarnings("JavaUtilDate")
    private static Date date(Instant instant) {
        return Date.from(instant);
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readNBytes(64 * 1024), StandardCharsets.UTF_8);
    }

    private static void redirect(HttpExchange exchange, String address) throws IOException {
        exchange.getResponseHeaders().set("Location", address);
        exchange.sendResponseHeaders(303, -1);
    }

    private static void json(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        send(exchange, status, "application/json", body.toString());
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static String resource(String name) {
        try (InputStream in = SignIn.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
