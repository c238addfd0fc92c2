package dualflow.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.random.Draws;
import java.util.Set;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;

class SecondMomentTest {
    private static final double RHO = 0.55;

    @Test
    void sumsByHand() {
        SecondMoment moment = new SecondMoment(2);
        moment.add(samples(2, 1, 2, 3, -1)); // two samples: (1, 2) and (3, -1)
        assertThat(moment.matrix()).isDeepEqualTo(new double[][] {{5, -0.5}, {-0.5, 2.5}});
        assertThat(moment.mean(0)).isEqualTo(2);
        assertThat(moment.mean(1)).isEqualTo(0.5);
        Correlation correlation = moment.correlation();
        assertThat(correlation.uncentred(0, 1).orElseThrow().value()).isCloseTo(-0.5 / Math.sqrt(12.5), within(1e-15));
        assertThat(correlation.pearson(0, 1).orElseThrow().value()).isEqualTo(-1);
        assertThat(correlation.uncentred(1, 1).orElseThrow()).isEqualTo(new Estimate(1, 0, 1, 1));
        // The standard error of a mean of 1 and 9 around 5: sqrt((16 + 16) 2) / 2.
        assertThat(moment.entry(0, 0).orElseThrow().standardError()).isCloseTo(4, within(1e-15));
    }

    @Test
    void pearsonEqualsCommonsMath() {
        double[] u = new Draws(5).normals(0, 0, 200);
        double[] flat = new double[200];
        double[] a = new double[100];
        double[] b = new double[100];
        for (int i = 0; i < 100; i++) {
            a[i] = flat[2 * i] = u[2 * i] + 3;
            b[i] = flat[2 * i + 1] = u[2 * i] + u[2 * i + 1] - 1;
        }
        SecondMoment moment = new SecondMoment(2);
        moment.add(new JvpSamples(0, 100, 1, 2, new double[200], flat));
        assertThat(moment.correlation().pearson(0, 1).orElseThrow().value())
                .isCloseTo(new PearsonsCorrelation().correlation(a, b), within(1e-14));
    }

    @Test
    void anyCutOfTheStreamGivesTheSameBits() {
        JvpSamples whole = linear(3, 0, 100, 2);
        SecondMoment once = new SecondMoment(2);
        once.add(whole);
        SecondMoment parts = new SecondMoment(2);
        for (int first = 0; first < 100; first += 7) {
            parts.add(linear(3, first, Math.min(7, 100 - first), 2));
        }
        assertThat(parts.matrix()).isDeepEqualTo(once.matrix());
        assertThat(parts.correlation().uncentred(0, 1))
                .isEqualTo(once.correlation().uncentred(0, 1));
        assertThat(parts.correlation().pearson(0, 1))
                .isEqualTo(once.correlation().pearson(0, 1));
    }

    @Test
    void mergedPartsEqualTheWhole() {
        SecondMoment once = new SecondMoment(2);
        once.add(linear(3, 0, 100, 2), new Slab(0, 1));
        SecondMoment left = new SecondMoment(2);
        left.add(linear(3, 0, 30, 2), new Slab(0, 1));
        SecondMoment right = new SecondMoment(2);
        right.add(linear(3, 30, 70, 2), new Slab(0, 1));
        left.merge(right);
        assertThat(left.samples()).isEqualTo(once.samples());
        assertThat(left.directions()).isEqualTo(once.directions());
        assertThat(left.keptFraction()).isEqualTo(once.keptFraction()).isBetween(0.5, 0.9);
        Estimate expected = once.correlation().uncentred(0, 1).orElseThrow();
        Estimate merged = left.correlation().uncentred(0, 1).orElseThrow();
        assertThat(merged.value()).isCloseTo(expected.value(), within(1e-14));
        assertThat(merged.standardError()).isCloseTo(expected.standardError(), within(1e-14));
        assertThat(left.entry(0, 1).orElseThrow().standardError())
                .isCloseTo(once.entry(0, 1).orElseThrow().standardError(), within(1e-14));
    }

