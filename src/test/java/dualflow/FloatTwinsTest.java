package dualflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is computed in float32 is written as in float64, word for word: who changes one of the twins must change the other. They stand in one
 * file, or in two whose names end in Double and Float.
 */
class FloatTwinsTest {
    private static final Path SOURCES = Path.of("src/main/java/dualflow");

    /**
     * Besides polynomials: arguments of sine and cosine are reduced by integers of the format's length, and indices of the nearest pixel
     * come from float32 in PyTorch.
     */
    private static final Set<String> OF_ONE_FORMAT =
            Set.of("reduce", "window", "shiftedLeft", "multiplyHigh", "indices");

    static List<String> filesWithFloats() throws IOException {
        try (Stream<Path> files =
                Stream.of("op", "tensor", "device/host").flatMap(folder -> list(SOURCES.resolve(folder)))) {
            return files.filter(file -> methods(read(file), true).size() > 0)
                    .map(file -> SOURCES.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("filesWithFloats")
    void floatMethodsAreTheirDoubleTwins(String file) {
        Path floats = SOURCES.resolve(file);
        Path doubles = SOURCES.resolve(file.replace("Float.java", "Double.java"));
        Map<String, String> wide = methods(read(doubles), false);
        Map<String, String> narrow = methods(read(floats), true);
        narrow.keySet().removeIf(FloatTwinsTest::isOfOneFormat);
        wide.keySet().retainAll(narrow.keySet());
        assertThat(narrow).as("float32 is written as float64").isEqualTo(wide);
    }

    @Test
    void filesOfFloatsAreTheirDoubleTwins() throws IOException {
        List<String> pairs = filesWithFloats().stream()
                .filter(file -> file.endsWith("Float.java"))
                .toList();
        assertThat(pairs).hasSizeGreaterThanOrEqualTo(6);
        for (String file : pairs) {
            CompilationUnitTree wide = read(SOURCES.resolve(file.replace("Float.java", "Double.java")));
            CompilationUnitTree narrow = read(SOURCES.resolve(file));
            if (!file.contains("Elementary")) { // which has constants of its own
                assertThat(classOf(narrow)).as(file).isEqualTo(classOf(wide));
            }
        }
    }

    @Test
    void aTwinThatIsChangedAloneIsFound() throws IOException {
        String both =
                "class A { double f(double[] x) { return 0.5 * x[0]; } float f(float[] x) { return %s * x[0]; } }";
        for (String factor : List.of("0.5f", "0.25f")) {
            CompilationUnitTree unit = parse("A", both.replace("%s", factor));
            Map<String, String> narrow = methods(unit, true);
            assertThat(narrow).hasSize(1);
            assertThat(methods(unit, false).entrySet().containsAll(narrow.entrySet()))
                    .isEqualTo(factor.equals("0.5f"));
        }
    }

    private static boolean isOfOneFormat(String method) {
        String name = method.substring(0, method.indexOf('('));
        return name.endsWith("Polynomial") || OF_ONE_FORMAT.contains(name);
    }

    /** The methods that have floats, or that have none, among their parameters or as result: their texts in float64 by name and parameters. */
    private static Map<String, String> methods(CompilationUnitTree unit, boolean floats) {
        Map<String, String> methods = new TreeMap<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethod(MethodTree method, Void none) {
                String parameters = method.getParameters().stream()
                        .map(parameter -> parameter.getType().toString())
                        .collect(Collectors.joining(", "));
                if ((parameters + method.getReturnType()).contains("float") == floats) {
                    methods.put(method.getName() + "(" + inDouble(parameters) + ")", inDouble(method.toString()));
                }
                return super.visitMethod(method, null);
            }
        }.scan(unit, null);
        return methods;
    }

    private static String classOf(CompilationUnitTree unit) {
        Optional<ClassTree> type = unit.getTypeDecls().stream()
                .filter(ClassTree.class::isInstance)
                .map(ClassTree.class::cast)
                .findFirst();
        return inDouble(type.orElseThrow().toString());
    }

    /** The text as it reads in float64, without casts to the format itself. */
    private static String inDouble(String text) {
        Map<String, String> replacements = new LinkedHashMap<>();
        replacements.put("(?<=\\d)F\\b", "");
        replacements.put("floatToRawIntBits", "doubleToRawLongBits");
        replacements.put("intBitsToFloat", "longBitsToDouble");
        replacements.put("float", "double");
        replacements.put("Float", "Double");
        replacements.put("\\(double\\)", "");
        replacements.put("\\blong\\b", "int"); // numbers as bits
        String result = text;
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            result = result.replaceAll(replacement.getKey(), replacement.getValue());
        }
        return result;
    }

    private static CompilationUnitTree read(Path file) {
        try {
            return parse(file.getFileName().toString().replace(".java", ""), Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException("cannot parse " + file, e);
        }
    }

    private static CompilationUnitTree parse(String name, String source) throws IOException {
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        JavacTask task =
                (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, null, null, null, List.of(file));
        return task.parse().iterator().next();
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException("cannot list " + folder, e);
        }
    }
}
