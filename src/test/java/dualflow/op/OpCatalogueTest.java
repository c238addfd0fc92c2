package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.conformance.OpCase;
import dualflow.conformance.OpCases;
import dualflow.tensor.BilinearOp;
import dualflow.tensor.LinearOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Op;
import dualflow.tensor.QuotientOp;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every primitive is of one kind and has its files; a missing one is named. */
class OpCatalogueTest {
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

    @ParameterizedTest
    @MethodSource("ops")
    void everyOpIsARecordOfExactlyOneKind(Class<? extends Op> op) {
        assertThat(op.isRecord()).isTrue();
        assertThat(Stream.of(LinearOp.class, BilinearOp.class, QuotientOp.class, NonlinearOp.class)
                        .filter(kind -> kind.isAssignableFrom(op)))
                .as(op + " states exactly one derivative fact")
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("ops")
    void everyOpHasItsTestAndAtLeastSixCases(Class<? extends Op> op) {
        assertThat(load(op.getSimpleName() + "Test")).isAssignableTo(OpContract.class);
        assertThat(OpCases.of(op)).hasSizeGreaterThanOrEqualTo(6);
    }

    @ParameterizedTest
    @MethodSource("ops")
    void everyOpHasItsKernelGoldenAndGenerator(Class<? extends Op> op) {
        Op one = OpCases.all().stream()
                .map(OpCase::op)
                .filter(op::isInstance)
                .findFirst()
                .orElseThrow();
        if (!one.isView()) {
            assertThat(Path.of("opencl", one.name() + ".cl")).isRegularFile();
        }
        assertThat(Path.of("reference-data", "op", one.name() + ".csv")).isRegularFile();
        assertThat(Path.of("tools", "reference", "op", one.name() + ".py")).isRegularFile();
    }
}
