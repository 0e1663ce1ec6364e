package io.syncline.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who may import whom: {@code function -> use case -> domain}, {@code adapter -> port}, only Wiring sees adapters. */
final class DependencyRule {

    /** The packages of core, each with the other packages of core that it may know: no circle is possible in it. */
    static final Map<String, Set<String>> CORE = new TreeMap<>(Map.of(
            "identity", Set.of(),
            "connection", Set.of("identity"),
            "traffic", Set.of("identity", "connection"),
            "audit", Set.of("identity", "traffic"),
            "token", Set.of("identity", "connection", "traffic", "audit"),
            "sync", Set.of("identity", "connection", "token", "traffic", "audit"),
            "calendar", Set.of("identity", "connection", "token", "sync", "traffic", "audit"),
            "authorisation", Set.of("identity", "connection", "token", "sync", "calendar", "traffic", "audit")));

    /** The modules of adapters, each with the other modules beside core that it may know. */
    static final Map<String, Set<String>> ADAPTERS = new TreeMap<>(Map.of(
            "aws", Set.of(),
            "oauth", Set.of(),
            "google", Set.of(),
            "microsoft", Set.of(),
            "edge", Set.of("aws", "oauth")));

    static final Set<String> FUNCTIONS = Set.of(
            "oauthstart",
            "oauthcallback",
            "api",
            "jobevents",
            "syncplanner",
            "changenotices",
            "calendarsync",
            "tokenrefresh",
            "keyrotation",
            "auditseal",
            "audittrail");

    private static final Pattern FORBIDDEN_NAME =
            Pattern.compile(".*(Manager|Helper|Utils?|Impl|Processor|Common)(\\$.*)?");

    private static final DescribedPredicate<JavaClass> ADAPTER = resideInAnyPackage(
                    "io.syncline.google..",
                    "io.syncline.microsoft..",
                    "io.syncline.oauth..",
                    "io.syncline.aws.dynamo..",
                    "io.syncline.aws.vault..",
                    "io.syncline.aws.secrets..")
            .or(DescribedPredicate.describe(
                    "an adapter of a queue, the ones that are handed out together, or of providers",
                    candidate -> Set.of(
                                    "io.syncline.aws.queue.SqsWakeUps",
                                    "io.syncline.aws.start.AwsAdapters",
                                    "io.syncline.aws.start.AwsClients",
                                    "io.syncline.edge.ProviderServers",
                                    "io.syncline.edge.ProviderProbes",
                                    "io.syncline.edge.Tokens")
                            .contains(candidate.getName())))
            .as("an adapter");

    private static final DescribedPredicate<JavaClass> VENDOR = resideInAnyPackage(
                    "software.amazon.awssdk..", "com.google.api..", "com.google.crypto..", "com.microsoft..")
            .as("a vendor's SDK");

    private static final DescribedPredicate<JavaClass> WIRING = DescribedPredicate.describe(
            "Wiring", candidate -> candidate.getName().matches(".*\\.Wiring(\\$.*)?"));

    private DependencyRule() {}

    /** A package of core knows the JDK, jspecify, the arithmetic of recurrence rules, itself and the packages before it. */
    static ArchRule corePackage(String name) {
        List<String> known =
                new ArrayList<>(List.of("java..", "org.jspecify..", "org.dmfs..", "io.syncline." + name + ".."));
        CORE.getOrDefault(name, Set.of()).forEach(other -> known.add("io.syncline." + other + ".."));
        return packageKnowsOnly("io.syncline." + name + "..", known)
                .as("io.syncline." + name + " knows only the JDK, jspecify, lib-recur and " + CORE.get(name));
    }

    static ArchRule packageKnowsOnly(String subject, List<String> known) {
        return classes()
                .that()
                .resideInAPackage(subject)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(known.toArray(String[]::new));
    }

    /** An adapter knows core and its vendor, and no other adapter. */
    static ArchRule adapter(String name) {
        String[] strangers = Stream.concat(
                        ADAPTERS.keySet().stream()
                                .filter(other -> !other.equals(name))
                                .filter(other ->
                                        !ADAPTERS.getOrDefault(name, Set.of()).contains(other)),
                        Stream.concat(FUNCTIONS.stream(), Stream.of("local")))
                .map(other -> "io.syncline." + other + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage("io.syncline." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(strangers)
                .as("io.syncline." + name + " knows no other adapter than " + ADAPTERS.get(name));
    }

    /** Of a function only {@code Wiring} imports an adapter or a vendor's SDK. */
    static ArchRule onlyWiringSeesAdapters(String... functionPackages) {
        return noClasses()
                .that(resideInAnyPackage(functionPackages).and(not(WIRING)))
                .should()
                .dependOnClassesThat(ADAPTER.or(VENDOR))
                .as("Only a function's Wiring sees adapters");
    }

    static ArchRule functionKnowsNoOther(String name) {
        String[] others = Stream.concat(FUNCTIONS.stream().filter(other -> !other.equals(name)), Stream.of("local"))
                .map(other -> "io.syncline." + other + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage("io.syncline." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .as("io.syncline." + name + " knows no other function");
    }

    static ArchRule namesSayWhatSomethingIs() {
        return classes().should(haveNoEmptyName()).as("No class is a Manager, Helper, Util, Impl, Processor or Common");
    }

    static ArchRule noDates() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Date")
                .as("Nobody uses java.util.Date");
    }

    /** Whether a class belongs to a part of the house that the rule knows. */
    static boolean isKnown(JavaClass candidate) {
        return Stream.of(CORE.keySet(), ADAPTERS.keySet(), FUNCTIONS)
                .flatMap(Set::stream)
                .anyMatch(name -> resideInAPackage("io.syncline." + name + "..").test(candidate));
    }

    private static ArchCondition<JavaClass> haveNoEmptyName() {
        return new ArchCondition<>("have a name that says what it is") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                if (FORBIDDEN_NAME.matcher(item.getName()).matches()) {
                    events.add(SimpleConditionEvent.violated(item, item.getName() + " says not what it is"));
                }
            }
        };
    }
}
