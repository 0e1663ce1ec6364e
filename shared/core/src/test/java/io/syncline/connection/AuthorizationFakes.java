package io.syncline.connection;

import io.syncline.token.AccountAnswer;
import io.syncline.token.Authorization;
import io.syncline.token.AuthorizationServer;
import io.syncline.token.Secret;
import io.syncline.token.TokenAnswer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An authorization server that answers what the test told it to; or one that rotates: it gives a new refresh token with
 * every answer, refuses an old one, and takes the whole grant for stolen then.
 */
public final class AuthorizationFakes implements AuthorizationServer {

    private final List<Secret> revoked = new ArrayList<>();
    private final List<Secret> refreshedWith = new ArrayList<>();
    private final List<Optional<String>> claims = new ArrayList<>();
    private final List<Authorization> wanted = new ArrayList<>();
    private final Deque<TokenAnswer> next = new ArrayDeque<>();
    private final Map<Secret, Integer> issued = new HashMap<>();
    private final Map<Integer, Secret> current = new HashMap<>();
    private Set<Service> services = Set.of(Service.CALENDAR);
    private Runnable whileAsked = () -> {};
    private Runnable whileExchanging = () -> {};
    private boolean rotates;
    private int exchanges;
    private int grants;
    private int issues;
    private TokenAnswer answer = granted("new-access", Optional.of(Secret.of("new-refresh")), services);
    private AccountAnswer account =
            new AccountAnswer.Known(new ProviderAccount("sub-1", "tess@fieldworks.example", "Tess"));
    private AuthorizationFault fault = AuthorizationFault.DENIED;
    private Revocation revocation = Revocation.REVOKED;
    private boolean adminConsent;
    private boolean configured = true;

    /** Tokens for an hour. */
    public static TokenAnswer.Granted granted(String access, Optional<Secret> refresh, Set<Service> services) {
        return new TokenAnswer.Granted(
                Secret.of(access),
                refresh,
                Duration.ofHours(1),
                Set.copyOf(services.stream().map(Service::word).toList()),
                services,
                Optional.empty());
    }

    /** What every token request is answered with from now on. */
    public synchronized void answers(TokenAnswer always) {
        answer = always;
    }

    /** What the next token requests are answered with; after them it is as before. */
    public synchronized void answersNext(TokenAnswer... answers) {
        next.addAll(List.of(answers));
    }

    public synchronized void answers(AccountAnswer always) {
        account = always;
    }

    public synchronized void answers(Revocation always) {
        revocation = always;
    }

    /** What an error answer of the authorization endpoint is taken for. */
    public synchronized void means(AuthorizationFault always) {
        fault = always;
    }

    public synchronized void isConfigured(boolean now) {
        configured = now;
    }

    /** Whether there is a page for administrators. */
    public synchronized void hasAdminConsent(boolean now) {
        adminConsent = now;
    }

    /** What an account allows from now on, where this server rotates. */
    public synchronized void allows(Set<Service> now) {
        services = Set.copyOf(now);
    }

    /** From now on a refresh token works once. */
    public synchronized void rotates() {
        rotates = true;
    }

    /** A grant of this server that rotates; the answer is its first refresh token. */
    public synchronized Secret grant() {
        return issue(++grants);
    }

    /** Something happens while a token request is under way. */
    public synchronized void whileAsked(Runnable happens) {
        whileAsked = happens;
    }

    /** Something happens while a code is exchanged. */
    public synchronized void whileExchanging(Runnable happens) {
        whileExchanging = happens;
    }

    /** How many refresh requests there were. */
    public synchronized int refreshes() {
        return refreshedWith.size();
    }

    /** The refresh tokens that were presented. */
    public synchronized List<Secret> refreshedWith() {
        return List.copyOf(refreshedWith);
    }

    /** The claims that each refresh was asked with. */
    public synchronized List<Optional<String>> claims() {
        return List.copyOf(claims);
    }

    public synchronized int exchanges() {
        return exchanges;
    }

    public synchronized List<Secret> revoked() {
        return List.copyOf(revoked);
    }

    /** What the person was sent here with last. */
    public synchronized Authorization wanted() {
        return wanted.getLast();
    }

    /** Whether a token of this server that rotates would be accepted now. */
    public synchronized boolean accepts(Secret refreshToken) {
        return Optional.ofNullable(issued.get(refreshToken))
                .filter(grant -> refreshToken.equals(current.get(grant)))
                .isPresent();
    }

    @Override
    public synchronized boolean isConfigured() {
        return configured;
    }

    @Override
    public synchronized URI authorizationUri(Authorization authorization) {
        wanted.add(authorization);
        return URI.create("https://provider.example/authorize?state=" + authorization.state() + "&code_challenge="
                + authorization.codeChallenge());
    }

    @Override
    public synchronized Optional<URI> adminConsentUri(Set<Service> services, String state, URI redirectUri) {
        return adminConsent
                ? Optional.of(URI.create("https://provider.example/adminconsent?state=" + state))
                : Optional.empty();
    }

    @Override
    public boolean acceptsIssuer(String issuer) {
        return issuer.isEmpty() || issuer.equals("https://provider.example");
    }

    @Override
    public synchronized AuthorizationFault faultOf(String error, String description) {
        return fault;
    }

    @Override
    public synchronized TokenAnswer exchange(Secret code, Secret verifier, URI redirectUri) {
        exchanges++;
        whileExchanging.run();
        return Optional.ofNullable(next.poll()).orElseGet(() -> rotates ? rotated(++grants) : answer);
    }

    @Override
    public TokenAnswer refresh(Secret refreshToken, Optional<String> claimsChallenge) {
        happening().run();
        return answered(refreshToken, claimsChallenge);
    }

    private synchronized Runnable happening() {
        return whileAsked;
    }

    private synchronized TokenAnswer answered(Secret refreshToken, Optional<String> claimsChallenge) {
        refreshedWith.add(refreshToken);
        claims.add(claimsChallenge);
        return Optional.ofNullable(next.poll()).orElseGet(() -> rotates ? turned(refreshToken) : answer);
    }

    private TokenAnswer turned(Secret refreshToken) {
        Optional<Integer> grant = Optional.ofNullable(issued.get(refreshToken));
        if (grant.isEmpty() || !accepts(refreshToken)) {
            grant.ifPresent(current::remove);
            return new TokenAnswer.GrantRefused("invalid_grant");
        }
        return rotated(grant.get());
    }

    private TokenAnswer rotated(int grant) {
        Secret refresh = issue(grant);
        return granted("access-" + issues, Optional.of(refresh), services);
    }

    private Secret issue(int grant) {
        Secret refresh = Secret.of("refresh-" + ++issues);
        issued.put(refresh, grant);
        current.put(grant, refresh);
        return refresh;
    }

    @Override
    public synchronized AccountAnswer accountOf(TokenAnswer.Granted granted) {
        return account;
    }

    @Override
    public synchronized Revocation revoke(Secret token) {
        if (revocation == Revocation.REVOKED) {
            revoked.add(token);
            Optional.ofNullable(issued.get(token)).ifPresent(current::remove);
        }
        return revocation;
    }
}