    /** The 95 % intervals of 2,000 seeds; 93 to 97 % is four standard errors of that count. */
    @Test
    void intervalsCoverTheTruthOfALinearMap() {
        int uncentred = 0;
        int pearson = 0;
        int entry = 0;
        double effective = 0;
        int seeds = 2000;
        for (int seed = 0; seed < seeds; seed++) {
            SecondMoment moment = new SecondMoment(2);
            moment.add(linear(seed, 0, 500, 1));
            Correlation correlation = moment.correlation();
            uncentred += correlation.uncentred(0, 1).orElseThrow().covers(RHO) ? 1 : 0;
            pearson += correlation.pearson(0, 1).orElseThrow().covers(RHO) ? 1 : 0;
            entry += moment.entry(0, 1).orElseThrow().covers(RHO) ? 1 : 0;
            effective += correlation.effectiveCount(0, 1).orElseThrow() / seeds;
        }
        assertThat(uncentred).isBetween(seeds * 93 / 100, seeds * 97 / 100);
        assertThat(pearson).isBetween(seeds * 93 / 100, seeds * 97 / 100);
        assertThat(entry).isBetween(seeds * 93 / 100, seeds * 97 / 100);
        assertThat(effective).isCloseTo(500, within(25.0)); // independent Gaussian pairs: each counts as one
    }

    /**
     * f = (x1^2 / 2, (x1^2 + x2^2) / 2), so J z = (x1 z1, x1 z1 + x2 z2): heavy tails, and eight directions that share a
     * sample's x. S = [[1, 1], [1, 2]]. Intervals that treated all 8 n products as independent would be half as wide.
     */
    @Test
    void intervalsCoverTheTruthWithCorrelatedDirections() {
        double truth = Math.sqrt(0.5);
        int uncentred = 0;
        int pearson = 0;
        int seeds = 1500;
        double effective = 0;
        int n = 600;
        int k = 8;
        for (int seed = 0; seed < seeds; seed++) {
            Draws draws = new Draws(seed);
            double[] x = draws.normals(0, 0, 2 * n);
            double[] z = Directions.GAUSSIAN.draw(draws, 1, 0, n, k, 2);
            double[] tangents = new double[2 * n * k];
            for (int row = 0; row < n * k; row++) {
                int i = row % n;
                tangents[2 * row] = x[2 * i] * z[2 * row];
                tangents[2 * row + 1] = tangents[2 * row] + x[2 * i + 1] * z[2 * row + 1];
            }
            SecondMoment moment = new SecondMoment(2);
            moment.add(new JvpSamples(0, n, k, 2, new double[2 * n], tangents));
            uncentred += moment.correlation().uncentred(0, 1).orElseThrow().covers(truth) ? 1 : 0;
            pearson += moment.correlation().pearson(0, 1).orElseThrow().covers(truth) ? 1 : 0;
            effective += moment.correlation().effectiveCount(0, 1).orElseThrow() / seeds;
        }
        assertThat(uncentred).isBetween(seeds * 93 / 100, seeds * 97 / 100);
        assertThat(pearson).isBetween(seeds * 93 / 100, seeds * 97 / 100);
        assertThat(effective).isBetween(0.1 * n, 0.5 * n * k);
    }

    /** y = (2 + z1, 5 + rho z1 + ...), as along do-directions with a value: the centred correlation is rho, the un-centred one is not. */
    @Test
    void intervalsOfTheCentredCorrelationCoverTheTruthFarFromZero() {
        int covered = 0;
        int seeds = 1000;
        for (int seed = 0; seed < seeds; seed++) {
            JvpSamples near = linear(seed, 0, 300, 2);
            double[] far = near.tangents().clone();
            for (int i = 0; i < far.length; i++) {
                far[i] += i % 2 == 0 ? 2 : 5;
            }
            SecondMoment moment = new SecondMoment(2);
            moment.add(new JvpSamples(0, 300, 2, 2, near.values(), far));
            covered += moment.correlation().pearson(0, 1).orElseThrow().covers(RHO) ? 1 : 0;
            assertThat(moment.correlation().uncentred(0, 1).orElseThrow().value())
                    .isGreaterThan(0.8);
        }
        assertThat(covered).isBetween(seeds * 92 / 100, seeds * 98 / 100);
    }

    @Test
    void anOutputThatIsHeldIsUndefined() {
        SecondMoment moment = new SecondMoment(3, Set.of(1));
        moment.add(samples(3, 1, 1e-17, 2, 3, -1e-17, -1, 2, 1e-18, 0));
        assertThat(moment.isHeld(1)).isTrue();
        assertThat(moment.correlation().uncentred(0, 1)).isEmpty();
        assertThat(moment.correlation().pearson(1, 1)).isEmpty();
        assertThat(moment.correlation().partial(1, 2)).isEmpty();
        assertThat(moment.correlation().uncentred(0, 2)).isPresent();
    }

