package io.syncline.authorisation;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.AuditTrail;
import io.syncline.audit.Deed;
import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import java.time.InstantSource;
import java.util.Optional;

/**
 * An administrator's browser came back from the provider's consent page. Nothing that it says is trusted, the tenant
 * least of all: whoever asked is told to try again, and only their own sign-in shows whether the consent is there.
 */
public final class AnswerAdminConsent {

    private final ConsentRequests requests;
    private final StateSignatures signatures;
    private final AuditTrail trail;
    private final InstantSource clock;

    public AnswerAdminConsent(
            ConsentRequests requests, StateSignatures signatures, AuditTrail trail, InstantSource clock) {
        this.requests = requests;
        this.signatures = signatures;
        this.trail = trail;
        this.clock = clock;
    }

    /** How it is taken. */
    public enum Answer {
        /** The administrator said yes, as far as the browser says: the person who asked is told to try again. */
        ALLOWED,
        /** The administrator said no. */
        DECLINED,
        /** It was asked too long ago, was answered by connecting, or was never asked. */
        UNKNOWN
    }

    /**
     * Takes the answer.
     *
     * @param saysYes whether the browser came back without an error
     */
    public Answer run(Optional<Provider> provider, Optional<String> state, boolean saysYes) {
        Optional<ConsentState> verified = state.flatMap(
                        text -> ConsentState.verified(text, signatures, clock.instant()))
                .filter(one -> Optional.of(one.provider()).equals(provider));
        if (verified.isEmpty()) {
            trail.note(
                    OrganisationId.INSTALLATION,
                    Deed.refused(Actor.STRANGER, Action.CONSENT_ANSWERED_BY_ADMINISTRATOR, "admin-consent", "invalid"));
            return Answer.UNKNOWN;
        }
        return requests.find(
                        verified.get().organisation(),
                        verified.get().user(),
                        verified.get().provider())
                .map(request -> answered(request, saysYes))
                .orElse(Answer.UNKNOWN);
    }

    private Answer answered(ConsentRequest request, boolean saysYes) {
        trail.note(request.organisation(), deed(request, saysYes));
        if (!saysYes) {
            return Answer.DECLINED;
        }
        requests.put(new ConsentRequest(
                request.organisation(),
                request.user(),
                request.provider(),
                request.services(),
                request.askedAt(),
                Optional.of(clock.instant())));
        return Answer.ALLOWED;
    }

    private static Deed deed(ConsentRequest request, boolean saysYes) {
        return saysYes
                ? Deed.done(
                        Actor.STRANGER, Action.CONSENT_ANSWERED_BY_ADMINISTRATOR, request.subject(), "unverified yes")
                : Deed.refused(Actor.STRANGER, Action.CONSENT_ANSWERED_BY_ADMINISTRATOR, request.subject(), "no");
    }
}
