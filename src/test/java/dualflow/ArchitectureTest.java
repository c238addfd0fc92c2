package dualflow;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.awt.HeadlessException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Formatter;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages import downwards only, as checked in the class files. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dualflow");

    /**
     * What each package may import of the others; {@code claim}, {@code experiment}, {@code picture}, {@code lesson} and {@code cli} see
     * all below.
     */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("tensor", Set.of()),
            Map.entry("op", Set.of("tensor")),
            Map.entry("launch", Set.of("tensor")),
            Map.entry("device", Set.of("tensor", "op", "launch")),
            Map.entry("recording", Set.of("tensor", "op", "nn", "autodiff", "launch")),
            Map.entry(
                    "conformance", Set.of("tensor", "op", "nn", "device", "launch", "autodiff", "recording", "random")),
            Map.entry("tuning", Set.of("tensor", "op", "device", "random")),
            Map.entry("random", Set.of("tensor", "op")),
            Map.entry("autodiff", Set.of("tensor", "op", "random", "device.host")),
            Map.entry("nn", Set.of("tensor", "op", "random")),
            Map.entry("weights", Set.of("tensor", "nn", "data")),
            Map.entry(
                    "train",
                    Set.of(
                            "tensor",
                            "op",
                            "launch",
                            "autodiff",
                            "random",
                            "nn",
                            "data",
                            "weights",
                            "coupling",
                            "flow",
                            "path")),
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
                            "recording",
                            "dependency",
                            "images")),
            Map.entry("cost", Set.of("tensor", "device", "autodiff", "nn", "train")),
            Map.entry("flow", Set.of("tensor", "op", "autodiff", "random", "recording")),
            Map.entry("path", Set.of("tensor", "op", "autodiff", "random", "flow")),
            Map.entry("dependency", Set.of("tensor", "op", "autodiff", "random")),
            Map.entry(
                    "causal",
                    Set.of(
                            "tensor",
                            "op",
                            "device",
                            "autodiff",
                            "random",
                            "flow",
                            "dependency",
                            "closedform",
                            "graph")),
            Map.entry("jacobian", Set.of("tensor", "op", "autodiff", "random", "flow")),
            Map.entry("coupling", Set.of("tensor", "op", "random")),
            Map.entry(
                    "images",
                    Set.of(
                            "tensor",
                            "op",
                            "device",
                            "autodiff",
                            "recording",
                            "random",
                            "nn",
                            "data",
                            "flow",
                            "path",
                            "dependency")),
            Map.entry(
                    "evaluation",
                    Set.of(
                            "tensor",
                            "op",
                            "autodiff",
                            "random",
                            "nn",
                            "data",
                            "train",
                            "cost",
                            "flow",
                            "path",
                            "closedform",
                            "normalizing")),
            Map.entry("normalizing", Set.of("tensor", "op", "autodiff", "random", "nn", "train", "flow")),
            Map.entry("digits", Set.of("tensor", "op", "random", "data")),
            Map.entry("closedform", Set.of()),
            Map.entry("graph", Set.of("data", "association")),
            Map.entry("association", Set.of("op")),
            Map.entry("syntax", Set.of()),
            Map.entry("rounding", Set.of("tensor", "op", "autodiff", "random")),
            Map.entry("semantics", Set.of("tensor", "op", "device", "autodiff", "flow", "rounding", "syntax")),
            Map.entry(
                    "check",
                    Set.of("tensor", "op", "device", "autodiff", "rounding", "syntax", "semantics", "random", "data")),
            Map.entry("report", Set.of("syntax", "check", "claim", "experiment", "data")),
            Map.entry("data", Set.of("tensor")),
            Map.entry("figure", Set.of()));

    private static final Path SOURCES = Path.of("src/main/java/dualflow");

    private static final int MOST_LINES = 300;

    /** Files of more lines than that, and why they are one. */
    private static final Map<String, String> LONG_FILES = Map.ofEntries(
            Map.entry("Autodiff", "the facade of all transformations: a documented line or two for most"),
            Map.entry("Device", "the one interface of all devices, half of it documentation"),
            Map.entry("Evaluator", "every construction of the language: a line or two for each"),
            Map.entry("Means", "what means, covariances, probabilities and densities share is most of it"),
            Map.entry("FunctionLibrary", "every built-in function of the language: a line or two for each"),
            Map.entry("Formula", "the tree of an expression: a record for each construction"),
            Map.entry("Elementary", "polynomials and their coefficients, which stand beside their derivation"),
            Map.entry(
                    "ElementaryDouble",
                    "all elementary functions in float64, whose bits kernels repeat in the same order"),
            Map.entry("ElementaryFloat", "all elementary functions in float32, likewise"),
            Map.entry("ElementaryNormalDouble", "the functions of the normal distribution in float64, likewise"),
            Map.entry("MixtureAtTime", "all closed forms of a mixture at one time, over shared components"),
            Map.entry("OpCase", "one case for each op, as a table"),
            Map.entry(
                    "OpenClDevice",
                    "every method of Device and Launcher, and the ways to open one; half of it documentation"),
            Map.entry("Plot", "a chart: a documented line for each of its settings, and how it is drawn"),
            Map.entry("Ops", "the facade of all ops: a documented line for each"),
            Map.entry(
                    "SecondMoment",
                    "sums of products, the errors that follow from them, and their state, which is all of them"));

    private static final List<String> FORWARD_MODE = List.of(
            "tensor/Shape",
            "tensor/Tensor",
            "tensor/Trace",
            "tensor/Eval",
            "tensor/Op",
            "tensor/ElementwiseOp",
            "tensor/LinearOp",
            "tensor/BilinearOp",
            "tensor/QuotientOp",
            "tensor/NonlinearOp",
            "op/Multiply",
            "op/Exp",
            "autodiff/JvpTrace",
            "autodiff/Dual");

    private static final Set<String> TOP = Set.of("claim", "experiment", "picture", "lesson", "cli");

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
                .resideInAnyPackage(tree("cli"), "picocli..", "me.tongfei.progressbar..")
                .check(CLASSES);
    }

    /** Pixels and text are drawn in one place, and image files read in one. */
    @Test
    void onlyFiguresAndImageFilesUseAwt() {
        noClasses()
                .that(resideOutsideOfPackage(tree("figure")))
                .and(resideOutsideOfPackage(tree("data")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.awt..", "javax.imageio..")
                        .and(DescribedPredicate.not(type(HeadlessException.class))))
                .check(CLASSES);
    }

    @Test
    void onlyThoseAboveSeePictures() {
        noClasses()
                .that(resideOutsideOfPackage(tree("cli")))
                .and(resideOutsideOfPackage(tree("report")))
                .and(resideOutsideOfPackage(tree("picture")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(tree("picture"))
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
    void loweringsKnowNoDriver() {
        noClasses()
                .that()
                .resideInAPackage("dualflow.device.opencl.lowering..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dualflow.device", "dualflow.device.opencl", "org.jocl..")
                .check(CLASSES);
    }

    /** What an op is stands apart from how devices run it; importsDownwardsOnly keeps the rest away. */
    @ParameterizedTest
    @ValueSource(strings = {"tensor", "op"})
    void vocabularyKnowsNoKernels(String name) throws IOException {
        assertThat(sources(name))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file)
                        .content()
                        .doesNotContainPattern("(?i)work-?item|work-?group|\\bCPUs?\\b|\\bGPUs?\\b"));
    }

    /** Arguments of kernels, components of ops and the like have types. */
    @ParameterizedTest
    @ValueSource(strings = {"tensor", "op", "launch", "device", "recording", "autodiff"})
    void listsSayWhatTheyHold(String name) throws IOException {
        assertThat(sources(name))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).content().doesNotContain("List<Object>"));
    }

    private static List<Path> sources(String name) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/dualflow", name))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    @Test
    void packagesHaveNoCycle() {
        slices().matching("dualflow.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void subpackagesHaveNoCycle() {
        slices().matching("dualflow.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /** A command parses, validates and prints; programs of ops and draws are made below it. */
    @Test
    void commandsComputeNothing() {
        noClasses()
                .that()
                .resideInAPackage(tree("cli"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(tree("op"), tree("recording"), tree("random"), "org.apache.commons.math3..")
                .check(CLASSES);
    }

    @Test
    void tablesAndFiguresAreRecords() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage("dualflow.experiment")
                .and()
                .haveName("compute")
                .should()
                .haveRawReturnType(assignableTo(Record.class))
                .check(CLASSES);
    }

    @Test
    void noSimpleNameStandsTwice() throws IOException {
        Map<String, List<Path>> files = sources().stream().collect(groupingBy(ArchitectureTest::simpleName));
        files.remove("package-info");
        assertThat(files)
                .isNotEmpty()
                .allSatisfy((name, same) -> assertThat(same).hasSize(1));
    }

    /** A file that is longer has its reason in {@link #LONG_FILES}. */
    @Test
    void noFileIsLongWithoutAReason() throws IOException {
        Set<String> tooLong = new TreeSet<>();
        for (Path file : sources()) {
            if (Files.readAllLines(file).size() > MOST_LINES) {
                tooLong.add(simpleName(file));
            }
        }
        tooLong.removeAll(LONG_FILES.keySet());
        assertThat(tooLong).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static String simpleName(Path file) {
        return file.getFileName().toString().replace(".java", "");
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
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")).map(Path::getParent))
                    .isNotEmpty()
                    .allSatisfy(folder ->
                            assertThat(folder.resolve("package-info.java")).exists());
        }
    }

    /** Who wants to learn forward mode reads these files and {@code Autodiff.jvp}, with what it calls: 900 lines in all. */
    @Test
    void forwardModeIsReadInAnHour() throws IOException {
        int lines = 0;
        for (String name : FORWARD_MODE) {
            Path file = Path.of("src/main/java/dualflow", name + ".java");
            String text = Files.readString(file);
            assertThat(text).as(name).doesNotContain("launch", "Kernel", "arena");
            lines += text.split("\n", -1).length - 1;
        }
        assertThat(lines).isLessThanOrEqualTo(850);
    }

    private static DescribedPredicate<JavaClass> ours() {
        return resideInAPackage("dualflow..");
    }

    private static String tree(String name) {
        return "dualflow." + name + "..";
    }
}
