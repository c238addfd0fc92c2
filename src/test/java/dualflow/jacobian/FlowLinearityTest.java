package dualflow.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.device.host.HostDevice;
import dualflow.flow.ButcherTableau;
import dualflow.flow.MixtureVelocity;
import dualflow.flow.OdeSolver;
import dualflow.jacobian.FlowLinearity.Settings;
import dualflow.jacobian.FlowLinearity.Subject;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlowLinearityTest {
    private static final int SAMPLES = 12;

    private final Device device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    /** Two components of covariance 0.25 I at (1, 0) and (-1, 0), or one. */
    private RowFlow flow(int components) {
        MixtureVelocity field = new MixtureVelocity(
                device.fill(DType.FLOAT64, Shape.of(components), 0),
                device.tensor(
                        DType.FLOAT64,
                        Shape.of(components, 2),
                        components == 2 ? new double[] {1, 0, -1, 0} : new double[2]),
                device.tensor(
                        DType.FLOAT64,
                        Shape.of(components, 2, 2),
                        components == 2
                                ? new double[] {0.25, 0, 0, 0.25, 0.25, 0, 0, 0.25}
                                : new double[] {1, 0.5, 0.5, 1}),
                device.fill(DType.FLOAT64, Shape.of(2), 0),
                device.tensor(DType.FLOAT64, Shape.of(2, 2), 1, 0, 0, 1));
        return new RowFlow(
                2, field, z -> z, Optional.of(field::responsibilities), OdeSolver.fixed(ButcherTableau.MIDPOINT), 8);
    }

    private FlowLinearity measure(int components, Subject subject, int chunk) {
        Settings settings =
                new Settings(subject, new double[] {0.25, 1}, SAMPLES, chunk, 7, FirstOrder.Settings.tenth(0, 2));
        return FlowLinearity.measure(flow(components), settings, device, DType.FLOAT64, done -> {});
    }

    private static double median(FlowLinearity.AtTime at) {
        return FlowLinearity.quantile(
                at.samples().stream()
                        .mapToDouble(s -> s.firstOrder().radius().number())
                        .toArray(),
                0.5);
    }

    /** Of components of one covariance Sigma_k = I/4 even a mixture's velocity is affine at t = 1: it is x - mu0. */
    @Test
    void gaussianFlowIsAffineAndAMixtureIsNot() {
        for (Subject subject : Subject.values()) {
            assertThat(measure(1, subject, SAMPLES).times())
                    .allSatisfy(at -> assertThat(median(at)).isInfinite());
        }
        assertThat(median(measure(2, Subject.VELOCITY, SAMPLES).times().get(1))).isInfinite();
        FlowLinearity mixture = measure(2, Subject.FLOW, SAMPLES);
        assertThat(median(mixture.times().get(1)))
                .isBetween(0.01, 20.0)
                .isLessThan(median(mixture.times().get(0)));
        assertThat(mixture.times().get(1).samples())
                .allSatisfy(s -> assertThat(s.responsibility()).isBetween(0.5, 1.0));
    }

    @Test
    void chunksDoNotChangeTheResult() {
        FlowLinearity whole = measure(2, Subject.FLOW, SAMPLES);
        FlowLinearity parts = measure(2, Subject.FLOW, 5);
        for (int k = 0; k < 2; k++) {
            for (int i = 0; i < SAMPLES; i++) {
                FlowLinearity.Sample a = whole.times().get(k).samples().get(i);
                FlowLinearity.Sample b = parts.times().get(k).samples().get(i);
                assertThat(b.responsibility()).isEqualTo(a.responsibility());
                assertThat(b.firstOrder().radius()).isEqualTo(a.firstOrder().radius());
                assertThat(b.firstOrder().remainders()).isEqualTo(a.firstOrder().remainders());
            }
        }
    }

    @Test
    void quantilesAreByRank() {
        double[] numbers = {3, Double.NaN, 1, Double.POSITIVE_INFINITY, 2};
        assertThat(FlowLinearity.quantile(numbers, 0.5)).isEqualTo(2);
        assertThat(FlowLinearity.quantile(numbers, 0.05)).isEqualTo(1);
        assertThat(FlowLinearity.quantile(numbers, 0.95)).isInfinite();
        assertThat(FlowLinearity.quantile(new double[0], 0.5)).isNaN();
    }

    @Test
    void rejectsTimesOutOfRange() {
        RowFlow flow = flow(1);
        assertThatThrownBy(() -> flow.map(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> flow.map(1.5)).hasMessageContaining("1.5");
    }
}
