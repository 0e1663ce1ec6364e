package io.syncline.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.syncline.local.cloud.lambda.FunctionSpec;
import io.syncline.local.cloud.lambda.IsolatedFunction;
import io.syncline.local.cloud.lambda.Outcome;
import io.syncline.local.cloud.template.Declared;
import io.syncline.local.cloud.template.Resource;
import io.syncline.local.cloud.template.Stack;
import io.syncline.local.cloud.template.Template;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code mvn package} made is what Lambda needs: the zip and the layer together hold the function's runtime class
 * path, which the manifest of its jar lists. Nothing to check before a package build.
 */
class PackagingTest {

    private static final Path HOME =
            LocalSettings.defaults().template().toAbsolutePath().getParent();
    private static final long MEGABYTE = 1L << 20;

    /** Left out on purpose, as the assembly descriptors say; the last test here shows that nothing misses it. */
    private static final List<String> UNUSED =
            List.of("netty-", "apache-client-", "httpclient-", "httpcore-", "commons-logging-", "commons-codec-");

    @TempDir
    Path folder;

    static List<Resource> functions() {
        Stack stack = new Stack(
                Template.read(HOME.resolve("template.yaml")), Map.of("OidcIssuer", "https://x.example"), "http://x");
        return new Declared(stack).functions();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void zip_and_layer_hold_the_class_path(Resource function) throws IOException {
        Path zip = HOME.resolve(function.properties().path("CodeUri").asText());
        assumeTrue(Files.exists(zip), "run mvn package first: " + zip + " is not built");
        Set<String> packed = jars(zip);
        if (function.properties().has("Layers")) {
            Path layer = HOME.resolve("shared/provider-sdks/target/provider-sdks.zip");
            assertThat(jars(layer)).doesNotContainAnyElementsOf(packed);
            packed.addAll(jars(layer));
        }
        Set<String> needed = classPath(zip.getParent()).stream()
                .filter(jar -> UNUSED.stream().noneMatch(jar::startsWith))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(needed).isNotEmpty();
        assertThat(packed).containsAll(needed);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void a_zip_has_its_handler_at_the_root_and_stays_under_20_megabytes(Resource function) throws IOException {
        Path zip = HOME.resolve(function.properties().path("CodeUri").asText());
        assumeTrue(Files.exists(zip), "run mvn package first: " + zip + " is not built");
        String handler = function.properties().path("Handler").asText().replace('.', '/') + ".class";

        assertThat(entries(zip)).contains(handler);
        assertThat(Files.size(zip)).isLessThan(20 * MEGABYTE);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void function_and_layer_stay_under_what_lambda_unpacks(Resource function) throws IOException {
        Path zip = HOME.resolve(function.properties().path("CodeUri").asText());
        Path layer = HOME.resolve("shared/provider-sdks/target/provider-sdks.zip");
        assumeTrue(Files.exists(zip) && Files.exists(layer), "run mvn package first");

        assertThat(unpacked(zip) + unpacked(layer)).isLessThan(250 * MEGABYTE);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void a_packaged_function_starts_under_lambdas_runtime_and_takes_its_sample_event(Resource function)
            throws IOException {
        Path zip = HOME.resolve(function.properties().path("CodeUri").asText());
        assumeTrue(Files.exists(zip), "run mvn package first: " + zip + " is not built");
        String name = Declared.name(function);
        try (IsolatedFunction packaged =
                new IsolatedFunction(specOf(function), 1, unpackedClassPath(function, zip), folder, line -> {})) {
            Outcome outcome = packaged.invoke(Files.readString(HOME.resolve("events/" + name + ".json")));

            // No AWS is there to talk to, so a failure is fine as long as it is not about the package.
            assertThat(outcome.toString())
                    .doesNotContain(
                            "NoClassDefFound", "ClassNotFound", "NoSuchMethod", "did not start", "LinkageError");
            assertThat(Files.readString(folder.resolve(name + "-1.log")))
                    .doesNotContain("NoClassDefFound", "ClassNotFound", "NoSuchMethod", "LinkageError");
        }
    }

    private static FunctionSpec specOf(Resource function) {
        Stack stack = new Stack(
                Template.read(HOME.resolve("template.yaml")),
                Map.of("OidcIssuer", "https://x.example"),
                "http://127.0.0.1:1");
        return new Declared(stack)
                .spec(
                        function,
                        Map.of(
                                "AWS_REGION", Stack.REGION,
                                "AWS_ENDPOINT_URL", "http://127.0.0.1:1",
                                "AWS_ACCESS_KEY_ID", "AKIATEST",
                                "AWS_SECRET_ACCESS_KEY", "test"));
    }

    private String unpackedClassPath(Resource function, Path zip) throws IOException {
        Path task = unpack(zip, folder.resolve("task"));
        List<String> path = new ArrayList<>(List.of(task.toString(), task.resolve("lib") + "/*"));
        if (function.properties().has("Layers")) {
            Path layer = unpack(HOME.resolve("shared/provider-sdks/target/provider-sdks.zip"), folder.resolve("opt"));
            path.add(layer.resolve("java/lib") + "/*");
        }
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("aws-lambda-java-runtime-interface-client")
                        || entry.contains("aws-lambda-java-serialization"))
                .forEach(path::add);
        return String.join(File.pathSeparator, path);
    }

    private static Path unpack(Path zip, Path target) throws IOException {
        try (ZipFile opened = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : Collections.list(opened.entries())) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!entry.isDirectory() && file.startsWith(target)) {
                    Files.createDirectories(file.getParent());
                    Files.copy(opened.getInputStream(entry), file);
                }
            }
        }
        return target;
    }

    private static Set<String> classPath(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            Path jar = files.filter(file -> file.toString().endsWith("SNAPSHOT.jar")
                            || file.toString().matches(".*-\\d+\\.\\d+\\.\\d+\\.jar"))
                    .findFirst()
                    .orElseThrow();
            try (JarFile opened = new JarFile(jar.toFile())) {
                String listed = opened.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
                return new TreeSet<>(Arrays.asList(listed.split(" ")));
            }
        }
    }

    private static Set<String> jars(Path zip) throws IOException {
        return entries(zip).stream()
                .filter(entry -> entry.endsWith(".jar"))
                .map(entry -> entry.substring(entry.lastIndexOf('/') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> entries(Path zip) throws IOException {
        try (ZipFile opened = new ZipFile(zip.toFile())) {
            return opened.stream().map(ZipEntry::getName).collect(Collectors.toSet());
        }
    }

    private static long unpacked(Path zip) throws IOException {
        try (ZipFile opened = new ZipFile(zip.toFile())) {
            return opened.stream().mapToLong(ZipEntry::getSize).sum();
        }
    }
}
