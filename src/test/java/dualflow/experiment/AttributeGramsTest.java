package dualflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.dependency.Correlation;
import dualflow.dependency.Estimate;
import dualflow.dependency.SecondMoment;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttributeGramsTest {
    /** A collider in standard scores: ends 0 and 1 uncorrelated, both .6 of the middle; partial correlation -.36 / .64. */
    private static final double[] COLLIDER = {1, 0, 0.6, 0, 1, 0.6, 0.6, 0.6, 1};

    private static AttributeGrams linear(int points) {
        double[] all = new double[9 * points];
        for (int i = 0; i < points; i++) {
            System.arraycopy(COLLIDER, 0, all, 9 * i, 9);
        }
        return new AttributeGrams(points, 3, all);
    }

    private static double ends(SecondMoment moment) {
        return moment.correlation().uncentred(0, 1).orElseThrow().value();
    }

    @Test
    void productsOfRowsAreTheirGrams() {
        double[] rows = {1, 2, 3, 4, 5, 6, 7, 8
        }; // J is [[1, 2], [5, 6]] at the first point, [[3, 4], [7, 8]] at the second
        AttributeGrams grams = AttributeGrams.of(rows, 2, 2);
        assertThat(grams.outputs()).isEqualTo(2);
        assertThat(grams.matrices()).containsExactly(5, 17, 17, 61, 25, 53, 53, 113);
        assertThat(grams.rootMeanSquare(0)).isEqualTo(Math.sqrt(15));
        AttributeGrams twice = AttributeGrams.concat(List.of(grams, grams));
        assertThat(twice.samples()).isEqualTo(4);
        assertThat(Arrays.copyOfRange(twice.matrices(), 8, 16)).isEqualTo(grams.matrices());
    }

    /** The exact mean over directions: entry (a, b) of S(D) by m is the mean of G, as a point counts as m directions. */
    @Test
    void secondMomentIsTheMeanGram() {
        AttributeGrams grams = AttributeGrams.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2);
        double[][] s = grams.secondMoment().matrix();
        assertThat(2 * s[0][0]).isCloseTo(15, within(1e-12));
        assertThat(2 * s[0][1]).isCloseTo(35, within(1e-12));
        assertThat(2 * s[1][1]).isCloseTo(87, within(1e-12));
    }

    @Test
    void doDirectionsGiveThePartialCorrelationOfALinearMap() {
        SecondMoment held = linear(5).held(2);
        assertThat(ends(held)).isCloseTo(-0.5625, within(1e-12));
        assertThat(held.matrix()[2][2]).isZero();
        Correlation correlation = held.correlation();
        assertThat(correlation.uncentred(0, 2)).isEmpty();
        // fork and chain: ends .36, both .6 of the middle
        AttributeGrams fork = new AttributeGrams(
                2, 3, new double[] {1, 0.6, 0.6, 0.6, 1, 0.36, 0.6, 0.36, 1, 1, 0.6, 0.6, 0.6, 1, 0.36, 0.6, 0.36, 1});
        assertThat(fork.held(0).correlation().uncentred(1, 2).orElseThrow().value())
                .isCloseTo(0, within(1e-12));
        assertThat(fork.secondMoment()
                        .correlation()
                        .uncentred(1, 2)
                        .orElseThrow()
                        .value())
                .isCloseTo(0.36, within(1e-12));
    }

    /** A slab truncates the middle to a variance q of its own: the covariance of the ends becomes .36 (q - 1), their variance 1 + .36 (q - 1). */
    @Test
    void slabsConditionAsNormalDirectionsDo() {
        AttributeGrams grams = linear(400);
        for (double tau : new double[] {0.1, 1, 10}) {
            double density = Math.exp(-tau * tau / 2) / Math.sqrt(2 * Math.PI);
            double inside = tau == 0.1 ? 0.0796556745540579 : tau == 1 ? 0.682689492137086 : 1;
            double q = 1 - 2 * tau * density / inside;
            SecondMoment slab = grams.slab(2, tau, 200, 3);
            Estimate estimate = slab.correlation().uncentred(0, 1).orElseThrow();
            assertThat(estimate.value())
                    .isCloseTo(0.36 * (q - 1) / (1 + 0.36 * (q - 1)), within(4 * estimate.standardError()));
            assertThat(estimate.standardError()).isBetween(1e-3, 2e-2);
            assertThat(slab.keptFraction()).isCloseTo(inside, within(0.01));
        }
    }

    @Test
    void smallRowsAreThoseOfTheMiddle() {
        double[] two = {1, 0.5, 0.5, 1, 4, -2, -2, 4};
        AttributeGrams grams = new AttributeGrams(4, 2, new double[] {
            two[0], two[1], two[2], two[3], two[4], two[5], two[6], two[7],
            two[0], two[1], two[2], two[3], two[4], two[5], two[6], two[7]
        });
        assertThat(ends(grams.smallestRows(0, 0.5))).isCloseTo(0.5, within(1e-12));
        assertThat(ends(grams.secondMoment())).isCloseTo(-1.5 / 5, within(1e-12));
        assertThat(grams.variationOfRow(0)).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(linear(3).variationOfRow(2)).isZero();
    }

    /** Rows that depend on each other, of which rounding leaves something. */
    @Test
    void dependentRowsHoldEachOther() {
        AttributeGrams grams = new AttributeGrams(2, 2, new double[] {1, 2, 2, 4 + 1e-15, 4, 2, 2, 1});
        assertThat(grams.held(0).matrix()[1][1]).isZero();
        assertThat(ends(grams.secondMoment())).isCloseTo(4.0 / 5, within(1e-12));
    }
}
