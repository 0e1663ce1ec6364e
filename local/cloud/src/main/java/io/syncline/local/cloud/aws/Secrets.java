package io.syncline.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets Manager in process: GetSecretValue. */
public final class Secrets implements AwsService {

    private final Map<String, String> values = new ConcurrentHashMap<>();

    /** Declares a secret by its ARN. */
    public void declare(String arn, String value) {
        values.put(arn, value);
    }

    @Override
    public List<Access> accesses(String action, JsonNode request) {
        String id = request.path("SecretId").asText("");
        return List.of(new Access("secretsmanager:" + action, arnOf(id).orElse(id)));
    }

    @Override
    public Answer call(String target, byte[] body) {
        if (!target.endsWith(".GetSecretValue")) {
            return Answer.error(400, "InvalidRequestException", target + " does not run locally");
        }
        return arnOf(Json.read(body).path("SecretId").asText(""))
                .map(this::answer)
                .orElseGet(() -> Answer.error(400, "ResourceNotFoundException", "There is no such secret"));
    }

    private Answer answer(String arn) {
        return Answer.ok(Json.object()
                .put("ARN", arn)
                .put("Name", nameOf(arn))
                .put("VersionId", "local")
                .put("SecretString", values.getOrDefault(arn, "")));
    }

    private Optional<String> arnOf(String id) {
        return values.keySet().stream()
                .filter(arn -> arn.equals(id) || nameOf(arn).equals(id))
                .findFirst();
    }

    private static String nameOf(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }
}
