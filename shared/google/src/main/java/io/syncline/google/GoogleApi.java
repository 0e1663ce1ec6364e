package io.syncline.google;

import com.google.api.client.googleapis.services.json.AbstractGoogleJsonClientRequest;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Events;
import io.syncline.sync.RemoteFailure.Unavailable;
import io.syncline.token.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Google's client, held to one attempt per call: it neither sleeps nor repeats (a 401 would otherwise be asked eleven
 * times), follows no redirect, and logs nothing. Safe for many threads.
 */
final class GoogleApi {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration READ = Duration.ofSeconds(30);

    /** Puts a call of the client together. */
    @FunctionalInterface
    interface Request<T> {
        AbstractGoogleJsonClientRequest<? extends T> build() throws IOException;
    }

    private final Calendar client;
    private final InstantSource clock;

    GoogleApi(URI root, InstantSource clock) {
        this(root, clock, new NetHttpTransport());
    }

    GoogleApi(URI root, InstantSource clock, HttpTransport transport) {
        this.clock = clock;
        this.client = new Calendar.Builder(transport, GsonFactory.getDefaultInstance(), GoogleApi::prepare)
                .setRootUrl(root.toString().endsWith("/") ? root.toString() : root + "/")
                .setApplicationName("Syncline")
                .build();
    }

    Calendar.Events events() {
        return client.events();
    }

    Calendar.Channels channels() {
        return client.channels();
    }

    Calendar.CalendarList calendarList() {
        return client.calendarList();
    }

    BatchCall batch(Secret token) {
        return new BatchCall(
                client.batch(request -> {
                    prepare(request);
                    request.getHeaders().setAuthorization(bearer(token));
                }),
                clock);
    }

    Instant now() {
        return clock.instant();
    }

    /** Makes one call; whatever comes back that is no answer to it becomes one through the given words. */
    <T, A> A call(
            Secret token,
            Request<T> request,
            Function<T, A> onAnswer,
            Function<GoogleFault, A> onFault,
            Function<Unavailable, A> onSilence) {
        return exchange(() -> authorised(token, request.build()).execute(), onAnswer, onFault, onSilence);
    }

    /** Lists events; one that is garbage does not spoil the page. */
    <A> A list(
            Secret token,
            Request<Events> request,
            Function<Events, A> onAnswer,
            Function<GoogleFault, A> onFault,
            Function<Unavailable, A> onSilence) {
        return exchange(
                () -> EventsJson.read(
                        authorised(token, request.build()).executeUnparsed().parseAsString()),
                onAnswer,
                onFault,
                onSilence);
    }

    /** An exchange with Google that may end with nothing. */
    @FunctionalInterface
    private interface Exchange<T> {
        @Nullable
        T run() throws IOException;
    }

    private <T, A> A exchange(
            Exchange<T> exchange,
            Function<T, A> onAnswer,
            Function<GoogleFault, A> onFault,
            Function<Unavailable, A> onSilence) {
        T answer;
        try {
            answer = exchange.run();
        } catch (HttpResponseException refused) {
            return onFault.apply(GoogleFault.of(refused, clock.instant()));
        } catch (IOException | RuntimeException unreadable) {
            // The client's JSON reader throws whatever it stumbles over.
            return onSilence.apply(new Unavailable(
                    "Google gave no usable answer (" + unreadable.getClass().getSimpleName() + ")"));
        }
        return answer == null ? onSilence.apply(new Unavailable("Google's answer is empty")) : onAnswer.apply(answer);
    }

    static <R extends AbstractGoogleJsonClientRequest<?>> R authorised(Secret token, R request) {
        request.getRequestHeaders().setAuthorization(bearer(token));
        return request;
    }

    private static String bearer(Secret token) {
        return "Bearer " + token.reveal();
    }

    private static void prepare(HttpRequest request) {
        request.setNumberOfRetries(0)
                .setFollowRedirects(false)
                .setLoggingEnabled(false)
                .setCurlLoggingEnabled(false)
                .setConnectTimeout((int) CONNECT.toMillis())
                .setReadTimeout((int) READ.toMillis());
    }
}
