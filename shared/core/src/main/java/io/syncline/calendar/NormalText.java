package io.syncline.calendar;

import java.text.Normalizer;
import java.util.stream.Collectors;

/**
 * Text as it is compared: composed Unicode (NFC), line feeds only, no blanks at line ends, none around the whole, no
 * other control characters. Every provider changes some of these on its own (R02, F14).
 */
final class NormalText {

    private NormalText() {}

    static String lines(String text) {
        String unified = Normalizer.normalize(text, Normalizer.Form.NFC)
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .replace('\u00a0', ' ');
        return unified.lines()
                .map(line -> withoutControls(line).stripTrailing())
                .collect(Collectors.joining("\n"))
                .strip();
    }

    static String line(String text) {
        return lines(text).replace('\n', ' ');
    }

    private static String withoutControls(String line) {
        return line.codePoints()
                .filter(c -> c == '\t' || !Character.isISOControl(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
