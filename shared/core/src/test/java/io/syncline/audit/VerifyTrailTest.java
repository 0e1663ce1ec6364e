package io.syncline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.InMemoryStorage;
import io.syncline.audit.AuditTrail.Stored;
import io.syncline.audit.Entry.Head;
import io.syncline.audit.Verdict.Broken;
import io.syncline.audit.Verdict.Damage;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way of touching a trail, and what verifying it says. */
class VerifyTrailTest {

    private static final OrganisationId ORG = new OrganisationId("fieldworks");

    private final InMemoryClock clock = InMemoryClock.atNoon();
    private final InMemoryAuditTrail trail = new InMemoryAuditTrail(new InMemoryStorage(), clock);
    private final InMemorySeals seals = new InMemorySeals();
    private final FakeSealSignatures signatures = new FakeSealSignatures("key-1");
    private final SealTrail seal = new SealTrail(trail, seals, signatures, clock);
    private final VerifyTrail verify = new VerifyTrail(trail, seals, signatures);

    private static Deed deed(String detail) {
        return Deed.done(Actor.person(new UserId("tess")), Action.TOKEN_READ, "connection/c_1", detail);
    }

    private void happen(int times) {
        for (int i = 0; i < times; i++) {
            clock.goOn(Duration.ofSeconds(1));
            trail.append(ORG, List.of(deed("deed " + i)));
        }
    }

