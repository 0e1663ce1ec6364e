package io.syncline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.InMemoryStorage;
import io.syncline.audit.ReadTrail.Filter;
import io.syncline.audit.ReadTrail.Page;
import io.syncline.identity.Caller;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.Role;
import io.syncline.identity.UserId;
import io.syncline.traffic.InMemoryLeases;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Looking through the trail, and recording who looked. */
class ReadTrailTest {

    private static final OrganisationId ORG = new OrganisationId("fieldworks");
    private static final Caller ADA = new Caller(ORG, new UserId("ada"), "Ada", Set.of(Role.ADMINISTRATOR));
    private static final Caller DANA = new Caller(ORG, new UserId("dana"), "Dana", Set.of(Role.DISPATCHER));

    private final InMemoryClock clock = InMemoryClock.atNoon();
    private final Instant noon = clock.instant();
    private final InMemoryAuditTrail trail = new InMemoryAuditTrail(new InMemoryStorage(), clock);
    private final ReadTrail read = new ReadTrail(trail);

    /** One deed a minute. */
    private void happen(Deed... deeds) {
        for (Deed deed : deeds) {
            trail.append(ORG, List.of(deed));
            clock.goOn(Duration.ofMinutes(1));
        }
    }

    private static Deed read(String user, String connection) {
        return Deed.done(Actor.person(new UserId(user)), Action.TOKEN_READ, "connection/" + connection, "");
    }

    private static Deed refused(String user, String connection) {
        return Deed.refused(Actor.person(new UserId(user)), Action.ACCESS_REFUSED, "connection/" + connection, "");
    }

    private List<Long> sequences(Filter filter) {
        return read.run(ADA, filter, Optional.empty(), 100).orElseThrow().entries().stream()
                .map(Entry::sequence)
                .toList();
    }

    private static Filter filter(UnaryOperator<Wanted> wanted) {
        return wanted.apply(new Wanted()).filter();
    }

    /** A filter that is being put together. */
    private static final class Wanted {
        private Optional<String> actor = Optional.empty();
        private Optional<String> action = Optional.empty();
        private Optional<String> subject = Optional.empty();
        private Optional<String> outcome = Optional.empty();
        private Optional<Instant> from = Optional.empty();
        private Optional<Instant> until = Optional.empty();

        Filter filter() {
            return new Filter(actor, action, subject, outcome, from, until);
        }
    }

    @Test
    void only_an_administrator_reads_it() {
        happen(read("tess", "c_1"));
        assertThat(read.run(DANA, Filter.NONE, Optional.empty(), 10)).isEmpty();
        assertThat(read.run(ADA, Filter.NONE, Optional.empty(), 10)).isPresent();
    }

    @Test
    void the_newest_comes_first_and_pages_follow_one_another() {
        happen(read("a", "c_1"), read("b", "c_1"), read("c", "c_1"), read("d", "c_1"), read("e", "c_1"));
        Page first = read.run(ADA, Filter.NONE, Optional.empty(), 2).orElseThrow();
        Page second = read.run(ADA, Filter.NONE, first.next(), 2).orElseThrow();
        Page third = read.run(ADA, Filter.NONE, second.next(), 2).orElseThrow();
        assertThat(first.entries()).extracting(Entry::sequence).containsExactly(5L, 4L);
        assertThat(second.entries()).extracting(Entry::sequence).containsExactly(3L, 2L);
        assertThat(third.entries()).extracting(Entry::sequence).containsExactly(1L);
        assertThat(third.next()).isEmpty();
    }

    @Test
    void a_page_that_ends_with_the_first_entry_is_the_last_one() {
        happen(read("a", "c_1"), read("b", "c_1"));
        assertThat(read.run(ADA, Filter.NONE, Optional.empty(), 2).orElseThrow().next())
                .isEmpty();
    }

