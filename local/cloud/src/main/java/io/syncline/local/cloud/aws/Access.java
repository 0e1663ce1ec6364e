package io.syncline.local.cloud.aws;

import java.util.List;
import java.util.Map;

/**
 * One thing that a request asks to be allowed: an action on a resource.
 *
 * @param action such as {@code dynamodb:PutItem}
 * @param resource the ARN of the table, index, queue, key or secret
 * @param context condition keys of the request, such as {@code kms:EncryptionContextKeys}
 */
public record Access(String action, String resource, Map<String, List<String>> context) {

    public Access {
        context = Map.copyOf(context);
    }

    public Access(String action, String resource) {
        this(action, resource, Map.of());
    }
}
