package io.syncline.authorisation;

import static io.syncline.authorisation.AccountsScene.ADA;
import static io.syncline.authorisation.AccountsScene.DANA;
import static io.syncline.authorisation.AccountsScene.ORG;
import static io.syncline.authorisation.AccountsScene.TESS;
import static io.syncline.authorisation.AccountsScene.use;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.InMemoryStorage.Fault;
import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.audit.Outcome;
import io.syncline.authorisation.AnswerAdminConsent.Answer;
import io.syncline.authorisation.CheckConnection.Finding;
import io.syncline.authorisation.SwitchServices.Switched;
import io.syncline.connection.AuthorizationFakes;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.connection.Unfinished;
import io.syncline.identity.Caller;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.Role;
import io.syncline.token.AuthorizationServer.Revocation;
import io.syncline.token.Grant;
import io.syncline.token.Keyrings;
import io.syncline.token.Keyrings.KeyId;
import io.syncline.token.Keyrings.Standing;
import io.syncline.token.ReportKeys;
import io.syncline.token.RotateKeys;
import io.syncline.token.RotateKeys.Phase;
import io.syncline.token.Secret;
import io.syncline.token.ServiceProbes.Probe;
import io.syncline.token.TokenAnswer;
import io.syncline.token.VaultUnavailable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a connected account: switched, checked, revived, disconnected, removed, and its keys changed. */
class AccountLifeTest {

    private static final Actor OPERATOR = Actor.operator("command");

    private final AccountsScene scene = new AccountsScene();
    private final Connection connection = scene.connected(TESS);

    private Connection now() {
        return scene.now(connection);
    }

    private boolean hasTokens() {
        return scene.vault.read(ORG, connection.id()).isPresent();
    }

    private Caller stranger() {
        return new Caller(new OrganisationId("other"), TESS.user(), "Tess", Set.of(Role.ADMINISTRATOR));
    }

    private void grantDies(TokenAnswer refusal) {
        scene.server.answersNext(refusal);
        scene.tokensEnd();
        scene.obtain.run(connection, use(Service.CALENDAR));
    }

    @Test
    void a_service_that_is_switched_off_has_no_token_any_more() {
        scene.switchServices.run(TESS, connection.id(), Map.of(Service.MAIL, true, Service.CALENDAR, false));
        assertThat(now().requested()).containsExactly(Service.MAIL);
        assertThat(scene.obtain.run(now(), use(Service.CALENDAR))).isInstanceOf(Grant.NotPermitted.class);
        assertThat(scene.trail.count(ORG, Action.PERMISSION_CHANGED)).isEqualTo(1);
    }

    @Test
    void a_service_that_is_switched_on_works_at_once_where_the_account_allowed_it_before() {
        scene.switchServices.run(TESS, connection.id(), Map.of(Service.MAIL, true, Service.CALENDAR, false));
        scene.switchServices.run(TESS, connection.id(), Map.of(Service.CALENDAR, true));
        assertThat(scene.obtain.run(now(), use(Service.CALENDAR))).isInstanceOf(Grant.Valid.class);
        assertThat(now().missing()).containsExactly(Service.MAIL);
    }

    @Test
    void reading_and_changing_calendars_take_each_others_place() {
        scene.switchServices.run(TESS, connection.id(), Map.of(Service.CALENDAR_READ, true));
        assertThat(now().requested()).containsExactly(Service.CALENDAR_READ);
        assertThat(now().may(Service.CALENDAR)).isFalse();
        scene.switchServices.run(TESS, connection.id(), Map.of(Service.CALENDAR, true));
        assertThat(now().requested()).containsExactly(Service.CALENDAR);
    }

    @Test
    void the_last_service_is_not_switched_off() {
        assertThat(scene.switchServices.run(TESS, connection.id(), Map.of(Service.CALENDAR, false)))
                .isEqualTo(new Switched.NothingLeft());
        assertThat(now()).isEqualTo(connection);
    }

