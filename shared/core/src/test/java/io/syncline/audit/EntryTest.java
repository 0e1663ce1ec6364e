package io.syncline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.audit.Entry.Head;
import io.syncline.identity.OrganisationId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The canonical form, byte for byte: an entry that was written today is verified for ever. */
class EntryTest {

    private static final OrganisationId ORG = new OrganisationId("fieldworks");
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00.123Z");

    private static Deed deed(String detail) {
        return new Deed(new Actor("person/tëss"), "token-refreshed", "connection/c_1", "done", detail);
    }

    @Test
    void the_hash_of_an_entry_is_what_it_was_when_the_format_was_laid_down() {
        Entry first = Entry.after(Head.ofNothing(ORG), AT, deed("with a new refresh token"));
        assertThat(first.hash().hex()).isEqualTo("12fa76ceadb114cdefaeb8763c2a82cd19a0d6989cd1632224329fc66572c74e");
    }

    @Test
    void the_hash_is_that_of_the_form_that_the_documentation_spells_out() throws Exception {
        Entry entry = Entry.after(new Head(ORG, 41, Hash.of(new byte[] {1})), AT, deed("ä\u20ac"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        text(data, "syncline.audit.1");
        text(data, "fieldworks");
        data.writeLong(42);
        data.writeLong(AT.toEpochMilli());
        text(data, "person/tëss");
        text(data, "token-refreshed");
        text(data, "connection/c_1");
        text(data, "done");
        text(data, "ä\u20ac");
        data.write(Hash.of(new byte[] {1}).bytes());
        assertThat(entry.hash()).isEqualTo(Hash.of(bytes.toByteArray()));
    }

    private static void text(DataOutputStream data, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        data.writeInt(utf8.length);
        data.write(utf8);
    }

    @Test
    void texts_cannot_be_shifted_from_one_field_into_the_next() {
        Head head = Head.ofNothing(ORG);
        Entry one = Entry.after(head, AT, new Deed(new Actor("a"), "bc", "d", "done", ""));
        Entry two = Entry.after(head, AT, new Deed(new Actor("ab"), "c", "d", "done", ""));
        assertThat(one.hash()).isNotEqualTo(two.hash());
    }

    @Test
    void a_time_is_kept_in_whole_milliseconds() {
        Entry entry = Entry.after(Head.ofNothing(ORG), AT.plusNanos(999_999), deed(""));
        assertThat(entry.at()).isEqualTo(AT);
        assertThat(entry.computed()).isEqualTo(entry.hash());
    }

    @Test
    void what_comes_from_a_request_cannot_bring_control_characters_or_endless_text_into_the_trail() {
        Deed deed = Deed.refused(Actor.STRANGER, Action.ACCESS_REFUSED, "a\r\nb\0c", "x".repeat(100_000));
        assertThat(deed.subject()).isEqualTo("a  b c");
        assertThat(deed.detail()).hasSize(500);
    }

    @Test
    void every_word_of_an_action_and_an_outcome_means_itself() {
        assertThat(Action.values())
                .allSatisfy(action -> assertThat(Action.of(action.word())).contains(action));
        assertThat(Outcome.values())
                .allSatisfy(outcome -> assertThat(Outcome.of(outcome.word())).contains(outcome));
        assertThat(Action.of("unheard-of")).isEmpty();
    }
}
