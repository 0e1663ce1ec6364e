package io.syncline.local.providers.microsoft;

import io.syncline.local.providers.calendar.Entry;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Event ids. Stored is the immutable id; without {@code Prefer: IdType="ImmutableId"} the same event goes by another
 * one, and a client that forgets the header once meets a stranger. That other id changes whenever the event moves to
 * another calendar.
 *
 * @see <a href="https://learn.microsoft.com/graph/outlook-immutable-id">Immutable ids</a>
 */
final class GraphIds {

    private static final String IMMUTABLE = "AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A";
    private static final String DEFAULT = "AAMkAGViNDU4ZTRmLTBhYjctNDc0Mi1hMGI4LTcwYTYw";
    private static final String MOVED = "AAMkAGViNDU4ZTRmLTBhYjctNDc0Mi1hMGI4LTcwYTYx";
    private static final Pattern OCCURRENCE = Pattern.compile("(.+)FRAAg(\\d{8})==");
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    private GraphIds() {}

    static String created(RandomGenerator random) {
        var bytes = new byte[22];
        random.nextBytes(bytes);
        return IMMUTABLE + Base64.getUrlEncoder().encodeToString(bytes);
    }

    /** The id of the occurrence that a series has on a day; it stays when the occurrence becomes an exception. */
    static String occurrence(String masterId, LocalDate day) {
        return masterId.replaceFirst("=+$", "") + "FRAAg" + DAY.format(day) + "==";
    }

    /** Which day of which series an id names; empty when it names no occurrence. */
    static Optional<Day> day(String stored) {
        var found = OCCURRENCE.matcher(stored);
        try {
            return found.matches()
                    ? Optional.of(new Day(found.group(1) + "==", LocalDate.parse(found.group(2), DAY)))
                    : Optional.empty();
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    /** The id under which a caller sees an event. */
    static String shown(Entry entry, boolean immutable) {
        return shown(
                entry.id(), immutable, entry.body().path(GraphEventDraft.MOVES).asInt());
    }

    /**
     * The same of something else in its calendar.
     *
     * @param moves how often the event went to another calendar
     */
    static String shown(String stored, boolean immutable, int moves) {
        if (immutable || !stored.startsWith(IMMUTABLE)) {
            return stored;
        }
        var own = stored.substring(IMMUTABLE.length());
        return moves == 0 ? DEFAULT + own : MOVED + (char) ('A' + moves % 26) + own;
    }

    /** What an id of a request means. */
    static Asked asked(String shown) {
        if (shown.startsWith(DEFAULT)) {
            return new Asked(IMMUTABLE + shown.substring(DEFAULT.length()), Optional.of(0));
        }
        if (shown.startsWith(MOVED) && shown.length() > MOVED.length()) {
            return new Asked(
                    IMMUTABLE + shown.substring(MOVED.length() + 1), Optional.of(shown.charAt(MOVED.length()) - 'A'));
        }
        return new Asked(shown, Optional.empty());
    }

    /** A day of a series. */
    record Day(String masterId, LocalDate date) {}

    /**
     * An id that somebody named.
     *
     * @param moves after how many moves it was handed out; empty of an immutable id
     */
    record Asked(String stored, Optional<Integer> moves) {

        boolean fits(int movesNow) {
            return moves.isEmpty() || moves.get() == movesNow % 26;
        }
    }
}