    @Test
    void it_is_looked_through_by_actor_action_subject_and_outcome() {
        happen(read("tess", "c_1"), refused("tess", "c_2"), read("dana", "c_10"));
        assertThat(sequences(filter(wanted -> {
                    wanted.actor = Optional.of("person/tess");
                    return wanted;
                })))
                .containsExactly(2L, 1L);
        assertThat(sequences(filter(wanted -> {
                    wanted.action = Optional.of("token-read");
                    return wanted;
                })))
                .containsExactly(3L, 1L);
        assertThat(sequences(filter(wanted -> {
                    wanted.subject = Optional.of("connection/c_1");
                    return wanted;
                })))
                .containsExactly(3L, 1L);
        assertThat(sequences(filter(wanted -> {
                    wanted.outcome = Optional.of("refused");
                    return wanted;
                })))
                .containsExactly(2L);
    }

    @Test
    void it_is_looked_through_by_time_with_the_end_excluded() {
        happen(read("a", "c_1"), read("b", "c_1"), read("c", "c_1"));
        assertThat(sequences(filter(wanted -> {
                    wanted.from = Optional.of(noon.plusSeconds(60));
                    wanted.until = Optional.of(noon.plusSeconds(120));
                    return wanted;
                })))
                .containsExactly(2L);
    }

    @Test
    void a_filter_that_fits_little_ends_a_page_early_and_goes_on_from_there() {
        trail.append(ORG, List.of(refused("tess", "c_1")));
        trail.append(ORG, Collections.nCopies(6_000, read("dana", "c_1")));
        Filter rare = filter(wanted -> {
            wanted.outcome = Optional.of("refused");
            return wanted;
        });
        Page first = read.run(ADA, rare, Optional.empty(), 10).orElseThrow();
        assertThat(first.entries()).isEmpty();
        assertThat(first.next()).isPresent();
        Page second = read.run(ADA, rare, first.next(), 10).orElseThrow();
        assertThat(second.entries()).extracting(Entry::sequence).containsExactly(1L);
    }

    @Test
    void what_was_only_noted_yet_is_brought_into_the_chain_first() {
        trail.note(ORG, read("tess", "c_1"));
        clock.goOn(Duration.ofMinutes(2));
        assertThat(sequences(Filter.NONE)).containsExactly(1L);
    }

    @Test
    void a_note_that_came_late_is_found_by_its_own_time() {
        trail.note(ORG, read("tess", "c_1"));
        happen(read("dana", "c_1"), read("dana", "c_2"), read("dana", "c_3"));
        assertThat(sequences(filter(wanted -> {
                    wanted.until = Optional.of(noon.plusSeconds(1));
                    return wanted;
                })))
                .hasSize(2);
    }

    @Test
    void an_administrator_of_another_organisation_sees_their_own() {
        happen(read("tess", "c_1"));
        Caller other = new Caller(new OrganisationId("other"), ADA.user(), "Ada", ADA.roles());
        assertThat(read.run(other, Filter.NONE, Optional.empty(), 10)
                        .orElseThrow()
                        .entries())
                .isEmpty();
    }

    @Test
    void a_page_that_refreshes_itself_is_one_look_for_ten_minutes() {
        RecordLook look = new RecordLook(trail, new InMemoryLeases(clock));
        for (int i = 0; i < 10; i++) {
            look.run(ADA, Action.TRAIL_SEEN, "trail");
            clock.goOn(Duration.ofSeconds(59));
        }
        assertThat(trail.count(ORG, Action.TRAIL_SEEN)).isEqualTo(1);
        look.run(ADA, Action.CONNECTIONS_SEEN, "trail");
        clock.goOn(Duration.ofSeconds(10));
        look.run(ADA, Action.TRAIL_SEEN, "trail");
        assertThat(trail.count(ORG, Action.TRAIL_SEEN)).isEqualTo(2);
        assertThat(trail.count(ORG, Action.CONNECTIONS_SEEN)).isEqualTo(1);
    }
}
