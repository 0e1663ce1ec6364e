package io.syncline.local.providers.oauth;

import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.account.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The sign-in and consent page: one plain form that works without scripts, with the fields {@code request},
 * {@code account} (or {@code new_account}), {@code scope} (repeated) and {@code decision}.
 */
final class ConsentPage {

    private static final String STYLE = resource("consent.css");

    private final Provider provider;
    private final String application;
    private final Predicate<String> fixedScope;

    /**
     * A page in the provider's colours.
     *
     * @param fixedScope scopes that cannot be unticked, because they only say who somebody is
     */
    ConsentPage(Provider provider, String application, Predicate<String> fixedScope) {
        this.provider = provider;
        this.application = application;
        this.fixedScope = fixedScope;
    }

    /**
     * The page for one request.
     *
     * @param approved what an administrator already consented to for whoever is expected to sign in
     */
    String of(AuthorizationRequest request, List<Account> accounts, Predicate<String> approved, String action) {
        var hint = request.loginHint();
        return document("Sign in with " + providerName(), """
                <p class="eyebrow">%s <span class="tag">simulated</span></p>
                <h1>%s wants to access your account</h1>
                <form method="post" action="%s">
                <input type="hidden" name="request" value="%s">
                <fieldset><legend>Choose an account</legend>%s%s</fieldset>
                <fieldset><legend>%s will be able to</legend>%s</fieldset>
                <p class="note">You go back to <strong>%s</strong>.</p>
                <div class="actions">
                <button name="decision" value="allow" class="primary">Allow</button>
                <button name="decision" value="deny">Deny</button>
                </div></form>
                """.formatted(
                        providerName(),
                        escaped(application),
                        escaped(action),
                        escaped(request.id()),
                        choices(accounts, hint),
                        newcomer(accounts, hint),
                        escaped(application),
                        scopes(request.scopes(), approved),
                        escaped(originOf(request.redirectUri()))));
    }

    /** The page for an administrator, who decides for everybody and about everything at once. */
    String ofAdministrator(AuthorizationRequest request, List<Account> administrators, String action) {
        return document("Permissions requested", """
                <p class="eyebrow">%s <span class="tag">simulated</span></p>
                <h1>Permissions requested: review for your organisation</h1>
                <form method="post" action="%s">
                <input type="hidden" name="request" value="%s">
                <fieldset><legend>Administrator</legend>%s%s</fieldset>
                <h2>%s will be able to, for everybody in the organisation</h2>
                <ul class="permissions">%s</ul>
                <p class="note">You go back to <strong>%s</strong>.</p>
                <div class="actions">
                <button name="decision" value="allow" class="primary">Accept</button>
                <button name="decision" value="deny">Cancel</button>
                </div></form>
                """.formatted(
                        providerName(),
                        escaped(action),
                        escaped(request.id()),
                        choices(administrators, request.loginHint()),
                        newcomer(administrators, request.loginHint()),
                        escaped(application),
                        permissions(request.scopes()),
                        escaped(originOf(request.redirectUri()))));
    }

    /** A page that tells what is wrong; the browser is not sent back. */
    String problem(String title, String sentence) {
        return document(title, """
                <p class="eyebrow">%s <span class="tag">simulated</span></p>
                <h1>%s</h1><p role="alert">%s</p>
                """.formatted(providerName(), escaped(title), escaped(sentence)));
    }

    private String choices(List<Account> accounts, Optional<String> hint) {
        var rows = new StringBuilder();
        boolean first = hint.isEmpty();
        for (var account : accounts) {
            boolean chosen =
                    first || hint.filter(account.email()::equalsIgnoreCase).isPresent();
            first = false;
            rows.append("""
                    <label class="account"><input type="radio" name="account" value="%s"%s>
                    <span class="avatar" aria-hidden="true">%s</span>
                    <span><strong>%s</strong><br><span class="quiet">%s</span></span></label>
                    """.formatted(
                            escaped(account.email()),
                            chosen ? " checked" : "",
                            escaped(account.name().substring(0, 1)),
                            escaped(account.name()),
                            escaped(account.email())));
        }
        return rows.toString();
    }

    private static String newcomer(List<Account> accounts, Optional<String> hint) {
        var unknown = hint.filter(
                email -> accounts.stream().noneMatch(account -> account.email().equalsIgnoreCase(email)));
        return """
                <label class="account"><input type="radio" name="account" value=""%s>
                <span class="avatar" aria-hidden="true">+</span>
                <span><strong>Another account</strong><br>
                <input type="email" name="new_account" value="%s" placeholder="you@example.com"
                 aria-label="E-mail address of another account" autocomplete="off"
                 onfocus="this.closest('label').querySelector('input').checked = true"></span></label>
                """.formatted(unknown.isPresent() || accounts.isEmpty() ? " checked" : "", escaped(unknown.orElse("")));
    }

    private String scopes(List<String> scopes, Predicate<String> approved) {
        var rows = new StringBuilder();
        for (var scope : scopes) {
            boolean given = approved.test(scope) && !fixedScope.test(scope);
            rows.append("""
                    <label class="scope"><input type="checkbox" name="scope" value="%s" checked%s>
                    <span>%s%s<br><code class="quiet">%s</code></span></label>
                    """.formatted(
                            escaped(scope),
                            given || fixedScope.test(scope) ? " disabled" : "",
                            escaped(ScopeWords.of(scope)),
                            given ? " <span class=\"tag\">approved by your organisation</span>" : "",
                            escaped(ScopeWords.shortName(scope))));
        }
        return rows.toString();
    }

    private static String permissions(List<String> scopes) {
        var rows = new StringBuilder();
        scopes.forEach(scope -> rows.append("<li>%s<br><code class=\"quiet\">%s</code></li>"
                .formatted(escaped(ScopeWords.of(scope)), escaped(ScopeWords.shortName(scope)))));
        return rows.toString();
    }

    private String document(String title, String body) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title><style>%s</style></head>
                <body class="%s"><main>%s</main></body></html>
                """.formatted(escaped(title), STYLE, provider.slug(), body);
    }

    private String providerName() {
        return switch (provider) {
            case GOOGLE -> "Google";
            case MICROSOFT -> "Microsoft";
        };
    }

    private static String originOf(String redirectUri) {
        int path = redirectUri.indexOf('/', redirectUri.indexOf("://") + 3);
        return path < 0 ? redirectUri : redirectUri.substring(0, path);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String resource(String name) {
        var path = "/io/syncline/local/providers/oauth/" + name;
        try (var in = ConsentPage.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + path + " is missing.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
