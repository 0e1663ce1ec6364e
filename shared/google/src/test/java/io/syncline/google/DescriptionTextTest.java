package io.syncline.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Plain text",
                "a < b & c",
                "5 <kg> at most",
                "Ring <tess@example.org>",
                "https://example.org/?a=1&b=2&copy=3",
                "AT&T; R&D",
                "if (a<b && c>d)",
                "two\nlines\n\nand a gap",
                "&notanentity;",
                "1 &; 2"
            })
    void plain_text_is_read_as_it_is(String text) {
        assertThat(DescriptionText.read(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one<br>two|one\\ntwo",
                "one<BR/>two|one\\ntwo",
                "<p>one</p><p>two</p>|one\\ntwo\\n",
                "<div>one<div>two</div></div>|one\\ntwo\\n",
                "<ul><li>one</li><li>two</li></ul>|one\\ntwo\\n",
                "<b>bold</b> and <i>not</i>|bold and not",
                "<a href=\"https://example.org/\">there</a>|there",
                "Fish &amp; chips|Fish & chips",
                "&lt;b&gt;|<b>",
                "&#128295; &#x1F527;|🔧 🔧",
                "one\\ntwo <b>three</b>|one\\ntwo three",
                "<b>never closed|never closed",
                "<script>alert(1)</script><b>ok</b>|ok",
                "a < b <br> c|a < b \\n c"
            })
    void html_is_read_as_text_with_its_line_breaks(String html, String text) {
        assertThat(DescriptionText.read(html.replace("\\n", "\n"))).isEqualTo(text.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Plain", "a < b & c", "100 % & more", "one\ntwo"})
    void harmless_text_is_written_as_it_is(String text) {
        assertThat(DescriptionText.write(text)).isEqualTo(text);
    }

    @Test
    void what_a_browser_would_take_for_a_tag_is_escaped() {
        assertThat(DescriptionText.write("5 <kg>\n&amp;")).isEqualTo("5 &lt;kg&gt;<br>&amp;amp;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b a=1", "<b ", "<b>", "<b a=\"", "<b a='<b a=\"", "<p>", "&amp", "<b \t\n", "<table>"})
    void text_without_measure_is_read_all_the_same(String piece) {
        String text = piece + " a=1".repeat(50_000) + piece.repeat(20_000);

        assertThat(DescriptionText.read(DescriptionText.write(text))).isEqualTo(text);
        assertThat(DescriptionText.read(text)).isNotNull();
    }

    @Test
    void R12_whatever_is_written_is_read_back_the_same() {
        String[] pieces = {
            "a",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\t",
            "<",
            ">",
            "&",
            ";",
            "/",
            "<b>",
            "</p>",
            "<br>",
            "<br/>",
            "&amp;",
            "&lt;",
            "&#39;",
            "&nbsp",
            "&copy",
            "<kg>",
            "<!--",
            "-->",
            "<!DOCTYPE html>",
            "<![CDATA[",
            "]]>",
            "<?xml",
            "<script>",
            "</script>",
            "<pre>\n",
            "<textarea>\n",
            "<table>",
            "<td>",
            "\"",
            "'",
            "🔧",
            "é",
            "x=1&y=2",
            "<plaintext>",
            "<title>",
            "<a href='x'>",
            "<template>",
            "<svg>",
            "<select>"
        };
        Random random = new Random(4711);
        for (int run = 0; run < 20_000; run++) {
            StringBuilder text = new StringBuilder("x");
            for (int i = random.nextInt(9); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            text.append("x");

            assertThat(DescriptionText.read(DescriptionText.write(text.toString())))
                    .isEqualTo(text.toString());
        }
    }
}
