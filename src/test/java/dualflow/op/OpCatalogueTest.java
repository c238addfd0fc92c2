package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.tensor.BilinearOp;
import dualflow.tensor.LinearOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Op;
import dualflow.tensor.QuotientOp;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every primitive is of one kind and has its files; a missing one is named. */
class OpCatalogueTest {
    static List<Class<? extends Op>> ops() {
        return OpCases.ops();
    }

    @Test
    void thereArePrimitives() {
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
        assertThat(OpCases.all().stream().filter(c -> c.op().getClass() == op)).hasSizeGreaterThanOrEqualTo(6);
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
