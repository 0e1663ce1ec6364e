package io.syncline.aws.dynamo;

import io.syncline.calendar.JobId;
import io.syncline.calendar.Review;
import io.syncline.calendar.Review.Answer;
import io.syncline.calendar.Review.Decided;
import io.syncline.calendar.Review.Example;
import io.syncline.calendar.Review.Kind;
import io.syncline.identity.UserId;

/** How reviews are stored, on their calendar while they are open and in rows of their own afterwards. */
final class ReviewForm {

    private ReviewForm() {}

    static Item write(Review review) {
        return Item.part()
                .put("id", review.id())
                .put("kind", DetailsForm.word(review.kind()))
                .put("openedAt", review.openedAt())
                .put("deletions", review.deletions())
                .put("linked", review.linked())
                .putParts(
                        "examples",
                        review.examples().stream().map(ReviewForm::write).toList())
                .putPart("decision", review.decision().map(ReviewForm::write));
    }

    static Item write(Decided decision) {
        return Item.part()
                .put("answer", DetailsForm.word(decision.answer()))
                .put("by", decision.by().value())
                .put("at", decision.at());
    }

    static Review read(Item item) {
        return new Review(
                item.text("id"),
                DetailsForm.readWord(Kind.class, item, "kind"),
                item.instant("openedAt"),
                item.number("deletions"),
                item.number("linked"),
                item.parts("examples").stream().map(ReviewForm::readExample).toList(),
                item.maybePart("decision").map(ReviewForm::readDecision));
    }

    private static Decided readDecision(Item item) {
        return new Decided(
                DetailsForm.readWord(Answer.class, item, "answer"), new UserId(item.text("by")), item.instant("at"));
    }

    private static Item write(Example example) {
        return Item.part()
                .put("job", example.job().value())
                .put("title", example.title())
                .put("when", DetailsForm.write(example.when()));
    }

    private static Example readExample(Item item) {
        return new Example(new JobId(item.text("job")), item.text("title"), DetailsForm.readWhen(item.part("when")));
    }
}
