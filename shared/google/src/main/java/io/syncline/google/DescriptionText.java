package io.syncline.google;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * Descriptions, which Google shows as HTML, as the plain text that they are to us.
 *
 * <p>Read: text with a tag or an entity of HTML is HTML; its line breaks stay. Anything else is plain and untouched:
 * {@code a < b & c} survives. Written: text in which a browser would see a tag or an entity is escaped, anything else
 * is left as it is. What is escaped holds an entity and is read as HTML, and what is not escaped holds nothing that is
 * read as HTML, so whatever is written is read back the same (R12).
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/events">Event: "description … can
 *     contain HTML"</a>
 */
final class DescriptionText {
    private static final String ATTRIBUTE =
            "\\s++[a-zA-Z][-\\w:.]*+(?:\\s*+=\\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\\s\"'<>=]++))?+";
    private static final Pattern TAG = Pattern.compile(
            "</?(?:a|b|blockquote|body|br|center|code|div|em|font|h[1-6]|head|hr|html|html-blob|i|img|li|ol|p|pre|s"
                    + "|small|span|strike|strong|sub|sup|table|tbody|td|th|tr|u|ul)(?:" + ATTRIBUTE + ")*+\\s*+/?>",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ENTITY =
            Pattern.compile("&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|([a-zA-Z0-9]{2,31}));");
    private static final Pattern SEEN_BY_A_BROWSER = Pattern.compile("<[a-zA-Z/!?]|&[a-zA-Z#]");
    private static final Set<String> LINES = Set.of(
            "blockquote",
            "center",
            "div",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "li",
            "ol",
            "p",
            "pre",
            "table",
            "tr",
            "ul");

    private DescriptionText() {}

    static String read(String description) {
        return isHtml(description) ? textOf(description) : description;
    }

    static String write(String text) {
        if (!SEEN_BY_A_BROWSER.matcher(text).find()) {
            return text;
        }
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\n", "<br>");
    }

    private static boolean isHtml(String description) {
        if (TAG.matcher(description).find()) {
            return true;
        }
        Matcher entity = ENTITY.matcher(description);
        while (entity.find()) {
            if (entity.group(1) == null || Entities.isNamedEntity(entity.group(1))) {
                return true;
            }
        }
        return false;
    }

    private static String textOf(String html) {
        Text text = new Text();
        Jsoup.parseBodyFragment(html).body().traverse(text);
        return text.toString();
    }

    /** Google shows blanks and line feeds between tags as they are, so they are kept. */
    private static final class Text implements NodeVisitor {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode piece) {
                text.append(piece.getWholeText());
            } else if (node instanceof Element element && element.nameIs("br")) {
                text.append('\n');
            } else if (isLine(node)) {
                startLine();
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (isLine(node)) {
                startLine();
            }
        }

        private static boolean isLine(Node node) {
            return LINES.contains(node.nodeName().toLowerCase(Locale.ROOT));
        }

        private void startLine() {
            if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