    @Test
    void switching_to_what_is_there_changes_nothing() {
        assertThat(scene.switchServices.run(TESS, connection.id(), Map.of(Service.CALENDAR, true)))
                .isEqualTo(new Switched.Done(connection));
        assertThat(scene.trail.count(ORG, Action.PERMISSION_CHANGED)).isZero();
    }

    @Test
    void services_are_their_owners_and_an_administrators_to_switch() {
        Map<Service, Boolean> wish = Map.of(Service.CALENDAR_READ, true);
        assertThat(scene.switchServices.run(DANA, connection.id(), wish)).isEqualTo(new Switched.NotFound());
        assertThat(scene.switchServices.run(stranger(), connection.id(), wish)).isEqualTo(new Switched.NotFound());
        assertThat(scene.switchServices.run(ADA, connection.id(), wish)).isInstanceOf(Switched.Done.class);
    }

    private Map<Service, Finding> checked() {
        return scene.check.run(TESS, connection.id()).orElseThrow().findings();
    }

    @Test
    void a_check_tries_each_service_that_is_switched_on() {
        scene.switchServices.run(TESS, connection.id(), Map.of(Service.MAIL, true));
        assertThat(checked()).isEqualTo(Map.of(Service.CALENDAR, Finding.WORKS, Service.MAIL, Finding.NOT_GRANTED));
        assertThat(scene.trail.count(ORG, Action.CONNECTION_CHECKED)).isEqualTo(1);
    }

    @Test
    void a_check_says_what_the_provider_refuses_and_when_it_does_not_answer() {
        scene.probed = Probe.NOT_PERMITTED;
        assertThat(checked()).containsValue(Finding.REFUSED_BY_PROVIDER);
        scene.probed = Probe.UNAVAILABLE;
        assertThat(checked()).containsValue(Finding.UNAVAILABLE);
        assertThat(now()).isEqualTo(connection);
    }

    @Test
    void a_check_buys_one_new_token_for_one_that_is_not_accepted() {
        scene.probed = Probe.UNAUTHORIZED;
        assertThat(checked()).containsValue(Finding.NEEDS_RECONNECT);
        assertThat(scene.server.refreshes()).isEqualTo(1);
    }

    @Test
    void a_check_revives_a_grant_that_an_administrator_has_allowed_meanwhile() {
        grantDies(new TokenAnswer.AdministratorRefused("AADSTS65001"));
        scene.tick();
        assertThat(scene.requests.find(ORG, connection.owner(), connection.provider()))
                .isPresent();
        assertThat(checked()).isEqualTo(Map.of(Service.CALENDAR, Finding.WORKS));
        assertThat(now().state()).isInstanceOf(ConnectionState.Active.class);
        assertThat(scene.tokens(connection).refreshAt()).isPresent();
        assertThat(scene.requests.find(ORG, connection.owner(), connection.provider()))
                .isEmpty();
    }

    @Test
    void a_check_leaves_a_grant_dead_that_is_dead() {
        grantDies(new TokenAnswer.GrantRefused("invalid_grant"));
        scene.server.answers(new TokenAnswer.GrantRefused("invalid_grant"));
        Connection before = now();
        assertThat(checked()).isEqualTo(Map.of(Service.CALENDAR, Finding.NEEDS_RECONNECT));
        assertThat(now()).isEqualTo(before);
        assertThat(scene.tick()).isEmpty();
        assertThat(scene.announcements.published()).hasSize(1);
    }

    @Test
    void F1_a_grant_is_not_revived_while_somebody_else_holds_its_lease() {
        grantDies(new TokenAnswer.GrantRefused("invalid_grant"));
        scene.leases.take(ORG.value() + "#refresh#" + connection.id().value(), Duration.ofMinutes(1));
        Connection before = now();
        assertThat(scene.reviveGrant.run(before, OPERATOR)).isEqualTo(before);
        assertThat(scene.server.refreshes()).isEqualTo(1);
    }

