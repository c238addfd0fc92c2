package dualflow;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Formatter;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packages import downwards only, as checked in the class files. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dualflow");

    /** What each package may import of the others; {@code claim}, {@code experiment} and {@code cli} see all below. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("tensor", Set.of()),
            Map.entry("op", Set.of("tensor")),
            Map.entry("device", Set.of("tensor", "op")),
            Map.entry("recording", Set.of("tensor", "op", "autodiff")),
            Map.entry("conformance", Set.of("tensor", "op", "device", "autodiff", "recording", "random")),
            Map.entry("random", Set.of("op")),
            Map.entry("autodiff", Set.of("tensor", "op", "random")),
            Map.entry("expression", Set.of("tensor", "op")),
            Map.entry("nn", Set.of("tensor", "op", "random")),
            Map.entry("weights", Set.of("tensor", "nn", "data")),
            Map.entry("train", Set.of("tensor", "op", "autodiff", "random", "nn", "data", "weights")),
            Map.entry(
                    "bench",
                    Set.of(
                            "tensor",
                            "op",
                            "device",
                            "autodiff",
                            "random",
                            "nn",
                            "data",
                            "weights",
                            "train",
                            "flow",
                            "recording")),
            Map.entry("cost", Set.of("tensor", "device", "autodiff", "nn", "train")),
            Map.entry("flow", Set.of("tensor", "op", "autodiff", "random", "recording")),
            Map.entry("dependency", Set.of("tensor", "op", "autodiff", "random")),
            Map.entry("closedform", Set.of()),
            Map.entry("graph", Set.of("random")),
            Map.entry("data", Set.of("tensor")));

    private static final Set<String> TOP = Set.of("claim", "experiment", "cli");

    static Stream<String> lowerPackages() {
        return ALLOWED.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("lowerPackages")
    void importsDownwardsOnly(String name) {
        String[] allowed = Stream.concat(Stream.of(name), ALLOWED.get(name).stream())
                .map(ArchitectureTest::tree)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(tree(name))
                .should()
                .dependOnClassesThat(ours().and(DescribedPredicate.not(resideInAnyPackage(allowed))))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void onlyCliImportsCli() {
        noClasses()
                .that(resideOutsideOfPackage(tree("cli")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(tree("cli"), "picocli..", "me.tongfei.progressbar..", "org.knowm.xchart..")
                .check(CLASSES);
    }

    @Test
    void onlyTheOpenClDeviceImportsTheBinding() {
        noClasses()
                .that(resideOutsideOfPackage(tree("device.opencl")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jocl..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycle() {
        slices().matching("dualflow.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nothingReadsSerializedObjects() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .check(CLASSES);
    }

    /** Where no locale is given, the user's decides, which may write other digits and commas. */
    @Test
    void everyFormatNamesItsLocale() {
        noClasses()
                .should()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(PrintStream.class, "printf", String.class, Object[].class)
                .orShould()
                .callMethod(PrintStream.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(PrintWriter.class, "printf", String.class, Object[].class)
                .orShould()
                .callMethod(PrintWriter.class, "format", String.class, Object[].class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.text..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Scanner.class, Formatter.class)
                .check(CLASSES);
    }

    @Test
    void everyPackageHasARule() {
        Set<String> packages = CLASSES.stream()
                .map(c -> c.getPackageName().split("\\.", -1)[1])
                .filter(name -> !TOP.contains(name))
                .collect(toSet());
        assertThat(packages).isNotEmpty().isSubsetOf(ALLOWED.keySet());
    }

    @Test
    void everyPackageIsDescribed() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/dualflow"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")).map(Path::getParent))
                    .isNotEmpty()
                    .allSatisfy(folder ->
                            assertThat(folder.resolve("package-info.java")).exists());
        }
    }

    private static DescribedPredicate<JavaClass> ours() {
        return resideInAPackage("dualflow..");
    }

    private static String tree(String name) {
        return "dualflow." + name + "..";
    }
}
