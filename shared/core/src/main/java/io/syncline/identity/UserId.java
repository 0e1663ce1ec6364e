package io.syncline.identity;

/**
 * A person of an organisation, as the OIDC issuer's {@code sub} names them.
 *
 * @param value 1 to 128 characters without control characters or blanks at the ends
 */
public record UserId(String value) {

    public UserId {
        if (value.isBlank()
                || value.length() > 128
                || !value.strip().equals(value)
                || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A user id has 1 to 128 printable characters");
        }
    }
}