    @Test
    void a_check_is_its_owners_and_an_administrators() {
        assertThat(scene.check.run(DANA, connection.id())).isEmpty();
        assertThat(scene.check.run(stranger(), connection.id())).isEmpty();
        assertThat(scene.check.run(ADA, connection.id())).isPresent();
    }

    @Test
    void a_provider_that_does_not_answer_is_asked_again_until_it_forgets_the_grant() {
        scene.server.answers(Revocation.UNAVAILABLE);
        scene.disconnect.run(TESS, connection.id());
        assertThat(now().unfinished()).containsExactly(Unfinished.END_GRANT);
        assertThat(hasTokens()).isTrue();
        scene.clock.goOn(Duration.ofMinutes(5));
        scene.tick();
        assertThat(hasTokens()).isTrue();
        scene.server.answers(Revocation.REVOKED);
        scene.tick();
        assertThat(hasTokens()).isFalse();
        assertThat(now().unfinished()).isEmpty();
        assertThat(scene.server.revoked()).containsExactly(Secret.of("new-refresh"));
        assertThat(scene.trail.count(ORG, Action.GRANT_REVOKED)).isEqualTo(1);
        assertThat(scene.trail.count(ORG, Action.TOKEN_DESTROYED)).isEqualTo(1);
    }

    @Test
    void after_an_hour_the_tokens_are_destroyed_all_the_same_and_the_failure_is_recorded() {
        scene.server.answers(Revocation.UNAVAILABLE);
        scene.disconnect.run(TESS, connection.id());
        scene.clock.goOn(Duration.ofMinutes(61));
        scene.tick();
        assertThat(hasTokens()).isFalse();
        assertThat(scene.trail.deeds(ORG)).anySatisfy(deed -> {
            assertThat(deed.action()).isEqualTo(Action.GRANT_REVOKED.word());
            assertThat(deed.outcome()).isEqualTo(Outcome.FAILED.word());
        });
    }

    @Test
    void a_provider_without_a_call_to_revoke_is_left_alone_and_the_tokens_are_destroyed() {
        scene.server.answers(Revocation.NOT_OFFERED);
        scene.disconnect.run(TESS, connection.id());
        assertThat(hasTokens()).isFalse();
    }

    @Test
    void tokens_that_do_not_open_are_destroyed_without_revoking() {
        scene.vault.spoil(ORG, connection.id());
        assertThat(scene.disconnect.run(TESS, connection.id())).isEqualTo(Disconnect.Result.DISCONNECTED);
        assertThat(scene.server.revoked()).isEmpty();
        assertThat(hasTokens()).isFalse();
    }

    @Test
    void disconnecting_twice_ends_the_grant_once() {
        scene.disconnect.run(TESS, connection.id());
        assertThat(scene.disconnect.run(TESS, connection.id())).isEqualTo(Disconnect.Result.DISCONNECTED);
        assertThat(scene.server.revoked()).hasSize(1);
        assertThat(scene.trail.count(ORG, Action.CONNECTION_DISCONNECTED)).isEqualTo(1);
    }

    @Test
    void who_connects_again_before_the_grant_is_ended_keeps_the_new_tokens() {
        scene.server.answers(Revocation.UNAVAILABLE);
        scene.disconnect.run(TESS, connection.id());
        scene.server.answers(AuthorizationFakes.granted(
                "again-access", Optional.of(Secret.of("again-refresh")), Set.of(Service.CALENDAR)));
        scene.connected(TESS);
        scene.server.answers(Revocation.REVOKED);
        scene.clock.goOn(Duration.ofMinutes(1));
        scene.tick();
        assertThat(scene.refreshToken(connection)).isEqualTo(Secret.of("again-refresh"));
        assertThat(scene.server.revoked()).isEmpty();
        assertThat(now().state()).isInstanceOf(ConnectionState.Active.class);
    }

    @Test
    void the_owner_of_a_dead_grant_who_disconnects_is_told_nothing_any_more() {
        grantDies(new TokenAnswer.GrantRefused("invalid_grant"));
        scene.disconnect.run(TESS, connection.id());
        scene.tick();
        assertThat(scene.announcements.published()).isEmpty();
    }

