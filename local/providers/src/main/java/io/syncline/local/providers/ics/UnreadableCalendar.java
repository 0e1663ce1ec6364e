package io.syncline.local.providers.ics;

import java.nio.file.Path;

/** A file could not be read as a calendar; the message is one sentence with the file and, where known, the line. */
public final class UnreadableCalendar extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableCalendar(String name, int line, String reason) {
        super("The calendar file " + name + " could not be read: line " + line + " " + reason + ".");
    }

    UnreadableCalendar(Path file, String reason, Throwable cause) {
        super("The calendar file " + file + " could not be read: " + reason + ".", cause);
    }
}
