package dualflow.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EulerMaruyamaTest {
    private static final int PATHS = 2000;
    private static final int FINEST = 512;

    private final HostDevice device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }

    private BrownianMotion motion(int steps) {
        return BrownianMotion.of(new Draws(17), "test", 0, TimeGrid.uniform(0, 1, FINEST))
                .everySteps(FINEST / steps);
    }

    /** The slope of the mean absolute error at time 1 against the step. */
    private double order(VelocityField drift, VelocityField diffusion, double[] exact) {
        SimpleRegression line = new SimpleRegression();
        for (int steps : new int[] {8, 16, 32, 64}) {
            Tensor start = device.fill(DType.FLOAT64, Shape.of(PATHS, 1), 1);
            double[] ends = numbers(EulerMaruyama.solve(drift, diffusion, start, motion(steps)));
            double error = 0;
            for (int i = 0; i < PATHS; i++) {
                error += Math.abs(ends[i] - exact[i]) / PATHS;
            }
            line.addData(StrictMath.log(1.0 / steps), StrictMath.log(error));
        }
        return line.getSlope();
    }

    private double[] motionAtOne() {
        VelocityField zero = (t, x) -> Ops.zerosLike(x);
        VelocityField one = (t, x) -> Ops.shift(Ops.zerosLike(x), 1);
        return numbers(
                EulerMaruyama.solve(zero, one, device.fill(DType.FLOAT64, Shape.of(PATHS, 1), 0), motion(FINEST)));
    }

    @Test
    void strongOrderIsOneHalfOnGeometricBrownianMotion() {
        // dx = 0.5 x dt + x dW: x(1) = exp(0.5 - 0.5 + W(1)).
        double[] exact = Arrays.stream(motionAtOne()).map(StrictMath::exp).toArray();
        assertThat(order((t, x) -> Ops.scale(x, 0.5), (t, x) -> x, exact)).isCloseTo(0.5, Offset.offset(0.1));
    }

    @Test
    void strongOrderIsOneForAFlowsSdeWhoseNoiseIsAdditive() {
        // Given t, the standard Gaussian path has the covariance s = (1-t)^2 + t^2, its flow v = (s'/2s) x and its
        // score -x/s: for any g
        // dx = (v + g^2/2 score) dt + g dW has the same marginals. The reference takes eight times as many steps as the
        // finest.
        VelocityField drift = (t, x) -> {
            Tensor s = LinearPath.covariance(t, device.scalar(DType.FLOAT64, 1), device.scalar(DType.FLOAT64, 1));
            Tensor half = Ops.shift(Ops.scale(t, 2), -1); // s'/2 = 2t - 1
            return Ops.multiply(Ops.divide(Ops.shift(half, -0.5), s), x);
        };
        VelocityField diffusion = (t, x) -> device.scalar(DType.FLOAT64, 1);
        double[] reference = numbers(EulerMaruyama.solve(
                drift, diffusion, device.fill(DType.FLOAT64, Shape.of(PATHS, 1), 1), motion(FINEST)));
        assertThat(order(drift, diffusion, reference)).isCloseTo(1, Offset.offset(0.15));
    }

    @Test
    void marginalsOfTheSdeAreThoseOfTheFlow() {
        VelocityField drift = (t, x) -> {
            Tensor s = LinearPath.covariance(t, device.scalar(DType.FLOAT64, 1), device.scalar(DType.FLOAT64, 4));
            Tensor half = Ops.shift(Ops.scale(t, 5), -1); // s = (1-t)^2 + 4 t^2
            return Ops.multiply(Ops.divide(Ops.shift(half, -0.5), s), x);
        };
        int paths = 20_000;
        Tensor start = device.tensor(DType.FLOAT64, Shape.of(paths, 1), new Draws(23).normals(1, 0, paths));
        double[] ends =
                numbers(EulerMaruyama.solve(drift, (t, x) -> device.scalar(DType.FLOAT64, 1), start, motion(FINEST)));
        double variance = Arrays.stream(ends).map(x -> x * x).average().orElseThrow();
        assertThat(variance).isCloseTo(4, Offset.offset(4 * 4 * Math.sqrt(2.0 / paths)));
    }

    @Test
    void motionIsTheSameOnAllGridsAndPartitions() {
        VelocityField zero = (t, x) -> Ops.zerosLike(x);
        VelocityField one = (t, x) -> Ops.shift(Ops.zerosLike(x), 1);
        double[] fine = motionAtOne();
        double[] coarse =
                numbers(EulerMaruyama.solve(zero, one, device.fill(DType.FLOAT64, Shape.of(PATHS, 1), 0), motion(4)));
        assertThat(coarse).containsExactly(fine, Offset.offset(1e-13));
        BrownianMotion later = BrownianMotion.of(new Draws(17), "test", 700, TimeGrid.uniform(0, 1, FINEST))
                .everySteps(FINEST / 4);
        double[] part = numbers(EulerMaruyama.solve(zero, one, device.fill(DType.FLOAT64, Shape.of(5, 1), 0), later));
        assertThat(part).isEqualTo(Arrays.copyOfRange(coarse, 700, 705));
        assertThat(motion(4).grid()).isEqualTo(TimeGrid.uniform(0, 1, 4));
        assertThatThrownBy(() -> motion(4).everySteps(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("4 steps cannot be taken 3 at a time");
    }

    @Test
    void endIsDifferentiableForAPathThatStays() {
        // dx = x dW multiplies x by prod (1 + dW): the derivative in the start is that product.
        Tensor start = device.fill(DType.FLOAT64, Shape.of(3, 1), 2);
        Dual dual = Autodiff.jvp(
                x -> EulerMaruyama.solve((t, y) -> Ops.zerosLike(y), (t, y) -> y, x, motion(8)),
                start,
                device.fill(DType.FLOAT64, Shape.of(3, 1), 1));
        double[] end = numbers(dual.primal());
        assertThat(numbers(dual.tangent()))
                .containsExactly(new double[] {end[0] / 2, end[1] / 2, end[2] / 2}, Offset.offset(1e-13));
    }
}