    @Test
    void S10_a_removed_member_has_no_accounts_no_tokens_and_no_requests_but_a_history() {
        scene.requests.put(new ConsentRequest(
                ORG, TESS.user(), Provider.MICROSOFT, Set.of(Service.MAIL), scene.clock.instant(), Optional.empty()));
        assertThat(scene.removeMember.run(ADA, TESS.user())).hasValue(1);
        assertThat(now().isDisconnected()).isTrue();
        assertThat(hasTokens()).isFalse();
        assertThat(scene.server.revoked()).hasSize(1);
        assertThat(scene.requests.find(ORG, TESS.user(), Provider.MICROSOFT)).isEmpty();
        assertThat(scene.trail.count(ORG, Action.CONNECTION_COMPLETED)).isEqualTo(1);
        assertThat(scene.trail.count(ORG, Action.MEMBER_REMOVED)).isEqualTo(1);
    }

    @Test
    void S10_removing_a_member_twice_is_no_error() {
        scene.removeMember.run(ADA, TESS.user());
        assertThat(scene.removeMember.run(ADA, TESS.user())).hasValue(0);
        assertThat(scene.server.revoked()).hasSize(1);
    }

    @Test
    void S10_only_an_administrator_removes_members() {
        assertThat(scene.removeMember.run(DANA, TESS.user())).isEmpty();
        assertThat(scene.removeMember.run(TESS, TESS.user())).isEmpty();
        scene.removeMember.run(stranger(), TESS.user());
        assertThat(now()).isEqualTo(connection);
    }

    @Test
    void S10_an_organisation_that_leaves_waits_for_its_providers_and_then_nothing_of_it_opens() {
        scene.signsInAs("dana-account");
        scene.connected(DANA);
        scene.server.answers(Revocation.UNAVAILABLE);
        assertThat(scene.removeOrganisation.run(ORG, OPERATOR)).isEqualTo(new RemoveOrganisation.Progress(2, 2, false));
        assertThat(scene.manageKeyrings.run(ORG, OPERATOR)).contains("2 accounts are waited for");
        scene.server.answers(Revocation.REVOKED);
        scene.tick();
        assertThat(scene.removeOrganisation.run(ORG, OPERATOR)).isEqualTo(new RemoveOrganisation.Progress(0, 0, true));
        assertThat(scene.server.revoked()).hasSize(2);
        assertThat(scene.keyrings.find(ORG).orElseThrow().standing()).isEqualTo(Standing.SHREDDED);
        assertThat(scene.trail.count(ORG, Action.KEYS_SHREDDED)).isEqualTo(1);
        assertThat(scene.removeOrganisation.run(ORG, OPERATOR).shredded()).isTrue();
        assertThat(scene.trail.count(ORG, Action.KEYS_SHREDDED)).isEqualTo(1);
    }

    @Test
    void S10_a_removal_that_broke_off_goes_on_with_the_next_run() {
        scene.signsInAs("dana-account");
        scene.connected(DANA);
        scene.storage.failAt(5, Fault.NOT_EXECUTED);
        assertThatThrownBy(() -> scene.removeOrganisation.run(ORG, OPERATOR)).isInstanceOf(VaultUnavailable.class);
        scene.manageKeyrings.run(ORG, OPERATOR);
        scene.tick();
        assertThat(scene.manageKeyrings.run(ORG, OPERATOR)).contains("its keys are destroyed");
        assertThat(scene.connections.ofOrganisation(ORG))
                .allSatisfy(one -> assertThat(one.isDisconnected()).isTrue());
    }

    @Test
    void an_organisation_that_comes_back_connects_the_same_account_again() {
        scene.removeOrganisation.run(ORG, OPERATOR);
        scene.manageKeyrings.readmit(ORG, OPERATOR);
        assertThat(scene.connected(TESS).id()).isEqualTo(connection.id());
        assertThat(scene.trail.count(ORG, Action.ORGANISATION_READMITTED)).isEqualTo(1);
    }

