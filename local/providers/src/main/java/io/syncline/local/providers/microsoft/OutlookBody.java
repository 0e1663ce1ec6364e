package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.http.Json;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * Outlook's way with bodies: everything is kept as an HTML document of its own making, and shown as text on demand.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/itembody">itemBody</a>
 */
final class OutlookBody {

    private static final int PREVIEW = 255;

    private OutlookBody() {}

    /** The body as stored: HTML, rewritten. */
    static ObjectNode stored(JsonNode sent) {
        var content = sent.path("content").asText("");
        boolean html =
                sent.path("contentType").asText("text").toLowerCase(Locale.ROOT).equals("html");
        return html(content.isEmpty() ? "" : html ? document(content) : document(fromText(content)));
    }

    static ObjectNode shown(JsonNode stored, boolean asText) {
        var content = stored.path("content").asText("");
        return asText ? Json.object().put("contentType", "text").put("content", text(content)) : html(content);
    }

    static String preview(JsonNode stored) {
        var text = text(stored.path("content").asText("")).strip();
        return text.length() > PREVIEW ? text.substring(0, PREVIEW) : text;
    }

    private static ObjectNode html(String content) {
        return Json.object().put("contentType", "html").put("content", content);
    }

    private static String document(String fragment) {
        var inside = Jsoup.parse(fragment);
        inside.outputSettings().prettyPrint(false);
        return "<html><head>\r\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">\r\n"
                + "</head>\r\n<body>\r\n" + inside.body().html().strip() + "\r\n</body>\r\n</html>\r\n";
    }

    private static String fromText(String text) {
        var escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<div class=\"PlainText\">" + escaped.replace("\r\n", "\n").replace("\n", "<br>\r\n") + "</div>";
    }

    private static String text(String html) {
        var text = new StringBuilder();
        append(Jsoup.parse(html).body(), text);
        return text.toString().strip().replaceAll("\n{3,}", "\n\n").replace("\n", "\r\n");
    }

    private static void append(Node node, StringBuilder text) {
        if (node instanceof TextNode words) {
            text.append(
                    words.text().strip().isEmpty()
                            ? ""
                            : words.text().replaceFirst(afterBreak(text) ? "^\\s+" : "^$", ""));
            return;
        }
        if (node instanceof Element element && element.normalName().equals("br")) {
            text.append('\n');
            return;
        }
        boolean block = node instanceof Element element && element.isBlock();
        if (block && !afterBreak(text)) {
            text.append('\n');
        }
        node.childNodes().forEach(child -> append(child, text));
        if (block && !afterBreak(text)) {
            text.append('\n');
        }
    }

    private static boolean afterBreak(StringBuilder text) {
        return text.isEmpty() || text.charAt(text.length() - 1) == '\n';
    }
}
