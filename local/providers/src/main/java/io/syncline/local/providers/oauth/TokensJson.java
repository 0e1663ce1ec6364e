package io.syncline.local.providers.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Accounts;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.kept.Fields;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A provider's grants and tokens as they are kept. Codes are not among them: whoever is in the middle of a sign-in
 * begins again.
 */
public final class TokensJson {

    private TokensJson() {}

    public static ObjectNode of(Tokens tokens) {
        var contents = tokens.contents();
        var json = Json.object().put("lastGrant", contents.lastGrant());
        json.set("grants", grants(contents));
        var access = json.putArray("accessTokens");
        contents.access()
                .forEach((value, token) -> access.addObject()
                        .put("value", value)
                        .put("grant", token.grant().number())
                        .put("challengeable", token.challengeable())
                        .put("expiresAt", token.expiresAt().toString()));
        var refresh = json.putArray("refreshTokens");
        contents.refresh()
                .forEach((value, token) -> refresh.addObject()
                        .put("value", value)
                        .put("grant", token.grant().number())
                        .put("superseded", token.superseded()));
        var consents = json.putObject("consents");
        contents.consents().forEach((key, scopes) -> scopes.forEach(consents.putArray(key)::add));
        var issued = json.putArray("issued");
        contents.issued()
                .forEach(one -> issued.addObject()
                        .put("kind", one.kind().name())
                        .put("account", one.account())
                        .put("value", one.value())
                        .put("issuedAt", one.issuedAt().toString()));
        return json;
    }

    /**
     * Puts kept tokens where none are yet.
     *
     * @throws IllegalArgumentException when one is malformed, or of an account that is not there
     */
    public static void restore(Tokens tokens, Accounts accounts, ObjectNode json) {
        var grants = new HashMap<Long, Grant>();
        var ended = new HashSet<Grant>();
        for (var kept : Fields.list(json, "grants")) {
            var grant = grant(accounts, kept);
            grants.put(grant.number(), grant);
            if (Fields.flag(kept, "ended")) {
                ended.add(grant);
            }
        }
        tokens.restore(new Tokens.Contents(
                Fields.number(json, "lastGrant"),
                access(json, grants),
                refresh(json, grants),
                ended,
                consents(Fields.object(json, "consents")),
                Fields.list(json, "issued")
                        .valueStream()
                        .map(TokensJson::issued)
                        .toList()));
    }

    private static ArrayNode grants(Tokens.Contents contents) {
        var all = new TreeMap<Long, Grant>();
        contents.access().values().forEach(token -> all.put(token.grant().number(), token.grant()));
        contents.refresh().values().forEach(token -> all.put(token.grant().number(), token.grant()));
        var list = Json.array();
        for (var grant : all.values()) {
            var json = list.addObject()
                    .put("number", grant.number())
                    .put("email", grant.account().email())
                    .put("clientId", grant.clientId())
                    .put("offline", grant.offline())
                    .put("ended", contents.ended().contains(grant));
            grant.endsAt().ifPresent(end -> json.put("endsAt", end.toString()));
            grant.scopes().forEach(json.putArray("scopes")::add);
        }
        return list;
    }

    private static Grant grant(Accounts accounts, JsonNode json) {
        var email = Fields.text(json, "email");
        var account = accounts.find(email)
                .orElseThrow(() -> new IllegalArgumentException("it has a grant of " + email + " but no account"));
        return new Grant(
                Fields.number(json, "number"),
                account,
                Fields.text(json, "clientId"),
                Fields.texts(json, "scopes"),
                Fields.flag(json, "offline"),
                json.has("endsAt") ? Optional.of(Fields.instant(json, "endsAt")) : Optional.empty());
    }

    private static Map<String, Tokens.Access> access(ObjectNode json, Map<Long, Grant> grants) {
        var tokens = new HashMap<String, Tokens.Access>();
        Fields.list(json, "accessTokens")
                .forEach(token -> tokens.put(
                        Fields.text(token, "value"),
                        new Tokens.Access(
                                of(token, grants),
                                Fields.instant(token, "expiresAt"),
                                token.path("challengeable").asBoolean(false),
                                0)));
        return tokens;
    }

    private static Map<String, Tokens.Refresh> refresh(ObjectNode json, Map<Long, Grant> grants) {
        var tokens = new LinkedHashMap<String, Tokens.Refresh>();
        Fields.list(json, "refreshTokens")
                .forEach(token -> tokens.put(
                        Fields.text(token, "value"),
                        new Tokens.Refresh(of(token, grants), Fields.flag(token, "superseded"))));
        return tokens;
    }

    private static Grant of(JsonNode token, Map<Long, Grant> grants) {
        long number = Fields.number(token, "grant");
        var grant = grants.get(number);
        if (grant == null) {
            throw new IllegalArgumentException("it has a token but not its grant " + number);
        }
        return grant;
    }

    private static Map<String, Set<String>> consents(ObjectNode json) {
        var consents = new HashMap<String, Set<String>>();
        json.fieldNames().forEachRemaining(key -> consents.put(key, new LinkedHashSet<>(Fields.texts(json, key))));
        return consents;
    }

    private static IssuedToken issued(JsonNode json) {
        return new IssuedToken(
                IssuedToken.Kind.valueOf(Fields.text(json, "kind")),
                Fields.text(json, "account"),
                Fields.text(json, "value"),
                Fields.instant(json, "issuedAt"));
    }
}
