package dualflow.normalizing;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.LinearMap;
import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * log |det(I + J)| of a residual map x + F(x), J = dF/dx of each row: the power series sum over k of (-1)^(k+1) tr(J^k)/k, which converges for |J| below 1 (Behrmann et al.,
 * Invertible residual networks, ICML 2019; Beigy, residual flows), its trace exact or by Hutchinson's estimator, and without a remainder by the
 * Russian roulette of Chen et al. (Residual flows for invertible generative modeling, NeurIPS 2019, Theorem 1). The map F is linearized once, at x
 * [..., n, d], and may not mix rows.
 */
public final class LogDeterminantSeries {
    private LogDeterminantSeries() {}

    /**
     * The determinant itself, by an LU factorisation of I + J: for small d.
     *
     * @param f dF at x
     * @param x [..., n, d]
     * @return log |det(I + J)|, [..., n]
     */
    public static Tensor exact(LinearMap f, Tensor x) {
        return Ops.logAbsDeterminant(plusIdentity(jacobian(f, x)));
    }

    /**
     * The first terms with exact traces: for small d. What is left out is at most {@link #remainder}.
     *
     * @param f dF at x
     * @param x [..., n, d]
     * @param terms how many terms, at least 1
     * @return the partial sum, [..., n]
     */
    public static Tensor truncated(LinearMap f, Tensor x, int terms) {
        requireTerms(terms);
        Tensor jacobian = jacobian(f, x);
        Tensor power = jacobian;
        Tensor sum = Ops.trace(power);
        for (int k = 2; k <= terms; k++) {
            power = Ops.matmul(power, jacobian);
            sum = Ops.add(sum, Ops.scale(Ops.trace(power), sign(k) / k));
        }
        return sum;
    }

    /**
     * The first terms with Hutchinson's estimate v'J^k v of the traces, the mean over probes v with E[v v'] = I, which stay the same for all terms.
     *
     * @param f dF at x
     * @param probes v, [P, ..., n, d]
     * @param terms how many terms, at least 1
     * @return the estimate, [..., n], unbiased for {@link #truncated}
     */
    public static Tensor hutchinson(LinearMap f, Tensor probes, int terms) {
        return estimate(f, probes, terms, k -> 1);
    }

    /**
     * An unbiased estimate of the whole series: after some terms that are always taken it goes on with probability 1 - p at each, and weighs
     * term k by 1 / P(it is taken).
     *
     * @param f dF at x
     * @param probes v, [P, ..., n, d], with E[v v'] = I
     * @param certain how many terms are always taken, 0 or more; so is one more
     * @param drawn how many follow them, from {@link #drawnTerms}
     * @param p the probability to stop at a term, as in that call
     * @return the estimate, [..., n]
     */
    public static Tensor roulette(LinearMap f, Tensor probes, int certain, int drawn, double p) {
        return estimate(f, probes, certain + drawn, k -> StrictMath.pow(1 - p, -Math.max(0, k - certain - 1)));
    }

    /**
     * A draw of the geometric distribution, where N is k or more with probability (1 - p)^(k - 1), k from 1.
     *
     * @param u a uniform number in [0, 1)
     * @param p the probability to stop, in (0, 1)
     * @return N
     * @throws IllegalArgumentException if p is out of range
     */
    public static int drawnTerms(double u, double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("the probability to stop lies between 0 and 1, got " + p);
        }
        return 1 + (int) Math.floor(StrictMath.log1p(-u) / StrictMath.log1p(-p));
    }

    /**
     * A bound of what a partial sum leaves out: d times the sum of L^k/k over the rest, which is at most d L^(terms + 1) / ((terms + 1) (1 - L)).
     *
     * @param lipschitz L, at least |J|, in (0, 1)
     * @param dimension d
     * @param terms how many terms were taken
     * @return the bound
     * @throws IllegalArgumentException if L is out of range
     */
    public static double remainder(double lipschitz, int dimension, int terms) {
        if (!(lipschitz > 0 && lipschitz < 1)) {
            throw new IllegalArgumentException(
                    "the series converges for a Lipschitz constant in (0, 1), got " + lipschitz);
        }
        return dimension * StrictMath.pow(lipschitz, terms + 1) / ((terms + 1) * (1 - lipschitz));
    }

    private static Tensor estimate(LinearMap f, Tensor probes, int terms, IntToDoubleFunction weight) {
        requireTerms(terms);
        Tensor power = probes;
        Tensor sum = null;
        for (int k = 1; k <= terms; k++) {
            power = each(f, power);
            Tensor trace = Ops.sum(Ops.multiply(probes, power), 1);
            Tensor term = Ops.scale(trace, sign(k) / k * weight.applyAsDouble(k));
            sum = sum == null ? term : Ops.add(sum, term);
        }
        Shape perRow = sum.shape().trailing(sum.shape().rank() - 1);
        Tensor total = Ops.reshape(Ops.sumTo(sum, perRow.withFirst(1)), perRow);
        return Ops.scale(total, 1.0 / probes.shape().dim(-probes.shape().rank()));
    }

    /** J of each row, [..., n, d, d], by d products. */
    static Tensor jacobian(LinearMap f, Tensor x) {
        int rank = x.shape().rank();
        int d = x.shape().dim(-1);
        double[] identity = new double[d * d];
        for (int i = 0; i < d; i++) {
            identity[i * (d + 1)] = 1;
        }
        Tensor basis = Ops.insertAxes(x.device().tensor(x.dtype(), Shape.of(d, d), identity), 1, rank - 1);
        Tensor columns =
                each(f, Ops.broadcast(basis, x.shape().withFirst(d))); // [d, ..., n, d]: column, row of points, output
        int[] columnLast = new int[rank + 1];
        for (int axis = 0; axis < rank; axis++) {
            columnLast[axis] = axis + 1;
        }
        return Ops.permute(columns, columnLast);
    }

    /** I + J. */
    static Tensor plusIdentity(Tensor jacobian) {
        int d = jacobian.shape().dim(-1);
        double[] identity = new double[d * d];
        for (int i = 0; i < d; i++) {
            identity[i * (d + 1)] = 1;
        }
        return Ops.add(jacobian, jacobian.device().tensor(jacobian.dtype(), Shape.of(d, d), identity));
    }

    private static Tensor each(LinearMap f, Tensor directions) {
        return Autodiff.vmap(direction -> f.apply(List.of(direction)), directions);
    }

    private static double sign(int k) {
        return k % 2 == 1 ? 1 : -1;
    }

    private static void requireTerms(int terms) {
        if (terms < 1) {
            throw new ShapeException("a series has 1 term or more, got " + terms);
        }
    }
}
