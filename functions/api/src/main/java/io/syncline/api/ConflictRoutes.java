package io.syncline.api;

import io.syncline.aws.http.HttpRequest;
import io.syncline.aws.http.HttpResponse;
import io.syncline.aws.http.Problem;
import io.syncline.aws.http.ProblemType;
import io.syncline.aws.http.Refusal;
import io.syncline.aws.http.Routes.Responder;
import io.syncline.calendar.ConflictId;
import io.syncline.calendar.ConflictReport;
import io.syncline.calendar.ListConflicts;
import io.syncline.calendar.ListConflicts.Which;
import io.syncline.calendar.ResolveConflict;
import io.syncline.calendar.ResolveConflict.Resolution;
import io.syncline.calendar.ResolveConflict.Wish;
import io.syncline.calendar.ResolveConflicts;
import io.syncline.identity.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody has to decide. */
record ConflictRoutes(
        ListConflicts listConflicts,
        ResolveConflict resolveConflict,
        ResolveConflicts resolveConflicts,
        Refusals refusals) {

    private static final String CHANGED =
            "One of the values changed meanwhile; look at 'conflict', and decide again with its version.";
    private static final String CLOSED = "It is decided already, or both sides came to agree; there is nothing to do.";
    private static final String BUSY = "The job keeps changing; try again in a moment.";
    private static final String NONE =
            "There is no such conflict, or it is not in a calendar of yours; list them to see.";

    Map<String, Responder> routes() {
        return Map.of(
                "GET /v1/conflicts", this::list,
                "POST /v1/conflicts/{conflictId}/resolution", this::resolve,
                "POST /v1/conflicts/resolutions", this::resolveMany);
    }

    record PageForm(List<ConflictForm> conflicts, @Nullable String next) {}

    record BulkForm(@Nullable List<@Nullable ResolutionForm> resolutions) {}

    record ResultForm(
            String id,
            String result,
            @Nullable String detail,
            @Nullable ConflictForm conflict) {}

    record ResultsForm(List<ResultForm> results) {}

    private HttpResponse list(HttpRequest request) {
        Optional<ConflictId> after = request.query("cursor")
                .map(text -> id(text).orElseThrow(() ->
                        Refusal.invalid("cursor", "'cursor' is no page of this list; begin again without it.")));
        ListConflicts.Page page = listConflicts.run(request.caller(), which(request), after);
        return HttpResponse.json(
                200,
                new PageForm(
                        page.conflicts().stream().map(ConflictForm::of).toList(),
                        page.next().map(ConflictId::text).orElse(null)));
    }

    private static Which which(HttpRequest request) {
        return switch (request.query("state").orElse("open")) {
            case "open" -> Which.OPEN;
            case "resolved" -> Which.RESOLVED;
            default -> throw Refusal.invalid("state", "'state' is one of open, resolved.");
        };
    }

    private HttpResponse resolve(HttpRequest request) {
        Wish wish = request.json(ResolutionForm.class).wish();
        Optional<ConflictId> id = request.path("conflictId", ConflictRoutes::id);
        Resolution resolution = id.map(known -> resolveConflict.run(request.caller(), known, wish))
                .orElseGet(Resolution.NotFound::new);
        return switch (resolution) {
            case Resolution.Resolved(ConflictReport report) -> HttpResponse.json(200, ConflictForm.of(report));
            case Resolution.NotFound _ -> refusals.nothing(request, NONE);
            case Resolution.Changed(ConflictReport current) ->
                problem(ProblemType.CONFLICT_CHANGED, CHANGED, Optional.of(current));
            case Resolution.Closed(Optional<ConflictReport> resolved) ->
                problem(ProblemType.CONFLICT_CLOSED, CLOSED, resolved);
            case Resolution.Invalid(String reason) -> HttpResponse.problem(Problem.invalid("choice", reason));
            case Resolution.Busy _ -> Refusals.problem(ProblemType.CHANGED_MEANWHILE, BUSY);
        };
    }

    private static HttpResponse problem(ProblemType type, String detail, Optional<ConflictReport> report) {
        Problem problem = Problem.of(type, detail);
        return report.map(known -> HttpResponse.problem(problem, "conflict", ConflictForm.of(known)))
                .orElseGet(() -> HttpResponse.problem(problem));
    }

    private HttpResponse resolveMany(HttpRequest request) {
        List<@Nullable ResolutionForm> forms = request.json(BulkForm.class).resolutions();
        if (forms == null || forms.isEmpty() || forms.size() > ResolveConflicts.MOST) {
            throw Refusal.invalid("resolutions", "Give 1 to " + ResolveConflicts.MOST + " 'resolutions'.");
        }
        List<ResultForm> results = new ArrayList<>();
        forms.forEach(form -> results.add(result(request.caller(), form)));
        return HttpResponse.json(200, new ResultsForm(results));
    }

    /** One that cannot be read is told so, and the others go on. */
    private ResultForm result(Caller caller, @Nullable ResolutionForm form) {
        if (form == null || form.id() == null) {
            return new ResultForm("", "invalid", "Each of 'resolutions' has the 'id' of a conflict.", null);
        }
        try {
            ResolveConflicts.Item item = new ResolveConflicts.Item(id(form.id()), form.wish());
            return result(form.id(), resolveConflicts.run(caller, List.of(item)).getFirst());
        } catch (Refusal e) {
            return new ResultForm(form.id(), "invalid", e.problem().detail(), null);
        }
    }

    private static ResultForm result(String id, Resolution resolution) {
        return switch (resolution) {
            case Resolution.Resolved(ConflictReport report) ->
                new ResultForm(id, "resolved", null, ConflictForm.of(report));
            case Resolution.NotFound _ -> new ResultForm(id, "not-found", NONE, null);
            case Resolution.Changed(ConflictReport current) ->
                new ResultForm(id, "changed", CHANGED, ConflictForm.of(current));
            case Resolution.Closed(Optional<ConflictReport> resolved) ->
                new ResultForm(
                        id, "closed", CLOSED, resolved.map(ConflictForm::of).orElse(null));
            case Resolution.Invalid(String reason) -> new ResultForm(id, "invalid", reason, null);
            case Resolution.Busy _ -> new ResultForm(id, "busy", BUSY, null);
        };
    }

    /** What is no id names no conflict. */
    private static Optional<ConflictId> id(String text) {
        try {
            return Optional.of(ConflictId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
