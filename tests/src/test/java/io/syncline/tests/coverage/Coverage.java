package io.syncline.tests.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the numbers of rules in the names of tests. */
final class Coverage {

    /** For example {@code R01_R04_F11_after_any_history_both_sides_agree}. */
    private static final Pattern NAME = Pattern.compile("void ((?:[RFST]\\d{1,2}_)+)(\\w+)\\(");

    private static final Pattern NUMBER = Pattern.compile("([RFST])(\\d{1,2})_");
    private static final Pattern WEB_NAME =
            Pattern.compile("(?:test|it)\\(\\s*['\"`]((?:[RFST]\\d{1,2} )+)(.+?)['\"`]");
    private static final Pattern RULE = Pattern.compile("^\\| ([RFST]\\d{1,2}) \\| (.*) \\|$", Pattern.MULTILINE);
    private static final int LONGEST_TITLE = 90;

    private final Path root;

    Coverage(Path root) {
        this.root = root;
    }

    /** Every rule of {@code docs/rules.md}, with the tests that name it. */
    SortedMap<String, SortedSet<String>> byRule() throws IOException {
        SortedMap<String, SortedSet<String>> tests = new TreeMap<>();
        titles().keySet().forEach(rule -> tests.put(rule, new TreeSet<>()));
        for (Path file : sources()) {
            String source = Files.readString(file);
            String owner = file.getFileName().toString().replaceAll("\\.(java|tsx?)$", "");
            Matcher matcher = NAME.matcher(source);
            while (matcher.find()) {
                note(tests, matcher.group(1), owner + "." + matcher.group(1) + matcher.group(2));
            }
            Matcher web = WEB_NAME.matcher(source);
            while (web.find()) {
                note(tests, web.group(1).replace(' ', '_'), owner + ": " + web.group(1) + web.group(2));
            }
        }
        return tests;
    }

    private static void note(Map<String, SortedSet<String>> tests, String numbers, String test) {
        Matcher number = NUMBER.matcher(numbers);
        while (number.find()) {
            String rule = number.group(1) + "%02d".formatted(Integer.parseInt(number.group(2)));
            tests.computeIfAbsent(rule, _ -> new TreeSet<>()).add(test);
        }
    }

    /** The beginning of what each rule says. */
    SortedMap<String, String> titles() throws IOException {
        SortedMap<String, String> titles = new TreeMap<>();
        Matcher matcher = RULE.matcher(Files.readString(root.resolve("docs/rules.md")));
        while (matcher.find()) {
            String rule = matcher.group(1).charAt(0)
                    + "%02d".formatted(Integer.parseInt(matcher.group(1).substring(1)));
            titles.put(rule, title(matcher.group(2)));
        }
        return titles;
    }

    private static String title(String text) {
        String plain = text.replace("**", "").replace("`", "").split(" \\| | → ", 2)[0];
        int end = plain.indexOf(". ");
        String sentence = end > 0 ? plain.substring(0, end) : plain;
        return sentence.length() > LONGEST_TITLE
                ? sentence.substring(0, LONGEST_TITLE).strip() + "…"
                : sentence;
    }

    private List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String folder : List.of("shared", "functions", "local", "tests", "web/src")) {
            try (Stream<Path> files = Files.walk(root.resolve(folder))) {
                files.filter(Files::isRegularFile)
                        .filter(Coverage::isTest)
                        .sorted()
                        .forEach(sources::add);
            }
        }
        return sources;
    }

    private static boolean isTest(Path file) {
        String path = file.toString().replace('\\', '/');
        return !path.contains("/target/")
                && !path.contains("/node_modules/")
                && (path.contains("/src/test/java/") || path.matches(".*\\.test\\.tsx?"));
    }

    /** The document. */
    String document() throws IOException {
        Map<String, String> titles = titles();
        StringBuilder text = new StringBuilder("""
                # Which tests prove which rule

                Generated from the names of the tests (`mvn -pl tests test -Dtest=CoverageTest -Dcoverage.write=true`); what the
                numbers mean is in `docs/rules.md`: R rules of two-way sync, F failures, S scenarios, T traps of the providers.

                """);
        byRule().forEach((rule, tests) -> {
            text.append("**")
                    .append(rule)
                    .append("** ")
                    .append(titles.getOrDefault(rule, ""))
                    .append("\n\n");
            tests.forEach(test -> text.append("- `").append(test).append("`\n"));
            text.append(tests.isEmpty() ? "- none yet\n\n" : "\n");
        });
        return text.toString().stripTrailing() + "\n";
    }
}
