package io.syncline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.audit.AuditTrail.Stored;
import io.syncline.audit.Entry.Head;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link AuditTrail} does. */
public abstract class AuditTrailContract {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final OrganisationId OTHER = new OrganisationId("other");
    private static final Duration RIPE = Duration.ofSeconds(61);

    protected final InMemoryClock clock = InMemoryClock.atNoon();

    protected abstract AuditTrail trail();

    private static Deed deed(String detail) {
        return Deed.done(Actor.person(new UserId("tess")), Action.TOKEN_READ, "connection/c_1", detail);
    }

    private static List<Deed> deeds(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> deed("deed " + number))
                .toList();
    }

    private List<String> details(List<Entry> entries) {
        return entries.stream().map(entry -> entry.deed().detail()).toList();
    }

    private List<Entry> all() {
        return trail().read(ACME, 1, 1_000).stream().map(Stored::entry).toList();
    }

    private void assertChained(int entries) {
        ChainCheck check = new ChainCheck(ACME);
        List<Stored> stored = trail().read(ACME, 1, 1_000);
        assertThat(stored)
                .extracting(Stored::place)
                .isEqualTo(LongStream.rangeClosed(1, entries).boxed().toList());
        assertThat(stored).allSatisfy(one -> assertThat(check.take(one)).isEmpty());
        assertThat(trail().head(ACME)).isEqualTo(check.head());
    }

    @Test
    void a_trail_begins_with_nothing() {
        assertThat(trail().head(ACME)).isEqualTo(Head.ofNothing(ACME));
        assertThat(trail().read(ACME, 1, 10)).isEmpty();
        assertThat(trail().readBack(ACME, Long.MAX_VALUE, 10)).isEmpty();
        assertThat(trail().chainNotes(ACME)).isZero();
    }

    @Test
    void what_is_appended_forms_a_chain_in_the_given_order() {
        trail().append(ACME, deeds(1, 3));
        trail().append(ACME, deeds(4, 4));
        assertThat(details(all())).containsExactly("deed 1", "deed 2", "deed 3", "deed 4");
        assertThat(all()).extracting(Entry::at).containsOnly(clock.instant());
        assertChained(4);
    }

    @Test
    void a_deed_is_kept_as_it_was_told_to_the_last_character() {
        Deed odd = new Deed(
                new Actor("person/tëss 😀"),
                "word-of-a-newer-version",
                "connection/c_1#\"{}",
                "unheard-of",
                "ä".repeat(400));
        trail().append(ACME, List.of(odd, Deed.refused(Actor.STRANGER, Action.ACCESS_REFUSED, "", "")));
        assertThat(all()).extracting(Entry::deed).first().isEqualTo(odd);
        assertChained(2);
    }

    @Test
    void nothing_to_append_appends_nothing() {
        trail().append(ACME, List.of());
        assertThat(trail().head(ACME).sequence()).isZero();
    }

    @Test
    void each_organisation_has_a_chain_of_its_own() {
        trail().append(ACME, deeds(1, 2));
        trail().append(OTHER, deeds(3, 3));
        assertThat(trail().head(OTHER).sequence()).isEqualTo(1);
        assertThat(trail().read(OTHER, 1, 10))
                .extracting(stored -> stored.entry().organisation())
                .containsExactly(OTHER);
        assertChained(2);
    }

    @Test
    void it_is_read_forwards_page_by_page() {
        trail().append(ACME, deeds(1, 7));
        assertThat(trail().read(ACME, 1, 3)).extracting(Stored::place).containsExactly(1L, 2L, 3L);
        assertThat(trail().read(ACME, 4, 3)).extracting(Stored::place).containsExactly(4L, 5L, 6L);
        assertThat(trail().read(ACME, 7, 3)).extracting(Stored::place).containsExactly(7L);
        assertThat(trail().read(ACME, 8, 3)).isEmpty();
    }

    @Test
    void it_is_read_backwards_page_by_page() {
        trail().append(ACME, deeds(1, 7));
        assertThat(trail().readBack(ACME, Long.MAX_VALUE, 3))
                .extracting(Entry::sequence)
                .containsExactly(7L, 6L, 5L);
        assertThat(trail().readBack(ACME, 5, 3)).extracting(Entry::sequence).containsExactly(4L, 3L, 2L);
        assertThat(trail().readBack(ACME, 2, 3)).extracting(Entry::sequence).containsExactly(1L);
        assertThat(trail().readBack(ACME, 1, 3)).isEmpty();
    }

    @Test
    void more_is_appended_at_once_than_fits_into_one_transaction() {
        trail().append(ACME, deeds(1, 250));
        assertChained(250);
    }

    @Test
    void appenders_at_once_form_one_chain_without_a_gap() throws Exception {
        List<Callable<Boolean>> appenders = IntStream.range(0, 10)
                .mapToObj(number -> (Callable<Boolean>) () -> {
                    trail().append(ACME, deeds(2 * number, 2 * number + 1));
                    return true;
                })
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> appender : threads.invokeAll(appenders)) {
                assertThat(appender.get()).isTrue();
            }
        }
        assertThat(details(all())).hasSize(20).doesNotHaveDuplicates();
        assertChained(20);
    }

    @Test
    void a_note_comes_into_the_chain_after_a_minute_under_its_own_time() {
        Instant noted = clock.instant();
        trail().note(ACME, deed("noted"));
        clock.goOn(Duration.ofSeconds(30));
        assertThat(trail().chainNotes(ACME)).isZero();
        trail().append(ACME, deeds(1, 1));
        clock.goOn(RIPE);
        assertThat(trail().chainNotes(ACME)).isEqualTo(1);
        assertThat(details(all())).containsExactly("deed 1", "noted");
        assertThat(all().getLast().at()).isEqualTo(noted);
        assertChained(2);
    }

    @Test
    void notes_come_into_the_chain_once_and_in_the_order_of_their_times() {
        for (int number = 1; number <= 5; number++) {
            trail().note(ACME, deed("note " + number));
            clock.goOn(Duration.ofSeconds(1));
        }
        trail().note(OTHER, deed("of another organisation"));
        clock.goOn(RIPE);
        assertThat(trail().chainNotes(ACME)).isEqualTo(5);
        assertThat(trail().chainNotes(ACME)).isZero();
        assertThat(details(all())).containsExactly("note 1", "note 2", "note 3", "note 4", "note 5");
        assertChained(5);
    }

    @Test
    void two_equal_notes_of_one_moment_are_two_entries() {
        trail().note(ACME, deed("the same"));
        trail().note(ACME, deed("the same"));
        clock.goOn(RIPE);
        assertThat(trail().chainNotes(ACME)).isEqualTo(2);
        assertChained(2);
    }

    @Test
    void more_notes_than_fit_into_one_transaction_all_come_into_the_chain() {
        for (int number = 0; number < 230; number++) {
            trail().note(ACME, deed("note " + number));
        }
        clock.goOn(RIPE);
        long chained = 0;
        long last = 1;
        while (last > 0) {
            last = trail().chainNotes(ACME);
            chained += last;
        }
        assertThat(chained).isEqualTo(230);
        assertChained(230);
    }

    @Test
    void notes_that_two_bring_into_the_chain_at_once_come_there_once() throws Exception {
        for (int number = 0; number < 30; number++) {
            trail().note(ACME, deed("note " + number));
        }
        clock.goOn(RIPE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(List.<Callable<Long>>of(() -> trail().chainNotes(ACME), () -> trail().chainNotes(ACME)));
        }
        trail().chainNotes(ACME);
        assertThat(details(all())).hasSize(30).doesNotHaveDuplicates();
        assertChained(30);
    }
}
