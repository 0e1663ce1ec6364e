package io.syncline.api;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.RecordLook;
import io.syncline.authorisation.RemoveMember;
import io.syncline.authorisation.RemoveOrganisation;
import io.syncline.authorisation.RemoveOrganisation.Progress;
import io.syncline.aws.http.HttpRequest;
import io.syncline.aws.http.HttpResponse;
import io.syncline.aws.http.Refusal;
import io.syncline.aws.http.Routes.Responder;
import io.syncline.identity.Caller;
import io.syncline.identity.UserId;
import io.syncline.token.ReportKeys;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an administrator does for the whole organisation: people and organisations that leave, and its keys. */
record OrganisationRoutes(
        RemoveMember removeMember,
        RemoveOrganisation removeOrganisation,
        ReportKeys reportKeys,
        RecordLook recordLook,
        Refusals refusals) {

    Map<String, Responder> routes() {
        return Map.of(
                "DELETE /v1/members/{userId}", this::removeMember,
                "DELETE /v1/organisation", this::removeOrganisation,
                "GET /v1/keys", this::keys);
    }

    record RemovedForm(int disconnected) {}

    record ConfirmationForm(@Nullable String confirm) {}

    record ProgressForm(int disconnected, int waiting, boolean keysDestroyed) {}

    record KeysForm(String standing, List<KeyForm> keys, long orphans) {}

    record KeyForm(String key, String createdAt, boolean primary, long rows) {}

    private HttpResponse removeMember(HttpRequest request) {
        Caller caller = refusals.administrator(request);
        UserId member = request.path("userId", UserId::new);
        return HttpResponse.json(
                200, new RemovedForm(removeMember.run(caller.organisation(), member, Actor.of(caller))));
    }

    private HttpResponse removeOrganisation(HttpRequest request) {
        Caller caller = refusals.administrator(request);
        if (!caller.organisation()
                .value()
                .equals(request.json(ConfirmationForm.class).confirm())) {
            throw Refusal.invalid("confirm", "Write the organisation's id into 'confirm': this cannot be undone.");
        }
        Progress progress = removeOrganisation.run(caller.organisation(), Actor.of(caller));
        return HttpResponse.json(
                200, new ProgressForm(progress.disconnected(), progress.waiting(), progress.shredded()));
    }

    private HttpResponse keys(HttpRequest request) {
        Caller caller = refusals.administrator(request);
        recordLook.run(caller, Action.KEYS_REPORTED, "keys");
        return HttpResponse.json(
                200,
                reportKeys
                        .run(caller.organisation())
                        .map(OrganisationRoutes::form)
                        .orElseGet(() -> new KeysForm("open", List.of(), 0)));
    }

    private static KeysForm form(ReportKeys.Report report) {
        return new KeysForm(
                report.standing().name().toLowerCase(Locale.ROOT),
                report.keys().stream()
                        .map(line ->
                                new KeyForm(line.key().hex(), line.createdAt().toString(), line.primary(), line.rows()))
                        .toList(),
                report.orphans().values().stream().mapToLong(Long::longValue).sum());
    }
}