    @Test
    void conditionsNeedWhatTheyAreOn() {
        SecondMoment moment = new SecondMoment(2);
        assertThatThrownBy(() -> moment.add(samples(2, 1, 2), new DifferenceSlab(0, 1)))
                .hasMessageContaining("withDifferences");
        assertThatThrownBy(() -> moment.add(samples(2, 1, 2), new RowNormBelow(0, 1)))
                .hasMessageContaining("withRowNorms");
        assertThatThrownBy(() -> new RowNormBelow(0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DifferenceSlab(0, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anOutputThatNeverMovesIsUndefined() {
        SecondMoment moment = new SecondMoment(3);
        moment.add(samples(3, 1, 0, 2, 3, 0, -1, 2, 0, 0));
        Correlation correlation = moment.correlation();
        assertThat(correlation.uncentred(0, 1)).isEmpty();
        assertThat(correlation.uncentred(1, 1)).isEmpty();
        assertThat(correlation.pearson(1, 2)).isEmpty();
        assertThat(correlation.effectiveCount(0, 1)).isEmpty();
        assertThat(correlation.partial(0, 1)).isEmpty();
        assertThat(correlation.partial(0, 2)).isPresent();
        assertThat(correlation.uncentred(0, 2)).isPresent();
    }

    @Test
    void tooFewSamplesAreUndefined() {
        SecondMoment moment = new SecondMoment(2);
        assertThat(moment.correlation().uncentred(0, 1)).isEmpty();
        assertThat(moment.keptFraction()).isEqualTo(1);
        moment.add(samples(2, 1, 2));
        assertThat(moment.correlation().uncentred(0, 1)).isEmpty();
        assertThat(moment.correlation().pearson(0, 1)).isEmpty();
        assertThat(moment.entry(0, 1)).isEmpty();
    }

    @Test
    void dependentOutputsHaveNoPartialCorrelation() {
        SecondMoment moment = new SecondMoment(3);
        moment.add(samples(3, 1, 2, 3, 3, -1, 2, 2, 5, 7)); // the third is the sum of the others
        assertThat(moment.correlation().partial(0, 1)).isEmpty();
    }

    @Test
    void equalOutputsHaveCorrelationOne() {
        SecondMoment moment = new SecondMoment(2);
        moment.add(samples(2, 1, 1, 3, 3, -2, -2));
        Estimate estimate = moment.correlation().uncentred(0, 1).orElseThrow();
        assertThat(estimate.value()).isCloseTo(1, within(1e-15));
        assertThat(estimate.halfWidth()).isCloseTo(0, within(1e-7));
        assertThat(estimate.low()).isNotNaN();
    }

    @Test
    void whatIsNotFiniteIsRefused() {
        SecondMoment moment = new SecondMoment(2);
        assertThatThrownBy(() -> moment.add(samples(2, 1, 2, Double.NaN, 1)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("output 0 at sample 1");
    }

    @Test
    void otherNumbersOfOutputsAreRefused() {
        SecondMoment moment = new SecondMoment(2);
        assertThatThrownBy(() -> moment.add(samples(3, 1, 2, 3))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> moment.merge(new SecondMoment(3))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> moment.add(samples(2, 1, 2), new Slab(2, 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Slab(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** J z = (z1, rho z1 + sqrt(1 - rho^2) z2). */
    private static JvpSamples linear(long seed, int first, int n, int k) {
        double[] z = Directions.GAUSSIAN.draw(new Draws(seed), 1, first, n, k, 2);
        double[] tangents = new double[z.length];
        for (int row = 0; row < n * k; row++) {
            tangents[2 * row] = z[2 * row];
            tangents[2 * row + 1] = RHO * z[2 * row] + Math.sqrt(1 - RHO * RHO) * z[2 * row + 1];
        }
        return new JvpSamples(first, n, k, 2, new double[2 * n], tangents);
    }

    private static JvpSamples samples(int outputs, double... tangents) {
        int n = tangents.length / outputs;
        return new JvpSamples(0, n, 1, outputs, new double[n * outputs], tangents);
    }
}
