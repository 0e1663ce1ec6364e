package io.syncline.oauth;

import io.syncline.token.TokenAnswer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Whose turn it is after an error answer. */
enum Turn {
    /** Nobody's: it passes, or it says nothing that is proven. */
    NOBODY,
    /** Ours: the registration, the secret or the redirect URI is wrong, and no connection is to blame. */
    OPERATOR,
    /** An administrator of the account's organisation. */
    ADMINISTRATOR,
    /** The person whose account it is. */
    PERSON;

    /**
     * The statuses whose codes are believed (RFC 6749 section 5.2, and 403, which Google uses too). Other statuses come
     * from whatever stands in between.
     */
    static final Set<Integer> BELIEVED_STATUSES = Set.of(400, 401, 403);

    /**
     * The answer to a token request.
     *
     * @param code the machine code that decided
     * @param reason one sentence for the case that it is nobody's turn
     */
    TokenAnswer answer(String code, Optional<String> claims, Optional<Duration> retryAfter, String reason) {
        return switch (this) {
            case NOBODY -> new TokenAnswer.Unavailable(retryAfter, reason);
            case OPERATOR -> new TokenAnswer.ClientRefused(code);
            case ADMINISTRATOR -> new TokenAnswer.AdministratorRefused(code);
            case PERSON -> new TokenAnswer.GrantRefused(code, claims);
        };
    }
}
