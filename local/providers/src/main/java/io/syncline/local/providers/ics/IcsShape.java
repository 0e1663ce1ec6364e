package io.syncline.local.providers.ics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Looks at the lines of an .ics file before it is parsed, because the parser forgives what a person should hear of. */
final class IcsShape {

    private static final int LONGEST_NAME = 200;

    private IcsShape() {}

    static void check(String name, String text) {
        new Walk(name, text).run();
    }

    private static final class Walk {

        private final String name;
        private final String[] lines;
        private final Deque<Opened> open = new ArrayDeque<>();
        private boolean calendarSeen;
        private boolean startSeen;

        Walk(String name, String text) {
            this.name = name;
            this.lines = text.replace("\uFEFF", "").split("\r\n|\n|\r", -1);
        }

        void run() {
            for (int at = 0; at < lines.length; at++) {
                boolean continued = lines[at].startsWith(" ") || lines[at].startsWith("\t");
                if (!lines[at].isBlank() && !continued) {
                    line(at + 1, lines[at]);
                }
            }
            if (!calendarSeen) {
                throw new UnreadableCalendar(name, 1, "should be BEGIN:VCALENDAR, but the file is empty");
            }
            open.forEach(left -> {
                throw new UnreadableCalendar(name, left.line, "begins " + left.component + ", which never ends");
            });
        }

        private void line(int number, String line) {
            var upper = line.strip().toUpperCase(Locale.ROOT);
            if (!calendarSeen && !upper.equals("BEGIN:VCALENDAR")) {
                throw new UnreadableCalendar(name, number, "should be BEGIN:VCALENDAR");
            }
            calendarSeen = true;
            if (upper.startsWith("DTSTART")) {
                startSeen = true;
            }
            if (upper.startsWith("BEGIN:")) {
                startSeen = startSeen && !upper.equals("BEGIN:VEVENT");
                open.push(new Opened(upper.substring(6), number));
            } else if (upper.startsWith("END:")) {
                close(number, upper.substring(4));
            } else if (line.indexOf(':') < 1
                    || !line.substring(0, 1).matches("[A-Za-z]")
                    || nameLength(line) > LONGEST_NAME) {
                throw new UnreadableCalendar(name, number, "is no property: a name and a colon are missing");
            }
        }

        private void close(int number, String component) {
            if (open.isEmpty() || !open.peek().component.equals(component)) {
                throw new UnreadableCalendar(name, number, "ends " + component + ", which was not begun");
            }
            int begun = open.pop().line;
            if (component.equals("VEVENT") && !startSeen) {
                throw new UnreadableCalendar(name, begun, "begins an event that has no DTSTART");
            }
        }

        private static int nameLength(String line) {
            int end = 0;
            while (end < line.length() && ":;".indexOf(line.charAt(end)) < 0) {
                end++;
            }
            return end;
        }
    }

    private record Opened(String component, int line) {}
}
