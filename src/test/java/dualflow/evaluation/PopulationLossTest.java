package dualflow.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.experiment.Figure1;
import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.train.FlowMatching.Prediction;
import org.junit.jupiter.api.Test;

class PopulationLossTest {
    private static final GaussianSamples NORMAL = new GaussianSamples(1, 0, 5);
    private static final GaussianSamples CORRELATED = new GaussianSamples(2, 0.55, 5);
    private static final int SAMPLES = 40_000;

    private static PopulationLoss loss(VelocityField field, Prediction prediction, GaussianSamples data) {
        try (Device device = new HostDevice()) {
            return PopulationLoss.of(field, prediction, data, SAMPLES, device, DType.FLOAT64);
        }
    }

    private static void requireConsistent(PopulationLoss loss) {
        assertThat(loss.value()).isCloseTo(loss.floor() + loss.excess(), within(5 * loss.standardError()));
        assertThat(loss.standardError()).isBetween(0.001, 0.02);
    }

    @Test
    void theExactVelocityHasTheLeastLoss() {
        PopulationLoss loss = loss(Figure1.VELOCITY, Prediction.VELOCITY, NORMAL);
        assertThat(loss.floor()).isCloseTo(Math.PI / 2, within(1e-15));
        assertThat(loss.excess()).isLessThan(1e-28);
        requireConsistent(loss);
    }

    @Test
    void aConstantErrorIsItsSquare() {
        VelocityField off = (t, x) -> Ops.shift(Figure1.VELOCITY.velocity(t, x), 0.25);
        PopulationLoss loss = loss(off, Prediction.VELOCITY, NORMAL);
        assertThat(loss.excess()).isCloseTo(0.0625, within(1e-14));
        assertThat(loss.excessError()).isLessThan(1e-9);
        assertThat(loss.relativeExcess()).isCloseTo(0.0625 / (Math.PI / 2), within(1e-14));
        requireConsistent(loss);
    }

    /** The velocity zero: E (x1 - x0)^2 = 2, of which pi/2 is the floor. */
    @Test
    void whatHasLearnedNothingHasTheVariance() {
        PopulationLoss loss = loss((t, x) -> Ops.zerosLike(x), Prediction.VELOCITY, NORMAL);
        assertThat(loss.excess()).isCloseTo(2 - Math.PI / 2, within(5 * loss.excessError()));
        requireConsistent(loss);
    }

    /** Predicting zero for x1: E x1^2 = 1, of which 0.48276 is the floor. */
    @Test
    void thePredictionOfTheDataHasItsOwnFloor() {
        PopulationLoss loss = loss((t, x) -> Ops.zerosLike(x), Prediction.X1, CORRELATED);
        assertThat(loss.floor()).isCloseTo(0.48276003614, within(1e-11));
        assertThat(loss.excess()).isCloseTo(1 - loss.floor(), within(5 * loss.excessError()));
        requireConsistent(loss);
    }

    @Test
    void floorsAreMeansOverDimensions() {
        PopulationLoss loss = loss((t, x) -> Ops.zerosLike(x), Prediction.VELOCITY, CORRELATED);
        assertThat(loss.floor()).isCloseTo(1.50467, within(5e-6));
        requireConsistent(loss);
    }
}
