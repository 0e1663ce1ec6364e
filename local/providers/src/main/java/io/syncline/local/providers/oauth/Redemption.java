package io.syncline.local.providers.oauth;

/** What became of an authorisation code at the token endpoint. */
sealed interface Redemption {

    /** The code was good, and is used up now. */
    record Redeemed(AuthorizationRequest request, Grant grant) implements Redemption {}

    /** Nobody issued it, or to another client. */
    record Unknown() implements Redemption {}

    /** It was redeemed before. */
    record Used(Grant grant) implements Redemption {}

    /** It is older than ten minutes. */
    record Expired() implements Redemption {}

    /** The redirect address differs from the authorisation's. */
    record Misdirected() implements Redemption {}

    /** The PKCE verifier is missing. */
    record Unverified() implements Redemption {}

    /** The PKCE verifier does not belong to the challenge. */
    record Mismatched() implements Redemption {}
}
