package io.syncline.local.providers.google;

import io.syncline.local.providers.fidelity.Custom;
import io.syncline.local.providers.fidelity.Door;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.http.Responder;
import io.syncline.local.providers.http.Routes;
import io.syncline.local.providers.oauth.Tokens;
import java.util.Set;

/**
 * Stands for the Gmail API at gmail.googleapis.com, as far as it says whose mailbox it is. Mailboxes are empty.
 *
 * @see <a href="https://developers.google.com/workspace/gmail/api/reference/rest/v1/users/getProfile">users.getProfile</a>
 */
public final class GmailHost {

    /** The host's name in the ledger and in fault rules. */
    public static final String PART = "gmail";

    private static final Set<String> PROFILE =
            Set.of("https://mail.google.com/", "gmail.modify", "gmail.compose", "gmail.readonly", "gmail.metadata");

    private final GoogleAccess access;
    private final Responder responder;

    public GmailHost(World world, Tokens tokens) {
        this.access = new GoogleAccess(tokens, ScopeError.GMAIL);
        var routes = new Routes(request -> {
                    throw GoogleError.notFound();
                })
                .on("GET", "/gmail/v1/users/{userId}/profile", this::profile);
        this.responder = new Door(
                        PART,
                        world,
                        request -> request.headers().bearer().flatMap(tokens::ownerOf),
                        request -> LedgerEntry.Kind.READ,
                        Custom.NONE)
                .before(routes);
    }

    public Responder responder() {
        return responder;
    }

    private Answer profile(Request request) {
        var account = access.allowed(request, PROFILE, "caribou.api.proto.MailboxService.GetProfile", "gmail.readonly");
        var who = request.place("userId");
        if (!who.equals("me") && !who.equalsIgnoreCase(account.email())) {
            throw GoogleError.of(403, "forbidden", "Delegation denied for " + account.email())
                    .refusal();
        }
        return Answer.json(
                200,
                Json.object()
                        .put("emailAddress", account.email())
                        .put("messagesTotal", 0)
                        .put("threadsTotal", 0)
                        .put("historyId", "1000"));
    }
}
