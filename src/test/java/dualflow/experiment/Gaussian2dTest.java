package dualflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.flow.GaussianVelocity;
import dualflow.flow.VelocityField;
import dualflow.nn.Mlp2d;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.train.Adam;
import dualflow.train.FlowMatching.Prediction;
import dualflow.train.LearningRate;
import dualflow.train.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Gaussian2dTest {
    private static final Gaussian2d EXPERIMENT = Gaussian2d.narrow(DType.FLOAT64, 1);

    @Test
    void publishedSettingsAreThoseOfTheScript() {
        Gaussian2d published = Gaussian2d.published(DType.FLOAT32, 42069);
        assertThat(published.model().specification().trainedCount()).isEqualTo(11_026_434);
        assertThat(published.fixedSamples()).hasValue(1000);
        assertThat(published.with(new Mlp2d(2, 1, 8, 8), 10).settings().identity())
                .containsEntry("optimizer", "AdamW")
                .containsEntry("learning rate", "0.001")
                .containsEntry("schedule", "constant")
                .containsEntry("batch", "64");
        assertThat(published.with(new Mlp2d(2, 1, 8, 8), 10).settings().steps()).isEqualTo(10);
    }

    /** The fields are linear with the eigenvectors of the covariance, so Euler's factors are products of scalars. */
    @Test
    void exactFieldsGiveTheProductsOfScalars() {
        try (Device device = new HostDevice()) {
            Gaussian2d.Exact exact = EXPERIMENT.exact(device);
            double[][] right = secondMoment(1.55, 0.45, false);
            double[][] wrong = secondMoment(1.55, 0.45, true);
            for (int i = 0; i < 2; i++) {
                assertThat(exact.secondMoment()[i]).containsExactly(right[i], within(1e-13));
                assertThat(exact.misreadSecondMoment()[i]).containsExactly(wrong[i], within(1e-12));
            }
            assertThat(exact.correlation()).isCloseTo(0.55, within(5e-4));
            assertThat(exact.misreadCorrelation()).isCloseTo(wrong[0][1] / wrong[0][0], within(1e-13));
        }
    }

    /**
     * The integral of t l / ((1-t)^2 + t^2 l) is l/(1+l) (ln(l)/2 + pi/(2 sqrt(l))), which gives the misread flow in the limit of small
     * steps: variance 4.6 instead of 1.
     */
    @Test
    void misreadFlowIsNearItsLimit() {
        DoubleUnaryOperator factor =
                l -> StrictMath.exp(l / (1 + l) * (StrictMath.log(l) / 2 + Math.PI / (2 * Math.sqrt(l))));
        double[][] limit = moment(factor.applyAsDouble(1.55), factor.applyAsDouble(0.45));
        double[][] steps = secondMoment(1.55, 0.45, true);
        assertThat(steps[0][0]).isCloseTo(limit[0][0], within(0.1));
        assertThat(steps[0][1] / steps[0][0]).isCloseTo(limit[0][1] / limit[0][0], within(0.01));
    }

    /** With the exact conditional mean in place of a network, both readings are the exact flow, whose Jacobian is constant. */
    @ParameterizedTest
    @EnumSource(Prediction.class)
    void exactNetworkHasTheExactCorrelationAndLoss(Prediction prediction) {
        try (Device device = new HostDevice()) {
            VelocityField velocity = velocity(device);
            VelocityField network = prediction == Prediction.VELOCITY
                    ? velocity
                    : (t, x) -> Ops.add(x, Ops.multiply(Ops.shift(Ops.negate(t), 1), velocity.velocity(t, x)));
            Gaussian2d.Reading reading = EXPERIMENT.measure(prediction, network, new double[0], List.of(), device, 200);
            Gaussian2d.Exact exact = EXPERIMENT.exact(device);
            assertThat(reading.correlation().value()).isCloseTo(exact.correlation(), within(1e-11));
            assertThat(reading.correlation().standardError()).isLessThan(1e-7);
            for (int i = 0; i < 2; i++) {
                assertThat(reading.secondMoment()[i]).containsExactly(exact.secondMoment()[i], within(1e-11));
            }
            assertThat(reading.generated().covers(exact.correlation())).isTrue();
            assertThat(reading.loss().excess()).isLessThan(1e-26);
            assertThat(reading.loss().value())
                    .isCloseTo(reading.loss().floor(), within(5 * reading.loss().standardError()));
        }
    }

    @ParameterizedTest
    @EnumSource(Prediction.class)
    void trainingLowersTheLoss(Prediction prediction) {
        TrainingSettings settings = new TrainingSettings(
                Adam.adamW(),
                LearningRate.constant(3e-3),
                Optional.empty(),
                Optional.empty(),
                200,
                128,
                DType.FLOAT32,
                1);
        Gaussian2d small = new Gaussian2d(new Mlp2d(2, 1, 16, 8), settings, Optional.of(1000), EXPERIMENT.data());
        List<Long> progress = new ArrayList<>();
        try (Device device = new HostDevice()) {
            Gaussian2d.Reading reading = small.read(prediction, device, 20, progress::add);
            assertThat(progress).hasSize(200).last().isEqualTo(200L);
            assertThat(reading.losses()).hasSize(200);
            // An untrained network is off by the target's variance, minus the floor: 2 - 1.505 or 1 - 0.483.
            double variance = prediction == Prediction.VELOCITY ? 2 : 1;
            double nothing = variance - reading.loss().floor();
            assertThat(reading.loss().excess()).isBetween(0.0, 0.75 * nothing);
        }
    }

    private static VelocityField velocity(Device device) {
        Tensor zero = device.fill(DType.FLOAT64, Shape.of(2), 0);
        Tensor identity = device.tensor(DType.FLOAT64, Shape.of(2, 2), 1, 0, 0, 1);
        Tensor covariance = device.tensor(DType.FLOAT64, Shape.of(2, 2), 1, 0.55, 0.55, 1);
        return new GaussianVelocity(zero, identity, zero, covariance);
    }

    private static double[][] secondMoment(double large, double small, boolean misread) {
        return moment(factor(large, misread), factor(small, misread));
    }

    /** 99 steps of x' = a(t) x, with a = (t l - (1-t)) / s_t, or t l / s_t where E[x1 | x_t] is mistaken for the velocity. */
    private static double factor(double l, boolean misread) {
        double factor = 1;
        for (int i = 0; i < 99; i++) {
            double t = i / 99.0;
            double s = (1 - t) * (1 - t) + t * t * l;
            factor *= 1 + (t * l - (misread ? 0 : 1 - t)) / s / 99;
        }
        return factor;
    }

    /** The matrix with the eigenvalues f^2 and g^2 along (1, 1) and (1, -1). */
    private static double[][] moment(double f, double g) {
        double diagonal = (f * f + g * g) / 2;
        double other = (f * f - g * g) / 2;
        return new double[][] {{diagonal, other}, {other, diagonal}};
    }
}
