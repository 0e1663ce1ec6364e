package io.syncline.api;

import io.syncline.aws.http.HttpRequest;
import io.syncline.aws.http.HttpResponse;
import io.syncline.aws.http.Routes.Responder;
import io.syncline.calendar.SetSyncPolicy;
import io.syncline.calendar.SyncPolicies;
import io.syncline.calendar.SyncPolicy;
import io.syncline.identity.Caller;
import java.util.Map;

/** Whose each field is, and what becomes of conflicts. */
record PolicyRoutes(SyncPolicies policies, SetSyncPolicy setSyncPolicy, Refusals refusals) {

    Map<String, Responder> routes() {
        return Map.of(
                "GET /v1/organisation/sync-policy", this::get,
                "PUT /v1/organisation/sync-policy", this::put);
    }

    private HttpResponse get(HttpRequest request) {
        return HttpResponse.json(
                200, PolicyForm.of(policies.find(request.caller().organisation())));
    }

    private HttpResponse put(HttpRequest request) {
        Caller caller = refusals.administrator(request);
        SyncPolicy policy = request.json(PolicyForm.class).policy();
        setSyncPolicy.run(caller, policy);
        return HttpResponse.json(200, PolicyForm.of(policy));
    }
}
