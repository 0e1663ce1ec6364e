package io.syncline.api;

import io.syncline.calendar.Review;
import io.syncline.calendar.ReviewReport;
import io.syncline.connection.Connection;
import io.syncline.edge.WhenForm;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code Review} of {@code docs/openapi.yaml}. */
record ReviewForm(
        String id,
        String kind,
        String state,
        String openedAt,
        long deletions,
        long linked,
        List<ExampleForm> examples,
        String connectionId,
        String provider,
        String account,
        String calendarName,
        String person,
        @Nullable String personName,
        @Nullable DecisionForm decision,
        @Nullable String undoneAt,
        @Nullable String undoUntil) {

    private static final int MOST_EXAMPLES = 20;

    record ExampleForm(String jobId, String title, WhenForm when) {

        static ExampleForm of(Review.Example example) {
            return new ExampleForm(example.job().value(), example.title(), WhenForm.of(example.when()));
        }
    }

    record DecisionForm(String answer, String by, String at) {

        static DecisionForm of(Review.Decided decided) {
            String answer = switch (decided.answer()) {
                case APPROVED -> "approve";
                case REFUSED -> "refuse";
            };
            return new DecisionForm(answer, decided.by().value(), decided.at().toString());
        }
    }

    static ReviewForm of(ReviewReport report) {
        Review review = report.review();
        Connection connection = report.connection();
        return new ReviewForm(
                report.id().text(),
                review.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                report.state().word(),
                review.openedAt().toString(),
                review.deletions(),
                review.linked(),
                review.examples().stream()
                        .limit(MOST_EXAMPLES)
                        .map(ExampleForm::of)
                        .toList(),
                connection.id().value(),
                connection.provider().word(),
                connection.account().email(),
                report.calendarName(),
                connection.owner().value(),
                ConnectionForm.nameOf(connection),
                review.decision().map(DecisionForm::of).orElse(null),
                report.undoneAt().map(Instant::toString).orElse(null),
                report.undoUntil().map(Instant::toString).orElse(null));
    }
}
