package io.syncline.oauth;

import static io.syncline.oauth.ScriptedProviders.CALLBACK;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.token.AuthorizationServer.AuthorizationFault;
import io.syncline.token.Secret;
import io.syncline.token.TokenAnswer;
import io.syncline.token.TokenAnswer.AdministratorRefused;
import io.syncline.token.TokenAnswer.ClientRefused;
import io.syncline.token.TokenAnswer.GrantRefused;
import io.syncline.token.TokenAnswer.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose turn it is after an error, told by status and machine codes and never by a text. */
class RefusalsTest {
    private ScriptedProviders providers;

    @BeforeEach
    void start() throws IOException {
        providers = new ScriptedProviders();
    }

    @AfterEach
    void stop() {
        providers.close();
    }

    @ParameterizedTest
    @CsvSource({
        // a second factor
        "PERSON, interaction_required, 50072",
        "PERSON, interaction_required, 50074",
        "PERSON, interaction_required, 50076",
        "PERSON, interaction_required, 50078",
        "PERSON, interaction_required, 50079",
        // policies about devices and places
        "PERSON, invalid_grant, 50131",
        "PERSON, invalid_grant, 53000",
        "PERSON, invalid_grant, 53001",
        "PERSON, invalid_grant, 53003",
        "PERSON, invalid_grant, 530035",
        // sessions and refresh tokens
        "PERSON, invalid_grant, 50132",
        "PERSON, invalid_grant, 50133",
        "PERSON, invalid_grant, 50173",
        "PERSON, invalid_grant, 70043",
        "PERSON, invalid_grant, 700082",
        "PERSON, invalid_grant, 70008",
        "PERSON, invalid_grant, 700084",
        // consent
        "PERSON, consent_required, 65001",
        "PERSON, invalid_grant, 65001",
        "PERSON, access_denied, 65004",
        "ADMINISTRATOR, consent_required, 90094",
        "ADMINISTRATOR, access_denied, 90094",
        "ADMINISTRATOR, invalid_grant, 90094",
        "ADMINISTRATOR, consent_required, 90093",
        "ADMINISTRATOR, access_denied, 90095",
        "ADMINISTRATOR, invalid_client, 650052",
        "ADMINISTRATOR, invalid_client, 650056",
        "ADMINISTRATOR, invalid_resource, 650057",
        "ADMINISTRATOR, invalid_grant, 50105",
        // the account
        "PERSON, invalid_grant, 50034",
        "PERSON, invalid_grant, 50053",
        "PERSON, invalid_grant, 50055",
        "PERSON, invalid_grant, 50057",
        "PERSON, invalid_grant, 50020",
        "PERSON, login_required, 50058",
        // our registration
        "OPERATOR, invalid_client, 7000215",
        "OPERATOR, invalid_client, 7000222",
        "OPERATOR, invalid_grant, 7000222",
        "OPERATOR, unauthorized_client, 700016",
        "OPERATOR, unauthorized_client, 700011",
        "OPERATOR, invalid_client, 700027",
        "OPERATOR, invalid_request, 50011",
        "OPERATOR, invalid_request, 50194",
        "OPERATOR, invalid_scope, 70011",
        "OPERATOR, invalid_client, 7000218",
        "OPERATOR, invalid_request, 90002",
        "OPERATOR, invalid_request, 900023",
        // the code and its verifier
        "PERSON, invalid_grant, 501481",
        "PERSON, invalid_grant, 54005",
        "PERSON, invalid_grant, 70000",
        // passing
        "NOBODY, invalid_grant, 90033",
        "NOBODY, invalid_grant, 50033",
        "NOBODY, invalid_grant, 50196",
        "NOBODY, invalid_request, 90006",
        "NOBODY, invalid_request, 90024",
        "NOBODY, invalid_request, 90055",
        // policies between tenants
        "ADMINISTRATOR, invalid_grant, 500212",
        "ADMINISTRATOR, access_denied, 500213"
    })
    void a_number_of_microsoft_says_whose_turn_it_is(Turn turn, String error, int number) {
        providers.server.answer(400, microsoftError(error, "[" + number + "]"));

        TokenAnswer refreshed = providers.microsoft.refresh(Secret.of("r"));

        assertThat(turnIn(refreshed)).isEqualTo(turn);
        assertThat(codeIn(refreshed)).isEqualTo(turn == Turn.NOBODY ? "" : "AADSTS" + number);
        assertThat(providers.microsoft.exchange(Secret.of("c"), Secret.of("v"), CALLBACK))
                .isEqualTo(refreshed);
    }

