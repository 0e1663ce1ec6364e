package io.syncline.tests.histories;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a file with a bug in it against the code as it is; nothing is written to any folder. */
final class MutantCompiler implements AutoCloseable {

    private static final List<String> OPTIONS =
            List.of("-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"));

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
    private final Path root;

    /**
     * A compiler, for one thread.
     *
     * @param root the project's root
     */
    MutantCompiler(Path root) {
        this.root = root;
    }

    /**
     * The classes of the changed file, by name.
     *
     * @throws IllegalStateException where the bug does not fit its place, or does not compile
     */
    Map<String, byte[]> compile(Mutant mutant) throws IOException {
        DiagnosticCollector<JavaFileObject> findings = new DiagnosticCollector<>();
        Memory memory = new Memory(files);
        if (!compiler.getTask(null, memory, findings, OPTIONS, null, List.of(changed(mutant.change())))
                .call()) {
            throw new IllegalStateException("\"" + mutant.name() + "\" does not compile: " + findings.getDiagnostics());
        }
        return memory.classes;
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private Text changed(Mutant.Change change) throws IOException {
        return new Text(change.file(), change.in(Files.readString(root.resolve(change.file()))));
    }

    /** A source that is in no file. */
    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String file, String text) {
            super(URI.create("memory:/" + file), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps what is compiled. */
    private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, byte[]> classes = new HashMap<>();

        Memory(StandardJavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:/" + name.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            classes.put(name, toByteArray());
                        }
                    };
                }
            };
        }
    }
}
