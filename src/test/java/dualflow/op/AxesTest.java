package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AxesTest {
    private final HostDevice host = new HostDevice();

    static Stream<GoldenCsv.Case> goldens() {
        return GoldenCsv.read("op/reductions").cases().stream();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void matchPyTorch(GoldenCsv.Case golden) {
        int[] list = Arrays.stream(golden.vector("axes")).mapToInt(a -> (int) a).toArray();
        Axes axes = ComposedGoldens.integer(golden, "kept") == 1 ? Axes.keeping(list) : Axes.of(list);
        ComposedGoldens.assertMatches(host, golden, x -> switch (golden.name().split(" ", -1)[0]) {
            case "sum" -> Ops.sum(x.get(0), axes);
            case "mean" -> Ops.mean(x.get(0), axes);
            case "variance" -> Ops.variance(x.get(0), axes, ComposedGoldens.integer(golden, "correction"));
            case "max" -> Ops.max(x.get(0), axes);
            case "min" -> Ops.min(x.get(0), axes);
            case "product" -> Ops.product(x.get(0), axes);
            default -> Ops.logSumExp(x.get(0), axes);
        });
    }

    @Test
    void rejectsAxesFromTheLeftTwiceAndThoseThatAreNotThere() {
        assertThatThrownBy(() -> Axes.of(0))
                .isInstanceOf(ShapeException.class)
                .hasMessage("no axis 0; axes are counted from the right: the last is -1");
        assertThatThrownBy(() -> Axes.keeping(-1, -2, -1))
                .isInstanceOf(ShapeException.class)
                .hasMessage("an axis occurs twice in [-1, -2, -1]");
        Tensor x = host.fill(DType.FLOAT64, Shape.of(2, 3), 1);
        for (Axes axes : new Axes[] {Axes.of(-3), Axes.keeping(-1, -3)}) {
            assertThatThrownBy(() -> Ops.sum(x, axes))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "Ops.sum: no axis -3 in shape [2, 3]; axes are counted from the right: the last is -1, the"
                                    + " first -2");
            assertThatThrownBy(() -> Ops.mean(x, axes)).isInstanceOf(ShapeException.class);
            assertThatThrownBy(() -> Ops.max(x, axes)).isInstanceOf(ShapeException.class);
        }
    }

    @Test
    void reducesOverNoAxesAndOverNoElements() {
        Tensor x = host.tensor(DType.FLOAT64, Shape.of(2), 3, -4);
        for (Axes none : new Axes[] {Axes.of(), Axes.keeping()}) {
            for (Tensor y : new Tensor[] {
                Ops.sum(x, none), Ops.mean(x, none), Ops.max(x, none), Ops.min(x, none), Ops.product(x, none)
            }) {
                assertThat(y.value().toDoubles()).containsExactly(3, -4);
            }
            assertThat(Ops.variance(x, none, 0).value().toDoubles()).containsExactly(0, 0);
        }
        Tensor empty = host.tensor(DType.FLOAT64, Shape.of(2, 0, 2));
        assertThat(numbers(Ops.sum(empty, Axes.of(-2)))).containsExactly(0, 0, 0, 0);
        assertThat(numbers(Ops.product(empty, Axes.of(-1, -2)))).containsExactly(1, 1);
        assertThat(numbers(Ops.max(empty, Axes.keeping(-2, -3)))).containsExactly(fill(Double.NEGATIVE_INFINITY));
        assertThat(numbers(Ops.mean(empty, Axes.of(-2, -3)))).containsExactly(fill(Double.NaN));
    }

    private static double[] fill(double number) {
        return new double[] {number, number};
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }
}
