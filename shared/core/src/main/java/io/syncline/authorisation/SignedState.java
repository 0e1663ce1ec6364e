package io.syncline.authorisation;

import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/**
 * The {@code state} of an authorisation request: what it was started for, and a signature over exactly that.
 *
 * <p>Its form is {@code base64url(text).signature}, where {@code text} is, joined by line feeds: {@code 1}, the pending
 * authorisation's id, provider, organisation, user, expiry in epoch seconds, and the hash of the browser's cookie. Ids
 * hold no line feed. None of it is secret; all of it is checked before any row is touched.
 */
record SignedState(
        String id, Provider provider, OrganisationId organisation, UserId user, Instant expiresAt, String cookieHash) {

    private static final String FORMAT = "1";
    private static final int LONGEST = 2_048;

    static SignedState of(PendingAuthorisation pending) {
        return new SignedState(
                pending.id(),
                pending.provider(),
                pending.organisation(),
                pending.user(),
                pending.expiresAt().truncatedTo(ChronoUnit.SECONDS),
                pending.cookieHash());
    }

    String signedBy(StateSignatures signatures) {
        String encoded =
                Base64.getUrlEncoder().withoutPadding().encodeToString(text().getBytes(StandardCharsets.UTF_8));
        return encoded + "." + signatures.sign(encoded);
    }

    /** What the state says, or nothing where it is malformed or its signature is not ours. */
    static Optional<SignedState> verified(String state, StateSignatures signatures) {
        int dot = state.indexOf('.');
        if (dot < 1 || state.length() > LONGEST) {
            return Optional.empty();
        }
        String encoded = state.substring(0, dot);
        return signatures.matches(encoded, state.substring(dot + 1)) ? parsed(encoded) : Optional.empty();
    }

    private static Optional<SignedState> parsed(String encoded) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            String[] parts = text.split("\n", -1);
            if (parts.length != 7 || !parts[0].equals(FORMAT)) {
                return Optional.empty();
            }
            return Provider.of(parts[2])
                    .map(provider -> new SignedState(
                            parts[1],
                            provider,
                            new OrganisationId(parts[3]),
                            new UserId(parts[4]),
                            Instant.ofEpochSecond(Long.parseLong(parts[5])),
                            parts[6]));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty(); // only somebody with the key could make us come here
        }
    }

    private String text() {
        return String.join(
                "\n",
                FORMAT,
                id,
                provider.word(),
                organisation.value(),
                user.value(),
                Long.toString(expiresAt.getEpochSecond()),
                cookieHash);
    }
}
