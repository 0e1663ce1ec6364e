package io.syncline.api;

import io.syncline.aws.http.HttpRequest;
import io.syncline.aws.http.HttpResponse;
import io.syncline.aws.http.Problem;
import io.syncline.aws.http.ProblemType;
import io.syncline.aws.http.Refusal;
import io.syncline.aws.http.Routes.Responder;
import io.syncline.calendar.DecideReview;
import io.syncline.calendar.DecideReview.Decision;
import io.syncline.calendar.ListReviews;
import io.syncline.calendar.Review.Answer;
import io.syncline.calendar.ReviewId;
import io.syncline.calendar.ReviewReport;
import io.syncline.calendar.UndoReview;
import io.syncline.calendar.UndoReview.Undoing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Deletions that wait for somebody to look at them. */
record ReviewRoutes(ListReviews listReviews, DecideReview decideReview, UndoReview undoReview, Refusals refusals) {

    private static final String NONE =
            "There is no such review, or it is not of a calendar of yours; list them to see.";

    Map<String, Responder> routes() {
        return Map.of(
                "GET /v1/reviews", this::list,
                "POST /v1/reviews/{reviewId}/decision", this::decide,
                "POST /v1/reviews/{reviewId}/undo", this::undo);
    }

    record ReviewsForm(List<ReviewForm> reviews) {}

    record AnswerForm(@Nullable String answer) {

        Answer parsed() {
            return switch (answer) {
                case "approve" -> Answer.APPROVED;
                case "refuse" -> Answer.REFUSED;
                case null, default -> throw Refusal.invalid("answer", "'answer' is one of approve, refuse.");
            };
        }
    }

    record UndoneForm(ReviewForm review, long restored) {}

    private HttpResponse list(HttpRequest request) {
        return HttpResponse.json(
                200,
                new ReviewsForm(listReviews.run(request.caller()).stream()
                        .map(ReviewForm::of)
                        .toList()));
    }

    private HttpResponse decide(HttpRequest request) {
        Answer answer = request.json(AnswerForm.class).parsed();
        Decision decision = request.path("reviewId", ReviewRoutes::id)
                .map(id -> decideReview.run(request.caller(), id, answer))
                .orElseGet(Decision.NotFound::new);
        return switch (decision) {
            case Decision.Decided(ReviewReport review) -> HttpResponse.json(200, ReviewForm.of(review));
            case Decision.NotFound _ -> refusals.nothing(request, NONE);
            case Decision.Closed(ReviewReport review) ->
                HttpResponse.problem(
                        Problem.of(
                                ProblemType.REVIEW_CLOSED,
                                "Somebody decided otherwise before; see 'review' for who and when."),
                        "review",
                        ReviewForm.of(review));
        };
    }

    private HttpResponse undo(HttpRequest request) {
        Undoing undoing = request.path("reviewId", ReviewRoutes::id)
                .map(id -> undoReview.run(request.caller(), id))
                .orElseGet(Undoing.NotFound::new);
        return switch (undoing) {
            case Undoing.Undone(ReviewReport review, long restored) ->
                HttpResponse.json(200, new UndoneForm(ReviewForm.of(review), restored));
            case Undoing.NotFound _ -> refusals.nothing(request, NONE);
            case Undoing.Impossible(String reason) -> Refusals.problem(ProblemType.CANNOT_BE_UNDONE, reason);
        };
    }

    /** What is no id names no review. */
    private static Optional<ReviewId> id(String text) {
        try {
            return Optional.of(ReviewId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
