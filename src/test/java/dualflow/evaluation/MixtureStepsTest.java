package dualflow.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianMixture;
import dualflow.closedform.MixtureFlow;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against values of mpmath at 40 digits, the derivatives among them by its numerical differentiation. */
class MixtureStepsTest {
    private static final MixtureFlow FLOW = new MixtureFlow(
            new Gaussian(new double[] {0, 0}, new double[][] {{1, 0.2}, {0.2, 0.5}}),
            new GaussianMixture(
                    new double[] {0.4, 0.6},
                    List.of(
                            new Gaussian(new double[] {1, 1}, new double[][] {{0.5, -0.1}, {-0.1, 0.8}}),
                            new Gaussian(new double[] {-1, 0}, new double[][] {{0.2, 0}, {0, 0.9}}))));

    @Test
    void stepsMatchMpmath() {
        try (HostDevice device = new HostDevice()) {
            MixtureSteps steps = MixtureSteps.of(FLOW, 0.5, new double[] {0.3, 1.2}, device, DType.FLOAT64);
            MixtureSteps.Component first = steps.components().get(0);
            assertThat(first.logDensity()).isCloseTo(-1.6231328773940836, within(1e-15));
            assertThat(steps.logDensity()).isCloseTo(-2.3194094453213565, within(1e-15));
            assertThat(first.responsibility()).isCloseTo(0.8025074312093514, within(1e-15));
            assertThat(first.dataMean())
                    .containsExactly(new double[] {0.7195876288659794, 1.9164948453608246}, within(1e-15));
            assertThat(first.drift())
                    .containsExactly(new double[] {0.8391752577319588, 1.4329896907216495}, within(1e-15));
            assertThat(first.driftMatrix()[0])
                    .containsExactly(new double[] {-0.6391752577319587, -0.41237113402061853}, within(1e-15));
            assertThat(first.driftMatrix()[1])
                    .containsExactly(new double[] {-0.4329896907216495, 0.4948453608247423}, within(1e-15));
            assertThat(first.gradient())
                    .containsExactly(new double[] {0.44801010665767904, 0.1451390151616498}, within(1e-15));
            assertThat(steps.dataMean())
                    .containsExactly(new double[] {0.4223704996917803, 1.8154543299677313}, within(1e-15));
            assertThat(steps.velocity())
                    .containsExactly(new double[] {0.2447409993835606, 1.2309086599354626}, within(1e-15));
            assertThat(steps.jacobian()[0])
                    .containsExactly(new double[] {0.5754136824932091, 0.08665646548074044}, within(1e-15));
            assertThat(steps.jacobian()[1])
                    .containsExactly(new double[] {0.02423749217545473, 0.6708673853177866}, within(1e-15));
            assertThat(steps.products()[0])
                    .containsExactly(new double[] {0.5754136824932091, 0.02423749217545473}, within(1e-15));
            assertThat(steps.products()[1])
                    .containsExactly(new double[] {0.08665646548074044, 0.6708673853177866}, within(1e-15));
            assertThat(steps.velocityDifference()).isLessThan(1e-15);
            assertThat(steps.jacobianDifference()).isLessThan(2e-15);
        }
    }

    /** b_k is the difference of the conditional means, and x their blend. */
    @Test
    void conditionalMeansFitTogether() {
        try (HostDevice device = new HostDevice()) {
            for (double t : new double[] {0, 0.25, 1}) {
                double[] x = {0.3, 1.2};
                MixtureSteps steps = MixtureSteps.of(FLOW, t, x, device, DType.FLOAT64);
                for (MixtureSteps.Component component : steps.components()) {
                    for (int i = 0; i < 2; i++) {
                        assertThat(component.dataMean()[i] - component.sourceMean()[i])
                                .isCloseTo(component.drift()[i], within(1e-15));
                        assertThat((1 - t) * component.sourceMean()[i]
                                        + t * component.dataMean()[i])
                                .isCloseTo(x[i], within(1e-15));
                    }
                }
            }
        }
    }
}
