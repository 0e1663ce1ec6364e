package io.syncline.local.cloud.demo;

import io.syncline.calendar.Details;
import io.syncline.calendar.Field;
import io.syncline.calendar.When;
import java.time.temporal.Temporal;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/**
 * Whether two sides say the same (R02): texts without what providers do to blanks, HTML as the text that it shows,
 * times as instants and as what the clock on the wall shows. A zone may have another name where its clock is the same.
 */
final class Likeness {

    private Likeness() {}

    /** The fields in which two entries differ that take place once. */
    static Set<Field> differences(Details expected, Details seen) {
        Set<Field> different = EnumSet.noneOf(Field.class);
        for (Field field : Field.values()) {
            if (!same(field, expected, seen)) {
                different.add(field);
            }
        }
        return different;
    }

    /** The moment on the clock of the wall, or the day, at which something begins. */
    static Temporal wallTime(Details entry) {
        return switch (entry.when().first()) {
            case When.Timed timed -> timed.from();
            case When.AllDay whole -> whole.from();
        };
    }

    private static boolean same(Field field, Details expected, Details seen) {
        return switch (field) {
            case TITLE -> blanks(expected.title()).equals(blanks(seen.title()));
            case DESCRIPTION -> sameDescription(expected.description(), seen.description());
            case LOCATION -> blanks(expected.location()).equals(blanks(seen.location()));
            case WHEN -> sameTime(expected.when(), seen.when());
            case AVAILABILITY -> expected.availability() == seen.availability();
            case STATUS -> expected.status() == seen.status();
        };
    }

    private static boolean sameDescription(String expected, String seen) {
        String wanted = blanks(expected);
        return wanted.equals(blanks(seen)) || wanted.equals(blanks(shown(seen)));
    }

    private static boolean sameTime(When expected, When seen) {
        if (expected instanceof When.Timed one && seen instanceof When.Timed other) {
            return one.start().equals(other.start())
                    && one.end().equals(other.end())
                    && one.from().equals(other.from())
                    && one.to().equals(other.to());
        }
        return expected.equals(seen);
    }

    /** Providers fold blanks and drop those at the ends of lines, and empty lines beyond the first. */
    private static String blanks(String text) {
        return text.lines()
                .map(line -> line.replace('\u00a0', ' ').strip().replaceAll("[ \\t]+", " "))
                .collect(Collectors.joining("\n"))
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }

    private static String shown(String html) {
        Document document = Jsoup.parseBodyFragment(html);
        for (Element line : document.select("br")) {
            line.replaceWith(new TextNode("\n"));
        }
        return document.body().wholeText();
    }
}
