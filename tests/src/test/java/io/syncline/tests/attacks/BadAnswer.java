package io.syncline.tests.attacks;

import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.fidelity.FaultEffect;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.local.providers.oauth.TokenFaults;
import java.util.Locale;
import java.util.Map;

/** Answers of a token endpoint that are of no use to anybody, and condemn nobody. */
enum BadAnswer {
    TOO_MANY_REQUESTS(429, "{\"error\":\"rate_limit_exceeded\"}"),
    INTERNAL_ERROR(500, "{\"error\":\"invalid_grant\"}"),
    UNAVAILABLE(503, "<html><body>503</body></html>"),
    NOT_FOUND(404, "{\"error\":\"invalid_grant\"}"),
    MALFORMED_JSON(200, "{\"access_token\":\"x\",\"token_type\":"),
    MALFORMED_JSON_AS_A_REFUSAL(400, "{\"error\":\"invalid_grant"),
    HTML(200, "<!doctype html><title>Sign in to the guest network</title>"),
    HTML_AS_A_REFUSAL(403, "<!doctype html><title>Blocked by policy</title>"),
    ARRAY(200, "[{\"access_token\":\"x\"}]"),
    NULL(200, "null"),
    NOTHING(200, ""),
    TWO_OBJECTS(200, good("\"expires_in\":3600") + "{}"),
    HUGE_BODY(200, "{\"access_token\":\"" + "x".repeat(10 << 20) + "\"}"),
    HUGE_TOKEN(200, good("\"expires_in\":3600").replace("planted", "p".repeat(20_000))),
    TOKEN_WITH_LINE_BREAKS(200, good("\"expires_in\":3600").replace("planted", "planted\\r\\nX-Evil: 1")),
    REDIRECT(302, ""),
    NO_ACCESS_TOKEN(200, "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"scope\":\"openid\"}"),
    NUMERIC_ACCESS_TOKEN(
            200, "{\"access_token\":1,\"token_type\":\"Bearer\",\"expires_in\":3600,\"scope\":\"openid\"}"),
    OTHER_TOKEN_TYPE(200, good("\"expires_in\":3600").replace("Bearer", "mac")),
    NO_EXPIRES_IN(200, good("\"other\":0")),
    NEGATIVE_EXPIRES_IN(200, good("\"expires_in\":-3600")),
    ZERO_EXPIRES_IN(200, good("\"expires_in\":0")),
    ABSURD_EXPIRES_IN(200, good("\"expires_in\":9223372036854775807")),
    MORE_THAN_ABSURD_EXPIRES_IN(200, good("\"expires_in\":1e400")),
    WORDY_EXPIRES_IN(200, good("\"expires_in\":\"soon\"")),
    NUMERIC_REFRESH_TOKEN(200, good("\"expires_in\":3600,\"refresh_token\":42")),
    UNKNOWN_ERROR(400, "{\"error\":\"<script>\",\"error_description\":\"x\\r\\ny\"}"),
    ERROR_THAT_IS_NO_TEXT(400, "{\"error\":{\"invalid_grant\":true},\"error_codes\":\"50173\"}");

    private final int status;
    private final String body;

    BadAnswer(int status, String body) {
        this.status = status;
        this.body = body;
    }

    /** A rule for the provider's token endpoint; it answers and does nothing. */
    FaultRule at(Provider provider) {
        FaultRule rule = TokenFaults.of(provider, new FaultEffect.Answers(status, Map.of(), body, false));
        return this == REDIRECT ? rule.with("Location", "https://attacker.example/token") : rule;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** An answer that were good if nothing else were wrong with it. */
    private static String good(String member) {
        return "{\"access_token\":\"planted\",\"token_type\":\"Bearer\",\"scope\":\"openid Calendars.ReadWrite"
                + " https://www.googleapis.com/auth/calendar\"," + member + "}";
    }
}
