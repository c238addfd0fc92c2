package dualflow.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.nn.Initialisation;
import dualflow.nn.Layout;
import dualflow.nn.Parameter;
import dualflow.nn.Parameters;
import dualflow.nn.Specification;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GradientVarianceTest {
    private static final int BATCHES = 6;

    private final Device device = new HostDevice();

    /** The loss |w - x_k|^2 / 2 of batch k, of two parameters: its gradient is w - x_k. */
    private static TrainingPlan plan() {
        Objective objective = (device, dtype, step) -> pass -> {
            Tensor x = device.tensor(dtype, Shape.of(2), new Draws(1).normals(0, 2 * step, 2));
            Tensor off = Ops.subtract(pass.get("w"), x);
            return Ops.scale(Ops.sum(Ops.multiply(off, off), 1), 0.5);
        };
        return new TrainingPlan(
                Map.of(),
                Specification.of(Parameter.trained("w", Layout.IDENTITY, Initialisation.fanIn(1), 2)),
                objective,
                new TrainingSettings(
                        Adam.adam(),
                        LearningRate.constant(1),
                        Optional.empty(),
                        Optional.empty(),
                        1,
                        1,
                        DType.FLOAT64,
                        0));
    }

    private GradientVariance of(long first, int batches) {
        Parameters w = new Parameters(Map.of("w", device.tensor(DType.FLOAT64, Shape.of(2), 3, -1)));
        return GradientVariance.of(device, plan(), w, first, batches);
    }

    @Test
    void varianceIsThatOfTheBatches() {
        double variance = 0;
        double squaredNorm = 0;
        for (int j = 0; j < 2; j++) {
            double sum = 0;
            double squares = 0;
            for (int k = 0; k < BATCHES; k++) {
                double x = new Draws(1).normals(0, 2 * (5 + k) + j, 1)[0];
                sum += x;
                squares += x * x;
            }
            double mean = sum / BATCHES;
            variance += (squares - BATCHES * mean * mean) / (BATCHES - 1);
            squaredNorm += Math.pow((j == 0 ? 3 : -1) - mean, 2);
        }
        GradientVariance measured = of(5, BATCHES);
        assertThat(measured.variance()).isCloseTo(variance, within(1e-13));
        assertThat(measured.squaredNorm()).isCloseTo(squaredNorm, within(1e-13));
        device.close();
    }

    @Test
    void oneBatchHasNone() {
        assertThatThrownBy(() -> of(0, 1)).hasMessageContaining("2 batches or more, got 1");
        device.close();
    }
}