    @Test
    void S09_a_rotation_reseals_at_once_waits_for_old_holders_and_then_destroys_the_old_key() {
        KeyId old = scene.keyrings.find(ORG).orElseThrow().primary().orElseThrow();
        assertThat(scene.rotateKeys.begin(ORG, OPERATOR)).isEqualTo(new RotateKeys.Progress(Phase.WAITING, 1));
        assertThat(scene.rotateKeys.goOn(ORG, OPERATOR)).isEqualTo(new RotateKeys.Progress(Phase.WAITING, 0));
        assertThat(hasTokens()).isTrue();
        scene.clock.goOn(RotateKeys.OLD_KEYS_LIVE);
        assertThat(scene.rotateKeys.goOn(ORG, OPERATOR)).isEqualTo(new RotateKeys.Progress(Phase.DONE, 0));
        assertThat(scene.keyrings.find(ORG).orElseThrow().keys())
                .extracting(Keyrings.Key::id)
                .doesNotContain(old);
        assertThat(hasTokens()).isTrue();
        assertThat(scene.rotateKeys.goOn(ORG, OPERATOR)).isEqualTo(new RotateKeys.Progress(Phase.NOTHING_TO_DO, 0));
        ReportKeys.Report report = new ReportKeys(scene.keyrings).run(ORG).orElseThrow();
        assertThat(report.orphans()).isEmpty();
        assertThat(report.keys()).singleElement().satisfies(line -> {
            assertThat(line.rows()).isEqualTo(1);
            assertThat(line.primary()).isTrue();
        });
    }

    @Test
    void S09_a_rotation_that_crashed_midway_resumes_without_a_second_new_key() {
        for (int i = 0; i < 90; i++) {
            scene.signsInAs("account-" + i);
            scene.connected(TESS);
        }
        scene.storage.failAt(5, Fault.NOT_EXECUTED);
        assertThatThrownBy(() -> scene.rotateKeys.begin(ORG, OPERATOR)).isInstanceOf(VaultUnavailable.class);
        scene.clock.goOn(RotateKeys.OLD_KEYS_LIVE);
        assertThat(scene.rotateKeys.begin(ORG, OPERATOR).phase()).isEqualTo(Phase.DONE);
        assertThat(scene.trail.count(ORG, Action.KEY_ROTATED)).isEqualTo(1);
        assertThat(scene.keyrings.census(ORG))
                .containsOnlyKeys(
                        scene.keyrings.find(ORG).orElseThrow().primary().orElseThrow());
    }

    @Test
    void keys_are_changed_by_themselves_once_they_are_ninety_days_old() {
        assertThat(scene.manageKeyrings.run(ORG, OPERATOR)).isEmpty();
        scene.clock.goOn(RotateKeys.KEY_LIFE.plusSeconds(1));
        assertThat(scene.manageKeyrings.run(ORG, OPERATOR)).contains("A new key seals");
        scene.clock.goOn(RotateKeys.OLD_KEYS_LIVE);
        assertThat(scene.manageKeyrings.run(ORG, OPERATOR)).contains("The old key is destroyed");
        assertThat(scene.manageKeyrings.run(ORG, OPERATOR)).isEmpty();
        assertThat(scene.manageKeyrings.run(new OrganisationId("nobody"), OPERATOR))
                .isEmpty();
    }

    @Test
    void after_shredding_the_report_shows_what_is_left_and_that_nothing_opens_it() {
        scene.keyrings.close(ORG, Deed.done(OPERATOR, Action.ORGANISATION_REMOVED, "organisation/fieldworks", ""));
        scene.keyrings.shred(ORG, Deed.done(OPERATOR, Action.KEYS_SHREDDED, "organisation/fieldworks", ""));
        ReportKeys.Report report = new ReportKeys(scene.keyrings).run(ORG).orElseThrow();
        assertThat(report.opensAnything()).isFalse();
        assertThat(report.orphans()).hasSize(1);
        assertThat(scene.rotateKeys.begin(ORG, OPERATOR).phase()).isEqualTo(Phase.NOTHING_TO_DO);
    }

