package io.syncline.local.providers.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.Visitor.Reply;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/**
 * Tokens of long life that can be challenged meanwhile.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/claims-challenge">Claims challenges</a>
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/app-resilience-continuous-access-evaluation">
 *     Continuous access evaluation</a>
 */
class ClaimsChallengeTest extends Simulated {

    private static final String CAPABLE = "{\"access_token\":{\"xms_cc\":{\"values\":[\"cp1\"]}}}";

    @Test
    void who_declares_cp1_gets_a_token_of_long_life() {
        var tokens = capable();
        assertThat(tokens.path("expires_in").asLong()).isGreaterThan(86_000);
        control.advanceClock(Duration.ofHours(20));
        assertThat(me(tokens).status()).isEqualTo(200);
    }

    @Test
    void T09_graph_answers_401_with_the_claims_and_a_refresh_with_them_mends_it() {
        var tokens = capable();
        control.demandClaims(DANA, false);
        var refused = me(tokens);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate"))
                .startsWith("Bearer realm=\"\", authorization_uri=\"")
                .contains("error=\"insufficient_claims\"");
        var claims = demanded(refused);
        assertThat(claims.at("/access_token/nbf/essential").asBoolean()).isTrue();
        var renewed = refresh(tokens, merged(claims));
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(me(renewed.body()).status()).isEqualTo(200);
        assertThat(me(tokens).status()).isEqualTo(401);
    }

    @Test
    void a_refresh_that_leaves_the_claims_out_gives_a_token_that_is_refused_again() {
        var tokens = capable();
        control.demandClaims(DANA, false);
        assertThat(me(refresh(tokens, CAPABLE).body()).status()).isEqualTo(401);
    }

    @Test
    void some_claims_only_the_person_can_meet() {
        var tokens = capable();
        control.demandClaims(DANA, true);
        var claims = demanded(me(tokens));
        var refused = refresh(tokens, merged(claims));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("error").asText()).isEqualTo("interaction_required");
        assertThat(Json.read(refused.body().path("claims").asText())).contains(claims);
        var asked = visitor.authorizeParameters(Provider.MICROSOFT);
        asked.put("claims", merged(claims));
        var again = visitor.token(Provider.MICROSOFT, visitor.codeForm(visitor.code(Provider.MICROSOFT, DANA, asked)))
                .body();
        assertThat(me(again).status()).isEqualTo(200);
        assertThat(me(refresh(again, CAPABLE).body()).status()).isEqualTo(200);
    }

    @Test
    void a_sign_in_that_forgets_such_claims_is_challenged_again() {
        capable();
        control.demandClaims(DANA, true);
        assertThat(me(capable()).status()).isEqualTo(401);
    }

    @Test
    void who_cannot_be_challenged_keeps_an_ordinary_token_until_it_expires() {
        var tokens = visitor.connect(Provider.MICROSOFT, DANA);
        control.demandClaims(DANA, false);
        assertThat(me(tokens).status()).isEqualTo(200);
        assertThat(tokens.path("expires_in").asLong()).isEqualTo(3599);
    }

    @Test
    void a_revoked_session_is_challenged_and_its_refresh_token_is_dead() {
        var tokens = capable();
        control.revokeGrants(Provider.MICROSOFT, DANA);
        var refused = me(tokens);
        assertThat(refused.status()).isEqualTo(401);
        var reply = refresh(tokens, merged(demanded(refused)));
        assertThat(reply.body().path("error").asText()).isEqualTo("invalid_grant");
        assertThat(reply.body().at("/error_codes/0").asInt()).isEqualTo(50173);
    }

    @Test
    void the_capability_can_be_declared_at_the_token_endpoint_alone() {
        var tokens = visitor.connect(Provider.MICROSOFT, DANA);
        assertThat(refresh(tokens, CAPABLE).body().path("expires_in").asLong()).isGreaterThan(86_000);
    }

    private JsonNode capable() {
        var asked = visitor.authorizeParameters(Provider.MICROSOFT);
        asked.put("claims", CAPABLE);
        return visitor.token(Provider.MICROSOFT, visitor.codeForm(visitor.code(Provider.MICROSOFT, DANA, asked)))
                .body();
    }

    private Reply me(JsonNode tokens) {
        return visitor.get(
                simulators.endpoints().graphRoot() + "/me",
                tokens.path("access_token").asText());
    }

    private Reply refresh(JsonNode tokens, String claims) {
        var form = visitor.refreshForm(tokens.path("refresh_token").asText());
        form.put("claims", claims);
        return visitor.token(Provider.MICROSOFT, form);
    }

    private static JsonNode demanded(Reply refused) {
        var encoded = refused.header("WWW-Authenticate").replaceAll(".*claims=\"([^\"]+)\".*", "$1");
        return Json.read(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private static String merged(JsonNode claims) {
        var all = (ObjectNode) claims.deepCopy();
        all.withObject("/access_token/xms_cc").putArray("values").add("cp1");
        return all.toString();
    }
}
