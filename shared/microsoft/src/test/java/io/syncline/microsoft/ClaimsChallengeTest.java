package io.syncline.microsoft;

import static io.syncline.microsoft.GraphAnswers.challenge;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClaimsChallengeTest {
    private static final String DEMAND = "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1??>>\"}}}";

    @Test
    void the_demand_stands_in_the_header_as_base64() {
        assertThat(ClaimsChallenge.in(List.of(challenge(DEMAND)))).contains(DEMAND);
    }

    @Test
    void the_order_of_parameters_and_the_case_of_the_scheme_do_not_count() {
        String claims = Base64.getEncoder().encodeToString(DEMAND.getBytes(StandardCharsets.UTF_8));

        assertThat(ClaimsChallenge.in(
                        List.of("bearer claims=\"" + claims + "\",error=\"insufficient_claims\",realm=\"\"")))
                .contains(DEMAND);
    }

    @Test
    void both_alphabets_of_base64_are_read_with_or_without_padding() {
        String claims = Base64.getUrlEncoder().withoutPadding().encodeToString(DEMAND.getBytes(StandardCharsets.UTF_8));

        assertThat(ClaimsChallenge.in(List.of("Bearer error=\"insufficient_claims\", claims=\"" + claims + "\"")))
                .contains(DEMAND);
    }

    @Test
    void of_several_headers_the_one_with_a_demand_counts() {
        assertThat(ClaimsChallenge.in(List.of("Negotiate", "Bearer realm=\"\"", challenge(DEMAND))))
                .contains(DEMAND);
    }

    @ParameterizedTest
    @MethodSource("headersWithoutDemand")
    void a_header_that_makes_no_sense_demands_nothing(String header) {
        assertThat(ClaimsChallenge.in(List.of(header))).isEmpty();
    }

    static String[] headersWithoutDemand() {
        String good = challenge(DEMAND);
        return new String[] {
            "",
            "Bearer",
            "Bearer realm=\"\"",
            good.replace("Bearer", "Basic"),
            good.replace("insufficient_claims", "invalid_token"),
            good.replace("claims=\"", "claims=\"!"),
            good.substring(0, good.length() - 3),
            good + ", claims=\"e30=\"",
            challenge("no json"),
            challenge("[]"),
            challenge(""),
            challenge("{\"access_token\":"),
            challenge("{access_token:1}"),
            challenge("[".repeat(4000)),
            challenge("{\"a\":".repeat(800)),
            challenge("{\"x\":\"" + "y".repeat(9000) + "\"}"),
            "Bearer " + "a=\"".repeat(2000)
        };
    }
}
