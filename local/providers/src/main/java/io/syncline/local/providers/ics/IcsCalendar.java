package io.syncline.local.providers.ics;

import biweekly.ICalendar;
import biweekly.io.text.ICalReader;
import io.syncline.local.providers.calendar.UserEvent;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The events of an .ics file (RFC 5545). A series is unrolled into its single occurrences, at most 500 of each.
 *
 * @param events in the order of the file
 */
public record IcsCalendar(List<UserEvent> events) {

    private static final long LARGEST_FILE = 20L * 1024 * 1024;
    private static final Set<String> NEEDED =
            Set.of("DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID");

    public IcsCalendar {
        events = List.copyOf(events);
    }

    /**
     * Reads a file.
     *
     * @param zone for times that name none
     * @throws UnreadableCalendar when the file is missing, too large (20 MB) or no calendar
     */
    public static IcsCalendar read(Path file, ZoneId zone) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new UnreadableCalendar(file, "it is larger than 20 MB", new IOException("too large"));
            }
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8), zone);
        } catch (NoSuchFileException missing) {
            throw new UnreadableCalendar(file, "there is no such file", missing);
        } catch (CharacterCodingException binary) {
            throw new UnreadableCalendar(file, "line 1 is not UTF-8 text", binary);
        } catch (IOException failed) {
            throw new UnreadableCalendar(file, "the file cannot be opened", failed);
        }
    }

    /** The same from text; {@code name} is what an error calls it. */
    public static IcsCalendar parse(String name, String text, ZoneId zone) {
        IcsShape.check(name, text);
        var events = new ArrayList<UserEvent>();
        try (var reader = new ICalReader(text)) {
            for (var calendar = reader.readNext(); calendar != null; calendar = reader.readNext()) {
                refuseBrokenTimes(name, reader);
                events.addAll(events(name, calendar, zone));
            }
        } catch (IOException impossible) {
            throw new UnreadableCalendar(Path.of("text"), "its end is missing", impossible);
        }
        return new IcsCalendar(events);
    }

    private static List<UserEvent> events(String name, ICalendar calendar, ZoneId zone) {
        try {
            return new IcsEvents(calendar, zone).all();
        } catch (IllegalArgumentException broken) {
            throw new UnreadableCalendar(
                    name, 1, "begins a calendar with an event that makes no sense: " + trimmed(broken));
        }
    }

    private static void refuseBrokenTimes(String name, ICalReader reader) {
        for (var warning : reader.getWarnings()) {
            var property = warning.getPropertyName();
            if (property != null && NEEDED.contains(property)) {
                var line = warning.getLineNumber();
                throw new UnreadableCalendar(
                        name, line == null ? 1 : line, "has a " + property + " that cannot be understood");
            }
        }
    }

    private static String trimmed(IllegalArgumentException broken) {
        var message = String.valueOf(broken.getMessage());
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
