package io.syncline.microsoft;

import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The text of an HTML body, line by line; for answers that ignore the wish for plain text. */
final class HtmlText {

    private static final Set<String> LINES = Set.of("p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre");

    private HtmlText() {}

    static String of(String html) {
        var text = new Lines();
        Jsoup.parse(html).body().traverse(text);
        return text.toString();
    }

    private static final class Lines implements NodeVisitor {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words) {
                append(words);
            } else if (node instanceof Element element && LINES.contains(element.normalName())) {
                endLine();
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (!(node instanceof Element element)) {
                return;
            }
            if (element.normalName().equals("br")) {
                text.append('\n');
            } else if (LINES.contains(element.normalName())) {
                endLine();
            }
        }

        private void append(TextNode words) {
            boolean kept = Optional.ofNullable(words.parent())
                    .filter(parent -> parent.normalName().equals("pre"))
                    .isPresent();
            // blanks that must stay are non-breaking ones: Outlook indents with them
            String more = kept ? words.getWholeText() : words.getWholeText().replaceAll("[ \\t\\r\\n\\f]+", " ");
            text.append(isAtLineStart() && !kept ? more.replaceFirst("^ ", "") : more);
        }

        private void endLine() {
            if (!isAtLineStart()) {
                text.append('\n');
            }
        }

        private boolean isAtLineStart() {
            return text.isEmpty() || text.charAt(text.length() - 1) == '\n';
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
