package io.syncline.local.providers.oauth;

import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One provider's codes, grants, access tokens and refresh tokens. Safe for many threads. */
public final class Tokens {

    private static final Duration CODE_LIFE = Duration.ofMinutes(10);

    /** Google keeps a hundred refresh tokens per account and client; one more, and the oldest dies silently. */
    private static final int LIVE_REFRESH_TOKENS = 100;

    private final World world;
    private final TokenLook look;
    private final TokenPolicy policy;
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, Access> accessTokens = new HashMap<>();
    private final Map<String, Refresh> refreshTokens = new LinkedHashMap<>();
    private final Set<Grant> ended = new HashSet<>();
    private final Map<String, Set<String>> consents = new HashMap<>();
    private final List<IssuedToken> issued = new ArrayList<>();
    private final Map<String, ClaimsDemand> demands = new HashMap<>();
    private final Map<Long, Long> met = new HashMap<>();
    private long grants;
    private long demanded;
    private long changes;

    public Tokens(World world, TokenLook look, TokenPolicy policy) {
        this.world = world;
        this.look = look;
        this.policy = policy;
    }

    public TokenPolicy policy() {
        return policy;
    }

    /** Moves on with every change of grants and tokens. */
    public synchronized long changes() {
        return changes;
    }

    /** Every secret ever issued, the newest last. */
    public synchronized List<IssuedToken> issued() {
        return List.copyOf(issued);
    }

    /** The grant behind a living access token. */
    public synchronized Optional<Grant> bearer(String accessToken) {
        return look(accessToken) instanceof Bearer.Living living ? Optional.of(living.grant()) : Optional.empty();
    }

    /** What an access token is worth now. */
    public synchronized Bearer look(String accessToken) {
        var token = accessTokens.get(accessToken);
        var now = world.clock().instant();
        if (token == null || !token.expiresAt.isAfter(now)) {
            return new Bearer.Dead();
        }
        if (isOver(token.grant)) {
            return token.challengeable
                    ? new Bearer.Challenged(token.grant, issuedAfter(now, demanded))
                    : new Bearer.Dead();
        }
        var demand = demands.get(token.grant.account().email());
        return demand != null && token.challengeable && token.met < demand.number()
                ? new Bearer.Challenged(token.grant, demand.claims())
                : new Bearer.Living(token.grant);
    }

    /** What a request at the token endpoint asks for. */
    LedgerEntry.TokenRequest asked(Query form) {
        var secret = form.first("refresh_token").or(() -> form.first("code")).orElse("");
        return new LedgerEntry.TokenRequest(form.first("grant_type").orElse(""), grantOf(secret));
    }

    /** The grant that a code or a refresh token belongs to, dead or alive. */
    private synchronized OptionalLong grantOf(String token) {
        return Optional.ofNullable(refreshTokens.get(token))
                .map(Refresh::grant)
                .or(() -> Optional.ofNullable(codes.get(token)).map(Code::grant))
                .stream()
                .mapToLong(Grant::number)
                .findFirst();
    }

    /** What the account's grants are worth, the oldest first. */
    public synchronized List<GrantState> grantsOf(String email) {
        var all = new TreeMap<Long, Grant>();
        accessTokens.values().forEach(token -> all.put(token.grant.number(), token.grant));
        refreshTokens.values().forEach(token -> all.put(token.grant.number(), token.grant));
        return all.values().stream()
                .filter(grant -> grant.account().email().equals(email))
                .map(grant -> new GrantState(grant.number(), grant.scopes(), !isOver(grant), liveRefreshTokens(grant)))
                .toList();
    }

    /**
     * Demands claims of the account's tokens: those of clients that handle challenges are refused until it is met.
     *
     * @param interaction whether a refresh cannot meet it
     */
    public synchronized void demandClaims(String email, boolean interaction) {
        changes++;
        demanded++;
        var claims = interaction
                ? "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c" + demanded + "\"}}}"
                : issuedAfter(world.clock().instant(), demanded);
        demands.put(email, new ClaimsDemand(demanded, claims, interaction));
    }

    /** The demand that this grant does not meet yet. */
    synchronized Optional<ClaimsDemand> unmet(Grant grant) {
        return Optional.ofNullable(demands.get(grant.account().email()))
                .filter(demand -> met.getOrDefault(grant.number(), 0L) < demand.number());
    }

    /** From now on tokens of this grant meet the demand. */
    synchronized void meet(Grant grant, ClaimsDemand demand) {
        met.merge(grant.number(), demand.number(), Math::max);
    }

    /** Whose token it is, dead or alive: for the ledger and for faults. */
    public synchronized Optional<String> ownerOf(String token) {
        return Optional.ofNullable(accessTokens.get(token))
                .map(Access::grant)
                .or(() -> Optional.ofNullable(refreshTokens.get(token)).map(Refresh::grant))
                .or(() -> Optional.ofNullable(codes.get(token)).map(Code::grant))
                .map(grant -> grant.account().email());
    }

