package io.syncline.tests.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.identity.TokenRequest;
import io.syncline.local.providers.account.Provider;
import io.syncline.tests.company.Answer;
import io.syncline.tests.company.Browser;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.SharedCloud;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Somebody who is not who they say they are reaches for a connection and for everything around it. The gateway turns them
 * away before anything of ours runs, so there is nothing in a trail; and nothing happens.
 */
@ExtendWith(SharedCloud.class)
class IdentityAttackTest {

    private final Scene scene;
    private final Company company;
    private final Person adam;

    IdentityAttackTest(Company company) {
        this.company = company;
        this.scene = new Scene(company);
        this.adam = company.administrator();
    }

    @AtBothProviders
    void an_access_token_that_is_not_signed(Provider provider) {
        String claims = "{\"sub\":\"adam\",\"org\":\"" + company.id() + "\",\"aud\":\"syncline\",\"exp\":4102444800,"
                + "\"iss\":\"" + scene.cloud.cloud().issuer() + "\",\"roles\":[\"administrator\"]}";
        for (String header :
                List.of("{\"alg\":\"none\"}", "{\"alg\":\"None\",\"typ\":\"JWT\"}", "{\"alg\":\"HS256\"}")) {
            turnedAway(provider, adam.sending("Bearer " + base64(header) + "." + base64(claims) + "."));
            turnedAway(provider, adam.sending("Bearer " + base64(header) + "." + base64(claims) + ".AAAA"));
        }
    }

    @AtBothProviders
    void an_access_token_for_another_audience(Provider provider) {
        turnedAway(provider, adam.with(adam.identity().forAudience("another-api")));
    }

    @AtBothProviders
    void an_access_token_of_another_issuer(Provider provider) {
        turnedAway(provider, adam.with(adam.identity().issuedBy("https://login.attacker.example")));
    }

    @AtBothProviders
    void an_access_token_that_another_key_signed(Provider provider) {
        turnedAway(provider, adam.with(adam.identity().signedByForeignKey()));
    }

    @AtBothProviders
    void an_access_token_that_has_expired(Provider provider) {
        turnedAway(provider, adam.with(adam.identity().expired()));
    }

    @AtBothProviders
    void an_access_token_without_organisation(Provider provider) {
        turnedAway(provider, adam.with(of("")));
    }

    @AtBothProviders
    void an_access_token_of_the_installation_itself(Provider provider) {
        turnedAway(provider, adam.with(of("_installation")));
        turnedAway(provider, adam.with(of("_")));
    }

    @AtBothProviders
    void an_access_token_whose_organisation_is_a_piece_of_a_key(Provider provider) {
        for (String organisation :
                List.of(company.id() + "#notes", "a/b", "a\nb", "*", "x".repeat(65), "../" + company.id())) {
            turnedAway(provider, adam.with(of(organisation)));
        }
    }

    @AtBothProviders
    void no_access_token_at_all(Provider provider) {
        turnedAway(provider, adam.sending(""));
        turnedAway(provider, adam.sending("Basic YWRhbTphZGFt"));
        turnedAway(provider, adam.sending("Bearer "));
        turnedAway(provider, adam.sending("Bearer nonsense"));
    }

    private void turnedAway(Provider provider, Person impostor) {
        String connection = scene.tess.connections().isEmpty()
                ? scene.working(provider)
                : scene.tess.connections().getFirst().path("id").asText();
        Scene.Standing before = scene.standing();
        int started = company.trail().entries("connection-started").size();
        ObjectNode off = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        off.putObject("services").put("mail", true);

        for (Answer answer : List.of(
                impostor.post("/v1/connections", Browser.start(provider.slug())),
                impostor.get("/v1/connections"),
                impostor.patch("/v1/connections/" + connection, off),
                impostor.check(connection),
                impostor.delete("/v1/connections/" + connection),
                impostor.get("/v1/audit"),
                impostor.get("/v1/keys"))) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(401);
            assertThat(answer.problem()).isEqualTo("not-signed-in");
            assertThat(answer.headers()).doesNotContainKey("set-cookie");
            assertThat(answer.body()).doesNotContain(company.id()).doesNotContain(connection);
        }
        assertThat(scene.standing()).isEqualTo(before);
        assertThat(company.trail().entries("connection-started")).hasSize(started);
    }

    private static TokenRequest of(String organisation) {
        return TokenRequest.of("adam", "Adam", "adam@example.org", organisation, List.of("administrator"));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
