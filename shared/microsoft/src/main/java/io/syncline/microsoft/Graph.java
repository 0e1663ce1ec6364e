package io.syncline.microsoft;

import com.microsoft.graph.core.content.BatchRequestContent;
import com.microsoft.graph.core.models.BatchRequestStep;
import com.microsoft.graph.core.requests.BaseGraphRequestAdapter;
import com.microsoft.graph.core.requests.GraphClientFactory;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.ApiException;
import com.microsoft.kiota.NativeResponseHandler;
import com.microsoft.kiota.RequestAdapter;
import com.microsoft.kiota.RequestInformation;
import com.microsoft.kiota.RequestOption;
import com.microsoft.kiota.authentication.AccessTokenProvider;
import com.microsoft.kiota.authentication.AllowedHostsValidator;
import com.microsoft.kiota.authentication.BaseBearerTokenAuthenticationProvider;
import com.microsoft.kiota.http.middleware.options.RedirectHandlerOption;
import com.microsoft.kiota.http.middleware.options.RetryHandlerOption;
import io.syncline.token.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft Graph: one SDK client and one pool of connections for everybody, a token per call. It follows no redirect,
 * never sleeps, and repeats nothing but a read whose pooled connection turned out to be dead.
 *
 * <p>The client is shared because each new one swaps the SDK's global serializers for a moment; therefore the token
 * comes by scope.
 */
final class Graph {
    private static final int NO_CONTENT = 204;

    /** What {@code $batch} takes at most. */
    static final int LARGEST_BATCH = 20;

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(25);
    private static final Duration WHOLE_CALL = Duration.ofSeconds(40);

    private static final ScopedValue<Secret> TOKEN = ScopedValue.newInstance();

    private final GraphRoot root;
    private final InstantSource clock;
    private final GraphServiceClient client;

    Graph(GraphRoot root, InstantSource clock) {
        this(root, clock, List.of());
    }

    /**
     * A Graph whose requests end in interceptors.
     *
     * @param last asked in their order before a connection is opened; one that answers keeps the request from it
     */
    Graph(GraphRoot root, InstantSource clock, List<Interceptor> last) {
        this.root = root;
        this.clock = clock;
        var authentication = new BaseBearerTokenAuthenticationProvider(new ScopedToken(root));
        this.client = new GraphServiceClient(
                new BaseGraphRequestAdapter(authentication, root.uri().toString(), transport(last)));
    }

    GraphRoot root() {
        return root;
    }

    Instant now() {
        return clock.instant();
    }

    /** Asks one question. */
    <T> Reply<T> ask(Secret accessToken, Question<T> question) {
        return ScopedValue.where(TOKEN, accessToken).call(() -> answer(question));
    }

    /** Sends one request; the answer's body is not read, so that one odd item in it spoils no other (R18). */
    Reply<String> text(Secret accessToken, Function<GraphServiceClient, RequestInformation> request) {
        return switch (ask(accessToken, graph -> sent(graph, request.apply(graph)))) {
            case Reply.Answer<Sent>(Sent sent) when sent.response().isSuccessful() -> new Reply.Answer<>(sent.body());
            case Reply.Answer<Sent>(Sent sent) -> new Reply.Refusal<>(errorOf(sent.response(), sent.body()));
            case Reply.Refusal<Sent>(GraphError error) -> new Reply.Refusal<>(error);
            case Reply.Silence<Sent>(String reason) -> new Reply.Silence<>(reason);
        };
    }

    /**
     * Sends up to 20 requests in one.
     *
     * @return a reply per request in the order of the requests, with the body of the answer (empty for none)
     * @see <a href="https://learn.microsoft.com/graph/json-batching">JSON batching</a>
     */
    Reply<List<Reply<String>>> batch(
            Secret accessToken, List<Function<GraphServiceClient, RequestInformation>> requests) {
        return switch (ask(accessToken, graph -> post(graph, requests))) {
            case Reply.Answer<Sent>(Sent sent) -> replies(sent, requests.size());
            case Reply.Refusal<Sent>(GraphError error) -> new Reply.Refusal<>(error);
            case Reply.Silence<Sent>(String reason) -> new Reply.Silence<>(reason);
        };
    }

    /** An outer answer, read to its end so that its connection is free again. */
    private record Sent(Response response, String body) {}

    private <T> Reply<T> answer(Question<T> question) {
        try {
            return Optional.ofNullable(question.ask(client))
                    .<Reply<T>>map(Reply.Answer::new)
                    .orElseGet(() -> new Reply.Silence<>("Microsoft sent an empty answer."));
        } catch (ApiException e) {
            return new Reply.Refusal<>(GraphError.of(e, clock.instant()));
        } catch (RuntimeException e) {
            return new Reply.Silence<>("No usable answer from Microsoft: " + rootCauseOf(e));
        }
    }

