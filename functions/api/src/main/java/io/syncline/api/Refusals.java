package io.syncline.api;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.AuditTrail;
import io.syncline.audit.Deed;
import io.syncline.aws.http.HttpRequest;
import io.syncline.aws.http.HttpResponse;
import io.syncline.aws.http.Problem;
import io.syncline.aws.http.ProblemType;
import io.syncline.aws.http.Refusal;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.Caller;

/** Refusals that stand in the trail: somebody reached for what is not theirs. */
record Refusals(AuditTrail trail) {

    /** The caller, who has to be an administrator. */
    Caller administrator(HttpRequest request) {
        Caller caller = request.caller();
        if (!caller.administers()) {
            note(caller, "organisation", request);
            throw Refusal.of(ProblemType.NOT_ALLOWED, "Only an administrator may do that; ask one of them.");
        }
        return caller;
    }

    /** There is no such connection, or it is somebody else's: both look the same from outside. */
    HttpResponse noConnection(HttpRequest request) {
        note(request.caller(), "connection/" + id(request).value(), request);
        return problem(
                ProblemType.NOT_FOUND,
                "There is no such connection, or it is not yours; list the connections to see which there are.");
    }

    /** There is no such thing, or it is somebody else's: both look the same from outside. */
    HttpResponse nothing(HttpRequest request, String detail) {
        note(request.caller(), String.join(" ", request.pathParameters().values()), request);
        return problem(ProblemType.NOT_FOUND, detail);
    }

    private void note(Caller caller, String subject, HttpRequest request) {
        trail.note(
                caller.organisation(), Deed.refused(Actor.of(caller), Action.ACCESS_REFUSED, subject, request.route()));
    }

    static ConnectionId id(HttpRequest request) {
        return request.path("connectionId", ConnectionId::new);
    }

    static HttpResponse busy() {
        return problem(ProblemType.CHANGED_MEANWHILE, "Somebody else changed it at the same time; try again.");
    }

    static HttpResponse problem(ProblemType type, String detail) {
        return HttpResponse.problem(Problem.of(type, detail));
    }
}
