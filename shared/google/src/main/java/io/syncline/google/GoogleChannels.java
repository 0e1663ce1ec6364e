package io.syncline.google;

import com.google.api.services.calendar.CalendarRequest;
import com.google.api.services.calendar.model.Channel;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Extension;
import io.syncline.calendar.NewChannel;
import io.syncline.calendar.Opening;
import io.syncline.calendar.RemoteChannels;
import io.syncline.sync.RemoteFailure;
import io.syncline.sync.RemoteFailure.Unavailable;
import io.syncline.token.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Watch channels, one per calendar. Google prolongs none; what it needs to hear to stop one is the id of the watched
 * resource.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/push">Push notifications</a>
 */
final class GoogleChannels implements RemoteChannels {

    /** As long as Google gives without being asked; how much more it would give is nowhere said. */
    private static final Duration LIFE = Duration.ofDays(7);

    private static final int LONGEST_RESOURCE_ID = 1024;

    private final GoogleApi api;
    private final String address;

    GoogleChannels(GoogleApi api, URI origin) {
        this.api = api;
        this.address = origin + "/notices/google";
    }

    @Override
    public Opening open(Secret accessToken, CalendarRef calendar, NewChannel channel) {
        Channel asked = new Channel()
                .setId(channel.id().value())
                .setType("web_hook")
                .setAddress(address)
                .setToken(channel.secret().reveal())
                .setExpiration(api.now().plus(LIFE).toEpochMilli());
        return api.<Channel, Opening>call(
                accessToken,
                () -> unzipped(api.events().watch(calendar.calendar().value(), asked)),
                this::opened,
                GoogleChannels::refused,
                Opening.Failed::new);
    }

    @Override
    public Extension extend(Secret accessToken, CalendarRef calendar, io.syncline.calendar.Channel channel) {
        return new Extension.NotOffered();
    }

    /** Answered with nothing, or with 404 where it is stopped already. */
    @Override
    public void close(Secret accessToken, CalendarRef calendar, io.syncline.calendar.Channel channel) {
        Channel named = new Channel().setId(channel.id().value()).setResourceId(channel.remote());
        boolean _ = api.<Void, Boolean>call(
                accessToken, () -> unzipped(api.channels().stop(named)), _ -> true, _ -> false, _ -> true);
    }

    /** A body of a few words only gets longer by it. */
    private static <T> CalendarRequest<T> unzipped(CalendarRequest<T> request) {
        request.setDisableGZipContent(true);
        return request;
    }

    private Opening opened(Channel answer) {
        Optional<String> resource = Optional.ofNullable(answer.getResourceId())
                .filter(id -> !id.isEmpty() && id.length() <= LONGEST_RESOURCE_ID);
        Instant end = Optional.ofNullable(answer.getExpiration())
                .map(Instant::ofEpochMilli)
                .orElseGet(() -> api.now().plus(LIFE));
        return resource.filter(_ -> end.isAfter(api.now()))
                .<Opening>map(id -> new Opening.Opened(id, end))
                .orElseGet(() -> new Opening.Failed(new Unavailable("Google's answer is no channel")));
    }

    private static Opening refused(GoogleFault fault) {
        return switch (fault.reason()) {
            case "pushNotSupportedForRequestedResource" ->
                new Opening.Unsupported("Google does not tell of changes in this calendar.");
            case "push.webhookUrlUnauthorized", "push.webhookUrlNotHttps" ->
                new Opening.Unsupported("Google does not accept this installation's address for notices:"
                        + " the operator has to have its domain verified.");
            default -> failed(fault.failure());
        };
    }

    /**
     * A client that streams its body does not get to see the body of a 401, so the reason is a guess; the token was good
     * enough for a listing right before.
     */
    private static Opening failed(RemoteFailure failure) {
        return switch (failure) {
            case RemoteFailure.NotPermitted(String reason) ->
                new Opening.Unsupported("Google does not allow to watch this calendar (" + reason + ").");
            case RemoteFailure.Unauthorized _ ->
                new Opening.Failed(new RemoteFailure.Refused(
                        "401: the token is not accepted, or the domain of our address is not verified"));
            case RemoteFailure.Throttled _,
                    RemoteFailure.Unavailable _,
                    RemoteFailure.CalendarGone _,
                    RemoteFailure.Refused _ -> new Opening.Failed(failure);
        };
    }
}
