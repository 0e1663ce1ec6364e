package io.syncline.calendar;

import java.text.Normalizer;
import java.util.stream.Collectors;

/**
 * Text as it is compared: composed Unicode (NFC), line feeds only, no blanks at line ends, none around the whole, no
 * other control characters. Every provider changes some of these on its own (R02, F14).
 */
final class NormalText {

    private NormalText() {}

    /** The text in normal form; what is beyond a limit that no person reads to is not compared. */
    static String lines(String text, int longest) {
        String unified = Normalizer.normalize(bounded(text, 4 * longest), Normalizer.Form.NFC)
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .replace('\u00a0', ' ');
        String normal = unified.lines()
                .map(line -> withoutControls(line).stripTrailing())
                .collect(Collectors.joining("\n"))
                .strip();
        return bounded(normal, longest).strip();
    }

    static String line(String text, int longest) {
        return lines(text, longest).replace('\n', ' ');
    }

    private static String bounded(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(longest - 1));
        return text.substring(0, splitsPair ? longest - 1 : longest);
    }

    private static String withoutControls(String line) {
        return line.codePoints()
                .filter(c -> c == '\t' || !Character.isISOControl(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
