package io.syncline.local.cloud.template;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A resource of the template as it is declared there.
 *
 * @param id its logical id
 * @param type such as {@code AWS::SQS::Queue}
 * @param properties as declared, with intrinsic functions not yet evaluated
 */
public record Resource(String id, String type, JsonNode properties) {}
