package io.syncline.local.providers.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.kept.Fields;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the organisations behind the accounts have decided: whether their people may consent, who administers them, and
 * what an administrator has consented to for everybody. An organisation is a mail domain. Safe for many threads.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity/enterprise-apps/configure-user-consent">User consent</a>
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-admin-consent">Admin consent</a>
 */
public final class Tenants {

    /** How a provider refuses when people may not consent: seen as either word. */
    public static final Set<String> REFUSALS = Set.of("access_denied", "consent_required");

    private final Map<String, String> refusals = new HashMap<>();
    private final Set<String> administrators = new HashSet<>();
    private final Map<String, Set<String>> consents = new TreeMap<>();
    private long changes;

    /** People of this domain may not consent themselves from now on; what they gave before stays. */
    public void forbidConsent(String domain) {
        forbidConsent(domain, "access_denied");
    }

    /**
     * The same with the word of {@code error} with which it is refused.
     *
     * @param error {@code access_denied} or {@code consent_required}
     */
    public synchronized void forbidConsent(String domain, String error) {
        if (!REFUSALS.contains(error)) {
            throw new IllegalArgumentException("Consent is refused as one of " + REFUSALS + ".");
        }
        changes++;
        refusals.put(lower(domain), error);
    }

    /** People of this domain may consent themselves, as at the beginning. */
    public synchronized void letConsent(String domain) {
        changes++;
        refusals.remove(lower(domain));
    }

    /** Makes somebody an administrator of their domain; {@code admin@…} is one anyway. */
    public synchronized void makeAdministrator(String email) {
        changes++;
        administrators.add(lower(email));
    }

    /** Takes back what an administrator of the domain consented to; grants that people gave stay. */
    public synchronized void withdrawConsent(String domain) {
        changes++;
        consents.keySet().removeIf(key -> key.startsWith(lower(domain) + " "));
    }

    /** Whether people of this domain may consent themselves. */
    public synchronized boolean letsConsent(String domain) {
        return !refusals.containsKey(lower(domain));
    }

    /** Whether this account administers its domain. */
    public synchronized boolean isAdministrator(String email) {
        return lower(email).startsWith("admin@") || administrators.contains(lower(email));
    }

    /** What an administrator of the domain consented to for everybody. */
    public synchronized Set<String> consented(String domain, String clientId) {
        return Set.copyOf(consents.getOrDefault(key(domain, clientId), Set.of()));
    }

    /** The same by client id. */
    public synchronized Map<String, Set<String>> consented(String domain) {
        var byClient = new TreeMap<String, Set<String>>();
        consents.forEach((key, scopes) -> {
            if (key.startsWith(lower(domain) + " ")) {
                byClient.put(key.substring(domain.length() + 1), Set.copyOf(scopes));
            }
        });
        return byClient;
    }

    synchronized void consent(Account administrator, String clientId, List<String> scopes) {
        changes++;
        consents.computeIfAbsent(key(administrator.domain(), clientId), key -> new LinkedHashSet<>())
                .addAll(scopes);
    }

    synchronized String refusal(String domain) {
        return refusals.getOrDefault(lower(domain), "access_denied");
    }

    /** Moves on with every change. */
    public synchronized long changes() {
        return changes;
    }

    /** Everything, as it is kept. */
    public synchronized ObjectNode json() {
        var json = Json.object();
        var refused = json.putObject("refusals");
        refusals.forEach(refused::put);
        administrators.stream().sorted().forEach(json.putArray("administrators")::add);
        var consented = json.putObject("consents");
        consents.forEach((key, scopes) -> scopes.forEach(consented.putArray(key)::add));
        return json;
    }

    /**
     * Takes back what was kept.
     *
     * @throws IllegalArgumentException when it is malformed
     */
    public synchronized void restore(ObjectNode kept) {
        var refused = Fields.object(kept, "refusals");
        refused.fieldNames().forEachRemaining(domain -> refusals.put(domain, Fields.text(refused, domain)));
        administrators.addAll(Fields.texts(kept, "administrators"));
        var consented = Fields.object(kept, "consents");
        consented
                .fieldNames()
                .forEachRemaining(key -> consents.put(key, new LinkedHashSet<>(Fields.texts(consented, key))));
    }

    private static String key(String domain, String clientId) {
        return lower(domain) + " " + clientId;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
