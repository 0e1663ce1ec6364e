package io.syncline.local.cloud.template;

/** What {@code Ref} and {@code GetAtt} answer for the resources of a stack. */
public interface ResourceNames {

    /** What {@code Ref} of a resource answers: a name, an address or an ARN, depending on its type. */
    String reference(Resource resource);

    /** What {@code GetAtt} of a resource answers for an attribute such as {@code Arn}. */
    String attribute(Resource resource, String attribute);
}
