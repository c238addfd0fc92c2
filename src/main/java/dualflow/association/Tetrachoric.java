package dualflow.association;

import dualflow.op.Elementary;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * The tetrachoric correlation of two binary variables: the correlation of two standard normal variables which, cut at thresholds, give their
 * fourfold table. Pearson, "On the correlation of characters not quantitatively measurable", Philosophical Transactions A 195 (1900).
 *
 * <p>A table in which one of two opposite counts is 0 is met by no correlation between -1 and 1, but in the limit: the coefficient is then
 * 1, or -1, and has no standard error. Nothing is added to empty cells.
 *
 * @param value the coefficient, from -1 to 1
 * @param standardError its standard error over independent rows; empty where the coefficient is 1 or -1
 */
public record Tetrachoric(double value, OptionalDouble standardError) {
    private static final double QUARTER = Math.PI / 4;
    private static final int MOST_EVALUATIONS = 1000;

    /** All but a rounding error of the unknown angle. */
    private static final double RELATIVE = 1e-15;

    /**
     * The coefficient of a table.
     *
     * @param table the counts
     * @return the coefficient; empty if a variable is constant
     */
    public static Optional<Tetrachoric> of(FourfoldTable table) {
        if (!table.varies()) {
            return Optional.empty();
        }
        if (table.determinant() < 0) {
            Tetrachoric turned = positive(table.withSecondExchanged());
            return Optional.of(new Tetrachoric(-turned.value, turned.standardError));
        }
        return Optional.of(positive(table));
    }

    /** Of a table with n11 n00 at least n10 n01. The unknown is theta with r = sin theta, or u with r = cos u, whichever is at most pi/4. */
    private static Tetrachoric positive(FourfoldTable table) {
        double n = table.rows();
        double h = threshold(table.firstOnes(), table.rows());
        double k = threshold(table.secondOnes(), table.rows());
        int rest = Math.min(table.first(), table.second());
        if (rest == 0) {
            return new Tetrachoric(1, OptionalDouble.empty());
        }
        double excess = table.determinant() / n / n; // of P(X > h, Y > k) over that of independent variables
        double sine;
        double cosine;
        if (excess <= BivariateNormal.fromIndependent(h, k, QUARTER)) {
            double theta = root(angle -> BivariateNormal.fromIndependent(h, k, angle) - excess);
            sine = Elementary.sin(theta);
            cosine = Elementary.cos(theta);
        } else {
            double u = root(angle -> BivariateNormal.fromEqual(h, k, angle) - rest / n);
            sine = Elementary.cos(u);
            cosine = Elementary.sin(u);
        }
        return new Tetrachoric(sine, OptionalDouble.of(standardError(table, h, k, sine, cosine)));
    }

    /** The h with P(X &gt; h) = ones / rows, from the lesser tail, whose probability is the more exact. */
    private static double threshold(int ones, int rows) {
        return 2L * ones <= rows
                ? -Elementary.ndtri((double) ones / rows)
                : Elementary.ndtri((double) (rows - ones) / rows);
    }

    private static double root(DoubleUnaryOperator function) {
        double atStart = function.applyAsDouble(0);
        if (atStart == 0) {
            return 0;
        }
        if (atStart * function.applyAsDouble(QUARTER) >= 0) {
            return QUARTER; // but for rounding
        }
        return new BrentSolver(RELATIVE, Double.MIN_NORMAL, Double.MIN_NORMAL)
                .solve(MOST_EVALUATIONS, function::applyAsDouble, 0, QUARTER);
    }

    /**
     * By the delta method: dr = (dp11 - P(Y &gt; k | X = h) dp1. - P(X &gt; h | Y = k) dp.1) / phi2(h, k; r). Hamdan, "The equivalence of
     * tetrachoric and maximum likelihood estimates of rho in 2 x 2 tables", Biometrika 57 (1970), gives the same.
     */
    private static double standardError(FourfoldTable table, double h, double k, double r, double root) {
        double givenX = Elementary.ndtr((r * h - k) / root);
        double givenY = Elementary.ndtr((r * k - h) / root);
        double apart = (h - r * k) / root;
        double density = Elementary.exp(-(k * k + apart * apart) / 2) / (2 * Math.PI * root);
        double[][] influence = {{0, -givenY}, {-givenX, 1 - givenX - givenY}};
        return table.standardError(influence) / density;
    }
}
