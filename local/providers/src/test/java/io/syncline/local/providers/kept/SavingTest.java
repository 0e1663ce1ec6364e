package io.syncline.local.providers.kept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.local.providers.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When state is written, and that it is written whole. */
class SavingTest {

    @TempDir
    Path folder;

    private final AtomicReference<String> state = new AtomicReference<>("first");

    @Test
    void only_changes_are_written_and_the_last_one_at_the_close() {
        var file = new StateFile(folder.resolve("new"));
        try (var saving = saving(file)) {
            assertThat(kept(file)).isEqualTo("first");
            assertThat(saving.saveIfChanged()).isFalse();
            state.set("second");
            assertThat(saving.saveIfChanged()).isTrue();
            assertThat(kept(file)).isEqualTo("second");
            state.set("third");
        }
        assertThat(kept(file)).isEqualTo("third");
    }

    @Test
    void a_folder_that_cannot_be_written_is_told_at_the_start() throws IOException {
        var notAFolder = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> saving(new StateFile(notAFolder)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot be kept in");
    }

    private Saving saving(StateFile file) {
        return new Saving(file, state::get, () -> Json.object().put("value", state.get()));
    }

    private static String kept(StateFile file) {
        return file.read().orElseThrow().path("value").asText();
    }
}
