package dualflow.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.StaleTensorException;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AutodiffTest {
    private final HostDevice device = new HostDevice();
    private final Random random = new Random(7);

    @AfterEach
    void close() {
        device.close();
    }

    private Tensor tensor(int... dims) {
        Shape shape = Shape.of(dims);
        return device.tensor(
                DType.FLOAT64,
                shape,
                random.doubles(shape.size()).map(x -> 2 * x - 1).toArray());
    }

    private Tensor scalar(double x) {
        return device.scalar(DType.FLOAT64, x);
    }

    /** x^3 W + x (x W), a cubic program that includes a broadcast, a concat and a permutation. */
    private static Tensor program(Tensor x, Tensor w) {
        Tensor y = Ops.matmul(x, w);
        Tensor z = Ops.multiply(Ops.multiply(x, x), y);
        Tensor joined = Ops.concat(z, Ops.shift(Ops.scale(y, 3), 0.5), -1);
        return Ops.add(Ops.multiply(Ops.transpose(joined), Ops.sum(x)), Ops.sum(y, 1));
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }

    @Test
    void directionsAtOnceEqualOneByOneAndRunThePrimalOnce() {
        Tensor x = tensor(3, 3);
        Tensor w = tensor(3, 3);
        Tensor directions = tensor(6, 3, 3);
        UnaryOperator<Tensor> f = v -> program(v, w);
        long before = device.launches();
        Dual all = Autodiff.jvps(f, x, directions);
        long together = device.launches() - before;
        before = device.launches();
        Dual first = Autodiff.jvp(f, x, Ops.reshape(Ops.slice(directions, -3, 0, 1), Shape.of(3, 3)));
        long single = device.launches() - before;
        assertThat(together).isLessThanOrEqualTo(single);
        assertThat(numbers(all.primal())).isEqualTo(numbers(first.primal()));
        for (int k = 0; k < 6; k++) {
            Tensor direction = Ops.reshape(Ops.slice(directions, -3, k, 1), Shape.of(3, 3));
            Tensor row = Ops.slice(all.tangent(), -3, k, 1);
            assertThat(numbers(row))
                    .isEqualTo(numbers(Autodiff.jvp(f, x, direction).tangent()));
        }
    }

    @Test
    void linearizedEqualsJvpAndTransposeIsAdjoint() {
        Tensor x = tensor(3, 3);
        Tensor w = tensor(3, 3);
        Tensor xDot = tensor(3, 3);
        Tensor wDot = tensor(3, 3);
        TensorFunction f = a -> program(a.get(0), a.get(1));
        Dual dual = Autodiff.jvp(f, List.of(x, w), List.of(xDot, wDot));
        Linearized linearized = Autodiff.linearize(f, List.of(x, w));
        assertThat(numbers(linearized.map().apply(List.of(xDot, wDot)))).isEqualTo(numbers(dual.tangent()));
        Tensor yBar = tensor(dual.primal().shape().dims());
        List<Tensor> bars = linearized.map().applyTranspose(yBar);
        double left = numbers(Ops.sum(Ops.multiply(yBar, dual.tangent())))[0];
        double right = numbers(Ops.sum(Ops.multiply(bars.get(0), xDot)))[0]
                + numbers(Ops.sum(Ops.multiply(bars.get(1), wDot)))[0];
        assertThat(right).isCloseTo(left, org.assertj.core.data.Offset.offset(1e-13));
    }

    @Test
    void jacobianHoldsTheDerivativeOfEachOutputInEachInput() {
        Tensor w = tensor(4, 2);
        Tensor x = tensor(1, 4);
        Tensor jacobian = Autodiff.jacobian(v -> Ops.matmul(v, w), x);
        assertThat(jacobian.shape()).isEqualTo(Shape.of(1, 2, 1, 4));
        assertThat(numbers(jacobian)).isEqualTo(numbers(Ops.transpose(w)));
    }

    @Test
    void secondOrderAgreesInEveryOrderOfNesting() {
        Tensor x = tensor(3);
        Tensor v = tensor(3);
        UnaryOperator<Tensor> f = a -> Ops.sum(Ops.multiply(Ops.multiply(a, a), Ops.add(a, Ops.sum(a))));
        double forwardForward =
                numbers(Autodiff.jvp(a -> Autodiff.jvp(f, a, v).tangent(), x, v).tangent())[0];
        double forwardReverse = numbers(Ops.sum(Ops.multiply(
                Autodiff.jvp(a -> Autodiff.grad(f, a), x, v).tangent(), v)))[0];
        double reverseForward = numbers(Ops.sum(Ops.multiply(
                Autodiff.grad(a -> Autodiff.jvp(f, a, v).tangent(), x), v)))[0];
        double reverseReverse = numbers(Ops.sum(Ops.multiply(
                Autodiff.grad(a -> Ops.sum(Ops.multiply(Autodiff.grad(f, a), v)), x), v)))[0];
        assertThat(List.of(forwardReverse, reverseForward, reverseReverse))
                .allSatisfy(h -> assertThat(h).isCloseTo(forwardForward, org.assertj.core.data.Offset.offset(1e-13)));
    }

    @Test
    void nestedPerturbationsAreNotConfused() {
        UnaryOperator<Tensor> f = x -> Ops.multiply(
                x, Autodiff.jvp(y -> Ops.add(x, y), scalar(1), scalar(1)).tangent());
        assertThat(numbers(Autodiff.jvp(f, scalar(1), scalar(1)).tangent())).containsExactly(1);
    }

    /** sum tanh(x W) softplus(x): smooth, not polynomial, a scalar. */
    private static Tensor energy(Tensor x, Tensor w) {
        return Ops.sum(Ops.multiply(Ops.tanh(Ops.matmul(x, w)), Ops.softplus(x)));
    }

    private Tensor row(Tensor x, int i) {
        Shape rest = x.shape().trailing(x.shape().rank() - 1);
        return Ops.reshape(Ops.slice(x, -x.shape().rank(), i, 1), rest);
    }

    private void assertRowsEqual(Tensor all, java.util.function.IntFunction<Tensor> one) {
        int rows = all.shape().dim(-all.shape().rank());
        for (int i = 0; i < rows; i++) {
            assertThat(numbers(row(all, i))).isEqualTo(numbers(one.apply(i)));
        }
    }

    @Test
    void vmapOfGradEqualsGradOneByOne() {
        Tensor w = tensor(3, 3);
        Tensor x = tensor(5, 2, 3);
        Tensor all = Autodiff.vmap(a -> Autodiff.grad(b -> energy(b, w), a), x);
        assertRowsEqual(all, i -> Autodiff.grad(b -> energy(b, w), row(x, i)));
    }

    @Test
    void gradOfVmapEqualsGradOneByOne() {
        Tensor w = tensor(3, 3);
        Tensor x = tensor(5, 2, 3);
        Tensor gradient = Autodiff.grad(a -> Ops.sum(Autodiff.vmap(b -> energy(b, w), a)), x);
        assertRowsEqual(gradient, i -> Autodiff.grad(b -> energy(b, w), row(x, i)));
    }

    @Test
    void vmapOfHessianVectorProductsEqualsOneByOneInBothOrders() {
        Tensor w = tensor(3, 3);
        Tensor x = tensor(2, 3);
        Tensor directions = tensor(4, 2, 3);
        UnaryOperator<Tensor> forwardOverReverse = v ->
                Autodiff.jvp(a -> Autodiff.grad(b -> energy(b, w), a), x, v).tangent();
        UnaryOperator<Tensor> reverseOverForward =
                v -> Autodiff.grad(a -> Autodiff.jvp(b -> energy(b, w), a, v).tangent(), x);
        Tensor forward = Autodiff.vmap(forwardOverReverse, directions);
        Tensor reverse = Autodiff.vmap(reverseOverForward, directions);
        assertRowsEqual(forward, i -> forwardOverReverse.apply(row(directions, i)));
        assertRowsEqual(reverse, i -> reverseOverForward.apply(row(directions, i)));
        assertThat(numbers(reverse)).containsExactly(numbers(forward), org.assertj.core.data.Offset.offset(1e-13));
    }

    @Test
    void jvpOfVmapEqualsVmapOfJvp() {
        Tensor w = tensor(3, 3);
        Tensor x = tensor(5, 2, 3);
        Tensor v = tensor(5, 2, 3);
        Tensor outside =
                Autodiff.jvp(a -> Autodiff.vmap(b -> energy(b, w), a), x, v).tangent();
        Tensor inside = Autodiff.vmap(
                a -> Autodiff.jvp(b -> energy(b, w), a.get(0), a.get(1)).tangent(), List.of(x, v), List.of(true, true));
        assertThat(numbers(outside)).isEqualTo(numbers(inside));
    }

    @Test
    void vmapOfVmapMapsBothAxes() {
        Tensor w = tensor(3, 3);
        Tensor x = tensor(4, 5, 2, 3);
        Tensor all = Autodiff.vmap(a -> Autodiff.vmap(b -> energy(b, w), a), x);
        assertThat(all.shape()).isEqualTo(Shape.of(4, 5));
        assertRowsEqual(all, i -> Autodiff.vmap(b -> energy(b, w), row(x, i)));
        // Every element of one list with every element of another.
        Tensor weights = tensor(6, 3, 3);
        Tensor table = Autodiff.vmap(a -> Autodiff.vmap(m -> energy(a, m), weights), row(x, 0));
        assertThat(table.shape()).isEqualTo(Shape.of(5, 6));
        assertRowsEqual(row(table, 2), j -> energy(row(row(x, 0), 2), row(weights, j)));
    }

    @Test
    void vmapOfWhatDoesNotDependOnTheAxisRepeatsIt() {
        Tensor w = tensor(2, 3);
        Tensor all = Autodiff.vmap(a -> w, tensor(4, 3));
        assertThat(all.shape()).isEqualTo(Shape.of(4, 2, 3));
        assertRowsEqual(all, i -> w);
    }

    @Test
    void linearizedProgramThatDoesNotDependOnItsInputIsZero() {
        Tensor w = tensor(2, 3);
        Tensor x = tensor(4);
        Linearized linearized = Autodiff.linearize(a -> Ops.scale(w, 2), x);
        assertThat(numbers(linearized.primal())).isEqualTo(numbers(Ops.scale(w, 2)));
        assertThat(numbers(linearized.map().apply(List.of(tensor(4))))).containsOnly(0);
        List<Tensor> bars = linearized.map().applyTranspose(tensor(2, 3));
        assertThat(bars.get(0).shape()).isEqualTo(x.shape());
        assertThat(numbers(bars.get(0))).containsOnly(0);
        assertThat(linearized.map().size()).isZero();
    }

    @Test
    void linearizedProgramThatIsItsInputIsTheIdentity() {
        Tensor x = tensor(3);
        Linearized linearized = Autodiff.linearize(a -> a, x);
        Tensor v = tensor(3);
        assertThat(numbers(linearized.map().apply(List.of(v)))).isEqualTo(numbers(v));
        assertThat(numbers(linearized.map().applyTranspose(v).get(0))).isEqualTo(numbers(v));
    }

    @Test
    void mappedValueThatLeaksIsRefused() {
        Tensor[] leak = new Tensor[1];
        Autodiff.vmap(x -> leak[0] = Ops.scale(x, 2), tensor(3, 2));
        Tensor leaked = leak[0];
        assertThatThrownBy(() -> Ops.scale(leaked, 2)).isInstanceOf(StaleTensorException.class);
    }

    @Test
    void innerDualNumberThatLeaksIntoTheOuterProgramIsRefused() {
        UnaryOperator<Tensor> confused = x -> {
            Tensor[] leak = new Tensor[1];
            Autodiff.jvp(y -> leak[0] = Ops.multiply(x, y), x, scalar(1));
            return Ops.multiply(x, leak[0]);
        };
        assertThatThrownBy(() -> Autodiff.jvp(confused, scalar(3), scalar(1)))
                .isInstanceOf(StaleTensorException.class)
                .hasMessageContaining("ended");
    }

    /** A square whose rule forgets the factor and squares the tangent. */
    private record WrongSquare() implements NonlinearOp, ElementwiseOp.Unary {
        @Override
        public double f(double x) {
            return x * x;
        }

        @Override
        public float f(float x) {
            return x * x;
        }

        @Override
        public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
            return Ops.multiply(xDot.get(0), xDot.get(0));
        }
    }

    @Test
    void ruleThatIsNotLinearInTheTangentIsRefusedAndTheOpNamed() {
        Tensor x = tensor(3);
        assertThatThrownBy(() -> Autodiff.linearize(a -> new WrongSquare().on(a), x))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("multiply is not linear in the tangent");
    }

    @Test
    void dualNumberThatLeaksIsRefused() {
        Tensor[] leak = new Tensor[1];
        Autodiff.jvp(x -> leak[0] = Ops.scale(x, 2), scalar(1), scalar(1));
        Tensor leaked = leak[0];
        assertThatThrownBy(() -> Ops.scale(leaked, 2)).isInstanceOf(StaleTensorException.class);
    }

    @Test
    void residualsOutliveTheArenaInWhichTheyWereMade() {
        Tensor x = tensor(3);
        Linearized linearized = Autodiff.linearize(
                a -> {
                    try (Arena step = device.arena()) {
                        return step.keep(Ops.multiply(Ops.multiply(a, a), a));
                    }
                },
                x);
        Tensor one = device.fill(DType.FLOAT64, Shape.of(3), 1);
        double[] at = numbers(x);
        double[] expected =
                java.util.stream.DoubleStream.of(at).map(a -> 3 * a * a).toArray();
        assertThat(numbers(linearized.map().apply(List.of(one))))
                .containsExactly(expected, org.assertj.core.data.Offset.offset(1e-15));
    }

    @Test
    void arenaReleasesWhatIsNotKept() {
        Tensor x = tensor(10);
        long before = device.account().live();
        try (Arena arena = device.arena()) {
            Ops.scale(Ops.multiply(x, x), 2);
            assertThat(arena.size()).isEqualTo(2);
            assertThat(device.account().live()).isEqualTo(before + 160);
        }
        assertThat(device.account().live()).isEqualTo(before);
    }
}