    private Optional<URI> link() {
        return scene.listRequests.run(TESS).getFirst().link();
    }

    private void waitsForConsent(Provider provider) {
        scene.requests.put(new ConsentRequest(
                ORG, TESS.user(), provider, Set.of(Service.MAIL), scene.clock.instant(), Optional.empty()));
    }

    private Optional<String> stateOfLink() {
        scene.server.hasAdminConsent(true);
        return link().map(uri -> uri.getQuery().replaceFirst("state=", ""));
    }

    private Optional<Instant> answeredAt() {
        return scene.requests.find(ORG, TESS.user(), Provider.MICROSOFT).flatMap(ConsentRequest::answeredAt);
    }

    @Test
    void an_administrators_yes_is_a_hint_and_changes_no_connection() {
        waitsForConsent(Provider.MICROSOFT);
        assertThat(scene.answerConsent.run(Optional.of(Provider.MICROSOFT), stateOfLink(), true))
                .isEqualTo(Answer.ALLOWED);
        assertThat(answeredAt()).contains(scene.clock.instant());
        assertThat(now()).isEqualTo(connection);
    }

    @Test
    void an_administrators_no_changes_nothing() {
        waitsForConsent(Provider.MICROSOFT);
        assertThat(scene.answerConsent.run(Optional.of(Provider.MICROSOFT), stateOfLink(), false))
                .isEqualTo(Answer.DECLINED);
        assertThat(answeredAt()).isEmpty();
    }

    @Test
    void where_the_provider_has_no_page_for_administrators_there_is_no_link() {
        waitsForConsent(Provider.GOOGLE);
        assertThat(link()).isEmpty();
        scene.server.hasAdminConsent(true);
        scene.server.isConfigured(false);
        assertThat(link()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "x.y", "abc", "%00.%00"})
    void a_forged_answer_of_an_administrator_is_nobodys(String state) {
        waitsForConsent(Provider.MICROSOFT);
        assertThat(scene.answerConsent.run(Optional.of(Provider.MICROSOFT), Optional.of(state), true))
                .isEqualTo(Answer.UNKNOWN);
        assertThat(answeredAt()).isEmpty();
        assertThat(scene.trail.count(OrganisationId.INSTALLATION, Action.CONSENT_ANSWERED_BY_ADMINISTRATOR))
                .isEqualTo(1);
    }

    @Test
    void an_answer_at_another_providers_door_or_too_late_or_without_state_is_nobodys() {
        waitsForConsent(Provider.MICROSOFT);
        Optional<String> state = stateOfLink();
        assertThat(scene.answerConsent.run(Optional.of(Provider.GOOGLE), state, true))
                .isEqualTo(Answer.UNKNOWN);
        assertThat(scene.answerConsent.run(Optional.empty(), state, true)).isEqualTo(Answer.UNKNOWN);
        assertThat(scene.answerConsent.run(Optional.of(Provider.MICROSOFT), Optional.empty(), true))
                .isEqualTo(Answer.UNKNOWN);
        scene.clock.goOn(Duration.ofDays(30));
        assertThat(scene.answerConsent.run(Optional.of(Provider.MICROSOFT), state, true))
                .isEqualTo(Answer.UNKNOWN);
        assertThat(answeredAt()).isEmpty();
    }

    @Test
    void a_state_to_connect_with_is_no_answer_of_an_administrator() {
        String state = AccountsScene.state(scene.started(TESS));
        assertThat(scene.answerConsent.run(Optional.of(Provider.GOOGLE), Optional.of(state), true))
                .isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void an_answer_to_what_was_answered_by_connecting_is_nobodys() {
        waitsForConsent(Provider.MICROSOFT);
        Optional<String> state = stateOfLink();
        scene.requests.remove(ORG, TESS.user(), Provider.MICROSOFT);
        assertThat(scene.answerConsent.run(Optional.of(Provider.MICROSOFT), state, true))
                .isEqualTo(Answer.UNKNOWN);
    }
}
