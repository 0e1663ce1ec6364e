package io.syncline.authorisation;

import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The {@code state} that an administrator's browser carries through the provider's consent page. It is bound to no
 * browser, because the administrator is somebody else than who asked; all it can do is to mark a request as answered.
 *
 * <p>Its form is {@code base64url(text).signature}, where {@code text} is, joined by line feeds: {@code consent-1},
 * provider, organisation, user, and expiry in epoch seconds.
 */
record ConsentState(Provider provider, OrganisationId organisation, UserId user, Instant expiresAt) {

    private static final String FORMAT = "consent-1";
    private static final int LONGEST = 2_048;

    String signedBy(StateSignatures signatures) {
        String text = String.join(
                "\n",
                FORMAT,
                provider.word(),
                organisation.value(),
                user.value(),
                Long.toString(expiresAt.getEpochSecond()));
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return encoded + "." + signatures.sign(encoded);
    }

    /** What the state says, or nothing where it is malformed, over, or its signature is not ours. */
    static Optional<ConsentState> verified(String state, StateSignatures signatures, Instant now) {
        int dot = state.indexOf('.');
        if (dot < 1 || state.length() > LONGEST) {
            return Optional.empty();
        }
        String encoded = state.substring(0, dot);
        return signatures.matches(encoded, state.substring(dot + 1))
                ? parsed(encoded).filter(one -> now.isBefore(one.expiresAt()))
                : Optional.empty();
    }

    private static Optional<ConsentState> parsed(String encoded) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8).split("\n", -1);
            if (parts.length != 5 || !parts[0].equals(FORMAT)) {
                return Optional.empty();
            }
            return Provider.of(parts[1])
                    .map(provider -> new ConsentState(
                            provider,
                            new OrganisationId(parts[2]),
                            new UserId(parts[3]),
                            Instant.ofEpochSecond(Long.parseLong(parts[4]))));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty(); // a state of another kind
        }
    }
}
