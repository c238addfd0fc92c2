package dualflow.graph;

import java.util.Arrays;
import java.util.List;

/**
 * Tests of independence in contingency tables of binary variables: in each stratum, a combination of values of the variables conditioned on, the
 * counts are compared with those expected from the margins of that stratum, and the statistics of the strata are added. Agresti, "Categorical data
 * analysis", sections 3.2 and 4.4.
 *
 * <p>Degrees of freedom: a stratum in which both variables vary has one; a stratum in which one of them has a single value, or that has no rows,
 * adds none and nothing to the statistic. No correction for continuity.
 *
 * <p>The effect is the partial phi: the partial correlation of the 0/1 variables given the others, out of the matrix of all phi.
 */
public final class ContingencyTest implements IndependenceTest {
    /** What is summed over the cells, with the observed count n and the expected one m. */
    public enum Statistic {
        /** The likelihood ratio's 2 n log(n/m), Wilks' G squared. */
        G2,
        /** Pearson's (n - m)^2/m. */
        CHI2
    }

    private final PackedColumns columns;
    private final Statistic statistic;
    private final double[][] correlations;

    /**
     * A test on observations.
     *
     * @param columns the observations
     * @param statistic the statistic
     */
    public ContingencyTest(PackedColumns columns, Statistic statistic) {
        this.columns = columns;
        this.statistic = statistic;
        correlations = columns.correlations();
    }

    @Override
    public List<String> names() {
        return columns.names();
    }

    @Override
    public Evidence evidence(int a, int b, int... given) {
        int[] all = Arrays.copyOf(given, given.length + 2);
        all[given.length] = a;
        all[given.length + 1] = b;
        Arrays.sort(all);
        int bitOfA = 1 << Arrays.binarySearch(all, a);
        int bitOfB = 1 << Arrays.binarySearch(all, b);
        int[] table = columns.table(all);
        double sum = 0;
        int degreesOfFreedom = 0;
        for (int stratum = 0; stratum < table.length; stratum++) {
            if ((stratum & (bitOfA | bitOfB)) == 0) {
                double n00 = table[stratum];
                double n01 = table[stratum | bitOfB];
                double n10 = table[stratum | bitOfA];
                double n11 = table[stratum | bitOfA | bitOfB];
                double margins = (n00 + n01) * (n10 + n11) * (n00 + n10) * (n01 + n11);
                if (margins > 0) {
                    double n = n00 + n01 + n10 + n11;
                    sum += switch (statistic) {
                        case CHI2 -> n * square(n00 * n11 - n01 * n10) / margins;
                        case G2 ->
                            2
                                    * (term(n00, n, n00 + n01, n00 + n10)
                                            + term(n01, n, n00 + n01, n01 + n11)
                                            + term(n10, n, n10 + n11, n00 + n10)
                                            + term(n11, n, n10 + n11, n01 + n11));
                    };
                    degreesOfFreedom++;
                }
            }
        }
        if (degreesOfFreedom == 0) {
            return Evidence.NONE;
        }
        double effect = PartialCorrelation.of(correlations, a, b, given);
        return new Evidence(
                Math.max(0, sum),
                degreesOfFreedom,
                ChiSquared.logTail(sum, degreesOfFreedom),
                Double.isNaN(effect) ? 0 : effect);
    }

    private static double square(double x) {
        return x * x;
    }

    /** n_ij log(n_ij/m_ij) with m_ij = row column/n; an empty cell adds nothing. */
    private static double term(double count, double n, double row, double column) {
        return count == 0 ? 0 : count * Math.log(count * n / (row * column));
    }
}
