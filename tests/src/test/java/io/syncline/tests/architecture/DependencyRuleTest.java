package io.syncline.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.syncline.tests.architecture.fixture.core.MeetsAVendor;
import io.syncline.tests.architecture.fixture.function.ImportsAVendor;
import io.syncline.tests.architecture.fixture.function.ImportsAnAdapter;
import io.syncline.tests.architecture.fixture.function.Wiring;
import io.syncline.tests.architecture.fixture.naming.OrderManager;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The test of the test: each rule fails on a class that breaks it, and names that class. */
class DependencyRuleTest {

    private static final String FIXTURE = "io.syncline.tests.architecture.fixture";
    private static final JavaClasses FIXTURES = new ClassFileImporter().importPackages(FIXTURE);

    @Test
    void a_function_that_imports_an_adapter_is_named() {
        List<String> violations = violations(DependencyRule.onlyWiringSeesAdapters(FIXTURE + ".function.."));

        assertThat(violations)
                .anySatisfy(line -> assertThat(line)
                        .contains(ImportsAnAdapter.class.getName())
                        .contains("io.syncline.google.GoogleCalendars"));
        assertThat(violations).anySatisfy(line -> assertThat(line).contains(ImportsAVendor.class.getName()));
    }

    @Test
    void the_wiring_that_imports_the_same_adapter_is_not_named() {
        assertThat(violations(DependencyRule.onlyWiringSeesAdapters(FIXTURE + ".function..")))
                .noneMatch(line -> line.contains(Wiring.class.getName()));
    }

    @Test
    void a_core_class_that_imports_a_vendor_is_named() {
        ArchRule rule = DependencyRule.packageKnowsOnly(
                FIXTURE + ".core..", List.of("java..", "org.jspecify..", FIXTURE + ".core.."));

        assertThat(violations(rule))
                .anySatisfy(line ->
                        assertThat(line).contains(MeetsAVendor.class.getName()).contains("com.fasterxml.jackson"));
    }

    @Test
    void a_manager_is_named() {
        assertThat(violations(DependencyRule.namesSayWhatSomethingIs()))
                .containsExactly(OrderManager.class.getName() + " says not what it is");
    }

    @Test
    void a_date_is_named() {
        assertThat(violations(DependencyRule.noDates()))
                .anySatisfy(line -> assertThat(line).contains(OrderManager.class.getName()));
    }

    @Test
    void the_order_of_core_has_no_circle() {
        DependencyRule.CORE.forEach((name, known) -> assertThat(known)
                .allSatisfy(other -> assertThat(DependencyRule.CORE.get(other)).doesNotContain(name)));
    }

    private static List<String> violations(ArchRule rule) {
        return rule.evaluate(FIXTURES).getFailureReport().getDetails();
    }
}
