package io.syncline.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.cloud.aws.Json;
import io.syncline.local.cloud.aws.Permissions;
import io.syncline.local.cloud.template.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * What lets an operator's command in: where the AWS endpoint of the Syncline that runs is, and a key pair that may
 * invoke functions and nothing else. It lies in {@code operator.json} of the working folder, readable by its owner
 * only, for as long as Syncline runs; of two that run in the same folder the later one has it.
 *
 * @param endpoint the AWS endpoint
 * @param accessKeyId good until the Syncline that made it stops
 */
record OperatorPass(URI endpoint, String accessKeyId) {

    private static final String FILE = "operator.json";

    static OperatorPass issue(URI endpoint) {
        return new OperatorPass(endpoint, Credentials.newKeyId());
    }

    /** What the holder may do. */
    static Permissions permissions() {
        return Permissions.of(Json.read("[{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"lambda:InvokeFunction\","
                + "\"Resource\":\"" + Stack.arn("lambda", "function:*") + "\"}]}]"));
    }

    /** The pass in a working folder, if there is one. */
    static Optional<OperatorPass> in(Path work) {
        Path file = work.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            JsonNode pass = Json.read(Files.readAllBytes(file));
            return Optional.of(new OperatorPass(
                    URI.create(pass.path("endpoint").asText()),
                    pass.path("accessKeyId").asText()));
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("The operator's pass " + file + " cannot be read: delete it", e);
        }
    }

    /** Writes it; nobody else can read it at any moment. */
    void leaveIn(Path work) {
        try {
            Files.createDirectories(work);
            Path fresh = Files.createTempFile(work, FILE, ".new", ownersOnly());
            Files.writeString(
                    fresh,
                    Json.object()
                            .put("endpoint", endpoint.toString())
                            .put("region", Stack.REGION)
                            .put("accessKeyId", accessKeyId)
                            .put("secretAccessKey", "local-" + accessKeyId)
                            .toString());
            Files.move(fresh, work.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The operator's pass cannot be written to " + work, e);
        }
    }

    /** Removes it, unless it is somebody else's by now. */
    void removeFrom(Path work) {
        try {
            if (in(work).filter(this::equals).isPresent()) {
                Files.deleteIfExists(work.resolve(FILE));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The operator's pass in " + work + " cannot be removed", e);
        }
    }

    private static FileAttribute<?>[] ownersOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
