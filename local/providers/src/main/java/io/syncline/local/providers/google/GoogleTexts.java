package io.syncline.local.providers.google;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.safety.Safelist;

/**
 * What the server makes of texts before it stores them: titles and places become one trimmed line, a description keeps
 * only harmless HTML. What was rewritten once stays as it is the next time.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/events">Events: description, which can
 *     contain HTML</a>
 */
final class GoogleTexts {

    private static final Pattern TAG = Pattern.compile("<[A-Za-z/!]");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]");
    private static final Safelist HARMLESS =
            Safelist.relaxed().addTags("hr").removeTags("img").preserveRelativeLinks(true);
    private static final Document.OutputSettings AS_IT_IS = new Document.OutputSettings().prettyPrint(false);

    private GoogleTexts() {}

    static void rewrite(ObjectNode event) {
        put(event, "summary", oneLine(event.path("summary").asText("")));
        put(event, "location", oneLine(event.path("location").asText("")));
        put(event, "description", description(event.path("description").asText("")));
    }

    private static String oneLine(String text) {
        return plain(text).replaceAll("[\\n\\t]+", " ").strip();
    }

    private static String description(String text) {
        var plain = plain(text).stripTrailing();
        return TAG.matcher(plain).find()
                ? Jsoup.clean(plain, "https://www.google.com", HARMLESS, AS_IT_IS)
                        .stripTrailing()
                : plain;
    }

    private static String plain(String text) {
        return CONTROL.matcher(text.replace("\r\n", "\n").replace('\r', '\n')).replaceAll("");
    }

    private static void put(ObjectNode event, String field, String text) {
        if (text.isEmpty()) {
            event.remove(field);
        } else {
            event.put(field, text);
        }
    }
}
