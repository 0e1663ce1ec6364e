package io.syncline.local.cloud.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import io.syncline.local.cloud.aws.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignInTest {

    /** The example of RFC 7636, appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String REDIRECT = "http://localhost:8080/signed-in";

    private final HttpClient http = HttpClient.newHttpClient();
    private final SignIn signIn = new SignIn(0, "dashboard", "syncline", Optional.empty(), InstantSource.system());

    @AfterEach
    void stop() {
        signIn.close();
    }

    @Test
    void the_page_offers_everybody_and_keeps_the_request() throws Exception {
        HttpResponse<String> page = get("/authorize?" + request(REDIRECT));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Dana Diaz", "Tess Turner", "Ada Abbott", CHALLENGE);
    }

    @Test
    void a_click_leads_back_with_a_code_that_gives_tokens_once() throws Exception {
        String code = signInAs("tess", REDIRECT);
        HttpResponse<String> tokens = redeem(code, VERIFIER, REDIRECT);

        JsonNode answer = Json.read(tokens.body());
        var claims = SignedJWT.parse(answer.path("access_token").asText()).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo("tess");
        assertThat(claims.getAudience()).containsExactly("syncline");
        assertThat(claims.getIssuer()).isEqualTo(signIn.issuer());
        assertThat(claims.getStringClaim("org")).isEqualTo("fieldworks");
        assertThat(claims.getStringListClaim("roles")).containsExactly("technician");
        assertThat(SignedJWT.parse(answer.path("id_token").asText())
                        .getJWTClaimsSet()
                        .getStringClaim("nonce"))
                .isEqualTo("n-1");
        assertThat(redeem(code, VERIFIER, REDIRECT).statusCode()).isEqualTo(400);
    }

    @Test
    void a_code_is_worth_nothing_without_its_verifier_and_its_address() throws Exception {
        assertThat(redeem(signInAs("tess", REDIRECT), VERIFIER + "x", REDIRECT).statusCode())
                .isEqualTo(400);
        assertThat(redeem(signInAs("tess", REDIRECT), VERIFIER, REDIRECT + "/else")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_refresh_token_works_once() throws Exception {
        String refreshToken = Json.read(
                        redeem(signInAs("ada", REDIRECT), VERIFIER, REDIRECT).body())
                .path("refresh_token")
                .asText();
        String form = "grant_type=refresh_token&refresh_token=" + refreshToken;

        assertThat(post("/token", form).statusCode()).isEqualTo(200);
        assertThat(post("/token", form).statusCode()).isEqualTo(400);
    }

    @Test
    void nobody_is_sent_away_from_this_machine() throws Exception {
        assertThat(get("/authorize?" + request("https://evil.example/")).statusCode())
                .isEqualTo(400);
        assertThat(get("/authorize?" + request("http://localhost@evil.example/"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/authorize", "person=tess&" + request("https://evil.example/"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(get("/logout?post_logout_redirect_uri=https%3A%2F%2Fevil.example")
                        .headers()
                        .firstValue("location"))
                .isEmpty();
    }

    @Test
    void a_request_without_pkce_is_refused() throws Exception {
        assertThat(get("/authorize?" + request(REDIRECT).replace("S256", "plain"))
                        .statusCode())
                .isEqualTo(400);
    }

    private String signInAs(String person, String redirect) throws Exception {
        String location = post("/authorize", "person=" + person + "&" + request(redirect))
                .headers()
                .firstValue("location")
                .orElseThrow();
        assertThat(location).startsWith(redirect + "?").contains("state=s-1");
        Matcher code = Pattern.compile("code=([^&]+)").matcher(location);
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private HttpResponse<String> redeem(String code, String verifier, String redirect) throws Exception {
        return post(
                "/token",
                "grant_type=authorization_code&code=" + code + "&code_verifier=" + verifier + "&redirect_uri="
                        + redirect);
    }

    private static String request(String redirect) {
        return "client_id=dashboard&response_type=code&redirect_uri=" + redirect
                + "&state=s-1&nonce=n-1&scope=openid&code_challenge=" + CHALLENGE + "&code_challenge_method=S256";
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(signIn.issuer() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String form) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(signIn.issuer() + path))
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
