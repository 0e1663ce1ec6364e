package io.syncline.calendar;

import static io.syncline.calendar.SyncScene.ORG;
import static io.syncline.calendar.SyncScene.TESS;
import static io.syncline.calendar.SyncScene.details;
import static io.syncline.calendar.SyncScene.series;
import static io.syncline.calendar.SyncScene.titled;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.sync.RemoteFailure;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writes that were done and of which no answer came: what stands in the calendar then is no edit of its owner. */
class LostUpdatesTest {

    private final SyncScene scene = new SyncScene();
    private final CalendarRef tess = scene.connect(TESS);

    @BeforeEach
    void aJobThatStandsInTheCalendar() {
        scene.put("J-1", details("First"), TESS);
        scene.settle(tess);
    }

    private void changeWithALostAnswer() {
        scene.put("J-1", details("Second"), TESS);
        scene.provider.loseNextAnswer();
        scene.run(tess);
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("Second");
    }

    private void settleLater() {
        scene.pass(Duration.ofMinutes(1));
        scene.settle(tess);
    }

    @Test
    void R12_R10_an_update_whose_answer_got_lost_is_no_edit_of_the_owner_where_the_job_changed_again() {
        changeWithALostAnswer();
        scene.put("J-1", details("Third"), TESS);

        settleLater();

        assertThat(scene.job("J-1").details().title()).isEqualTo("Third");
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("Third");
        assertThat(scene.disputes(tess, "J-1")).isEmpty();
    }

    @Test
    void R12_R06_an_update_whose_answer_got_lost_does_not_keep_the_event_of_a_cancelled_job() {
        changeWithALostAnswer();
        scene.cancelJob.run(ORG, new JobId("J-1"));

        settleLater();

        assertThat(scene.provider.events(tess)).isEmpty();
        assertThat(scene.maybeLink(tess, "J-1")).isEmpty();
    }

    @Test
    void R04_an_edit_of_the_owner_after_a_lost_answer_is_one() {
        changeWithALostAnswer();
        scene.provider.userEdits(tess, scene.onlyEvent(tess).id(), old -> titled(old, "From the phone"));
        scene.put("J-1", details("Third"), TESS);

        settleLater();

        assertThat(scene.disputes(tess, "J-1")).containsOnlyKeys(SyncScene.of(Field.TITLE));
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("From the phone");
    }

    @Test
    void R04_an_edit_of_the_owner_that_the_unanswered_write_left_alone_is_not_taken_for_ours() {
        scene.provider.userEdits(tess, scene.onlyEvent(tess).id(), old -> titled(old, "From the phone"));
        scene.put("J-1", SyncScene.located(details("From the CRM"), "Elsewhere"), TESS);
        scene.provider.loseNextAnswer();
        scene.run(tess);

        settleLater();

        assertThat(scene.disputes(tess, "J-1")).containsOnlyKeys(SyncScene.of(Field.TITLE));
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("From the phone");
        assertThat(scene.onlyEvent(tess).details().location()).isEqualTo("Elsewhere");
    }

    @Test
    void R12_R22_a_lost_creation_in_the_providers_own_form_is_no_edit_where_the_job_changed_again() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        scene.provider.rewritesTextAs(event -> event.at(inZone(event.when(), berlin)));
        scene.put("J-2", series("Service", "2026-11-24T09:00", "FREQ=WEEKLY;COUNT=5"), TESS);
        scene.provider.loseNextAnswer();
        scene.run(tess);
        scene.put("J-2", series("Service", "2026-11-25T10:00", "FREQ=WEEKLY;COUNT=4"), TESS);

        settleLater();

        assertThat(scene.disputes(tess, "J-2")).isEmpty();
        assertThat(scene.job("J-2").details()).isEqualTo(series("Service", "2026-11-25T10:00", "FREQ=WEEKLY;COUNT=4"));
    }

    private static When inZone(When when, ZoneId zone) {
        When.Single first = when.first() instanceof When.Timed timed ? timed.in(zone) : when.first();
        return when.recurrence()
                .<When>map(rule -> new When.Repeating(first, rule))
                .orElse(first);
    }

    @Test
    void R17_R10_what_is_written_again_after_a_refusal_is_written_though_the_provider_failed_in_between() {
        for (int job = 2; job <= 60; job++) {
            scene.put("J-" + job, details("Job " + job), TESS);
        }
        scene.settle(tess);
        scene.provider.events(tess).forEach(event -> scene.provider.userDeletes(tess, event.id()));
        scene.provider.userPuts(tess, new EventId("own"), details("Her own"));
        scene.pass(Duration.ofMinutes(5));
        scene.requestSync.run(ORG, tess);
        scene.settle(tess);
        scene.decide(tess, Review.Answer.REFUSED);
        int[] batches = {0};
        scene.provider.beforeEachWrite(() -> {
            if (++batches[0] == 2) {
                scene.provider.failNext(new RemoteFailure.Unavailable("It is down"));
            }
        });
        scene.run(tess);

        for (int poll = 0; poll < 3; poll++) {
            scene.pass(Duration.ofMinutes(5));
            scene.requestSync.run(ORG, tess);
            scene.settle(tess);
        }

        assertThat(scene.provider.events(tess)).hasSize(61);
    }

    @Test
    void F17_R21_what_the_provider_forgot_when_we_drew_a_series_anew_is_still_to_be_written() {
        LocalDate second = LocalDate.parse("2026-12-01");
        Details agreed = series("Service", "2026-11-24T09:00", "FREQ=WEEKLY;COUNT=5")
                .with(second, Optional.of(new Occurrence.Cancelled()));
        Details sent = series("Service", "2026-11-24T11:00", "FREQ=WEEKLY;COUNT=5")
                .with(second, Optional.of(new Occurrence.Cancelled()));

        Baseline known = new Baseline(agreed, agreed)
                .acknowledging(sent, series("Service", "2026-11-24T11:00", "FREQ=WEEKLY;COUNT=5"));

        assertThat(known.calendar().when()).isEqualTo(sent.when());
        assertThat(known.crm().exceptions()).isEmpty();
        assertThat(known.calendar().exceptions()).isEmpty();
    }

    @Test
    void R21_a_rule_that_the_provider_words_otherwise_names_the_same_dates() {
        Details sent = series("Service", "2026-11-24T09:00", "FREQ=MONTHLY;COUNT=4");

        assertThat(sent.looksLike(series("Service", "2026-11-24T09:00", "FREQ=MONTHLY;BYMONTHDAY=24;COUNT=4")))
                .isTrue();
        assertThat(sent.looksLike(series("Service", "2026-11-24T09:00", "FREQ=MONTHLY;BYMONTHDAY=24;COUNT=5")))
                .isFalse();
        assertThat(sent.looksLike(series("Service", "2026-11-24T09:00", "FREQ=MONTHLY;BYMONTHDAY=24")))
                .isFalse();
    }
}
