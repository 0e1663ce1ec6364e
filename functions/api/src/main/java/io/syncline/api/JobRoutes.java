package io.syncline.api;

import io.syncline.aws.http.HttpRequest;
import io.syncline.aws.http.HttpResponse;
import io.syncline.aws.http.Problem;
import io.syncline.aws.http.ProblemType;
import io.syncline.aws.http.Refusal;
import io.syncline.aws.http.Routes.Responder;
import io.syncline.calendar.CancelJob;
import io.syncline.calendar.CompleteJob;
import io.syncline.calendar.CompleteJob.Completion;
import io.syncline.calendar.Job;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Jobs;
import io.syncline.calendar.PlaceJobs;
import io.syncline.calendar.Placement;
import io.syncline.calendar.PutBack;
import io.syncline.calendar.PutBack.Putting;
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
record JobRoutes(
        Jobs jobs,
        PlaceJobs placeJobs,
        PutJob putJob,
        CancelJob cancelJob,
        CompleteJob completeJob,
        PutBack putBack,
        Refusals refusals) {

    private static final int PAGE = 200;

    Map<String, Responder> routes() {
        return Map.of(
                "GET /v1/jobs", this::list,
                "GET /v1/jobs/{jobId}", this::get,
                "PUT /v1/jobs/{jobId}", this::put,
                "DELETE /v1/jobs/{jobId}", this::delete,
                "POST /v1/jobs/{jobId}/completion", this::complete,
                "POST /v1/jobs/{jobId}/calendar-entries/{connectionId}", this::putBack);
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
        Put put = putJob.run(caller.organisation(), job(request), form.wish(), expectedVersion(request));
        return switch (put) {
            case Put.Created(Job job) -> found(201, caller, job);
            case Put.Changed(Job job) -> found(200, caller, job);
            case Put.Unchanged(Job job) -> found(200, caller, job);
            case Put.Outdated(Job job) -> repeatedOrOutdated(caller, job, form);
            case Put.ChangedMeanwhile(Optional<Job> _) ->
                Refusals.problem(
                        ProblemType.CHANGED_MEANWHILE,
                        "The job has another version by now; get it, make the change on that, and put it again.");
        };
    }

    /** The same change once more is answered like the first time; an older one was overtaken. */
    private HttpResponse repeatedOrOutdated(Caller caller, Job job, JobInputForm form) {
        return JobInputForm.sequence("sequence", form.sequence()).equals(OptionalLong.of(job.sequence()))
                ? found(200, caller, job)
                : outdated(job);
    }

    private static HttpResponse outdated(Job job) {
        return Refusals.problem(
                ProblemType.OUTDATED,
                "The job was changed by number " + job.sequence()
                        + " already; this change came too late and was dropped.");
    }

    private HttpResponse delete(HttpRequest request) {
        Caller caller = dispatcher(request);
        return switch (cancelJob.run(caller.organisation(), job(request), sequence(request))) {
            case CANCELLED -> HttpResponse.noContent();
            case NOT_FOUND -> noJob();
            case OUTDATED ->
                jobs.find(caller.organisation(), job(request))
                        .map(JobRoutes::outdated)
                        .orElseGet(JobRoutes::noJob);
            case BUSY -> busy();
        };
    }

    private static OptionalLong sequence(HttpRequest request) {
        return request.query("sequence")
                .map(text -> JobInputForm.sequence("sequence", number(text)))
                .orElse(OptionalLong.empty());
    }

    /** What is no number is refused like one that is too small. */
    private static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    record CompletionForm(@Nullable Boolean completed) {}

    private HttpResponse complete(HttpRequest request) {
        Boolean completed = request.json(CompletionForm.class).completed();
        if (completed == null) {
            throw Refusal.invalid("completed", "Say with 'completed' whether the job is done: true or false.");
        }
        Caller caller = request.caller();
        return switch (completeJob.run(caller, job(request), completed)) {
            case Completion.Done(Job job) -> found(200, caller, job);
            case Completion.NotFound _ -> noJob();
            case Completion.Cancelled _ ->
                Refusals.problem(
                        ProblemType.OUTDATED, "The job was cancelled; assign it again before you say how far it is.");
            case Completion.Busy _ -> busy();
        };
    }

    private HttpResponse putBack(HttpRequest request) {
        Caller caller = request.caller();
        return switch (putBack.run(caller, job(request), Refusals.id(request))) {
            case Putting.Done(Job job) -> found(200, caller, job);
            case Putting.NotFound _ ->
                refusals.nothing(request, "There is no such job or calendar, or it is not yours; list them to see.");
            case Putting.NothingToPutBack(String reason) -> Refusals.problem(ProblemType.NOTHING_TO_PUT_BACK, reason);
            case Putting.Busy _ -> busy();
        };
    }

    private static HttpResponse busy() {
        return Refusals.problem(ProblemType.CHANGED_MEANWHILE, "The job keeps changing; try again in a moment.");
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
