package dualflow.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.LinearMap;
import dualflow.autodiff.Linearized;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The answers to the exercises of lesson 7. */
class LinearizeTest {
    private final Device device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private Tensor vector(double... values) {
        return device.tensor(DType.FLOAT64, Shape.of(values.length), values);
    }

    /** One product by e^x, and one by 3: adding 1 does nothing to a tangent. */
    @Test
    void oneOperationEach() {
        assertThat(size(Ops::exp)).isEqualTo(1);
        assertThat(size(x -> Ops.shift(Ops.scale(x, 3), 1))).isEqualTo(1);
    }

    private int size(UnaryOperator<Tensor> f) {
        return Autodiff.linearize(f, vector(2)).map().size();
    }

    /** J = [[1, 2], [1, 1]]; J J' has the eigenvalues (7 +- sqrt(45)) / 2. */
    @Test
    void largestStretchByMapAndTranspose() {
        LinearMap map = Autodiff.linearize(
                        x -> Ops.concat(
                                Ops.multiply(Ops.slice(x, -1, 0, 1), Ops.slice(x, -1, 1, 1)),
                                Ops.reshape(Ops.sum(x), Shape.of(1)),
                                -1),
                        vector(2, 1))
                .map();
        Tensor v = vector(1, 0);
        double stretch = 0;
        for (int i = 0; i < 20; i++) {
            Tensor w = map.applyTranspose(map.apply(List.of(v))).get(0);
            double[] numbers = w.value().toDoubles();
            stretch = Math.sqrt(Math.hypot(numbers[0], numbers[1]));
            v = Ops.scale(w, 1 / (stretch * stretch));
        }
        assertThat(stretch).isCloseTo(Math.sqrt((7 + Math.sqrt(45)) / 2), within(1e-14));
    }

    /** x0^2 + x1^2 = 4 and x0 = x1 meet at (sqrt 2, sqrt 2). */
    @Test
    void newtonsMethodTakesItsMatrixFromTheMap() {
        Tensor x = vector(1, 2);
        Tensor axes = device.tensor(DType.FLOAT64, Shape.of(2, 2), 1, 0, 0, 1);
        for (int i = 0; i < 7; i++) {
            Linearized at = Autodiff.linearize(LinearizeTest::circleAndLine, x);
            Tensor columns = Autodiff.vmap(v -> at.map().apply(List.of(v)), axes);
            Tensor step = Ops.solve(Ops.transpose(columns), Ops.reshape(at.primal(), Shape.of(2, 1)));
            x = Ops.subtract(x, Ops.reshape(step, Shape.of(2)));
        }
        assertThat(x.value().toDoubles()).containsExactly(new double[] {Math.sqrt(2), Math.sqrt(2)}, within(1e-15));
    }

    private static Tensor circleAndLine(Tensor x) {
        Tensor first = Ops.slice(x, -1, 0, 1);
        Tensor second = Ops.slice(x, -1, 1, 1);
        Tensor circle = Ops.shift(Ops.add(Ops.multiply(first, first), Ops.multiply(second, second)), -4);
        return Ops.concat(circle, Ops.subtract(first, second), -1);
    }
}
