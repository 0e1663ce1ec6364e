package io.syncline.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.connection.ConnectionId;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConflictIdTest {

    private static final CalendarRef CALENDAR =
            new CalendarRef(new ConnectionId("c_0f"), new CalendarId("tess@fieldworks.example"));

    /** One of each field, one of an occurrence, one of a deletion. */
    static List<ConflictId> ids() {
        List<ConflictId> ids = new ArrayList<>();
        Arrays.stream(Field.values())
                .forEach(field ->
                        ids.add(new ConflictId(CALENDAR, new JobId("J-1"), Optional.of(new Aspect.OfField(field)))));
        ids.add(new ConflictId(
                CALENDAR,
                new JobId("J-1:2026-12-08"),
                Optional.of(new Aspect.OfOccurrence(LocalDate.parse("2026-12-08")))));
        ids.add(new ConflictId(CALENDAR, new JobId("J-1"), Optional.empty()));
        return ids;
    }

    @ParameterizedTest
    @MethodSource("ids")
    void R05_a_conflict_is_found_again_by_the_text_of_its_id(ConflictId id) {
        assertThat(ConflictId.parse(id.text())).isEqualTo(id);
    }

    @Test
    void R05_no_two_conflicts_have_the_same_text() {
        List<String> texts = ids().stream().map(ConflictId::text).toList();
        assertThat(new HashSet<>(texts)).hasSameSizeAs(texts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAMkAD/+=_-:;?#&%", "Ferien & Läufe", "🗓", "../../etc", "<script>", " "})
    void R05_whatever_a_provider_calls_its_calendar_the_text_fits_into_a_path(String calendar) {
        CalendarRef ref = new CalendarRef(new ConnectionId("c_0f"), new CalendarId(calendar));
        ConflictId id = new ConflictId(ref, new JobId("J-1"), Optional.of(new Aspect.OfField(Field.TITLE)));
        assertThat(id.text()).matches("[A-Za-z0-9_-]+");
        assertThat(ConflictId.parse(id.text())).isEqualTo(id);
    }

    static Stream<String> garbage() {
        return Stream.concat(
                Stream.of("", "no id", "%00", "J-1", "AAAA", "{}", "=".repeat(40), "A".repeat(100_000)),
                Stream.of(
                                "c_0f\ncal\nJ-1",
                                "c_0f\ncal\nJ-1\ntitle\ntitle",
                                "c_0f\ncal\nJ-1\n",
                                "c_0f\ncal\nJ-1\nTITLE",
                                "c_0f\ncal\nJ-1\ncolour",
                                "c_0f\ncal\nJ-1\noccurrence:",
                                "c_0f\ncal\nJ-1\noccurrence:2026-02-30",
                                "c_0f\ncal\nJ-1\noccurrence:2026-12-08T09:00",
                                "c_0f\n\nJ-1\ntitle",
                                "c 0f\ncal\nJ-1\ntitle",
                                "\ncal\nJ-1\ntitle",
                                "c_0f\ncal\n\ntitle",
                                "c_0f\ncal\nJ 1\ntitle",
                                "c_0f\ncal\n" + "J".repeat(129) + "\ntitle",
                                "c_0f\n" + "c".repeat(1_025) + "\nJ-1\ntitle")
                        .map(ConflictIdTest::encoded));
    }

    private static String encoded(String parts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(parts.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void R05_what_is_no_id_of_a_conflict_is_refused(String text) {
        assertThatThrownBy(() -> ConflictId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