    @ParameterizedTest
    @CsvSource({
        "PERSON, invalid_grant",
        "PERSON, interaction_required",
        "PERSON, consent_required",
        "PERSON, login_required",
        "PERSON, access_denied",
        "OPERATOR, invalid_client",
        "OPERATOR, unauthorized_client",
        "OPERATOR, invalid_scope",
        "OPERATOR, unsupported_grant_type",
        "NOBODY, server_error",
        "NOBODY, temporarily_unavailable",
        "NOBODY, invalid_request",
        "NOBODY, invalid_resource",
        "NOBODY, something_new"
    })
    void beside_an_unknown_number_of_microsoft_the_word_counts(Turn turn, String error) {
        providers.server.answer(401, microsoftError(error, "[1, 999999999, 50173999]"));

        assertThat(turnIn(providers.microsoft.refresh(Secret.of("r")))).isEqualTo(turn);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOBODY|invalid_grant|[50173, 90033]",
                "OPERATOR|invalid_grant|[50173, 7000222]",
                "ADMINISTRATOR|consent_required|[65001, 90094]",
                "OPERATOR|invalid_client|[50173]",
                "NOBODY|server_error|[50173]",
                "NOBODY|temporarily_unavailable|[7000222]"
            })
    void what_condemns_least_counts(Turn turn, String error, String numbers) {
        providers.server.answer(400, microsoftError(error, numbers));

        assertThat(turnIn(providers.microsoft.refresh(Secret.of("r")))).isEqualTo(turn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "\"50173\"",
                "50173",
                "[\"50173\"]",
                "[50173.5]",
                "[[50173]]",
                "[99999999999999999999]",
                "[-50173]"
            })
    void F5_numbers_that_are_none_condemn_nobody(String numbers) {
        providers.server.answer(400, microsoftError("something_new", numbers));

        assertThat(providers.microsoft.refresh(Secret.of("r"))).isInstanceOf(Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 404, 405, 408, 410, 418, 422})
    void F5_a_status_that_no_token_endpoint_uses_condemns_nobody(int status) {
        providers.server.answer(status, microsoftError("invalid_grant", "[50173]"));

        assertThat(providers.microsoft.refresh(Secret.of("r"))).isInstanceOf(Unavailable.class);
        assertThat(providers.google.refresh(Secret.of("r"))).isInstanceOf(Unavailable.class);
    }

    @Test
    void a_text_decides_nothing() {
        providers.server.answer(
                400, "{\"error\":\"something_new\",\"error_description\":\"AADSTS50173: invalid_grant, revoked\"}");

        assertThat(providers.microsoft.refresh(Secret.of("r"))).isInstanceOf(Unavailable.class);
        assertThat(providers.google.refresh(Secret.of("r"))).isInstanceOf(Unavailable.class);
    }

    @Test
    void what_microsoft_demands_of_the_next_sign_in_is_kept() {
        providers.server.answer(400, """
                {"error":"interaction_required","error_codes":[50076],"suberror":"basic_action",
                 "claims":"{\\"access_token\\": {\\"capolids\\":{\\"essential\\":true,\\"values\\":[\\"c1\\"]}}}"}""");

        assertThat(providers.microsoft.refresh(Secret.of("r")))
                .isEqualTo(new GrantRefused(
                        "AADSTS50076",
                        Optional.of("{\"access_token\":{\"capolids\":{\"essential\":true,\"values\":[\"c1\"]}}}")));
    }

    @ParameterizedTest
    @MethodSource("claimsThatAreNone")
    void claims_that_make_no_sense_are_none(String claims) {
        providers.server.answer(
                400, "{\"error\":\"interaction_required\",\"error_codes\":[50076],\"claims\":" + claims + "}");

        assertThat(providers.microsoft.refresh(Secret.of("r"))).isEqualTo(new GrantRefused("AADSTS50076"));
    }

    static String[] claimsThatAreNone() {
        return new String[] {
            "null",
            "17",
            "{}",
            "\"\"",
            "\"no json\"",
            "\"[]\"",
            "\"{\\\"access_token\\\":[]}\"",
            "\"" + "[".repeat(9000) + "\""
        };
    }

    @ParameterizedTest
    @CsvSource({
        "PERSON, 400, invalid_grant",
        "PERSON, 401, invalid_grant",
        "PERSON, 403, access_denied",
        "ADMINISTRATOR, 400, admin_policy_enforced",
        "ADMINISTRATOR, 403, org_internal",
        "OPERATOR, 401, invalid_client",
        "OPERATOR, 400, unauthorized_client",
        "OPERATOR, 401, deleted_client",
        "OPERATOR, 401, disabled_client",
        "OPERATOR, 400, redirect_uri_mismatch",
        "OPERATOR, 400, invalid_scope",
        "OPERATOR, 400, unsupported_grant_type",
        "NOBODY, 403, rate_limit_exceeded",
        "NOBODY, 403, rateLimitExceeded",
        "NOBODY, 400, invalid_request",
        "NOBODY, 400, interaction_required",
        "NOBODY, 401, something_new",
        "NOBODY, 400, INVALID_GRANT",
        "NOBODY, 400, ''"
    })
    void a_code_of_google_says_whose_turn_it_is(Turn turn, int status, String error) {
        providers.server.answer(status, "{\"error\":\"%s\",\"error_description\":\"revoked\"}".formatted(error));

        TokenAnswer refreshed = providers.google.refresh(Secret.of("r"));

        assertThat(turnIn(refreshed)).isEqualTo(turn);
        assertThat(codeIn(refreshed)).isEqualTo(turn == Turn.NOBODY ? "" : error);
        assertThat(providers.google.exchange(Secret.of("c"), Secret.of("v"), CALLBACK))
                .isEqualTo(refreshed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_rapt", "something_new", ""})
    void whatever_its_subtype_a_dead_grant_of_google_is_its_persons(String subtype) {
        providers.server.answer(400, "{\"error\":\"invalid_grant\",\"error_subtype\":\"%s\"}".formatted(subtype));

        assertThat(providers.google.refresh(Secret.of("r"))).isEqualTo(new GrantRefused("invalid_grant"));
    }

    @Test
    void a_refusal_may_say_how_long_to_wait() {
        providers.server.answer(403, Map.of("Retry-After", "90"), "{\"error\":\"rate_limit_exceeded\"}");

        assertThat(((Unavailable) providers.google.refresh(Secret.of("r"))).retryAfter())
                .contains(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @CsvSource({
        "access_denied, '', DENIED",
        "access_denied, 'AADSTS65004: User declined to consent.', DENIED",
        "consent_required, 'AADSTS65004: Declined.', DENIED",
        "access_denied, 'AADSTS90094: The grant requires admin permission.', ADMINISTRATOR",
        "access_denied, 'AADSTS90095: Request access.', ADMINISTRATOR",
        "consent_required, 'AADSTS90093: Forbidden.', ADMINISTRATOR",
        "invalid_client, 'AADSTS650052: Not subscribed.', ADMINISTRATOR",
        "access_denied, 'AADSTS50105: Not assigned.', ADMINISTRATOR",
        "access_denied, 'AADSTS500213: Policy.', ADMINISTRATOR",
        "invalid_request, 'AADSTS50011: Redirect.', OPERATOR",
        "unauthorized_client, '', OPERATOR",
        "invalid_scope, '', OPERATOR",
        "unsupported_response_type, '', OPERATOR",
        "server_error, '', PROVIDER",
        "server_error, 'AADSTS90094: Odd.', PROVIDER",
        "temporarily_unavailable, 'AADSTS90033: Busy.', PROVIDER",
        "interaction_required, 'AADSTS50076: Second factor.', PROVIDER",
        "login_required, '', PROVIDER",
        "invalid_request, '', PROVIDER",
        "something_new, '', PROVIDER",
        "'', '', PROVIDER",
        // only the very beginning is a hint, and only a whole number
        "access_denied, 'see AADSTS90094', DENIED",
        "access_denied, 'AADSTS900941: New.', DENIED",
        "access_denied, 'AADSTS90094000000000000', DENIED",
        "access_denied, 'aadsts90094', DENIED"
    })
    void an_error_on_the_way_back_from_microsoft(String error, String description, AuthorizationFault fault) {
        assertThat(providers.microsoft.faultOf(error, description)).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({
        "access_denied, DENIED",
        "admin_policy_enforced, ADMINISTRATOR",
        "org_internal, ADMINISTRATOR",
        "invalid_client, OPERATOR",
        "unauthorized_client, OPERATOR",
        "deleted_client, OPERATOR",
        "disabled_client, OPERATOR",
        "redirect_uri_mismatch, OPERATOR",
        "invalid_scope, OPERATOR",
        "unsupported_response_type, OPERATOR",
        "server_error, PROVIDER",
        "temporarily_unavailable, PROVIDER",
        "rate_limit_exceeded, PROVIDER",
        "disallowed_useragent, PROVIDER",
        "invalid_request, PROVIDER",
        "something_new, PROVIDER",
        "'', PROVIDER"
    })
    void an_error_on_the_way_back_from_google(String error, AuthorizationFault fault) {
        assertThat(providers.google.faultOf(error, "AADSTS90094: not Google's")).isEqualTo(fault);
    }

    private static Turn turnIn(TokenAnswer answer) {
        return switch (answer) {
            case TokenAnswer.Granted _ -> throw new AssertionError("It was granted");
            case GrantRefused _ -> Turn.PERSON;
            case AdministratorRefused _ -> Turn.ADMINISTRATOR;
            case ClientRefused _ -> Turn.OPERATOR;
            case Unavailable _ -> Turn.NOBODY;
        };
    }

    private static String codeIn(TokenAnswer answer) {
        return switch (answer) {
            case TokenAnswer.Granted _, Unavailable _ -> "";
            case GrantRefused refused -> refused.code();
            case AdministratorRefused(String code) -> code;
            case ClientRefused(String code) -> code;
        };
    }

    private static String microsoftError(String error, String numbers) {
        return "{\"error\":\"%s\",\"error_description\":\"Trace\",\"error_codes\":%s}".formatted(error, numbers);
    }
}
