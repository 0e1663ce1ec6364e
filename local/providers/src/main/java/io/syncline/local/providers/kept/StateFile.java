package io.syncline.local.providers.kept;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Function;

/** The one JSON file with everything that is kept: replaced as a whole, readable by its owner only. */
public final class StateFile {

    private static final String NAME = "providers.json";
    private static final String FORMAT = "syncline-simulated-providers";
    private static final long VERSION = 1;

    private final Path file;

    /** @param folder where the file is; it is made when it is missing */
    public StateFile(Path folder) {
        this.file = folder.toAbsolutePath().resolve(NAME);
    }

    /**
     * What was kept; empty when nothing was.
     *
     * @throws UnreadableState when the file is broken, of another version, or of somebody else
     */
    public Optional<ObjectNode> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var state = Json.read(text())
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .orElseThrow(() -> new UnreadableState(file, "it is no JSON object"));
        if (!state.path("format").asText("").equals(FORMAT)) {
            throw new UnreadableState(file, "something else has written it");
        }
        if (state.path("version").asLong() != VERSION) {
            throw new UnreadableState(file, "its version is " + state.path("version") + " and not " + VERSION);
        }
        return Optional.of(state);
    }

    /** Takes from the state what {@code reading} wants; what it refuses makes the file unreadable. */
    public <T> T taken(ObjectNode state, Function<ObjectNode, T> reading) {
        try {
            return reading.apply(state);
        } catch (IllegalArgumentException malformed) {
            throw new UnreadableState(file, String.valueOf(malformed.getMessage()), malformed);
        }
    }

    /** Replaces the file: whoever reads it meanwhile, or after a crash, finds the old state or the new one. */
    public void write(ObjectNode state) {
        var whole = Json.object().put("format", FORMAT).put("version", VERSION);
        whole.setAll(state);
        try {
            var folder = Files.createDirectories(
                    Optional.ofNullable(file.getParent()).orElse(file));
            // A temporary file is its owner's alone from the beginning.
            var draft = Files.createTempFile(folder, NAME, ".new");
            try {
                writeThrough(draft, Json.bytes(whole));
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The providers' state cannot be kept in " + file + ".", failed);
        }
    }

    private static void writeThrough(Path draft, byte[] bytes) throws IOException {
        try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            var rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UnreadableState(file, "reading it failed", failed);
        }
    }
}
