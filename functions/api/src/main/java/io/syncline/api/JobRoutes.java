package io.syncline.api;

import io.syncline.aws.http.HttpRequest;
import io.syncline.aws.http.HttpResponse;
import io.syncline.aws.http.Problem;
import io.syncline.aws.http.ProblemType;
import io.syncline.aws.http.Refusal;
import io.syncline.aws.http.Routes.Responder;
import io.syncline.calendar.CancelJob;
import io.syncline.calendar.Job;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Jobs;
import io.syncline.calendar.PlaceJobs;
import io.syncline.calendar.Placement;
import io.syncline.calendar.PutJob;
import io.syncline.calendar.PutJob.Put;
import io.syncline.edge.JobInputForm;
import io.syncline.identity.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Jobs, for the CRM and for people. */
record JobRoutes(Jobs jobs, PlaceJobs placeJobs, PutJob putJob, CancelJob cancelJob) {

    private static final int PAGE = 200;

    Map<String, Responder> routes() {
        return Map.of(
                "GET /v1/jobs", this::list,
                "GET /v1/jobs/{jobId}", this::get,
                "PUT /v1/jobs/{jobId}", this::put,
                "DELETE /v1/jobs/{jobId}", this::delete);
    }

    record JobsForm(List<JobForm> jobs, @Nullable String nextPage) {}

    private HttpResponse list(HttpRequest request) {
        Caller caller = request.caller();
        Jobs.JobPage page = page(request, caller);
        List<Job> visible =
                page.jobs().stream().filter(job -> isVisibleTo(caller, job)).toList();
        List<JobForm> forms = new ArrayList<>();
        placeJobs
                .run(caller.organisation(), visible)
                .forEach((job, placements) -> forms.add(JobForm.of(job, visible(caller, placements))));
        return HttpResponse.json(200, new JobsForm(forms, page.next().orElse(null)));
    }

    private Jobs.JobPage page(HttpRequest request, Caller caller) {
        try {
            return jobs.touching(caller.organisation(), Span.of(request, Span.YEAR), request.query("page"), PAGE);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("page", "'page' is no page of this list; begin again without it.");
        }
    }

    private HttpResponse get(HttpRequest request) {
        Caller caller = request.caller();
        return jobs.find(caller.organisation(), job(request))
                .filter(job -> isVisibleTo(caller, job))
                .map(job -> found(200, caller, job))
                .orElseGet(JobRoutes::noJob);
    }

    private HttpResponse put(HttpRequest request) {
        Caller caller = dispatcher(request);
        JobInputForm form = request.json(JobInputForm.class);
        Put put = putJob.run(
                caller.organisation(), job(request), form.details(), form.people(), expectedVersion(request));
        return switch (put) {
            case Put.Created(Job job) -> found(201, caller, job);
            case Put.Changed(Job job) -> found(200, caller, job);
            case Put.Unchanged(Job job) -> found(200, caller, job);
            case Put.ChangedMeanwhile(Optional<Job> _) ->
                HttpResponse.problem(Problem.of(
                        ProblemType.CHANGED_MEANWHILE,
                        "The job has another version by now; get it, make the change on that, and put it again."));
        };
    }

    private HttpResponse delete(HttpRequest request) {
        Caller caller = dispatcher(request);
        return switch (cancelJob.run(caller.organisation(), job(request))) {
            case CANCELLED -> HttpResponse.noContent();
            case NOT_FOUND -> noJob();
            case BUSY ->
                HttpResponse.problem(
                        Problem.of(ProblemType.CHANGED_MEANWHILE, "The job keeps changing; try again in a moment."));
        };
    }

    private HttpResponse found(int status, Caller caller, Job job) {
        List<Placement> placements =
                placeJobs.run(job.organisation(), List.of(job)).getOrDefault(job, List.of());
        return HttpResponse.json(status, JobForm.of(job, visible(caller, placements)))
                .withHeader("etag", "\"" + job.version() + "\"");
    }

    private static Caller dispatcher(HttpRequest request) {
        Caller caller = request.caller();
        if (!caller.dispatches()) {
            throw Refusal.of(
                    ProblemType.NOT_ALLOWED, "Only a dispatcher or an administrator may change jobs; ask one of them.");
        }
        return caller;
    }

    private static boolean isVisibleTo(Caller caller, Job job) {
        return caller.dispatches() || job.assignees().contains(caller.user());
    }

    /** How a colleague's calendar stands is not for everybody. */
    private static List<Placement> visible(Caller caller, List<Placement> placements) {
        return placements.stream()
                .filter(placement -> caller.dispatches() || placement.assignee().equals(caller.user()))
                .toList();
    }

    private static JobId job(HttpRequest request) {
        return request.path("jobId", JobId::new);
    }

    private static OptionalLong expectedVersion(HttpRequest request) {
        Optional<String> condition = request.header("if-match");
        if (condition.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    Long.parseLong(condition.get().replace("\"", "").strip()));
        } catch (NumberFormatException e) {
            throw Refusal.invalid("If-Match", "'If-Match' takes the job's version in quotes, such as \"3\".");
        }
    }

    private static HttpResponse noJob() {
        return HttpResponse.problem(
                Problem.of(ProblemType.NOT_FOUND, "There is no such job, or it is not assigned to you."));
    }
}
