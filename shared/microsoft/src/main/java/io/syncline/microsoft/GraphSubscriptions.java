package io.syncline.microsoft;

import com.microsoft.graph.models.Subscription;
import com.microsoft.graph.models.SubscriptionCollectionResponse;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Channel;
import io.syncline.calendar.Extension;
import io.syncline.calendar.NewChannel;
import io.syncline.calendar.Opening;
import io.syncline.calendar.RemoteChannels;
import io.syncline.sync.RemoteFailure;
import io.syncline.token.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Subscriptions to the events of a mailbox: nothing narrower is documented, and a connection has one calendar that
 * matters. Graph asks our address whether it is there before it answers.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/subscription">subscription resource type</a>
 * @see <a href="https://learn.microsoft.com/graph/change-notifications-delivery-webhooks">Webhooks</a>
 */
final class GraphSubscriptions implements RemoteChannels {

    private static final String RESOURCE = "me/events";

    /** Graph takes 10,080 minutes and refuses more; our clock may be ahead of its. */
    private static final Duration LIFE = Duration.ofMinutes(10_080 - 15);

    private static final int LONGEST_ID = 256;

    private final Graph graph;
    private final InstantSource clock;
    private final String address;

    GraphSubscriptions(Graph graph, URI origin, InstantSource clock) {
        this.graph = graph;
        this.clock = clock;
        this.address = origin + "/notices/microsoft";
    }

    /**
     * {@inheritDoc}
     *
     * <p>Graph documents that a second subscription of the same kind is refused. One that stands in the way and that
     * leads to this connection's own address is left from an attempt whose answer was lost: it makes room.
     */
    @Override
    public Opening open(Secret accessToken, CalendarRef calendar, NewChannel channel) {
        Reply<Subscription> reply = post(accessToken, calendar, channel);
        boolean taken = reply instanceof Reply.Refusal<Subscription>(GraphError error) && error.status() == 409;
        if (taken && madeRoom(accessToken, calendar)) {
            return opening(post(accessToken, calendar, channel));
        }
        return opening(reply);
    }

    @Override
    public Extension extend(Secret accessToken, CalendarRef calendar, Channel channel) {
        Subscription later = new Subscription();
        later.setExpirationDateTime(end());
        Reply<Subscription> reply = graph.ask(
                accessToken,
                client -> client.subscriptions()
                        .bySubscriptionId(channel.remote())
                        .patch(later));
        return switch (reply) {
            case Reply.Answer<Subscription>(Subscription renewed) -> new Extension.Extended(expiryOf(renewed));
            case Reply.Refusal<Subscription>(GraphError error) when error.saysMissing() -> new Extension.Gone();
            case Reply.Refusal<Subscription>(GraphError error) -> new Extension.Failed(error.failure());
            case Reply.Silence<Subscription> silence -> new Extension.Failed(silence.failure());
        };
    }

    @Override
    public void close(Secret accessToken, CalendarRef calendar, Channel channel) {
        delete(accessToken, channel.remote());
    }

    private Reply<Subscription> post(Secret accessToken, CalendarRef calendar, NewChannel channel) {
        return graph.ask(
                accessToken,
                client -> client.subscriptions()
                        .post(
                                subscription(calendar, channel),
                                ask -> ask.headers.add("Prefer", "IdType=\"ImmutableId\"")));
    }

    private Subscription subscription(CalendarRef calendar, NewChannel channel) {
        Subscription subscription = new Subscription();
        subscription.setChangeType("created,updated,deleted");
        subscription.setResource(RESOURCE);
        subscription.setNotificationUrl(addressOf(calendar));
        subscription.setLifecycleNotificationUrl(address + "/lifecycle");
        subscription.setExpirationDateTime(end());
        subscription.setClientState(
                channel.id().value() + '.' + channel.secret().reveal());
        return subscription;
    }

    /** The connection in it is for {@link #madeRoom} alone; who takes notices looks at their client state. */
    private String addressOf(CalendarRef calendar) {
        return address + "?connection="
                + URLEncoder.encode(calendar.connection().value(), StandardCharsets.UTF_8);
    }

    private Opening opening(Reply<Subscription> reply) {
        return switch (reply) {
            case Reply.Answer<Subscription>(Subscription answer) -> opened(answer);
            case Reply.Refusal<Subscription>(GraphError error) -> refused(error);
            case Reply.Silence<Subscription> silence -> new Opening.Failed(silence.failure());
        };
    }

    private Opening opened(Subscription answer) {
        return Optional.ofNullable(answer.getId())
                .filter(id -> !id.isEmpty() && id.length() <= LONGEST_ID)
                .<Opening>map(id -> new Opening.Opened(id, expiryOf(answer)))
                .orElseGet(() ->
                        new Opening.Failed(new RemoteFailure.Unavailable("Microsoft's answer is no subscription.")));
    }

    private static Opening refused(GraphError error) {
        RemoteFailure failure =
                error.status() == 409 ? new RemoteFailure.Refused("another subscription is there") : error.failure();
        return failure instanceof RemoteFailure.NotPermitted(String reason)
                ? new Opening.Unsupported("Microsoft does not allow to watch this mailbox (" + reason + ").")
                : new Opening.Failed(failure);
    }

    private boolean madeRoom(Secret accessToken, CalendarRef calendar) {
        Reply<SubscriptionCollectionResponse> reply =
                graph.ask(accessToken, client -> client.subscriptions().get());
        List<String> ours = reply instanceof Reply.Answer<SubscriptionCollectionResponse>(var page)
                ? Optional.ofNullable(page.getValue()).orElse(List.of()).stream()
                        .filter(there -> addressOf(calendar).equals(there.getNotificationUrl()))
                        .flatMap(there -> Optional.ofNullable(there.getId()).stream())
                        .toList()
                : List.of();
        ours.forEach(id -> delete(accessToken, id));
        return !ours.isEmpty();
    }

    /** Answered with nothing, or with 404 where it is gone already. */
    private void delete(Secret accessToken, String id) {
        Reply<Boolean> _ = graph.ask(accessToken, client -> {
            client.subscriptions().bySubscriptionId(id).delete();
            return true;
        });
    }

    private OffsetDateTime end() {
        return clock.instant().plus(LIFE).atOffset(ZoneOffset.UTC);
    }

    private Instant expiryOf(Subscription answer) {
        return Optional.ofNullable(answer.getExpirationDateTime())
                .map(OffsetDateTime::toInstant)
                .orElseGet(() -> end().toInstant());
    }
}
