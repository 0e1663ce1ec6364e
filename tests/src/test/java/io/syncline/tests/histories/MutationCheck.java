package io.syncline.tests.histories;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Runs histories against code with a bug in it: its file is compiled anew, and everything of ours is loaded again around
 * it. The code that is shipped knows nothing of this.
 */
final class MutationCheck {

    private static final Pattern LINE = Pattern.compile("\n");

    private final Path root;

    /**
     * A check.
     *
     * @param root the project's root
     */
    MutationCheck(Path root) {
        this.root = root;
    }

    /** Which seed noticed a bug, and by which invariant. */
    record Caught(long seed, String invariant, String message) {

        static Optional<Caught> in(String answer) {
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            List<String> lines = List.of(LINE.split(answer, 3));
            return Optional.of(new Caught(Long.parseLong(lines.get(0)), lines.get(1), lines.get(2)));
        }
    }

    /**
     * Runs the histories of the seeds 1, 2, … until one of them notices the bug. A seed that breaks an invariant without
     * the bug as well proves nothing, and is passed over.
     */
    Optional<Caught> run(Mutant mutant, long seeds) throws IOException, ReflectiveOperationException {
        try (MutantCompiler compiler = new MutantCompiler(root);
                MutantClasses classes = new MutantClasses(compiler.compile(mutant))) {
            Method find = classes.loadClass(FirstFailure.class.getName()).getMethod("find", long.class, long.class);
            long from = 1;
            while (from <= seeds) {
                Optional<Caught> caught = Caught.in((String) find.invoke(null, from, seeds + 1 - from));
                if (caught.isEmpty() || holdsWithoutIt(caught.get().seed())) {
                    return caught;
                }
                from = caught.get().seed() + 1;
            }
            return Optional.empty();
        }
    }

    private static boolean holdsWithoutIt(long seed) {
        return FirstFailure.find(seed, 1).isEmpty();
    }
}
