package systems.tasker.local.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.implement;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import systems.tasker.engine.Engine;
import systems.tasker.services.ServicesMain;
import systems.tasker.store.TaskStore;

/** Dependencies point one way, as the design has it. */
@AnalyzeClasses(
        packages = {"systems.tasker", "blogexamples"},
        importOptions = {ImportOption.DoNotIncludeTests.class, ArrowsTest.WithoutTestJars.class})
final class ArrowsTest {
    private static final String[] COMPILER = {"systems.tasker.asl..", "systems.tasker.compiler.."};
    private static final String[] RUNTIME = {
        "systems.tasker",
        "systems.tasker.engine..",
        "systems.tasker.handler..",
        "systems.tasker.json..",
        "systems.tasker.protocol..",
        "systems.tasker.service..",
        "systems.tasker.store.."
    };
    private static final String API = "systems.tasker.api..";
    private static final String EXAMPLE = "blogexamples..";
    private static final String SERVICES = "systems.tasker.services..";
    private static final String LOCAL = "systems.tasker.local..";

    /** The runtime's tests come as a jar. */
    static final class WithoutTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule theCompilerKnowsOnlyItselfAndItsReaders =
            classes()
                    .that()
                    .resideInAnyPackage(COMPILER)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "systems.tasker.asl..",
                            "systems.tasker.compiler..",
                            "java..",
                            "org.jspecify.annotations..",
                            "org.snakeyaml..",
                            "com.networknt..",
                            "tools.jackson..");

    @ArchTest
    static final ArchRule theCompilerHasNoNetworkNoFilesNoClockAndNoChance =
            noClasses()
                    .that()
                    .resideInAnyPackage(COMPILER)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.net..", "java.nio.file..", "java.time..")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.util.Random")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.util.UUID")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule thePlannerKnowsOnlyItself =
            classes()
                    .that()
                    .resideInAPackage("systems.tasker.compiler.plan..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "systems.tasker.compiler.plan..",
                            "java..",
                            "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule picturesKnowOnlyThemselves =
            classes()
                    .that()
                    .resideInAPackage("systems.tasker.compiler.drawing..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "systems.tasker.compiler.drawing..",
                            "java..",
                            "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule theLanguageOfMachinesKnowsOnlyItselfAndItsWriter =
            classes()
                    .that()
                    .resideInAPackage("systems.tasker.asl..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "systems.tasker.asl..",
                            "java..",
                            "org.jspecify.annotations..",
                            "tools.jackson.core..");

    @ArchTest
    static final ArchRule theRuntimeKnowsOnlyItselfLambdaAndJson =
            classes()
                    .that()
                    .resideInAnyPackage(RUNTIME)
                    .and()
                    .resideOutsideOfPackage("systems.tasker.service..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            allOf(
                                    RUNTIME,
                                    "java..",
                                    "org.jspecify.annotations..",
                                    "com.amazonaws.services.lambda.runtime..",
                                    "tools.jackson.core.."));

    @ArchTest
    static final ArchRule onlyTheServiceLayerOfTheRuntimeReadsSchemas =
            classes()
                    .that()
                    .resideInAPackage("systems.tasker.service..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            allOf(
                                    RUNTIME,
                                    "java..",
                                    "org.jspecify.annotations..",
                                    "com.networknt..",
                                    "tools.jackson.."));

    @ArchTest
    static final ArchRule whatStepsNeedDoesNotBringTheServiceLayer =
            noClasses()
                    .that()
                    .resideInAnyPackage(RUNTIME)
                    .and()
                    .resideOutsideOfPackage("systems.tasker.service..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("systems.tasker.service..");

    @ArchTest
    static final ArchRule theApiKnowsOnlyTheRuntime =
            classes()
                    .that()
                    .resideInAPackage(API)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            allOf(
                                    RUNTIME,
                                    API,
                                    "java..",
                                    "org.jspecify.annotations..",
                                    "com.amazonaws.services.lambda.runtime.."));

    @ArchTest
    static final ArchRule theProtocolKnowsNoEngineAndNoStoreButThePorts =
            noClasses()
                    .that()
                    .resideInAPackage("systems.tasker.protocol..")
                    .should()
                    .dependOnClassesThat(implement(Engine.class).or(implement(TaskStore.class)));

    @ArchTest
    static final ArchRule aWorkflowKnowsOnlyWhatItsAuthorsAreGiven =
            classes()
                    .that()
                    .resideInAPackage(EXAMPLE)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            EXAMPLE,
                            "systems.tasker",
                            "systems.tasker.handler..",
                            "systems.tasker.json..",
                            "java..",
                            "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule theServicesKnowNoTasks =
            noClasses()
                    .that()
                    .resideInAPackage(SERVICES)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            LOCAL,
                            EXAMPLE,
                            "systems.tasker.asl..",
                            "systems.tasker.engine..",
                            "systems.tasker.handler..",
                            "systems.tasker.protocol..",
                            "systems.tasker.service..",
                            "systems.tasker.store..");

    @ArchTest
    static final ArchRule theEngineKnowsNothingAroundIt =
            noClasses()
                    .that()
                    .resideInAPackage("systems.tasker.local.asl..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "systems.tasker.local.cli..",
                            "systems.tasker.local.project..",
                            "systems.tasker.local.stack..",
                            "systems.tasker.local.store..",
                            "systems.tasker.compiler..",
                            "systems.tasker.protocol..",
                            "systems.tasker.store..",
                            "org.sqlite..",
                            "java.sql..");

    @ArchTest
    static final ArchRule theStoreKnowsNothingAroundIt =
            noClasses()
                    .that()
                    .resideInAPackage("systems.tasker.local.store..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "systems.tasker.local.asl..",
                            "systems.tasker.local.cli..",
                            "systems.tasker.local.project..",
                            "systems.tasker.local.stack..",
                            "systems.tasker.compiler..",
                            "systems.tasker.protocol..");

    @ArchTest
    static final ArchRule nothingKnowsTheCommandLine =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("systems.tasker.local.cli..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("systems.tasker.local.cli..", "picocli..");

    @ArchTest
    static final ArchRule nothingButTheCommandLinePrints =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("systems.tasker.local.cli..")
                    .and()
                    .doNotBelongToAnyOf(ServicesMain.class)
                    .should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("(**)").should().beFreeOfCycles();

    private static String[] allOf(String[] packages, String... more) {
        String[] all = Arrays.copyOf(packages, packages.length + more.length);
        System.arraycopy(more, 0, all, packages.length, more.length);
        return all;
    }
}
