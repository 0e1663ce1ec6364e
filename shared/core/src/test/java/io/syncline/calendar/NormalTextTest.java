package io.syncline.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NormalTextTest {

    @Test
    void R02_line_ends_and_blanks_at_line_ends_do_not_matter() {
        assertThat(NormalText.lines(" a \r\nb\t\rc\u00a0\n\n", 100)).isEqualTo("a\nb\nc");
    }

    @Test
    void R02_composed_and_decomposed_letters_are_the_same() {
        assertThat(NormalText.line("Zu\u0308rich", 100)).isEqualTo("Zürich");
    }

    @Test
    void control_characters_are_dropped_and_a_title_is_one_line() {
        assertThat(NormalText.line("Repla\u0000ce\u0007\nboiler", 100)).isEqualTo("Replace boiler");
    }

    @Test
    void a_hostile_megabyte_is_cut_off_without_splitting_a_character() {
        String hostile = "a" + "\uD83D\uDD27".repeat(500_000);
        String normal = NormalText.lines(hostile, 100);
        assertThat(normal).hasSizeLessThanOrEqualTo(100);
        assertThat(Character.isHighSurrogate(normal.charAt(normal.length() - 1)))
                .isFalse();
    }

    @Test
    void the_normal_form_of_a_normal_form_is_itself() {
        String normal = NormalText.lines(" x ".repeat(80) + "\n y", 100);
        assertThat(NormalText.lines(normal, 100)).isEqualTo(normal);
    }
}
