package dualflow.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.random.Draws;
import dualflow.testing.GoldenCsv;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ToyDataTest {
    private static final int COUNT = 100_000;

    /** Means and E|x|^2 by hand: of the moons (1 + 9/4 - 2/pi)/2 + 2 (0.05)^2, of the spirals pi^2/2 + 2 (0.1)^2. */
    @ParameterizedTest
    @CsvSource({
        "EIGHT_GAUSSIANS, 0, 0, 16.5",
        "TWO_MOONS, 0.5, 0.25, 1.3116901",
        "CHECKERBOARD, 0, 0, 10.6666667",
        "CIRCLES, 0, 0, 0.63",
        "SPIRALS, 0, 0, 4.9548022"
    })
    void momentsAreKnown(ToyData data, double meanX, double meanY, double square) {
        double[] samples = data.samples(new Draws(7), 0, COUNT);
        double[] mean = new double[2];
        double[] squares = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            mean[0] += samples[2 * i] / COUNT;
            mean[1] += samples[2 * i + 1] / COUNT;
            squares[i] = samples[2 * i] * samples[2 * i] + samples[2 * i + 1] * samples[2 * i + 1];
        }
        double found = Arrays.stream(squares).average().orElseThrow();
        double error = Math.sqrt(found / COUNT);
        assertThat(mean[0]).isCloseTo(meanX, within(4 * error));
        assertThat(mean[1]).isCloseTo(meanY, within(4 * error));
        double spread = Math.sqrt(Arrays.stream(squares)
                        .map(x -> (x - found) * (x - found))
                        .sum())
                / COUNT;
        assertThat(found).isCloseTo(square, within(4 * spread));
    }

    @ParameterizedTest
    @EnumSource(ToyData.class)
    void densitiesAreMpmaths(ToyData data) {
        GoldenCsv.Case golden = GoldenCsv.read("random/toy_density").at(data.name());
        double[] expected = golden.vector("log density");
        double[] found = ToyDensity.log(data, golden.values("points"));
        for (int i = 0; i < expected.length; i++) {
            if (Double.isInfinite(expected[i])) {
                assertThat(found[i]).isEqualTo(expected[i]);
            } else {
                assertThat(found[i])
                        .as("point %d", i)
                        .isCloseTo(expected[i], within(expected[i] > -50 ? 1e-5 : 1e-3 * Math.abs(expected[i])));
            }
        }
    }

    @Test
    void checkerboardsSamplesHaveOneDensity() {
        double[] samples = ToyData.CHECKERBOARD.samples(new Draws(7), 0, 1000);
        assertThat(ToyDensity.log(ToyData.CHECKERBOARD, samples)).containsOnly(-StrictMath.log(32));
    }

    @Test
    void checkerboardIsOnSquaresOfOneColour() {
        double[] samples = ToyData.CHECKERBOARD.samples(new Draws(7), 0, COUNT);
        int[] counts = new int[16];
        for (int i = 0; i < COUNT; i++) {
            int column = (int) Math.floor(samples[2 * i] / 2) + 2;
            int row = (int) Math.floor(samples[2 * i + 1] / 2) + 2;
            counts[4 * row + column]++;
        }
        for (int square = 0; square < 16; square++) {
            int count = counts[square];
            if ((square / 4 + square) % 2 == 0) {
                assertThat(count).as("square %d", square).isCloseTo(COUNT / 8, within(500));
            } else {
                assertThat(count).as("square %d", square).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ToyData.class)
    void aSampleDependsOnItsNumberAndTheSeedAlone(ToyData data) {
        double[] all = data.samples(new Draws(7), 0, 100);
        assertThat(data.samples(new Draws(7), 37, 5)).isEqualTo(Arrays.copyOfRange(all, 74, 84));
        assertThat(data.samples(new Draws(8), 0, 100)).isNotEqualTo(all);
    }
}
