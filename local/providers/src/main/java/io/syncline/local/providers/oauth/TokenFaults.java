package io.syncline.local.providers.oauth;

import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.fidelity.FaultEffect;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Answer;

/** Faults of the token endpoints, in each provider's own words. */
public final class TokenFaults {

    private TokenFaults() {}

    public static FaultRule of(GoogleTokenError error) {
        return of(Provider.GOOGLE, exactly(error.answer()));
    }

    public static FaultRule of(AadError error, World world) {
        return of(Provider.MICROSOFT, exactly(error.answer(world)));
    }

    /** Whatever effect on the next request at the provider's token endpoint. */
    public static FaultRule of(Provider provider, FaultEffect effect) {
        return FaultRule.on("POST", "/token$", effect).at(partOf(provider));
    }

    /** The name of the provider's sign-in host in the ledger and in fault rules. */
    public static String partOf(Provider provider) {
        return switch (provider) {
            case GOOGLE -> GoogleAccountsHost.PART;
            case MICROSOFT -> MicrosoftLoginHost.PART;
        };
    }

    /** The same error in place of a code. */
    public static SignInError signInError(AadError error, World world) {
        return SignInError.microsoft(error, world);
    }

    private static FaultEffect exactly(Answer answer) {
        return new FaultEffect.Answers(answer.status(), answer.headers(), answer.text(), false);
    }
}