    public synchronized long secondsLeft(String accessToken) {
        return Optional.ofNullable(accessTokens.get(accessToken))
                .map(token -> Duration.between(world.clock().instant(), token.expiresAt)
                        .toSeconds())
                .orElse(0L);
    }

    synchronized Set<String> consented(Account account, String clientId) {
        return Set.copyOf(consents.getOrDefault(key(account.email(), clientId), Set.of()));
    }

    synchronized Grant open(
            Account account, String clientId, List<String> scopes, boolean offline, Optional<Duration> life) {
        changes++;
        consents.computeIfAbsent(key(account.email(), clientId), key -> new LinkedHashSet<>())
                .addAll(scopes);
        var endsAt = life.map(world.clock().instant()::plus);
        return new Grant(++grants, account, clientId, scopes, offline, endsAt);
    }

    /** Gives an account's offline consent and the first tokens at once, as if somebody had been through the pages. */
    public synchronized HandedOut handOut(Account account, String clientId, List<String> scopes) {
        var grant = open(account, clientId, scopes, true, Optional.empty());
        return new HandedOut(grant.number(), issueAccess(grant), issueRefresh(grant));
    }

    synchronized String issueCode(AuthorizationRequest request, Grant grant) {
        var value = look.code(world.random());
        codes.put(value, new Code(request, grant, world.clock().instant(), false));
        note(IssuedToken.Kind.CODE, grant, value);
        return value;
    }

    /** Uses a code up. A refusal leaves it as it was. */
    synchronized Redemption redeem(String value, String clientId, String redirectUri, Optional<String> verifier) {
        var code = codes.get(value);
        if (code == null || !code.grant.clientId().equals(clientId)) {
            return new Redemption.Unknown();
        }
        if (code.used) {
            return new Redemption.Used(code.grant);
        }
        if (!code.issuedAt.plus(CODE_LIFE).isAfter(world.clock().instant())) {
            return new Redemption.Expired();
        }
        if (!code.request.redirectUri().equals(redirectUri)) {
            return new Redemption.Misdirected();
        }
        return verified(value, code, verifier);
    }

    private Redemption verified(String value, Code code, Optional<String> verifier) {
        var challenge = code.request.challenge();
        if (challenge.isPresent() && verifier.isEmpty()) {
            return new Redemption.Unverified();
        }
        if (challenge.isPresent() && !Pkce.fits(verifier.orElse(""), challenge.get())) {
            return new Redemption.Mismatched();
        }
        codes.put(value, new Code(code.request, code.grant, code.issuedAt, true));
        return new Redemption.Redeemed(code.request, code.grant);
    }

    synchronized String issueAccess(Grant grant) {
        return issueAccess(grant, policy.accessTokenLife(), false);
    }

    /** An access token for a while; a challengeable one can be told that it lacks claims. */
    synchronized String issueAccess(Grant grant, Duration life, boolean challengeable) {
        var value = look.access(world.random());
        var expiresAt = world.clock().instant().plus(life);
        accessTokens.put(value, new Access(grant, expiresAt, challengeable, met.getOrDefault(grant.number(), 0L)));
        note(IssuedToken.Kind.ACCESS_TOKEN, grant, value);
        return value;
    }

    synchronized String issueRefresh(Grant grant) {
        var value = look.refresh(world.random());
        refreshTokens.put(value, new Refresh(grant, false));
        note(IssuedToken.Kind.REFRESH_TOKEN, grant, value);
        return value;
    }

    /** Lets the oldest refresh tokens beyond the provider's limit die. */
    synchronized void dropOldestRefreshTokens(Grant newest) {
        var live = refreshTokens.entrySet().stream()
                .filter(entry -> entry.getValue().grant.isOf(newest.account().email(), newest.clientId()))
                .filter(entry -> !isOver(entry.getValue().grant))
                .map(Map.Entry::getKey)
                .toList();
        changes++;
        live.subList(0, Math.max(0, live.size() - LIVE_REFRESH_TOKENS)).forEach(refreshTokens::remove);
    }

    /** The grant of a living refresh token. */
    synchronized Optional<Grant> refreshing(String refreshToken, String clientId) {
        return Optional.ofNullable(refreshTokens.get(refreshToken))
                .map(Refresh::grant)
                .filter(grant -> grant.clientId().equals(clientId))
                .filter(grant -> !isOver(grant));
    }

    /** Replaces a refresh token as the policy says; empty when the old one may not be used again. */
    synchronized Optional<String> rotate(String old, Grant grant) {
        var superseded = Optional.ofNullable(refreshTokens.get(old))
                .map(Refresh::superseded)
                .orElse(true);
        if (superseded && policy.rotation() != TokenPolicy.Rotation.KEEP_OLD) {
            if (policy.rotation() == TokenPolicy.Rotation.REVOKE_ON_REUSE) {
                end(grant);
            }
            return Optional.empty();
        }
        changes++;
        refreshTokens.put(old, new Refresh(grant, true));
        return Optional.of(issueRefresh(grant));
    }

