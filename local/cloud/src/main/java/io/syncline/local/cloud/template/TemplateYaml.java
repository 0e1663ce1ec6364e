package io.syncline.local.cloud.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * CloudFormation's YAML with its short tags written out: {@code !Ref X} becomes {@code {"Ref": "X"}} and
 * {@code !GetAtt X.Arn} becomes {@code {"Fn::GetAtt": ["X", "Arn"]}}
 * (AWS CloudFormation user guide, "Intrinsic function reference").
 */
final class TemplateYaml {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TemplateYaml() {}

    static JsonNode read(String text) {
        Object document = new Yaml(new ShortTags(new LoaderOptions())).load(text);
        return JSON.valueToTree(document);
    }

    private static final class ShortTags extends SafeConstructor {

        ShortTags(LoaderOptions options) {
            super(options);
            yamlMultiConstructors.put("!", new WrittenOut());
        }

        private final class WrittenOut extends AbstractConstruct {

            @Override
            public Object construct(Node node) {
                String tag = node.getTag().getValue().substring(1);
                Object argument = argumentOf(node);
                if (tag.equals("Ref") || tag.equals("Condition")) {
                    return Map.of(tag, argument);
                }
                if (tag.equals("GetAtt") && argument instanceof String path) {
                    int dot = path.indexOf('.');
                    return Map.of("Fn::GetAtt", List.of(path.substring(0, dot), path.substring(dot + 1)));
                }
                return Map.of("Fn::" + tag, argument);
            }

            private Object argumentOf(Node node) {
                if (node instanceof SequenceNode sequence) {
                    return constructSequence(sequence);
                }
                if (node instanceof MappingNode mapping) {
                    return constructMapping(mapping);
                }
                return constructScalar((ScalarNode) node);
            }
        }
    }
}