    private void assertBroken(long sequence, Damage... damages) {
        assertThat(verify.run(ORG)).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.sequence()).isEqualTo(sequence);
            assertThat(broken.damage()).isIn((Object[]) damages);
            assertThat(broken.explanation()).isNotBlank();
        });
    }

    private static Stored at(long place, Entry entry) {
        return new Stored(place, entry);
    }

    private static Entry changed(Entry entry, Deed deed) {
        return new Entry(entry.organisation(), entry.sequence(), entry.at(), deed, entry.previous(), entry.hash());
    }

    /** The chain written anew from an entry on, so that it fits in itself. */
    private static List<Stored> rewritten(List<Stored> chain, int from, Deed deed) {
        List<Stored> anew = new ArrayList<>(chain.subList(0, from));
        for (int i = from; i < chain.size(); i++) {
            Head before = anew.isEmpty()
                    ? Head.ofNothing(ORG)
                    : anew.getLast().entry().head();
            Entry old = chain.get(i).entry();
            Entry next = Entry.after(before, old.at(), i == from ? deed : old.deed());
            anew.add(at(next.sequence(), next));
        }
        return anew;
    }

    @Test
    void a_trail_that_nobody_touched_is_intact() {
        happen(7);
        Seal made = seal.run(ORG).orElseThrow();
        happen(3);
        assertThat(verify.run(ORG)).isEqualTo(new Verdict.Intact(10, 7, Optional.of(made.at())));
    }

    @Test
    void a_trail_without_entries_and_one_without_seals_are_intact() {
        assertThat(verify.run(ORG)).isEqualTo(new Verdict.Intact(0, 0, Optional.empty()));
        happen(2);
        assertThat(verify.run(ORG)).isEqualTo(new Verdict.Intact(2, 0, Optional.empty()));
    }

    @Test
    void a_trail_of_several_pages_is_intact_and_a_change_on_a_late_page_is_found() {
        trail.append(
                ORG, IntStream.range(0, 3_500).mapToObj(i -> deed("deed " + i)).toList());
        assertThat(verify.run(ORG)).isEqualTo(new Verdict.Intact(3_500, 0, Optional.empty()));
        trail.tamper(ORG, chain -> {
            chain.set(3_100, at(3_101, changed(chain.get(3_100).entry(), deed("forged"))));
            return chain;
        });
        assertBroken(3_101, Damage.CHANGED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 9})
    void a_changed_entry_is_found_wherever_it_stands(int index) {
        happen(10);
        trail.tamper(ORG, chain -> {
            chain.set(index, at(index + 1, changed(chain.get(index).entry(), deed("forged"))));
            return chain;
        });
        assertBroken(index + 1, Damage.CHANGED);
    }

    @Test
    void a_changed_time_is_found() {
        happen(10);
        trail.tamper(ORG, chain -> {
            Entry old = chain.get(4).entry();
            chain.set(4, at(5, new Entry(ORG, 5, old.at().plusMillis(1), old.deed(), old.previous(), old.hash())));
            return chain;
        });
        assertBroken(5, Damage.CHANGED);
    }

    @Test
    void an_entry_that_was_changed_with_its_hash_is_found_by_the_next_one() {
        happen(10);
        trail.tamper(ORG, chain -> {
            Head before = chain.get(3).entry().head();
            chain.set(4, at(5, Entry.after(before, clock.instant(), deed("forged"))));
            return chain;
        });
        assertBroken(5, Damage.CHANGED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8})
    void a_removed_entry_is_found_wherever_it_stood(int index) {
        happen(10);
        trail.tamper(ORG, chain -> {
            chain.remove(index);
            return chain;
        });
        assertBroken(index + 1, Damage.REMOVED);
    }

    @Test
    void an_entry_that_was_removed_with_all_later_ones_moved_up_is_found() {
        happen(10);
        trail.tamper(ORG, chain -> {
            chain.remove(4);
            List<Stored> moved = new ArrayList<>();
            chain.forEach(stored -> moved.add(at(moved.size() + 1, stored.entry())));
            return moved;
        });
        assertBroken(5, Damage.REORDERED, Damage.REMOVED);
    }

    @Test
    void two_swapped_entries_are_found() {
        happen(10);
        trail.tamper(ORG, chain -> {
            Entry third = chain.get(2).entry();
            chain.set(2, at(3, chain.get(6).entry()));
            chain.set(6, at(7, third));
            return chain;
        });
        assertBroken(3, Damage.REORDERED);
    }

    @Test
    void two_swapped_neighbours_are_found() {
        happen(10);
        trail.tamper(ORG, chain -> {
            Entry third = chain.get(2).entry();
            chain.set(2, at(3, chain.get(3).entry()));
            chain.set(3, at(4, third));
            return chain;
        });
        assertBroken(3, Damage.REORDERED);
    }

    @Test
    void an_inserted_entry_is_found() {
        happen(10);
        trail.tamper(ORG, chain -> {
            List<Stored> longer = new ArrayList<>(chain.subList(0, 4));
            Entry forged = Entry.after(chain.get(3).entry().head(), clock.instant(), deed("forged"));
            longer.add(at(5, forged));
            chain.subList(4, 10).forEach(stored -> longer.add(at(stored.place() + 1, stored.entry())));
            return longer;
        });
        assertBroken(5, Damage.INSERTED);
    }

    @Test
    void an_entry_that_was_inserted_before_a_seal_with_the_chain_written_anew_is_found() {
        happen(10);
        seal.run(ORG);
        trail.tamper(ORG, chain -> {
            List<Stored> longer = new ArrayList<>(chain.subList(0, 4));
            for (int i = 3; i < chain.size(); i++) {
                Deed deed = i == 3 ? deed("forged") : chain.get(i).entry().deed();
                Entry next = Entry.after(longer.getLast().entry().head(), clock.instant(), deed);
                longer.add(at(next.sequence(), next));
            }
            return longer;
        });
        assertBroken(1, Damage.CHANGED, Damage.INSERTED);
    }

    @Test
    void an_entry_that_was_put_at_the_end_in_place_of_a_sealed_one_is_found() {
        happen(10);
        seal.run(ORG);
        trail.tamper(ORG, chain -> rewritten(chain, 9, deed("forged")));
        assertBroken(1, Damage.CHANGED);
    }

    @Test
    void a_chain_that_was_written_anew_is_found_by_its_seal_and_traced_to_the_seal_before() {
        happen(10);
        seal.run(ORG);
        happen(10);
        seal.run(ORG);
        trail.tamper(ORG, chain -> rewritten(chain, 14, deed("forged")));
        assertBroken(11, Damage.CHANGED);
    }

    @Test
    void the_last_ten_cut_off_are_found_by_the_seal() {
        happen(30);
        seal.run(ORG);
        trail.tamper(ORG, chain -> chain.subList(0, 20));
        assertBroken(21, Damage.CUT_OFF);
    }

    @Test
    void a_trail_that_was_removed_whole_is_found_by_its_seal() {
        happen(30);
        seal.run(ORG);
        trail.tamper(ORG, _ -> List.of());
        assertBroken(1, Damage.CUT_OFF);
    }

    @Test
    void a_seal_of_another_key_is_forged() {
        happen(10);
        Head head = trail.head(ORG);
        FakeSealSignatures other = new FakeSealSignatures("key-1");
        seals.put(new Seal(head, clock.instant(), other.key(), other.sign(Seal.signed(head, clock.instant()))));
        assertBroken(10, Damage.FORGED_SEAL);
    }

    @Test
    void a_seal_whose_content_was_changed_is_forged() {
        happen(10);
        Seal genuine = seal.run(ORG).orElseThrow();
        trail.tamper(ORG, chain -> rewritten(chain, 4, deed("forged")));
        seals.replace(new Seal(trail.head(ORG), genuine.at(), genuine.key(), genuine.signature()));
        assertBroken(10, Damage.FORGED_SEAL);
    }

    @Test
    void a_seal_of_another_organisation_vouches_for_nothing() {
        happen(10);
        OrganisationId other = new OrganisationId("other");
        trail.append(other, List.of(deed("theirs")));
        Seal theirs = seal.run(other).orElseThrow();
        assertThat(new VerifyTrail(trail, new OneSeal(theirs), signatures).run(ORG))
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.damage()).isEqualTo(Damage.FORGED_SEAL));
    }

    private record OneSeal(Seal seal) implements Seals {

        @Override
        public void put(Seal other) {
            throw new UnsupportedOperationException("There is one");
        }

        @Override
        public List<Seal> newest(OrganisationId organisation, int limit) {
            return List.of(seal);
        }
    }

    @Test
    void a_trail_is_sealed_once_for_each_end_that_it_has() {
        assertThat(seal.run(ORG)).isEmpty();
        happen(3);
        assertThat(seal.run(ORG).orElseThrow().head()).isEqualTo(trail.head(ORG));
        assertThat(seal.run(ORG)).isEmpty();
        happen(1);
        assertThat(seal.run(ORG)).isPresent();
        assertThat(seals.newest(ORG, 10)).hasSize(2);
    }

    @Test
    void notes_are_brought_into_the_chain_before_it_is_sealed() {
        trail.note(ORG, deed("noted"));
        clock.goOn(Duration.ofMinutes(2));
        assertThat(seal.run(ORG).orElseThrow().head().sequence()).isEqualTo(1);
    }
}
