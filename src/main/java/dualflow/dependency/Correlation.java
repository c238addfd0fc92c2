package dualflow.dependency;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Correlations of the components of the derivatives. A correlation with an output that never changes is undefined: the result is
 * empty, never NaN.
 *
 * <p>Their standard errors are by the delta method with samples as clusters, and assume no distribution. Where E[J z] = 0, that of the centred
 * correlation is that of the un-centred one up to a term of order 1/n. The effective count n_e is the number of
 * independent Gaussian pairs that would give this standard error, (1 - r^2)^2 / error^2. The intervals are Fisher's: tanh(atanh r +- 1.96 /
 * sqrt(n_e)) for the un-centred correlation, with n_e - 3 in place of n_e for the centred one.
 */
public final class Correlation {
    /** A pivot below this, of a matrix with unit diagonal, is rounding error: the outputs are linearly dependent. */
    static final double SINGULAR = 1e-12;

    private final SecondMoment moment;

    Correlation(SecondMoment moment) {
        this.moment = moment;
    }

    /**
     * The un-centred correlation.
     *
     * @equation Corr(D) = D^-1/2 S(D) D^-1/2 with D = diag S(D) (the paper, 5.3)
     * @param a output
     * @param b output
     * @return s_ab / sqrt(s_aa s_bb); empty if a or b never changes or is held, or there are fewer than two samples
     */
    public Optional<Estimate> uncentred(int a, int b) {
        if (!moves(a) || !moves(b)) {
            return Optional.empty();
        }
        return Optional.of(estimate(a, b, ratio(moment.at(a, b), moment.at(a, a), moment.at(b, b)), 0, 0, 0));
    }

    /**
     * Pearson's centred correlation, which the paper's published code computes.
     *
     * @param a output
     * @param b output
     * @return c_ab / sqrt(c_aa c_bb) with c_ab = s_ab - mean_a mean_b; empty if a or b has no variance, or there are fewer than two samples
     */
    public Optional<Estimate> pearson(int a, int b) {
        if (!moves(a) || !moves(b)) {
            return Optional.empty();
        }
        double meanA = moment.mean(a);
        double meanB = moment.mean(b);
        double aa = moment.at(a, a) - meanA * meanA;
        double bb = moment.at(b, b) - meanB * meanB;
        if (!(aa > SINGULAR * moment.at(a, a) && bb > SINGULAR * moment.at(b, b))) {
            return Optional.empty();
        }
        return Optional.of(estimate(a, b, ratio(moment.at(a, b) - meanA * meanB, aa, bb), meanA, meanB, 3));
    }

    /**
     * The number of independent Gaussian pairs that would give the un-centred correlation its standard error.
     *
     * @param a output
     * @param b output
     * @return (1 - r^2)^2 / error^2; empty if the correlation is undefined or is 1 or -1
     */
    public OptionalDouble effectiveCount(int a, int b) {
        return uncentred(a, b).map(Estimate::effectiveCount).orElse(OptionalDouble.empty());
    }

    /**
     * The partial correlation given all other outputs, from the precision matrix P = Corr(D)^-1: -p_ab / sqrt(p_aa p_bb).
     * Outputs that never change carry no information and are left out.
     *
     * @param a output
     * @param b output
     * @return the partial correlation, 1 for a = b; empty if a or b never changes or the changing outputs are linearly dependent
     */
    public OptionalDouble partial(int a, int b) {
        if (!moves(a) || !moves(b)) {
            return OptionalDouble.empty();
        }
        if (a == b) {
            return OptionalDouble.of(1);
        }
        int[] moving = IntStream.range(0, moment.outputs()).filter(this::moves).toArray();
        double[][] s = moment.matrix();
        RealMatrix corr = new Array2DRowRealMatrix(moving.length, moving.length);
        for (int i = 0; i < moving.length; i++) {
            for (int j = 0; j < moving.length; j++) {
                int p = moving[i];
                int q = moving[j];
                corr.setEntry(i, j, i == j ? 1 : ratio(s[p][q], s[p][p], s[q][q]));
            }
        }
        try {
            RealMatrix precision =
                    new CholeskyDecomposition(corr, 1e-14, SINGULAR).getSolver().getInverse();
            int i = Arrays.binarySearch(moving, a);
            int j = Arrays.binarySearch(moving, b);
            return OptionalDouble.of(
                    -ratio(precision.getEntry(i, j), precision.getEntry(i, i), precision.getEntry(j, j)));
        } catch (NonPositiveDefiniteMatrixException dependent) {
            return OptionalDouble.empty();
        }
    }

    private boolean moves(int a) {
        return !moment.isHeld(a) && moment.samples() >= 2 && moment.at(a, a) > 0;
    }

    private Estimate estimate(int a, int b, double r, double meanA, double meanB, int lost) {
        if (a == b) {
            return new Estimate(1, 0, 1, 1);
        }
        double error = moment.standardErrorOfCorrelation(a, b, meanA, meanB);
        return error == 0 ? new Estimate(r, 0, r, r) : Estimate.fisher(r, error, effective(r, error) - lost);
    }

    private static double effective(double r, double error) {
        double spread = (1 - r) * (1 + r) / error;
        return spread * spread;
    }

    /** ab / sqrt(aa bb), which rounding may put outside [-1, 1]. */
    private static double ratio(double ab, double aa, double bb) {
        return Math.max(-1, Math.min(1, ab / (Math.sqrt(aa) * Math.sqrt(bb))));
    }
}
