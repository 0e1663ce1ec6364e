package io.syncline.changenotices;

import io.syncline.aws.http.HttpRequest;
import io.syncline.calendar.ChannelId;
import io.syncline.calendar.Notice;
import io.syncline.calendar.Notice.News;
import io.syncline.token.Secret;
import java.util.Optional;

/**
 * A notice of Google: all of it is in the headers, and it does not say what changed.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/push">Push notifications</a>
 */
final class GoogleNotice {

    /** What Google takes for a token. */
    private static final int LONGEST_TOKEN = 256;

    private GoogleNotice() {}

    /** The notice in a request; nothing where it does not look like one. */
    static Optional<Notice> in(HttpRequest request) {
        Optional<Secret> secret = request.header("x-goog-channel-token")
                .filter(token -> !token.isEmpty() && token.length() <= LONGEST_TOKEN)
                .map(Secret::of);
        return request.header("x-goog-channel-id")
                .flatMap(GoogleNotice::channel)
                .flatMap(channel -> secret.map(word -> new Notice(channel, word, news(request))));
    }

    private static News news(HttpRequest request) {
        boolean first =
                request.header("x-goog-resource-state").filter("sync"::equals).isPresent();
        return first ? News.OPENED : News.CHANGED;
    }

    private static Optional<ChannelId> channel(String text) {
        try {
            return Optional.of(new ChannelId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
