package io.syncline.authorisation;

import static io.syncline.authorisation.AccountsScene.DANA;
import static io.syncline.authorisation.AccountsScene.ORG;
import static io.syncline.authorisation.AccountsScene.TESS;
import static io.syncline.authorisation.AccountsScene.use;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryStorage;
import io.syncline.InMemoryStorage.Fault;
import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.FakeSealSignatures;
import io.syncline.audit.InMemorySeals;
import io.syncline.audit.Verdict;
import io.syncline.audit.VerifyTrail;
import io.syncline.authorisation.CompleteConnection.Completion;
import io.syncline.authorisation.CompleteConnection.Problem;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.token.Alarms.Kind;
import io.syncline.token.RotateKeys;
import io.syncline.token.TokenSet;
import io.syncline.token.VaultUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks through every call to storage that connecting, refreshing, changing keys and disconnecting make, and has each
 * one fail: before it did anything, after it did it, and with everything that follows. Then the process dies, and the
 * planner and the person go on.
 */
class StorageFaultWalkTest {

    private static final Actor OPERATOR = Actor.operator("command");

    /** What goes on while storage fails, and how whoever was at it tries again. */
    enum Story {
        CONNECT {
            @Override
            void begin(Walk walk) {
                // nobody is connected yet
            }

            @Override
            void happen(Walk walk) {
                walk.scene.connect(TESS);
            }
        },
        CONNECT_AGAIN {
            @Override
            void happen(Walk walk) {
                walk.scene.connect(TESS);
            }
        },
        REFRESH_ONE {
            @Override
            void begin(Walk walk) {
                super.begin(walk);
                walk.scene.tokensEnd();
            }

            @Override
            void happen(Walk walk) {
                walk.scene.obtain.run(walk.hers(), use(Service.CALENDAR));
            }
        },
        REFRESH_BATCH {
            @Override
            void begin(Walk walk) {
                super.begin(walk);
                walk.scene.tokensEnd();
            }

            @Override
            void happen(Walk walk) {
                walk.scene.tick();
            }
        },
        CHANGE_KEYS {
            @Override
            void happen(Walk walk) {
                walk.scene.rotateKeys.begin(ORG, OPERATOR);
                walk.scene.clock.goOn(RotateKeys.OLD_KEYS_LIVE);
                walk.scene.rotateKeys.goOn(ORG, OPERATOR);
            }
        },
        DISCONNECT {
            @Override
            void happen(Walk walk) {
                walk.scene.disconnect.run(TESS, walk.id);
            }
        };

        /** Tess and Dana are connected. */
        void begin(Walk walk) {
            walk.connectBoth();
        }

        abstract void happen(Walk walk);
    }

    /** How storage fails. */
    enum Failure {
        NOT_EXECUTED,
        ANSWER_LOST,
        DOWN_FROM_THEN_ON;

        void strike(InMemoryStorage storage, long call) {
            switch (this) {
                case NOT_EXECUTED -> storage.failAt(call, Fault.NOT_EXECUTED);
                case ANSWER_LOST -> storage.failAt(call, Fault.ANSWER_LOST);
                case DOWN_FROM_THEN_ON -> storage.isDownFrom(call);
            }
        }
    }

    /** One walk: a scene whose provider rotates and refuses what is old. */
    static final class Walk {

        private final AccountsScene scene = new AccountsScene();
        private final ConnectionId id = ConnectionId.of(ORG, Provider.GOOGLE, "tess-account");

        Walk() {
            scene.server.rotates();
            scene.signsInAs("tess-account");
        }

        void connectBoth() {
            scene.signsInAs("dana-account");
            scene.connect(DANA);
            scene.signsInAs("tess-account");
            scene.connect(TESS);
        }

        Connection hers() {
            return scene.find(id);
        }

        /** The process is gone, with whatever it knew; its leases run out. */
        void processDies() {
            scene.storage.isWellAgain();
            scene.clock.goOn(Duration.ofMinutes(2));
        }

        void plannerGoesOn(int minutes) {
            for (int minute = 0; minute < minutes; minute++) {
                assertThat(scene.tick()).isEmpty();
                scene.manageKeyrings.run(ORG, OPERATOR);
                scene.clock.goOn(Duration.ofMinutes(1));
            }
        }

        boolean isLive(Connection connection) {
            return scene.server.accepts(scene.refreshToken(connection));
        }

