package io.syncline.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.AuditTrail;
import io.syncline.audit.Deed;
import io.syncline.audit.Entry;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Connections;
import io.syncline.connection.Samples;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.token.Registry.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link Registry} does. */
public abstract class RegistryContract {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final OrganisationId OTHER = new OrganisationId("other");
    private static final UserId TESS = new UserId("tess");

    protected final InMemoryClock clock = InMemoryClock.atNoon();

    protected abstract Registry registry();

    protected abstract Connections connections();

    protected abstract TokenVault vault();

    protected abstract AuditTrail trail();

    private final Connection fresh = Samples.connection(ACME, TESS, "account-1");

    private static TokenSet tokens(String name, long version) {
        return new TokenSet(
                Secret.of("access-" + name),
                Optional.of(Secret.of("refresh-" + name)),
                Instant.parse("2026-11-22T13:00:00Z"),
                Set.of("calendar"),
                Optional.of(Instant.parse("2026-11-22T12:45:00Z")),
                version);
    }

    private static Deed deed(String detail) {
        return Deed.done(Actor.person(TESS), Action.CONNECTION_COMPLETED, "connection/c_1", detail);
    }

    /** What is recorded, without what the vault records of its own keys. */
    private List<String> recorded(OrganisationId organisation) {
        return trail().read(organisation, 1, 1_000).stream()
                .map(stored -> stored.entry().deed())
                .filter(deed -> !deed.action().equals(Action.KEY_CREATED.word()))
                .map(Deed::detail)
                .toList();
    }

    private boolean connected() {
        return registry()
                .commit(
                        ACME,
                        List.of(new Change.PutConnection(fresh), new Change.PutTokens(fresh.id(), tokens("one", 0))),
                        List.of(deed("first"), deed("second")));
    }

    @Test
    void connection_tokens_and_deeds_are_stored_together() {
        assertThat(connected()).isTrue();
        assertThat(connections().find(ACME, fresh.id())).contains(fresh.stored());
        assertThat(vault().read(ACME, fresh.id())).contains(tokens("one", 1));
        assertThat(recorded(ACME)).containsExactly("first", "second");
    }

    @Test
    void a_deed_stands_under_the_time_of_its_commit() {
        connected();
        assertThat(trail().readBack(ACME, Long.MAX_VALUE, 1))
                .extracting(Entry::at)
                .containsExactly(clock.instant());
    }

    @Test
    void where_the_connection_was_changed_meanwhile_neither_tokens_nor_deeds_are_stored() {
        connected();
        boolean again = registry()
                .commit(
                        ACME,
                        List.of(new Change.PutConnection(fresh), new Change.PutTokens(fresh.id(), tokens("two", 1))),
                        List.of(deed("never")));
        assertThat(again).isFalse();
        assertThat(vault().read(ACME, fresh.id())).contains(tokens("one", 1));
        assertThat(recorded(ACME)).containsExactly("first", "second");
    }

    @Test
    void where_the_tokens_were_changed_meanwhile_neither_connection_nor_deeds_are_stored() {
        connected();
        Connection dead = fresh.stored().with(new ConnectionState.Disconnected(clock.instant()));
        boolean again = registry()
                .commit(
                        ACME,
                        List.of(new Change.PutTokens(fresh.id(), tokens("two", 0)), new Change.PutConnection(dead)),
                        List.of(deed("never")));
        assertThat(again).isFalse();
        assertThat(connections().find(ACME, fresh.id())).contains(fresh.stored());
        assertThat(recorded(ACME)).containsExactly("first", "second");
    }

    @Test
    void where_the_connection_was_changed_meanwhile_no_tokens_are_destroyed() {
        connected();
        boolean again = registry()
                .commit(
                        ACME,
                        List.of(new Change.PutConnection(fresh), new Change.DestroyTokens(fresh.id())),
                        List.of(deed("never")));
        assertThat(again).isFalse();
        assertThat(vault().read(ACME, fresh.id())).isPresent();
    }

    @Test
    void an_update_of_a_connection_that_is_not_there_stores_nothing() {
        Connection pretending = Samples.connection(OTHER, TESS, "account-1").version(1);
        assertThat(registry().commit(OTHER, List.of(new Change.PutConnection(pretending)), List.of(deed("never"))))
                .isFalse();
        assertThat(connections().ofOrganisation(OTHER)).isEmpty();
        assertThat(recorded(OTHER)).isEmpty();
    }

    @Test
    void tokens_are_destroyed_with_the_change_that_ends_them() {
        connected();
        Connection ended = fresh.stored().with(new ConnectionState.Disconnected(clock.instant()));
        assertThat(registry()
                        .commit(
                                ACME,
                                List.of(new Change.PutConnection(ended), new Change.DestroyTokens(fresh.id())),
                                List.of(deed("third"))))
                .isTrue();
        assertThat(vault().read(ACME, fresh.id())).isEmpty();
        assertThat(connections().find(ACME, fresh.id())).contains(ended.stored());
        assertThat(recorded(ACME)).containsExactly("first", "second", "third");
    }

    @Test
    void the_deeds_of_one_organisation_are_not_in_the_trail_of_another() {
        connected();
        assertThat(trail().head(OTHER).sequence()).isZero();
    }

    @Test
    void a_whole_batch_of_tokens_fits_into_one_commit() {
        List<Change> changes = new ArrayList<>();
        List<Deed> deeds = new ArrayList<>();
        for (int i = 0; i < Registry.LARGEST / 2; i++) {
            changes.add(new Change.PutTokens(new ConnectionId("c_" + i), tokens("t" + i, 0)));
            deeds.add(deed("deed " + i));
        }
        assertThat(registry().commit(ACME, changes, deeds)).isTrue();
        assertThat(recorded(ACME)).hasSize(Registry.LARGEST / 2);
        assertThat(vault().read(ACME, new ConnectionId("c_7"))).contains(tokens("t7", 1));
    }

    @Test
    void commits_at_once_all_get_through_and_their_deeds_form_one_chain_without_a_gap() throws Exception {
        List<Callable<Boolean>> commits = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Connection one = Samples.connection(ACME, TESS, "account-" + i);
            commits.add(() -> registry()
                    .commit(
                            ACME,
                            List.of(new Change.PutConnection(one)),
                            List.of(deed(one.account().id()))));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> commit : threads.invokeAll(commits)) {
                assertThat(commit.get()).isTrue();
            }
        }
        assertThat(recorded(ACME)).hasSize(12).doesNotHaveDuplicates();
        assertThat(trail().read(ACME, 1, 100))
                .extracting(stored -> stored.entry().sequence())
                .isEqualTo(LongStream.rangeClosed(1, 12).boxed().toList());
    }

    @Test
    void of_writers_at_once_on_one_version_one_wins() throws Exception {
        connected();
        List<Callable<Boolean>> commits = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            TokenSet next = tokens("writer-" + i, 1);
            commits.add(() ->
                    registry().commit(ACME, List.of(new Change.PutTokens(fresh.id(), next)), List.of(deed("winner"))));
        }
        int won = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> commit : threads.invokeAll(commits)) {
                won += commit.get() ? 1 : 0;
            }
        }
        assertThat(won).isEqualTo(1);
        assertThat(recorded(ACME)).containsExactly("first", "second", "winner");
    }
}
