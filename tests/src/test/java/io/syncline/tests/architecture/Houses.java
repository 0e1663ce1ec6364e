package io.syncline.tests.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** The classes that the rules are about. */
final class Houses {

    private static final ImportOption NO_TESTS =
            location -> !location.contains("/test-classes/") && !location.contains("-tests.jar");

    /** Everything that ships or runs locally, without anybody's tests. */
    static final JavaClasses ALL =
            new ClassFileImporter().withImportOption(NO_TESTS).importPackages("io.syncline");

    /** What ships: shared modules and functions, without the local cloud. */
    static final JavaClasses SHIPPED = new ClassFileImporter()
            .withImportOption(NO_TESTS)
            .withImportOption(location -> !isLocal(location))
            .importPackages("io.syncline");

    private Houses() {}

    private static boolean isLocal(Location location) {
        return location.contains("/io/syncline/local/");
    }
}
