package dualflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.evaluation.LossExcess;
import dualflow.nn.Mlp1d;
import dualflow.nn.Parameters;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.train.TrainingSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class Figure1NetworkTest {
    private static final Mlp1d MODEL = new Mlp1d(8);

    @Test
    void trainingFollowsTheLossDownward() {
        TrainingSettings settings = Figure1Network.settings(200, 3);
        List<Long> progress = new ArrayList<>();
        try (Device device = new HostDevice()) {
            Figure1Network network = Figure1Network.compute(device, new Mlp1d(32), settings, progress::add);
            assertThat(progress).hasSize(200).last().isEqualTo(200L);
            assertThat(network.trainingLosses()).hasSize(200);
            assertThat(network.excess())
                    .hasSize(10)
                    .isSortedAccordingTo((a, b) -> Double.compare(b.excess(), a.excess()));
            LossExcess last = network.excess().get(9);
            assertThat(last.step()).isEqualTo(200);
            assertThat(last.excess()).isCloseTo(network.loss().excess(), within(5 * last.standardError()));
            // An untrained network is 2 - pi/2 = 0.43 above the least loss.
            assertThat(network.loss().excess()).isBetween(0.0, 0.35);
            assertThat(network.loss().value())
                    .isCloseTo(
                            network.loss().floor() + network.loss().excess(),
                            within(5 * network.loss().standardError()));
            for (int path = 0; path < 20; path++) {
                assertThat(network.euler()[path][0]).isEqualTo((float) Figure1.starts(3)[path]);
            }
        }
    }

    /** The velocity v(t, x) = c, the last bias, moves each path by c. */
    @Test
    void pathsOfAConstantVelocityAreLines() {
        try (Device device = new HostDevice()) {
            Parameters drawn = MODEL.specification().draw(device, DType.FLOAT64, 1);
            Parameters zero = drawn.combine(drawn, (p, same) -> Ops.zerosLike(p));
            Parameters constant =
                    zero.with(zero.only(List.of("net.4.bias")).combine(zero, (b, same) -> Ops.shift(b, 0.5)));
            Figure1Network still = Figure1Network.compute(device, MODEL, zero, DType.FLOAT64, 7);
            Figure1Network moving = Figure1Network.compute(device, MODEL, constant, DType.FLOAT64, 7);
            for (int path = 0; path < 20; path++) {
                double start = Figure1.starts(7)[path];
                assertThat(still.euler()[path]).containsOnly(start);
                assertThat(moving.rightEnd()[path][999]).isCloseTo(start + 0.5, within(1e-12));
                assertThat(moving.euler()[path][500]).isCloseTo(start + 0.5 * 500 / 999, within(1e-12));
            }
            assertThat(still.factors()).allSatisfy(factor -> {
                assertThat(factor.value()).isCloseTo(1, within(1e-14));
                assertThat(factor.variance()).isCloseTo(1, within(1e-14));
            });
            // (start + 1/2)^2 over start^2 in the mean of 1,000 starts, whose own mean has a standard error of 0.03.
            assertThat(moving.factors().get(0).variance()).isCloseTo(1.25, within(0.2));
            assertThat(still.trainingLosses()).isEmpty();
        }
    }

    @Test
    void theRightEndIsAnotherRule() {
        try (Device device = new HostDevice()) {
            Parameters drawn = MODEL.specification().draw(device, DType.FLOAT64, 1);
            Figure1Network network = Figure1Network.compute(device, MODEL, drawn, DType.FLOAT64, 7);
            double[] differences = new double[20];
            Arrays.setAll(differences, path -> Math.abs(network.euler()[path][999] - network.rightEnd()[path][999]));
            assertThat(Arrays.stream(differences).max().orElseThrow()).isBetween(1e-7, 1e-2);
        }
    }
}
