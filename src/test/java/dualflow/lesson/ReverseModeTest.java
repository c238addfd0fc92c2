package dualflow.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.LinearMap;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The answers to the exercises of lesson 8. */
class ReverseModeTest {
    private final Device device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private Tensor vector(double... values) {
        return device.tensor(DType.FLOAT64, Shape.of(values.length), values);
    }

    /** That of a sum copies, and that of a slice puts the part back among zeros. */
    @Test
    void sumTransposedCopiesAndSliceTransposedPads() {
        Tensor x = vector(1, 2, 3);
        assertThat(Autodiff.vjp(a -> Ops.sum(a.get(0)), List.of(x), device.scalar(DType.FLOAT64, 5))
                        .get(0)
                        .value()
                        .toDoubles())
                .containsExactly(5, 5, 5);
        assertThat(Autodiff.vjp(a -> Ops.slice(a.get(0), -1, 1, 2), List.of(x), vector(5, 6))
                        .get(0)
                        .value()
                        .toDoubles())
                .containsExactly(0, 5, 6);
    }

    /** With y = tanh(x): 2 (1 - y^2) (1 - 3 y^2). */
    @Test
    void secondDerivativesAreThoseByHand() {
        double[] points = {0, 0.5, 1};
        double[] byHand = Arrays.stream(points)
                .map(Math::tanh)
                .map(y -> 2 * (1 - y * y) * (1 - 3 * y * y))
                .toArray();
        Tensor found = Autodiff.jvp(q -> Autodiff.grad(ReverseMode::f, q), vector(points), vector(1, 1, 1))
                .tangent();
        assertThat(found.value().toDoubles()).containsExactly(byHand, within(1e-15));
    }

    /** [[2 x1, 2 x0], [2 x0, 0]], which is symmetric, as every Hessian of a smooth function. */
    @Test
    void hessianFromTwoProducts() {
        Tensor x = vector(1, 2);
        assertThat(hessianTimes(x, vector(1, 0))).containsExactly(4, 2);
        assertThat(hessianTimes(x, vector(0, 1))).containsExactly(2, 0);
    }

    private static double[] hessianTimes(Tensor x, Tensor v) {
        return Autodiff.jvp(q -> Autodiff.grad(ReverseModeTest::cubic, q), x, v)
                .tangent()
                .value()
                .toDoubles();
    }

    private static Tensor cubic(Tensor x) {
        Tensor first = Ops.slice(x, -1, 0, 1);
        return Ops.sum(Ops.multiply(Ops.multiply(first, first), Ops.slice(x, -1, 1, 1)));
    }

    /** Forward: three directions give all, while each row of the thousand is a pass in reverse. */
    @Test
    void forwardModeIsCheaperForMoreOutputsThanInputs() {
        Tensor spread = device.fill(DType.FLOAT64, Shape.of(3, 1000), 0.01);
        Tensor x = vector(1, 2, 3);
        long start = device.launches();
        Tensor jacobian = Autodiff.jacobian(a -> map(a, spread), x);
        long forward = device.launches() - start;
        assertThat(jacobian.shape()).isEqualTo(Shape.of(1000, 3));
        LinearMap linear = Autodiff.linearize(a -> map(a, spread), x).map();
        start = device.launches();
        for (int row = 0; row < 10; row++) {
            double[] axis = new double[1000];
            axis[row] = 1;
            linear.applyTranspose(vector(axis));
        }
        assertThat(forward).isLessThan(100 * (device.launches() - start));
    }

    private static Tensor map(Tensor x, Tensor spread) {
        return Ops.tanh(Ops.reshape(Ops.matmul(Ops.reshape(x, Shape.of(1, 3)), spread), Shape.of(1000)));
    }
}
