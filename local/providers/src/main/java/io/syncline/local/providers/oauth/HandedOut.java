package io.syncline.local.providers.oauth;

/**
 * The first tokens of a grant.
 *
 * @param grant its number in the ledger's token requests
 */
public record HandedOut(long grant, String accessToken, String refreshToken) {

    @Override
    public String toString() {
        return "HandedOut[" + grant + "]";
    }
}
