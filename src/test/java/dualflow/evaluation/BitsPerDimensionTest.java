package dualflow.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.data.IdxImages;
import dualflow.device.host.HostDevice;
import dualflow.flow.ButcherTableau;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.flow.Tolerances;
import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.train.Dequantisation;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BitsPerDimensionTest {
    private static final double DEVIATION = 0.25;

    /** dx/dt = -r x takes N(0, 1) to N(0, exp(-2 r)). */
    private static final VelocityField SHRINKING = (t, x) -> Ops.scale(x, Math.log(DEVIATION));

    private static LogDensities densities(int chunk, LogDensities.Trace trace, int probes) {
        OdeSolver solver = OdeSolver.adaptive(ButcherTableau.DORMAND_PRINCE_8, Tolerances.of(1e-12));
        return new LogDensities(solver, TimeGrid.uniform(0, 1, 1), trace, probes, 1, chunk, 3);
    }

    private static BitsPerDimension.Result bits(
            Dequantisation dequantisation, IdxImages images, int chunk, LogDensities.Trace trace, int probes) {
        try (Device device = new HostDevice()) {
            return new BitsPerDimension(densities(chunk, trace, probes), dequantisation)
                    .of(SHRINKING, images, images.count(), device, DType.FLOAT64, done -> {});
        }
    }

    /** The draws of each image, and the density in closed form. */
    @ParameterizedTest
    @EnumSource(Dequantisation.class)
    void matchesClosedForm(Dequantisation dequantisation) {
        byte[] pixels = {0, 17, (byte) 255, (byte) 128, 3, 99, (byte) 200, 1};
        BitsPerDimension.Result result =
                bits(dequantisation, new IdxImages(2, 2, 2, pixels), 1, LogDensities.Trace.EXACT, 1);
        double[] u = new Draws(3).uniforms(Draws.stream("likelihood dequantisation"), 0, 8);
        for (int image = 0; image < 2; image++) {
            double bits = 0;
            for (int i = 4 * image; i < 4 * image + 4; i++) {
                int k = pixels[i] & 255;
                boolean isIntervals = dequantisation == Dequantisation.INTERVALS;
                double x = isIntervals ? (k + u[i]) / 256 : (k + u[i] - 0.5) / 255;
                double probability = new NormalDistribution(0, DEVIATION).density(x) / (isIntervals ? 256 : 255);
                bits -= Math.log(probability) / Math.log(2) / 4;
            }
            assertThat(result.bits()[image]).isCloseTo(bits, within(1e-10));
        }
        assertThat(result.mean()).isCloseTo((result.bits()[0] + result.bits()[1]) / 2, within(1e-15));
        // of two numbers a and b it is |a - b| / 2
        assertThat(result.standardError().orElseThrow())
                .isCloseTo(Math.abs(result.bits()[0] - result.bits()[1]) / 2, within(1e-15));
        assertThat(result.probeError()).isEmpty();
    }

    /**
     * The change of variables loses nothing: 2^-bits, in the mean over u, is the probability of a brightness, and that of all is the probability of the
     * interval which the brightnesses divide.
     */
    @ParameterizedTest
    @EnumSource(Dequantisation.class)
    void probabilitiesOfAllBrightnessesSumToThatOfTheirInterval(Dequantisation dequantisation) {
        NormalDistribution law = new NormalDistribution(0.3, DEVIATION);
        double sum = 0;
        int nodes = 16;
        for (int k = 0; k < 256; k++) {
            for (int i = 0; i < nodes; i++) {
                double x = dequantisation.of(k / 255.0, (i + 0.5) / nodes);
                sum += StrictMath.pow(2, -dequantisation.bitsPerDimension(law.logDensity(x), 1)) / nodes;
            }
        }
        double lower = dequantisation.of(0, 0);
        double upper = dequantisation.of(1, 1);
        assertThat(sum).isCloseTo(law.probability(lower, upper), within(1e-6));
    }

    @Test
    void dequantisedImagesLieInTheirIntervals() {
        for (int k = 0; k < 256; k++) {
            assertThat(Dequantisation.INTERVALS.of(k / 255.0, 0)).isEqualTo(k / 256.0);
            assertThat(Dequantisation.INTERVALS.of(k / 255.0, 0.5)).isEqualTo((k + 0.5) / 256);
            assertThat(Dequantisation.AROUND_BRIGHTNESSES.of(k / 255.0, 0.5)).isCloseTo(k / 255.0, within(1e-16));
        }
    }

    /** The Jacobian is a multiple of I, so that along signs its trace is exact. */
    @Test
    void errorsOfProbesAreConverted() {
        byte[] pixels = new byte[6 * 4];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (40 * i);
        }
        IdxImages images = new IdxImages(6, 2, 2, pixels);
        BitsPerDimension.Result exact = bits(Dequantisation.INTERVALS, images, 4, LogDensities.Trace.EXACT, 1);
        BitsPerDimension.Result estimate = bits(Dequantisation.INTERVALS, images, 4, LogDensities.Trace.HUTCHINSON, 3);
        assertThat(estimate.mean()).isCloseTo(exact.mean(), within(1e-12));
        assertThat(estimate.probeError().orElseThrow()).isCloseTo(0, within(1e-12));
        LogDensities.Result densities =
                new LogDensities.Result(new double[] {1, 2}, Optional.of(new double[] {0.3, 0.4}));
        BitsPerDimension.Result result = new BitsPerDimension.Result(densities, new double[] {5, 6}, 8);
        assertThat(result.probeErrors().orElseThrow()[1]).isCloseTo(0.4 / 8 / Math.log(2), within(1e-15));
        assertThat(result.probeError().orElseThrow()).isCloseTo(0.5 / 2 / 8 / Math.log(2), within(1e-15));
    }
}
