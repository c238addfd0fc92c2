package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IndexFunctionsTest {
    private final HostDevice host = new HostDevice();

    static Stream<GoldenCsv.Case> goldens() {
        return GoldenCsv.read("op/index_functions").cases().stream();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void matchPyTorch(GoldenCsv.Case golden) {
        ComposedGoldens.assertMatches(host, golden, x -> of(golden, x.get(0)));
    }

    private Tensor of(GoldenCsv.Case golden, Tensor x) {
        String name = golden.name();
        if (name.equals("one hot")) {
            return Ops.oneHot(x, ComposedGoldens.integer(golden, "classes"));
        }
        Tensor indices = ComposedGoldens.tensor(host, golden, "indices");
        if (name.equals("gather")) {
            return Ops.gather(x, indices);
        }
        if (name.equals("scatter")) {
            return Ops.scatterAdd(x, indices, ComposedGoldens.integer(golden, "rows"));
        }
        int axis = ComposedGoldens.integer(golden, "axis");
        return name.startsWith("take")
                ? Ops.takeAlong(x, indices, axis)
                : Ops.addAlong(x, indices, axis, ComposedGoldens.integer(golden, "length"));
    }

    @Test
    void oneHotIsNanWhereThereIsNoClass() {
        assertThat(numbers(Ops.oneHot(vector(1, 3), 3))).containsExactly(0, 1, 0, Double.NaN, Double.NaN, Double.NaN);
        assertThat(Ops.oneHot(vector(), 3).shape()).isEqualTo(Shape.of(0, 3));
        assertThat(numbers(Ops.oneHot(host.scalar(DType.FLOAT64, 2), 3))).containsExactly(0, 0, 1);
    }

    /** What was not selected has no effect, whatever its tangent is. */
    @Test
    void whatIsNotSelectedHasNoEffect() {
        Tensor x = vector(1, 2, 3);
        Tensor xDot = vector(5, Double.NaN, 7);
        Tensor indices = vector(2, 0);
        Tensor yDot = Autodiff.jvp(v -> Ops.takeAlong(v, indices, -1), x, xDot).tangent();
        assertThat(numbers(yDot)).containsExactly(7, 5);
        Tensor xBar = Autodiff.grad(v -> Ops.sum(Ops.takeAlong(v, indices, -1)), x);
        assertThat(numbers(xBar)).containsExactly(1, 0, 1);
    }

    @Test
    void indicesHaveNoDerivative() {
        Tensor x = vector(1, 4, 9);
        Tensor index = vector(2);
        assertThat(numbers(Autodiff.jvp(i -> Ops.takeAlong(x, i.get(0), -1), List.of(index), List.of(vector(1)))
                        .tangent()))
                .containsExactly(0);
        assertThat(numbers(Autodiff.grad(
                                v -> Ops.sum(Ops.multiply(v.get(1), Ops.takeAlong(v.get(0), v.get(1), -1))),
                                List.of(x, index))
                        .get(1)))
                .containsExactly(9);
    }

    /** The second derivative of sum over i of x_(index i)^3 is 6 x at what is selected, as often as it is. */
    @Test
    void secondDerivativesAreThoseOfWhatIsSelected() {
        Tensor indices = vector(2, 0, 2);
        Tensor x = vector(1, 2, 3);
        Tensor hessian = Autodiff.jacobian(
                v -> Autodiff.grad(
                        w -> {
                            Tensor y = Ops.takeAlong(w, indices, -1);
                            return Ops.sum(Ops.multiply(y, Ops.multiply(y, y)));
                        },
                        v),
                x);
        assertThat(numbers(hessian)).containsExactly(6, 0, 0, 0, 0, 0, 0, 0, 36);
    }

    @Test
    void numbersAreSortedIntoBins() {
        Tensor edges = vector(-1, 0, 0, 2);
        assertThat(numbers(Ops.searchSorted(edges, vector(-2, 0, 1, 2, Double.NaN), false)))
                .containsExactly(0, 1, 3, 3, 4);
        assertThat(numbers(Ops.searchSorted(edges, vector(-2, 0, 1, 2, Double.NaN), true)))
                .containsExactly(0, 3, 3, 4, 4);
    }

    @Test
    void rejectsAxesFromTheLeftAndThoseThatAreNotThere() {
        Tensor x = vector(1, 2);
        assertThatThrownBy(() -> Ops.takeAlong(x, x, 0))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("counted from the right");
        assertThatThrownBy(() -> Ops.takeAlong(x, x, -2)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Ops.cumulativeSum(x, -2)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Ops.cumulativeProduct(host.scalar(DType.FLOAT64, 2), -1))
                .isInstanceOf(ShapeException.class);
    }

    private Tensor vector(double... numbers) {
        return host.tensor(DType.FLOAT64, Shape.of(numbers.length), numbers);
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }
}