    /** The kind of the innermost cause: its message may hold a URL. */
    private static String rootCauseOf(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; depth < 10 && cause.getCause() != null; depth++) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName();
    }

    private static Sent post(
            GraphServiceClient graph, List<Function<GraphServiceClient, RequestInformation>> requests) {
        RequestAdapter adapter = graph.getRequestAdapter();
        // the constructor that takes a list refuses the twentieth step
        var content = new BatchRequestContent(graph);
        for (int i = 0; i < requests.size(); i++) {
            Request request = adapter.convertToNativeRequest(requests.get(i).apply(graph));
            content.addBatchRequestStep(new BatchRequestStep(Integer.toString(i), request));
        }
        return send(graph, content);
    }

    private static Sent send(GraphServiceClient graph, BatchRequestContent content) {
        try {
            return sent(graph, graph.getBatchRequestBuilder().toPostRequestInformation(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The SDK's own sending hides the status, or all items behind one that is odd, so the raw answer is taken. */
    private static Sent sent(GraphServiceClient graph, RequestInformation request) {
        var raw = new NativeResponseHandler();
        try {
            request.setResponseHandler(raw);
            graph.getRequestAdapter().sendPrimitive(request, null, InputStream.class);
            if (!(raw.getValue() instanceof Response response)) {
                throw new IllegalStateException("The SDK kept no answer");
            }
            return new Sent(response, textOf(response));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String textOf(Response response) throws IOException {
        try (ResponseBody body = response.body()) {
            return body == null ? "" : body.string();
        }
    }

    private Reply<List<Reply<String>>> replies(Sent sent, int count) {
        if (!sent.response().isSuccessful()) {
            return new Reply.Refusal<>(errorOf(sent.response(), sent.body()));
        }
        Map<String, BatchPart> parts = BatchPart.in(sent.body());
        return new Reply.Answer<>(IntStream.range(0, count)
                .mapToObj(i -> Optional.ofNullable(parts.get(Integer.toString(i)))
                        .map(this::replyOf)
                        .orElseGet(() -> new Reply.Silence<>("Microsoft left a part of a batch unanswered.")))
                .toList());
    }

    private Reply<String> replyOf(BatchPart part) {
        if (part.isSuccessful() && part.status() != NO_CONTENT && part.body().isBlank()) {
            return new Reply.Silence<>("Microsoft's answer in a batch is empty or broken.");
        }
        return part.isSuccessful()
                ? new Reply.Answer<>(part.body())
                : new Reply.Refusal<>(GraphError.of(
                        part.status(),
                        part.headers("Retry-After").findFirst(),
                        Stream.of(ClaimsChallenge.HEADER, ClaimsChallenge.ASIDE)
                                .flatMap(part::headers)
                                .toList(),
                        part.body(),
                        clock.instant()));
    }

    private GraphError errorOf(Response response, String body) {
        Optional<String> retryAfter = Optional.ofNullable(response.header("Retry-After"));
        List<String> challenges = Stream.of(ClaimsChallenge.HEADER, ClaimsChallenge.ASIDE)
                .flatMap(name -> response.headers(name).stream())
                .toList();
        return GraphError.of(response.code(), retryAfter, challenges, body, clock.instant());
    }

    private static OkHttpClient transport(List<Interceptor> last) {
        var neverRetry = new RetryHandlerOption((delay, attempt, request, response) -> false, 0, 1);
        var neverRedirect = new RedirectHandlerOption(0, response -> false);
        OkHttpClient.Builder client = GraphClientFactory.create(new RequestOption[] {neverRetry, neverRedirect})
                .connectTimeout(CONNECT)
                .readTimeout(READ)
                .writeTimeout(READ)
                .callTimeout(WHOLE_CALL)
                .retryOnConnectionFailure(false)
                .connectionPool(new ConnectionPool(4, 30, TimeUnit.SECONDS))
                .addInterceptor(Graph::withChallengesAside)
                .addInterceptor(Graph::readOnceMore);
        last.forEach(client::addInterceptor);
        return client.build();
    }

    private static Response withChallengesAside(Interceptor.Chain chain) throws IOException {
        Response answer = chain.proceed(chain.request());
        return answer.newBuilder()
                .headers(ClaimsChallenge.setAside(answer.headers()))
                .build();
    }

    /** A function that was frozen finds its connections dead: a read may try a new one, a write is for the run to judge. */
    private static Response readOnceMore(Interceptor.Chain chain) throws IOException {
        try {
            return chain.proceed(chain.request());
        } catch (java.io.InterruptedIOException e) {
            throw e; // a time-out: waiting twice helps nobody
        } catch (IOException e) {
            if (!chain.request().method().equals("GET")) {
                throw e;
            }
            return chain.proceed(chain.request());
        }
    }

    /** Hands the call's token to Graph and to nobody else. */
    private record ScopedToken(GraphRoot root) implements AccessTokenProvider {

        @Override
        public String getAuthorizationToken(URI uri, @Nullable Map<String, Object> context) {
            if (!root.holds(uri)) {
                throw new IllegalStateException("The token is for Graph only");
            }
            return TOKEN.get().reveal();
        }

        @Override
        public AllowedHostsValidator getAllowedHostsValidator() {
            return new AllowedHostsValidator();
        }
    }
}
