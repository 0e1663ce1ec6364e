package io.syncline.local.cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Statements of a role, read as IAM reads them. */
class PermissionsTest {

    private static final String KEY = "kms:EncryptionContextKeys";

    @Test
    void string_equals_wants_a_value_and_the_right_one() {
        String condition = "\"StringEquals\":{\"" + KEY + "\":\"organisation\"}";

        assertThat(allows(condition, "organisation")).isTrue();
        assertThat(allows(condition, "other")).isFalse();
        assertThat(allows(condition)).isFalse();
    }

    @Test
    void for_any_value_is_content_with_one_and_for_all_values_wants_each() {
        String any = "\"ForAnyValue:StringEquals\":{\"" + KEY + "\":\"organisation\"}";
        String all = "\"ForAllValues:StringEquals\":{\"" + KEY + "\":[\"organisation\",\"kind\"]}";

        assertThat(allows(any, "organisation", "extra")).isTrue();
        assertThat(allows(any)).isFalse();
        assertThat(allows(all, "organisation", "kind")).isTrue();
        assertThat(allows(all, "organisation", "extra")).isFalse();
        assertThat(allows(all)).as("of no values each is right").isTrue();
    }

    @Test
    void null_asks_whether_the_key_is_missing() {
        assertThat(allows("\"Null\":{\"" + KEY + "\":\"false\"}", "organisation"))
                .isTrue();
        assertThat(allows("\"Null\":{\"" + KEY + "\":false}")).isFalse();
        assertThat(allows("\"Null\":{\"" + KEY + "\":\"true\"}")).isTrue();
    }

    @Test
    void string_like_knows_stars() {
        String like = "\"StringLike\":{\"" + KEY + "\":\"org-*\"}";

        assertThat(allows(like, "org-1")).isTrue();
        assertThat(allows(like, "org-1", "user-1")).isFalse();
    }

    @Test
    void several_conditions_have_to_hold_together() {
        String both =
                "\"ForAllValues:StringEquals\":{\"" + KEY + "\":\"organisation\"},\"Null\":{\"" + KEY + "\":\"false\"}";

        assertThat(allows(both, "organisation")).isTrue();
        assertThat(allows(both)).isFalse();
    }

    @Test
    void an_operator_that_is_not_known_here_allows_nothing_and_denies_everything() {
        String unknown = "\"NumericLessThan\":{\"" + KEY + "\":\"7\"}";
        String deny = "{\"Effect\":\"Deny\",\"Action\":\"kms:*\",\"Resource\":\"*\",\"Condition\":{" + unknown + "}}";

        assertThat(allows(unknown, "5")).isFalse();
        assertThat(decide("[{\"Statement\":[" + statement("") + "," + deny + "]}]", "organisation"))
                .isFalse();
    }

    @Test
    void an_element_that_is_not_known_here_is_refused_by_its_name() {
        assertThatThrownBy(() -> decide(
                        "[{\"Statement\":[{\"Effect\":\"Deny\",\"NotAction\":\"kms:Sign\",\"Resource\":\"*\"}]}]"))
                .hasMessageContaining("NotAction");
    }

    private static boolean allows(String condition, String... values) {
        return decide("[{\"Statement\":[" + statement(condition) + "]}]", values);
    }

    private static String statement(String condition) {
        return "{\"Effect\":\"Allow\",\"Action\":\"kms:Decrypt\",\"Resource\":\"*\",\"Condition\":{" + condition + "}}";
    }

    private static boolean decide(String policies, String... values) {
        Map<String, List<String>> context = values.length == 0 ? Map.of() : Map.of(KEY, List.of(values));
        return Permissions.of(Json.read(policies))
                .firstRefused(List.of(new Access("kms:Decrypt", "arn:aws:kms:x:y:key/1", context)))
                .isEmpty();
    }
}
