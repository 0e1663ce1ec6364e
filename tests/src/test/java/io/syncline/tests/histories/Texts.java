package io.syncline.tests.histories;

import io.syncline.connection.Provider;
import java.util.List;
import java.util.Random;

/** Descriptions as people write them, which providers keep in a way of their own. */
final class Texts {

    private static final List<String> DESCRIPTIONS = List.of(
            "Bring the ladder",
            "  Bring the ladder \nand the <b>big</b> drill & two \"clamps\"\n\n\n\n  second floor, left  ",
            "1 < 2 and b > a &amp; more\r\nÜber, é, \uD83D\uDD27\ttab",
            "");

    private Texts() {}

    static String description(Random random) {
        return DESCRIPTIONS.get(random.nextInt(DESCRIPTIONS.size()));
    }

    /** A description that nobody wrote before, as somebody types it at a provider: Google keeps markup. */
    static String typed(Provider provider, String fresh) {
        return switch (provider) {
            case GOOGLE -> "<p>" + fresh + " &amp; more</p>second line<br>third <i>line</i> ";
            case MICROSOFT -> " " + fresh + " & more\n\n\n\nsecond line \nthird line  ";
        };
    }

    /** The words of what was typed. */
    static String read(String fresh) {
        return fresh + " & more\nsecond line\nthird line";
    }
}
