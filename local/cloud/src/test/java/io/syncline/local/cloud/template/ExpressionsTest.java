package io.syncline.local.cloud.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpressionsTest {

    private static final String HEAD = """
            Parameters:
              Stage: { Type: String, Default: test }
            Conditions:
              Live: !Equals [!Ref Stage, live]
              Quiet: !Not [!Condition Live]
            Resources:
              Work: { Type: AWS::SQS::Queue, Properties: { FifoQueue: true } }
              Probe:
                Type: Some::Thing
                Properties:
                  Value:\s""";

    @Test
    void references_and_attributes_are_names_and_arns() {
        assertThat(value("!Ref Work")).isEqualTo("http://aws/000000000000/syncline-Work.fifo");
        assertThat(value("!GetAtt Work.Arn")).isEqualTo("arn:aws:sqs:eu-central-1:000000000000:syncline-Work.fifo");
        assertThat(value("!Ref Stage")).isEqualTo("test");
    }

    @Test
    void texts_are_substituted_joined_split_and_selected() {
        assertThat(value("!Sub '${Stage}-${Work.Arn}-${!kept}'"))
                .isEqualTo("test-arn:aws:sqs:eu-central-1:000000000000:syncline-Work.fifo-${kept}");
        assertThat(value("!Sub ['${A}${Stage}', { A: !Ref 'AWS::Region' }]")).isEqualTo("eu-central-1test");
        assertThat(value("!Join [' ', [a, !Ref Stage]]")).isEqualTo("a test");
        assertThat(value("!Select [2, !Split ['/', 'https://host/path']]")).isEqualTo("host");
    }

    @Test
    void a_condition_chooses_and_no_value_drops_the_member() {
        assertThat(value("!If [Live, a, b]")).isEqualTo("b");
        assertThat(value("!If [Quiet, a, b]")).isEqualTo("a");
        assertThat(stack("{ Kept: 1, Dropped: !If [Live, 2, !Ref 'AWS::NoValue'] }")
                        .property(probe("{ Kept: 1, Dropped: !If [Live, 2, !Ref 'AWS::NoValue'] }"), "Value")
                        .toString())
                .isEqualTo("{\"Kept\":1}");
    }

    @Test
    void something_that_does_not_exist_is_told_by_name() {
        assertThatThrownBy(() -> value("!Ref Nobody")).hasMessageContaining("Nobody");
        assertThatThrownBy(() -> value("!ImportValue x")).hasMessageContaining("Fn::ImportValue");
    }

    private static String value(String expression) {
        return stack(expression).text(probe(expression), "Value", "nothing");
    }

    private static Stack stack(String expression) {
        return new Stack(Template.parse(HEAD + expression + "\n"), Map.of(), "http://aws");
    }

    private static Resource probe(String expression) {
        return Template.parse(HEAD + expression + "\n").resource("Probe").orElseThrow();
    }
}
