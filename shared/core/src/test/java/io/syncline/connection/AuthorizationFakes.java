package io.syncline.connection;

import io.syncline.token.AccountAnswer;
import io.syncline.token.AuthorizationServer;
import io.syncline.token.Secret;
import io.syncline.token.TokenAnswer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An authorization server that answers what the test told it to. */
public final class AuthorizationFakes implements AuthorizationServer {

    private final List<Secret> revoked = new ArrayList<>();
    private int refreshes;
    private TokenAnswer answer = new TokenAnswer.Granted(
            Secret.of("new-access"),
            Optional.of(Secret.of("new-refresh")),
            Duration.ofHours(1),
            Set.of("calendar"),
            Set.of(Service.CALENDAR),
            Optional.empty());
    private AccountAnswer account =
            new AccountAnswer.Known(new ProviderAccount("sub-1", "tess@fieldworks.example", "Tess"));
    private boolean configured = true;

    public void answers(TokenAnswer next) {
        answer = next;
    }

    public void answers(AccountAnswer next) {
        account = next;
    }

    public void isConfigured(boolean now) {
        configured = now;
    }

    public int refreshes() {
        return refreshes;
    }

    public List<Secret> revoked() {
        return revoked;
    }

    @Override
    public boolean isConfigured() {
        return configured;
    }

    @Override
    public URI authorizationUri(Set<Service> services, String state, String codeChallenge, URI redirectUri) {
        return URI.create("https://provider.example/authorize?state=" + state + "&code_challenge=" + codeChallenge);
    }

    @Override
    public boolean acceptsIssuer(String issuer) {
        return issuer.isEmpty() || issuer.equals("https://provider.example");
    }

    @Override
    public TokenAnswer exchange(Secret code, Secret verifier, URI redirectUri) {
        return answer;
    }

    @Override
    public TokenAnswer refresh(Secret refreshToken) {
        refreshes++;
        return answer;
    }

    @Override
    public AccountAnswer accountOf(TokenAnswer.Granted granted) {
        return account;
    }

    @Override
    public void revoke(Secret token) {
        revoked.add(token);
    }
}
