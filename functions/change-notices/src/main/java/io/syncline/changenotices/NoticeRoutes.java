package io.syncline.changenotices;

import io.syncline.aws.http.HttpRequest;
import io.syncline.aws.http.HttpResponse;
import io.syncline.aws.http.Routes.Responder;
import io.syncline.calendar.Notice;
import io.syncline.calendar.ReceiveNotice;
import io.syncline.calendar.ReceiveNotice.Received;
import io.syncline.connection.Provider;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes notices. Whoever asks hears the same, whatever it sent: a guess at a channel or its secret teaches nothing. Only
 * an outage of ours is told, so that the provider sends its notice again.
 */
record NoticeRoutes(ReceiveNotice receiveNotice) {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeRoutes.class);

    /** Graph's tokens have some 200 characters. */
    private static final int LONGEST_HANDSHAKE = 2_048;

    Map<String, Responder> routes() {
        return Map.of(
                "POST /notices/google", this::google,
                "POST /notices/microsoft", this::microsoft,
                "POST /notices/microsoft/lifecycle", this::microsoft);
    }

    private HttpResponse google(HttpRequest request) {
        receive(Provider.GOOGLE, GoogleNotice.in(request).stream().toList());
        return empty(200);
    }

    private HttpResponse microsoft(HttpRequest request) {
        return handshake(request).map(NoticeRoutes::echo).orElseGet(() -> {
            receive(Provider.MICROSOFT, GraphNotices.in(request));
            return empty(202);
        });
    }

    private void receive(Provider provider, Collection<Notice> notices) {
        if (notices.isEmpty()) {
            return;
        }
        Received received = receiveNotice.run(provider, notices);
        if (received.refused() > 0) {
            LOG.warn("Notices refused: {}, as if from {}", received.refused(), provider.title());
        }
    }

    /**
     * The question whether somebody is here, which Graph puts before it opens a subscription.
     *
     * @see <a href="https://learn.microsoft.com/graph/change-notifications-delivery-webhooks">Webhooks</a>
     */
    private static Optional<String> handshake(HttpRequest request) {
        return request.query("validationToken")
                .filter(token -> token.length() <= LONGEST_HANDSHAKE)
                .filter(_ -> request.header("content-type")
                        .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/plain"))
                        .isPresent());
    }

    /** As plain text and as nothing else: no browser may take it for a page. */
    private static HttpResponse echo(String token) {
        return HttpResponse.text(200, "text/plain; charset=utf-8", token)
                .withHeader("x-content-type-options", "nosniff");
    }

    private static HttpResponse empty(int status) {
        return new HttpResponse(status, Map.of(), List.of(), Optional.empty());
    }
}
