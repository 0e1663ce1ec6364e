package io.syncline.local.providers.oauth;

/** What an access token is worth where it is presented. */
public sealed interface Bearer {

    /** It is good. */
    record Living(Grant grant) implements Bearer {}

    /**
     * It lacks claims, and its client said that it can handle being told so.
     *
     * @param claims what to ask the token endpoint for, as JSON
     */
    record Challenged(Grant grant, String claims) implements Bearer {}

    /** It is unknown, expired, or its grant is over. */
    record Dead() implements Bearer {}
}
