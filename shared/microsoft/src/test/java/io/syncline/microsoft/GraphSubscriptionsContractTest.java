package io.syncline.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Channel;
import io.syncline.calendar.NewChannel;
import io.syncline.calendar.Opening;
import io.syncline.calendar.RemoteChannels;
import io.syncline.calendar.RemoteChannelsContract;
import io.syncline.connection.ConnectionId;
import io.syncline.local.providers.push.PushControl;
import io.syncline.local.providers.push.Subscription;
import io.syncline.token.Secret;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract, and what only subscriptions do, against the simulated Graph, whose handshakes somebody answers. */
class GraphSubscriptionsContractTest extends RemoteChannelsContract {

    private static final NoticeEndpoint ENDPOINT = new NoticeEndpoint();
    private static SimulatedOutlook outlook;

    private RemoteChannels channels;
    private SimulatedOutlook.Person person;

    @BeforeAll
    static void open() {
        outlook = new SimulatedOutlook();
    }

    @AfterAll
    static void close() {
        outlook.close();
        ENDPOINT.close();
    }

    @BeforeEach
    void signIn() {
        person = outlook.somebody();
        channels = new MicrosoftCalendars(outlook.root(), InstantSource.system(), new Random(7))
                .channels(ENDPOINT.origin(), InstantSource.system());
    }

    @AfterEach
    void mend() {
        push().refuseDuplicates(false);
    }

    @Override
    protected RemoteChannels channels() {
        return channels;
    }

    @Override
    protected Secret token() {
        return person.accessToken();
    }

    @Override
    protected CalendarRef calendar() {
        return new CalendarRef(
                new ConnectionId("c_" + person.account().email().hashCode()), new CalendarId("AAMk/cal=="));
    }

    @Override
    protected Instant now() {
        return Instant.now();
    }

    @Override
    protected void forget(Channel channel) {
        push().kill(channel.remote());
    }

    @Test
    void T39_both_addresses_pass_the_handshake_and_carry_channel_and_secret_in_the_client_state() {
        NewChannel fresh = fresh();
        Opening.Opened opened = opened(channels.open(token(), calendar(), fresh));

        Subscription subscription = push().subscriptions().stream()
                .filter(one -> one.id().equals(opened.remote()))
                .findFirst()
                .orElseThrow();
        assertThat(subscription.clientState())
                .contains(fresh.id().value() + "." + fresh.secret().reveal());
        assertThat(subscription.immutableIds()).isTrue();
        assertThat(ENDPOINT.asked())
                .anySatisfy(uri -> assertThat(uri.getPath()).isEqualTo("/notices/microsoft"))
                .anySatisfy(uri -> assertThat(uri.getPath()).isEqualTo("/notices/microsoft/lifecycle"));
    }

    @Test
    void T39_where_nobody_answers_the_handshake_it_is_tried_again_later() {
        RemoteChannels elsewhere = new MicrosoftCalendars(outlook.root(), InstantSource.system(), new Random(7))
                .channels(URI.create("http://localhost:1"), InstantSource.system());

        assertThat(elsewhere.open(token(), calendar(), fresh())).isInstanceOf(Opening.Failed.class);
    }

    @Test
    void F26_a_subscription_whose_answer_was_lost_makes_room_for_the_next_one() {
        push().refuseDuplicates(true);
        channels.open(token(), calendar(), fresh());

        assertThat(channels.open(token(), calendar(), fresh())).isInstanceOf(Opening.Opened.class);
        assertThat(push().subscriptions())
                .filteredOn(one -> one.account().equals(person.account().email()))
                .hasSize(1);
    }

    private static PushControl push() {
        return outlook.control().push();
    }
}
