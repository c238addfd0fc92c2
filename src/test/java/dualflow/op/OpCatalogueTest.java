package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.conformance.OpCase;
import dualflow.conformance.OpCases;
import dualflow.tensor.BilinearOp;
import dualflow.tensor.IndexedOp;
import dualflow.tensor.LinearOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Op;
import dualflow.tensor.QuotientOp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every primitive is of one kind and has its files; a missing one is named. */
class OpCatalogueTest {
    /** What tools/new-op writes where something is to be filled in. */
    private static final String TO_FILL_IN = "FILL IN";

    /** Every class of this package that is a primitive, in the order of their names. */
    static List<Class<? extends Op>> ops() throws IOException, URISyntaxException {
        Path folder = Path.of(Op.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI()
                .resolve("dualflow/op"));
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class") && !file.contains("$") && !file.startsWith("package-info"))
                    .sorted()
                    .<Class<?>>map(file -> load(file.replace(".class", "")))
                    .filter(Op.class::isAssignableFrom)
                    .<Class<? extends Op>>map(type -> type.asSubclass(Op.class))
                    .toList();
        }
    }

    private static Class<?> load(String simpleName) {
        try {
            return Class.forName("dualflow.op." + simpleName);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("there is no class dualflow.op." + simpleName, e);
        }
    }

    @Test
    void thereArePrimitives() throws IOException, URISyntaxException {
        assertThat(ops()).contains(Add.class, MatMul.class, LogSumExp.class);
    }

    /** All that there is to be of an op and is not; a new op is complete where this is empty. */
    static List<String> missing(Class<? extends Op> op) {
        List<String> missing = new ArrayList<>();
        String name =
                op.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        long kinds = Stream.of(LinearOp.class, BilinearOp.class, QuotientOp.class, IndexedOp.class, NonlinearOp.class)
                .filter(kind -> kind.isAssignableFrom(op))
                .count();
        require(op.isRecord(), "it must be a record", missing);
        require(kinds == 1, "it must be of exactly one kind, and is of " + kinds, missing);
        requireFile("src/main/java/dualflow/op/" + op.getSimpleName() + ".java", missing);
        String test = "src/test/java/dualflow/op/" + op.getSimpleName() + "Test.java";
        requireFile(test, missing);
        if (Files.isRegularFile(Path.of(test))) {
            boolean isContract = OpContract.class.isAssignableFrom(load(op.getSimpleName() + "Test"));
            require(isContract, test + " must extend OpContract", missing);
        }
        requireFile("tools/reference/op/" + name + ".py", missing);
        requireFile("reference-data/op/" + name + ".csv", missing);
        List<OpCase> cases = OpCases.of(op);
        require(
                cases.size() >= 6,
                "it has " + cases.size() + " cases in dualflow.conformance, and must have six",
                missing);
        boolean isView = !cases.isEmpty() && cases.get(0).op().isView();
        if (!isView) {
            requireFile("opencl/" + name + ".cl", missing);
        }
        if (!cases.isEmpty() && SingularPointsTest.sweeps(cases.get(0).op())) {
            requireFile("reference-data/singular/" + name + ".csv", missing);
        }
        return missing;
    }

    private static void require(boolean holds, String otherwise, List<String> missing) {
        if (!holds) {
            missing.add(otherwise);
        }
    }

    /** The file must be there, with nothing left of what tools/new-op wrote to be filled in. */
    private static void requireFile(String file, List<String> missing) {
        if (!Files.isRegularFile(Path.of(file))) {
            missing.add("there is no " + file);
            return;
        }
        try {
            List<String> lines = Files.readAllLines(Path.of(file));
            for (int i = 0; i < lines.size(); i++) {
                require(
                        !lines.get(i).contains(TO_FILL_IN),
                        "line " + (i + 1) + " of " + file + " is to be filled in",
                        missing);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    @Test
    void everyOpIsComplete() throws IOException, URISyntaxException {
        Map<String, List<String>> incomplete = new TreeMap<>();
        for (Class<? extends Op> op : ops()) {
            List<String> missing = missing(op);
            if (!missing.isEmpty()) {
                incomplete.put(op.getSimpleName(), missing);
            }
        }
        assertThat(incomplete).as("what ops lack").isEmpty();
    }

    @Test
    void whatAnOpLacksIsListed() {
        assertThat(missing(Lacking.class))
                .contains(
                        "it must be of exactly one kind, and is of 2",
                        "there is no opencl/lacking.cl",
                        "there is no reference-data/op/lacking.csv",
                        "it has 0 cases in dualflow.conformance, and must have six");
    }

    /** An op without any of its files, and of two kinds. */
    private interface Lacking extends LinearOp, NonlinearOp {}
}
