package io.syncline.local.cloud.lambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The native part of Lambda's runtime interface client. Left alone, every process unpacks it over the same file when it
 * starts, and whoever has that file mapped at the moment dies; here it is unpacked once.
 */
final class RuntimeLibrary {

    private static final String PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    /** Unpacked at the first use; this program's processes share it, another program has its own. */
    private static final Optional<Path> UNPACKED = unpacked();

    private RuntimeLibrary() {}

    /** What tells a process where the library is; empty on a system for which there is none. */
    static Stream<String> option() {
        return UNPACKED.stream().map(library -> "-D" + PROPERTY + "=" + library);
    }

    private static Optional<Path> unpacked() {
        try (InputStream library = AWSLambda.class.getResourceAsStream("/jni/" + name())) {
            if (library == null || !System.getProperty("os.name").equals("Linux")) {
                return Optional.empty();
            }
            Path file = Files.createTempFile("lambda-runtime-", ".so");
            file.toFile().deleteOnExit();
            Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
            return Optional.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The runtime's native library cannot be unpacked", e);
        }
    }

    private static String name() {
        String libc = Files.exists(Path.of("/etc/alpine-release")) ? "linux_musl" : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        return "libaws-lambda-jni." + libc + "-" + processor + ".so";
    }
}
