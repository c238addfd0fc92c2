package dualflow.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The answers to the exercises of lesson 14. */
class ConditioningIsNotDoTest {
    private final Device device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    /** J J' of a generator of three outputs from three numbers of noise. */
    private double[][] covariance(UnaryOperator<Tensor> generator) {
        Tensor j = Autodiff.jacobian(generator, device.tensor(DType.FLOAT64, Shape.of(3), 0.3, -0.2, 0.1));
        double[] s = Ops.matmul(j, Ops.transpose(j)).value().toDoubles();
        return new double[][] {{s[0], s[1], s[2]}, {s[3], s[4], s[5]}, {s[6], s[7], s[8]}};
    }

    /** The covariance of outputs a and b among those with the same third. */
    private static double given(double[][] s, int a, int b) {
        return s[a][b] - s[a][2] * s[2][b] / s[2][2];
    }

    private static Tensor part(Tensor u, int i) {
        return Ops.slice(u, -1, i, 1);
    }

    /** 0: z is all that joins them. */
    @Test
    void slopeAmongThoseWithTheSameCauseIsZero() {
        double[][] s = covariance(u -> Ops.concat(ConditioningIsNotDo.fork(u), part(u, 0), -1));
        assertThat(s[0][1]).isEqualTo(1);
        assertThat(given(s, 0, 1)).isZero();
    }

    /** -1/2, although neither causes the other: a large x leaves a small y for the same c. */
    @Test
    void colliderMakesCorrelation() {
        double[][] s = covariance(u ->
                Ops.concat(Ops.slice(u, -1, 0, 2), Ops.add(Ops.add(part(u, 0), part(u, 1)), part(u, 2)), -1));
        assertThat(s[0][1]).isZero();
        assertThat(given(s, 0, 1) / Math.sqrt(given(s, 0, 0) * given(s, 1, 1))).isCloseTo(-0.5, within(1e-15));
    }

    /** 3/2 against 1: the covariance is 3, of which 2 come by x itself and 1 by z. */
    @Test
    void conditioningAddsTheForksShareToTheEffect() {
        double[][] s = covariance(u -> Ops.concat(withEffect(u, Ops.add(part(u, 0), part(u, 1))), part(u, 0), -1));
        assertThat(s[0][1] / s[0][0]).isEqualTo(1.5);
        Tensor u = device.tensor(DType.FLOAT64, Shape.of(3), 0.3, -0.2, 0.1);
        Tensor one = device.tensor(DType.FLOAT64, Shape.of(1), 1);
        assertThat(Autodiff.jvp(x -> withEffect(u, x), one, one)
                        .tangent()
                        .value()
                        .toDoubles())
                .containsExactly(1, 1);
    }

    private static Tensor withEffect(Tensor u, Tensor x) {
        return Ops.concat(x, Ops.add(Ops.add(part(u, 0), x), part(u, 2)), -1);
    }

    /** The two worlds of the lesson have one law. */
    @Test
    void bothWorldsHaveTheSameCovariance() {
        Tensor u = device.tensor(DType.FLOAT64, Shape.of(3), 0.3, -0.2, 0.1);
        assertThat(ConditioningIsNotDo.covariance(Autodiff.jacobian(ConditioningIsNotDo::fork, u)))
                .containsExactly(
                        ConditioningIsNotDo.covariance(Autodiff.jacobian(ConditioningIsNotDo::cause, u)),
                        within(1e-15));
    }
}
