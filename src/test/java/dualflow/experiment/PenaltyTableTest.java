package dualflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.List;
import org.junit.jupiter.api.Test;

class PenaltyTableTest {
    @Test
    void withoutPenaltyTheBestVelocityIsThatOfTheGaussian() {
        try (Device device = new HostDevice()) {
            Gaussian2d.Exact exact = Gaussian2d.narrow(DType.FLOAT64, 1).exact(device);
            double[] none = PenaltyTable.ridge(0);
            assertThat(none[0]).isCloseTo(exact.secondMoment()[0][0], within(1e-12));
            assertThat(none[1]).isCloseTo(exact.correlation(), within(1e-12));
        }
    }

    /** With a large penalty the velocity does not depend on x, and the flow only shifts: S(D) = I. */
    @Test
    void largePenaltyLeavesTheIdentity() {
        assertThat(PenaltyTable.ridge(1e9)[0]).isCloseTo(1, within(1e-8));
        assertThat(PenaltyTable.ridge(1e9)[1]).isCloseTo(0, within(1e-8));
        assertThat(PenaltyTable.ridge(0.1)[1]).isBetween(PenaltyTable.ridge(1)[1], PenaltyTable.ridge(0)[1]);
    }

    @Test
    void trainingComesToTheBestVelocity() {
        PenaltyTable.Settings settings = new PenaltyTable.Settings(
                List.of(PenaltyTable.Penalty.ALL.get(0)), List.of(0.5), List.of(3L), 400, 500);
        try (Device device = new HostDevice()) {
            List<PenaltyTable.Row> rows =
                    PenaltyTable.compute(settings, device, done -> {}).rows();
            assertThat(rows).hasSize(PenaltyTable.trainings(settings)).allSatisfy(row -> {
                assertThat(row.variance()).isCloseTo(row.exactVariance().orElseThrow(), within(0.1));
                assertThat(row.correlation()).isCloseTo(row.exactCorrelation().orElseThrow(), within(0.06));
            });
            assertThat(rows.get(0).correlation()).isGreaterThan(rows.get(1).correlation() + 0.2);
        }
    }
}
