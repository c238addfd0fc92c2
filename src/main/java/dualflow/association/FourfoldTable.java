package dualflow.association;

import java.util.OptionalDouble;

/**
 * How often two binary variables take each pair of values.
 *
 * @param both rows with (1, 1)
 * @param first rows with (1, 0)
 * @param second rows with (0, 1)
 * @param neither rows with (0, 0)
 */
public record FourfoldTable(int both, int first, int second, int neither) {
    /**
     * Checks the counts.
     *
     * @param both rows with (1, 1)
     * @param first rows with (1, 0)
     * @param second rows with (0, 1)
     * @param neither rows with (0, 0)
     * @throws IllegalArgumentException if one is negative or all together exceed an int
     */
    public FourfoldTable {
        if (both < 0 || first < 0 || second < 0 || neither < 0) {
            throw new IllegalArgumentException(
                    "Counts are at least 0, not " + both + ", " + first + ", " + second + " and " + neither + ".");
        }
        if ((long) both + first + second + neither > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A fourfold table counts at most " + Integer.MAX_VALUE + " rows.");
        }
    }

    /**
     * The number of rows.
     *
     * @return the sum of all counts
     */
    public int rows() {
        return both + first + second + neither;
    }

    /**
     * Whether both variables take both values, without which no coefficient is defined.
     *
     * @return false if one of them is constant
     */
    public boolean varies() {
        return firstOnes() > 0 && firstOnes() < rows() && secondOnes() > 0 && secondOnes() < rows();
    }

    /** The rows where the first variable is 1. */
    int firstOnes() {
        return both + first;
    }

    /** The rows where the second variable is 1. */
    int secondOnes() {
        return both + second;
    }

    /** The table in which the second variable's values are exchanged, which turns the sign of every coefficient. */
    FourfoldTable withSecondExchanged() {
        return new FourfoldTable(/* both= */ first, /* first= */ both, /* second= */ neither, /* neither= */ second);
    }

    /** n11 n00 - n10 n01, exactly. */
    long determinant() {
        return (long) both * neither - (long) first * second;
    }

    /**
     * The phi coefficient: Pearson's correlation of the two variables as numbers.
     *
     * @equation phi = (n11 n00 - n10 n01) / sqrt(n1. n0. n.1 n.0) (Yule, "On the methods of measuring association between two attributes",
     *     Journal of the Royal Statistical Society 75, 1912)
     * @return phi, from -1 to 1; empty if a variable is constant
     */
    public OptionalDouble phi() {
        if (!varies()) {
            return OptionalDouble.empty();
        }
        double spread = Math.sqrt((double) product(firstOnes()) * product(secondOnes()));
        return OptionalDouble.of(Math.max(-1, Math.min(1, determinant() / spread)));
    }

    private long product(int ones) {
        return (long) ones * (rows() - ones);
    }

    /**
     * The standard error of phi over independent rows, by the delta method: with x and y in standard scores, the deviation of
     * xy - phi (x^2 + y^2) / 2, divided by the root of the number of rows.
     *
     * @return the standard error; empty if a variable is constant
     */
    public OptionalDouble phiStandardError() {
        if (!varies()) {
            return OptionalDouble.empty();
        }
        double phi = phi().getAsDouble();
        double[] x = scores(firstOnes());
        double[] y = scores(secondOnes());
        double[][] influence = new double[2][2];
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                influence[i][j] = x[i] * y[j] - phi * (x[i] * x[i] + y[j] * y[j]) / 2;
            }
        }
        return OptionalDouble.of(standardError(influence));
    }

    /** The standard scores of the values 0 and 1. */
    private double[] scores(int ones) {
        double zeros = (double) rows() - ones;
        return new double[] {-Math.sqrt(ones / zeros), Math.sqrt(zeros / ones)};
    }

    /** The deviation of a function of the two values, divided by the root of the number of rows: its mean's standard error. */
    double standardError(double[][] function) {
        double n = rows();
        double mean =
                (both * function[1][1] + first * function[1][0] + second * function[0][1] + neither * function[0][0])
                        / n;
        double squares = both * square(function[1][1] - mean)
                + first * square(function[1][0] - mean)
                + second * square(function[0][1] - mean)
                + neither * square(function[0][0] - mean);
        return Math.sqrt(squares) / n;
    }

    private static double square(double x) {
        return x * x;
    }

    /**
     * The largest phi that two variables can have which are 1 as often as these: every row of the rarer one is a row of the other.
     *
     * @equation phi_max = sqrt(p (1-q) / (q (1-p))), p &lt;= q the frequencies of 1 (Ferguson, "The factorial interpretation of test
     *     difficulty", Psychometrika 6, 1941)
     * @return the largest phi; empty if a variable is constant
     */
    public OptionalDouble largestPhi() {
        int rarer = Math.min(firstOnes(), secondOnes());
        int other = Math.max(firstOnes(), secondOnes());
        return new FourfoldTable(rarer, 0, other - rarer, rows() - other).phi();
    }
}
