package io.syncline.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dependency rule and the names of the house. */
class ArchitectureTest {

    static Set<String> corePackages() {
        return DependencyRule.CORE.keySet();
    }

    static Set<String> adapters() {
        return DependencyRule.ADAPTERS.keySet();
    }

    static Set<String> functions() {
        return DependencyRule.FUNCTIONS;
    }

    @ParameterizedTest
    @MethodSource("corePackages")
    void a_package_of_core_knows_only_the_packages_before_it(String name) {
        DependencyRule.corePackage(name).check(Houses.SHIPPED);
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void an_adapter_knows_no_other_adapter(String name) {
        DependencyRule.adapter(name).check(Houses.SHIPPED);
    }

    @Test
    void only_a_functions_wiring_sees_adapters() {
        String[] packages = DependencyRule.FUNCTIONS.stream()
                .map(name -> "io.syncline." + name + "..")
                .toArray(String[]::new);

        DependencyRule.onlyWiringSeesAdapters(packages).check(Houses.SHIPPED);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void a_function_knows_no_other_function(String name) {
        DependencyRule.functionKnowsNoOther(name).check(Houses.SHIPPED);
    }

    @Test
    void every_class_belongs_to_a_part_that_the_rule_knows() {
        assertThat(Houses.SHIPPED).isNotEmpty().allMatch(DependencyRule::isKnown);
    }

    @Test
    void every_function_has_a_wiring() {
        Set<String> wired = Houses.SHIPPED.stream()
                .filter(candidate -> candidate.getSimpleName().equals("Wiring"))
                .map(JavaClass::getPackageName)
                .map(name -> name.substring("io.syncline.".length()))
                .collect(Collectors.toSet());

        assertThat(wired).isEqualTo(DependencyRule.FUNCTIONS);
    }

    @Test
    void a_name_says_what_something_is() {
        DependencyRule.namesSayWhatSomethingIs().check(Houses.ALL);
    }

    @Test
    void every_package_is_null_marked() {
        Set<String> unmarked = Houses.ALL.stream()
                .map(JavaClass::getPackage)
                .filter(one -> !one.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .collect(Collectors.toSet());

        assertThat(unmarked).isEmpty();
    }

    @Test
    void what_ships_uses_neither_old_dates_nor_the_standard_streams() {
        DependencyRule.noDates().check(Houses.SHIPPED);
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(Houses.SHIPPED);
    }
}
