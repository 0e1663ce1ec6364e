package io.syncline.aws.dynamo;

import io.syncline.calendar.When;
import io.syncline.sync.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where something stands in the {@code timeline} index: under the UTC month of its start, under {@code long} when it
 * lasts longer than 31 days, or under {@code series} when it happens again, with the start of its first time.
 *
 * <p>So everything that touches a window is found under the months from 31 days before its start to its end, under
 * {@code long} and under {@code series}, which hold few: no length of an entry makes it invisible, and no series is
 * too old to be found.
 */
final class Timeline {

    private static final Duration LONG = Duration.ofDays(31);
    /** A fixed width, so that text order is time order. */
    private static final DateTimeFormatter SORTABLE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Timeline() {}

    /** Writes both keys of the index. */
    static Item place(Item item, String head, When when, String id) {
        return item.put("timeline", head + slot(when)).put("startsAt", sortable(when.start()) + '#' + id);
    }

    /** The slots that can hold what touches the window, in the order of time, {@code long} and {@code series} apart. */
    static List<String> months(Window window) {
        YearMonth month = monthOf(window.from().minus(LONG));
        YearMonth last = monthOf(window.to());
        List<String> months = new ArrayList<>();
        for (; !month.isAfter(last); month = month.plusMonths(1)) {
            months.add(month.toString());
        }
        return months;
    }

    static String longOnes() {
        return "long";
    }

    static String series() {
        return "series";
    }

    static String sortable(Instant instant) {
        return SORTABLE.format(instant);
    }

    private static String slot(When when) {
        if (when instanceof When.Repeating) {
            return series();
        }
        boolean isLong = Duration.between(when.start(), when.end()).compareTo(LONG) > 0;
        return isLong ? longOnes() : monthOf(when.start()).toString();
    }

    private static YearMonth monthOf(Instant instant) {
        return YearMonth.from(instant.atOffset(ZoneOffset.UTC));
    }
}