    synchronized void noteIdToken(Grant grant, String value) {
        note(IssuedToken.Kind.ID_TOKEN, grant, value);
    }

    synchronized void end(Grant grant) {
        changes++;
        ended.add(grant);
    }

    /** Ends everything that the account granted to the client of this token; empty when the token is not alive. */
    synchronized Optional<Grant> revoke(String token) {
        var grant = bearer(token)
                .or(() -> Optional.ofNullable(refreshTokens.get(token))
                        .map(Refresh::grant)
                        .filter(found -> !isOver(found)));
        grant.ifPresent(found -> endAll(other -> other.isOf(found.account().email(), found.clientId())));
        changes++;
        grant.ifPresent(found -> consents.remove(key(found.account().email(), found.clientId())));
        return grant;
    }

    /** Ends everything that the account granted to anybody, as its owner or an administrator can. */
    public synchronized void revokeAll(String email) {
        changes++;
        endAll(grant -> grant.account().email().equals(email));
        consents.keySet().removeIf(key -> key.startsWith(email + " "));
    }

    /** Makes the account's access tokens expire now; its refresh tokens live on. */
    public synchronized int expireAccess(String email) {
        changes++;
        var now = world.clock().instant();
        int count = 0;
        for (var entry : accessTokens.entrySet()) {
            if (entry.getValue().grant.account().email().equals(email)
                    && entry.getValue().expiresAt.isAfter(now)) {
                var token = entry.getValue();
                entry.setValue(new Access(token.grant, now, token.challengeable, token.met));
                count++;
            }
        }
        return count;
    }

    /** Everything at one moment, except for the codes. */
    synchronized Contents contents() {
        return new Contents(
                grants,
                new HashMap<>(accessTokens),
                new LinkedHashMap<>(refreshTokens),
                Set.copyOf(ended),
                copied(consents),
                List.copyOf(issued));
    }

    /** Fills in what was kept, before anything is issued. */
    synchronized void restore(Contents contents) {
        grants = contents.lastGrant;
        accessTokens.putAll(contents.access);
        refreshTokens.putAll(contents.refresh);
        ended.addAll(contents.ended);
        consents.putAll(contents.consents);
        issued.addAll(contents.issued);
    }

    /**
     * What there is beside the codes.
     *
     * @param lastGrant the number of the newest grant
     * @param access access tokens, dead ones included
     * @param refresh refresh tokens, the oldest first
     * @param ended the grants that give nothing any more
     * @param consents scopes by account and client
     * @param issued every secret ever issued
     */
    record Contents(
            long lastGrant,
            Map<String, Access> access,
            Map<String, Refresh> refresh,
            Set<Grant> ended,
            Map<String, Set<String>> consents,
            List<IssuedToken> issued) {}

    /** Whether a grant still gives something. */
    public synchronized boolean isAlive(Grant grant) {
        return !isOver(grant);
    }

    /** The grant of this number, dead or alive, as long as one of its tokens is known. */
    public synchronized Optional<Grant> grantNumbered(long number) {
        return Stream.concat(
                        refreshTokens.values().stream().map(Refresh::grant),
                        accessTokens.values().stream().map(Access::grant))
                .filter(grant -> grant.number() == number)
                .findFirst();
    }

    private boolean isOver(Grant grant) {
        return ended.contains(grant) || grant.isOverAt(world.clock().instant());
    }

    private long liveRefreshTokens(Grant grant) {
        return isOver(grant)
                ? 0
                : refreshTokens.values().stream()
                        .filter(token -> token.grant.equals(grant))
                        .count();
    }

    /** What is demanded of tokens from before an event such as a revoked session: to be issued after it. */
    private static String issuedAfter(Instant event, long number) {
        return "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"" + (event.getEpochSecond() + number)
                + "\"}}}";
    }

    private void endAll(Predicate<Grant> which) {
        accessTokens.values().stream().map(Access::grant).filter(which).forEach(ended::add);
        refreshTokens.values().stream().map(Refresh::grant).filter(which).forEach(ended::add);
        codes.values().stream().map(Code::grant).filter(which).forEach(ended::add);
    }

    private void note(IssuedToken.Kind kind, Grant grant, String value) {
        changes++;
        issued.add(new IssuedToken(
                kind, grant.account().email(), value, world.clock().instant()));
    }

    private static Map<String, Set<String>> copied(Map<String, Set<String>> sets) {
        var copy = new HashMap<String, Set<String>>();
        sets.forEach((key, set) -> copy.put(key, new LinkedHashSet<>(set)));
        return copy;
    }

    private static String key(String email, String clientId) {
        return email + " " + clientId;
    }

    private record Code(AuthorizationRequest request, Grant grant, Instant issuedAt, boolean used) {}

    record Access(Grant grant, Instant expiresAt, boolean challengeable, long met) {}

    record Refresh(Grant grant, boolean superseded) {}
}
