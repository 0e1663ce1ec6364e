package io.syncline.local.cloud;

import io.syncline.local.cloud.template.Stack;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;

/** Key pairs by which the AWS endpoint knows who calls. */
final class Credentials {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Credentials() {}

    /** A new key id in AWS's shape. */
    static String newKeyId() {
        String random = new BigInteger(80, RANDOM).toString(36).toUpperCase(Locale.ROOT);
        return "AKIA" + (random + "0000000000000000").substring(0, 16);
    }

    /** What a function finds in its environment to call AWS with. */
    static Map<String, String> environment(String keyId, String awsEndpoint) {
        return Map.of(
                "AWS_REGION",
                Stack.REGION,
                "AWS_DEFAULT_REGION",
                Stack.REGION,
                "AWS_ENDPOINT_URL",
                awsEndpoint,
                "AWS_ACCESS_KEY_ID",
                keyId,
                "AWS_SECRET_ACCESS_KEY",
                "local-" + keyId);
    }
}
