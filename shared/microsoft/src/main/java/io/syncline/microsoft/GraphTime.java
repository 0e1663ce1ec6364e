package io.syncline.microsoft;

import com.microsoft.graph.models.DateTimeTimeZone;
import io.syncline.calendar.When;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Times as Graph has them: wall time without offset, seven digits of a second, and the name of a zone.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/datetimetimezone">dateTimeTimeZone</a>
 */
record GraphTime(DateTimeTimeZone start, DateTimeTimeZone end, boolean allDay) {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS", Locale.ROOT);

    /**
     * How a time is written so that Graph cannot mistake it: under the zone's Windows name where that has the very same
     * clock at both ends and shows each time once, otherwise in UTC, which keeps the instants and loses the zone.
     */
    static GraphTime of(When.Single when) {
        return switch (when) {
            case When.AllDay(LocalDate from, LocalDate to) ->
                new GraphTime(
                        at(from.atStartOfDay(), WindowsZones.UTC.getId()),
                        at(to.atStartOfDay(), WindowsZones.UTC.getId()),
                        true);
            case When.Timed timed -> ofTimed(timed);
        };
    }

    /** The first time of a series, which is repeated by the clock of the zone that Windows has under the name. */
    static GraphTime inZone(When.Timed first, String windows) {
        return new GraphTime(at(first.from(), windows), at(first.to(), windows), false);
    }

    /**
     * The time as its author set it.
     *
     * @param author the zone it was set in; a time that this zone's clock cannot show unmistakably stays in UTC
     */
    When.Single read(ZoneId author) {
        return allDay ? wholeDays(author) : timed(author);
    }

    /** The time on a series' own wall, by which it is repeated: even in an hour that the clock shows twice. */
    When.Single readOnWall(ZoneId zone) {
        return allDay ? wholeDays(zone) : onWall(zone);
    }

    private When.Timed onWall(ZoneId zone) {
        Instant from = instant(start);
        Instant given = instant(end);
        LocalDateTime first = LocalDateTime.ofInstant(from, zone);
        LocalDateTime last = LocalDateTime.ofInstant(given.isBefore(from) ? from : given, zone);
        boolean backwards =
                last.atZone(zone).toInstant().isBefore(first.atZone(zone).toInstant());
        return new When.Timed(first, backwards ? first : last, zone);
    }

    private static GraphTime ofTimed(When.Timed timed) {
        Optional<String> name = WindowsZones.nameOf(timed.zone()).filter(windows -> keepsClock(timed, windows));
        ZoneId zone = name.isPresent() ? timed.zone() : WindowsZones.UTC;
        String word = name.orElse(WindowsZones.UTC.getId());
        return new GraphTime(
                at(LocalDateTime.ofInstant(timed.start(), zone), word),
                at(LocalDateTime.ofInstant(timed.end(), zone), word),
                false);
    }

    private static boolean keepsClock(When.Timed timed, String windows) {
        return WindowsZones.zoneNamed(windows)
                .filter(zone -> shows(timed.start(), timed.zone(), zone) && shows(timed.end(), timed.zone(), zone))
                .isPresent();
    }

    /** Whether the clock of {@code there} shows at an instant what {@code here} shows, and at no other instant. */
    private static boolean shows(Instant instant, ZoneId here, ZoneId there) {
        LocalDateTime wall = LocalDateTime.ofInstant(instant, here);
        return there.getRules()
                .getValidOffsets(wall)
                .equals(List.of(here.getRules().getOffset(instant)));
    }

    private static DateTimeTimeZone at(LocalDateTime wall, String zone) {
        var time = new DateTimeTimeZone();
        time.setDateTime(FORMAT.format(wall));
        time.setTimeZone(zone);
        return time;
    }

    private When.Single timed(ZoneId author) {
        Instant from = instant(start);
        Instant given = instant(end);
        Instant to = given.isBefore(from) ? from : given;
        ZoneId zone = isShownBy(author, from) && isShownBy(author, to) ? author : WindowsZones.UTC;
        return new When.Timed(LocalDateTime.ofInstant(from, zone), LocalDateTime.ofInstant(to, zone), zone);
    }

    /** Whether the wall time leads back to the instant; it does not in the second pass of an hour shown twice. */
    private static boolean isShownBy(ZoneId zone, Instant instant) {
        return LocalDateTime.ofInstant(instant, zone).atZone(zone).toInstant().equals(instant);
    }

    private When.Single wholeDays(ZoneId author) {
        LocalDate from = day(start, author);
        LocalDate to = day(end, author);
        return new When.AllDay(from, to.isAfter(from) ? to : from.plusDays(1));
    }

    /** Midnight is a date whatever its zone; anything else was shifted from the author's midnight (trap 28). */
    private static LocalDate day(DateTimeTimeZone time, ZoneId author) {
        LocalDateTime wall = wall(time);
        return wall.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? wall.toLocalDate()
                : LocalDateTime.ofInstant(instant(time), author).toLocalDate();
    }

    private static Instant instant(DateTimeTimeZone time) {
        ZoneId zone = Optional.ofNullable(time.getTimeZone())
                .flatMap(WindowsZones::zoneNamed)
                .orElse(WindowsZones.UTC);
        return wall(time).atZone(zone).toInstant();
    }

    private static LocalDateTime wall(DateTimeTimeZone time) {
        String text = Optional.ofNullable(time.getDateTime()).orElse("");
        return LocalDateTime.parse(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text);
    }
}
