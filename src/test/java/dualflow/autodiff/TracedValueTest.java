package dualflow.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.flow.ButcherTableau;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.tensor.TracedValueException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TracedValueTest {
    private static final DType DTYPE = DType.FLOAT64;

    private final HostDevice device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private Tensor vector(double... numbers) {
        return device.tensor(DTYPE, Shape.of(numbers.length), numbers);
    }

    /** x^2, by values that were read out of x and made into a new tensor: its derivative would be x, not 2 x. */
    private static Tensor leaving(Tensor x) {
        Tensor copy = x.device().tensor(x.dtype(), x.shape(), x.value().toDoubles());
        return Ops.sum(Ops.multiply(x, copy));
    }

    private static Tensor ones(Tensor x) {
        return x.device().fill(x.dtype(), x.shape(), 1);
    }

    private static Tensor stopping(Tensor x) {
        return Ops.sum(Ops.multiply(x, Ops.stopGradient(x)));
    }

    /** Each differentiates or maps sum x c(x) and returns values. */
    private static Map<String, UnaryOperator<UnaryOperator<Tensor>>> transformations() {
        return Map.of(
                "jvp", f -> x -> Autodiff.jvp(f, x, ones(x)).tangent(),
                "linearize", f -> x -> Autodiff.grad(f, x),
                "vmap", f -> x -> Autodiff.vmap(f, Ops.reshape(x, x.shape().withFirst(1))));
    }

    static Stream<Arguments> nested() {
        return transformations().entrySet().stream()
                .flatMap(inner -> Stream.of("alone", "jvp", "linearize", "vmap")
                        .map(outer -> Arguments.of(inner.getKey(), outer)));
    }

    /** The outer transformation of the inner one; the outer one's program sums what the inner one returns. */
    private static Tensor apply(String inner, String outer, UnaryOperator<Tensor> f, Tensor x) {
        UnaryOperator<Tensor> once = transformations().get(inner).apply(f);
        return outer.equals("alone")
                ? once.apply(x)
                : transformations()
                        .get(outer)
                        .apply(y -> Ops.sum(once.apply(y)))
                        .apply(x);
    }

    @ParameterizedTest
    @MethodSource("nested")
    void numbersInsideATransformationAreRefusedByName(String inner, String outer) {
        assertThatThrownBy(() -> apply(inner, outer, TracedValueTest::leaving, vector(2, 3)))
                .isInstanceOf(TracedValueException.class)
                .hasMessageContaining("of shape [2] were asked for inside " + inner + ", where its ")
                .hasMessageContaining("Ops.stopGradient")
                .hasMessageContaining("Autodiff.primalValue");
    }

    @ParameterizedTest
    @MethodSource("nested")
    void whatIsStoppedIsAConstantAtEveryLevel(String inner, String outer) {
        Tensor x = vector(2, 3);
        // The same with c passed in from outside.
        Tensor constant = vector(2, 3);
        double[] expected = apply(inner, outer, y -> Ops.sum(Ops.multiply(y, constant)), x)
                .value()
                .toDoubles();
        assertThat(apply(inner, outer, TracedValueTest::stopping, x).value().toDoubles())
                .isEqualTo(expected);
    }

    @Test
    void aMappedAxisStaysWhereTheGradientStops() {
        Tensor x = device.tensor(DTYPE, Shape.of(3, 2), 1, 2, 3, 4, 5, 6);
        double[] gradients = Autodiff.vmap(row -> Autodiff.grad(TracedValueTest::stopping, row), x)
                .value()
                .toDoubles();
        assertThat(gradients).containsExactly(1, 2, 3, 4, 5, 6);
        double[] products = Autodiff.jvps(TracedValueTest::stopping, vector(2, 3), x)
                .tangent()
                .value()
                .toDoubles();
        assertThat(products).containsExactly(2 + 2 * 3, 3 * 2 + 4 * 3, 5 * 2 + 6 * 3);
    }

    @Test
    void secondDerivativesStopToo() {
        UnaryOperator<Tensor> f = x -> Ops.multiply(Ops.multiply(x, x), Ops.stopGradient(Ops.multiply(x, x)));
        UnaryOperator<Tensor> first = x -> Autodiff.jvp(f, x, ones(x)).tangent();
        Dual dual = Autodiff.jvp(first, vector(3), vector(1));
        assertThat(dual.primal().value().toDoubles()).containsExactly(2 * 3 * 9);
        assertThat(dual.tangent().value().toDoubles()).containsExactly(2 * 9);
    }

    @Test
    void controlFlowGoesByThePrimalNumbers() {
        // Newton's iteration for the square root, until the residual is small; its derivative is 1 / (2 sqrt x).
        UnaryOperator<Tensor> root = x -> {
            Tensor y = x;
            while (Math.abs(Autodiff.primalValue(Ops.subtract(Ops.multiply(y, y), x))
                            .toDouble())
                    > 1e-12) {
                y = Ops.scale(Ops.add(y, Ops.divide(x, y)), 0.5);
            }
            return y;
        };
        Tensor x = vector(2);
        Dual dual = Autodiff.jvp(root, x, vector(1));
        assertThat(dual.tangent().value().toDouble()).isCloseTo(0.5 / Math.sqrt(2), within(1e-12));
        assertThat(Autodiff.grad(y -> Ops.sum(root.apply(y)), x).value().toDouble())
                .isCloseTo(0.5 / Math.sqrt(2), within(1e-12));
        assertThat(Autodiff.jvps(root, x, device.tensor(DTYPE, Shape.of(2, 1), 1, 2))
                        .primal()
                        .value()
                        .toDouble())
                .isEqualTo(dual.primal().value().toDouble());
    }

    @Test
    void controlFlowByAMappedValueIsRefused() {
        assertThatThrownBy(() ->
                        Autodiff.vmap(x -> Autodiff.primalValue(x).toDouble() > 0 ? x : Ops.negate(x), vector(1)))
                .isInstanceOf(TracedValueException.class)
                .hasMessageContaining("inside vmap")
                .hasMessageContaining("each element has its own");
    }

    @Test
    void tangentsOfALinearProgramHaveNoNumbers() {
        TensorFunction f = x -> Autodiff.jvp(y -> Ops.multiply(y, y), vector(3), Ops.multiply(x.get(0), vector(1)))
                .tangent();
        assertThat(Autodiff.linearize(f, List.of(vector(5)))
                        .map()
                        .apply(List.of(vector(1)))
                        .value()
                        .toDouble())
                .isEqualTo(6);
    }

    @Test
    void valuesOutsideOfTransformationsAreNumbers() {
        Tensor x = vector(1, 2);
        assertThat(x.value()).isSameAs(x);
        assertThat(Ops.stopGradient(x)).isSameAs(x);
        assertThat(Autodiff.primalValue(x)).isSameAs(x);
    }

    @Test
    void solversStillControlTheirSteps() {
        OdeSolver solver = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4);
        UnaryOperator<Tensor> solve = x -> solver.solve((t, y) -> Ops.negate(y), x, TimeGrid.uniform(0, 1, 4));
        Tensor x = device.tensor(DTYPE, Shape.of(1, 2), 1, 2);
        double[] jacobian = Autodiff.jacobian(solve, x).value().toDoubles();
        assertThat(jacobian[0]).isCloseTo(Math.exp(-1), within(1e-4));
        assertThat(jacobian[1]).isZero();
    }
}