        List<Connection> all() {
            return scene.connections.ofOrganisation(ORG);
        }
    }

    static Stream<Arguments> walks() {
        return Stream.of(Story.values())
                .flatMap(story -> LongStream.rangeClosed(1, calls(story))
                        .boxed()
                        .flatMap(call ->
                                Stream.of(Failure.values()).map(failure -> Arguments.of(story, call, failure))));
    }

    private static long calls(Story story) {
        Walk walk = new Walk();
        story.begin(walk);
        long before = walk.scene.storage.calls();
        story.happen(walk);
        return walk.scene.storage.calls() - before;
    }

    @ParameterizedTest(name = "{0}, call {1}: {2}")
    @MethodSource("walks")
    void F3_no_fault_of_storage_loses_a_token_unheard_or_leaves_two_owners(Story story, long call, Failure failure) {
        Walk walk = new Walk();
        story.begin(walk);
        failure.strike(walk.scene.storage, call);
        try {
            story.happen(walk);
        } catch (RuntimeException e) {
            assertThat(e).isInstanceOf(VaultUnavailable.class);
        }
        walk.processDies();
        walk.plannerGoesOn(3);

        assertNothingIsLostUnheard(walk, failure);
        assertEveryAccountHasOneOwner(walk);

        walk.scene.signsInAs("tess-account");
        story.happen(walk);
        walk.plannerGoesOn(20);
        assertItEndedWell(walk, story);
        assertTheTrailIsWhole(walk);
    }

    private static void assertNothingIsLostUnheard(Walk walk, Failure failure) {
        boolean told = walk.scene.alarms.count(Kind.TOKENS_LOST) > 0;
        assertThat(told && failure != Failure.DOWN_FROM_THEN_ON).isFalse();
        for (Connection connection : walk.all()) {
            boolean ends = connection.isDisconnected();
            assertThat(ends || told || walk.isLive(connection))
                    .as(
                            "the refresh token of %s works, or somebody was told",
                            connection.account().id())
                    .isTrue();
            assertThat(connection.state() instanceof ConnectionState.NeedsReconnect && !told)
                    .isFalse();
        }
    }

    private static void assertEveryAccountHasOneOwner(Walk walk) {
        assertThat(walk.all()).extracting(one -> one.account().id()).doesNotHaveDuplicates();
        walk.scene.signsInAs("tess-account");
        boolean isHers = walk.all().stream().anyMatch(one -> one.id().equals(walk.id) && !one.isDisconnected());
        Completion grab = isHers ? walk.scene.connect(DANA) : new Completion.Refused(Problem.WRONG_ACCOUNT);
        assertThat(grab).isEqualTo(new Completion.Refused(Problem.WRONG_ACCOUNT));
    }

    private static void assertItEndedWell(Walk walk, Story story) {
        boolean told = walk.scene.alarms.count(Kind.TOKENS_LOST) > 0;
        Connection hers = walk.hers();
        if (story == Story.DISCONNECT) {
            assertThat(hers.isDisconnected()).isTrue();
            assertThat(hers.unfinished()).isEmpty();
            assertThat(walk.scene.vault.read(ORG, walk.id)).isEmpty();
            assertThat(walk.scene.server.revoked()).isNotEmpty();
            return;
        }
        assertThat(told || walk.isLive(hers)).isTrue();
        assertThat(hers.owner()).isEqualTo(TESS.user());
        assertThat(walk.scene.keyrings.census(ORG))
                .containsOnlyKeys(
                        walk.scene.keyrings.find(ORG).orElseThrow().primary().orElseThrow());
    }

    private static void assertTheTrailIsWhole(Walk walk) {
        VerifyTrail verify = new VerifyTrail(walk.scene.trail, new InMemorySeals(), new FakeSealSignatures("key"));
        assertThat(verify.run(ORG)).isInstanceOf(Verdict.Intact.class);
        long changes = walk.all().stream()
                .flatMap(one -> walk.scene.vault.read(ORG, one.id()).stream())
                .mapToLong(TokenSet::version)
                .sum();
        long entries = walk.scene.trail.count(ORG, Action.TOKEN_REFRESHED)
                + walk.scene.trail.count(ORG, Action.CONNECTION_COMPLETED)
                + walk.scene.trail.count(ORG, Action.GRANT_DEAD);
        assertThat(entries).as("entries of changes of tokens").isGreaterThanOrEqualTo(changes);
    }
}
