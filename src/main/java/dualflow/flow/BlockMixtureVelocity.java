package dualflow.flow;

import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * The velocity of {@link MixtureVelocity} from N(0, I) to components in which some coordinates vary together and the others only by noise
 * of one variance: covariances with one full block V_k diag(lambda_k) V_k^T, and c_k I beside it. So are covariances of images, in which many
 * pixels are always black. With q_k = x - t mu_k, z_k = V_k^T q_k, s(lambda) = (1-t)^2 + t^2 lambda, a(lambda) = (t lambda - (1-t)) / s(lambda)
 * and P_k the projection on the other coordinates:
 *
 * <pre>
 *   gamma_k = softmax_k (log pi_k - (|P_k q_k|^2 / s(c_k) + sum_i z_ki^2 / s(lambda_ki) + log det S_k) / 2)
 *   v(t, x) = sum_k gamma_k (mu_k + a(c_k) P_k q_k + V_k (a(lambda_k) z_k))
 * </pre>
 *
 * <p>at the cost of two products with matrices of K d r numbers, r the size of the largest block, and of some with d K. It may be
 * differentiated in t and x.
 */
public final class BlockMixtureVelocity implements VelocityField {
    private final Tensor logits; // [K]
    private final Tensor means; // [K, d]
    private final Tensor noises; // c, [K]
    private final Tensor lambdas; // [K, r]
    private final Tensor vectors; // V of all components side by side, [d, K r]
    private final Tensor vectorsAcross; // [K r, d]
    private final Tensor offsets; // V_k^T mu_k, [K, r]
    private final Tensor others; // 1 for coordinates outside the block, [K, d]
    private final Tensor othersAcross; // [d, K]
    private final Tensor otherMeans; // P_k mu_k, [K, d]
    private final Tensor otherMeansAcross; // [d, K]
    private final Tensor otherSquares; // |P_k mu_k|^2, [K]
    private final Shape components; // [K, r]
    private final int smallestRest; // d - r
    private final boolean isSingular;

    /**
     * The velocity from N(0, I) to a mixture.
     *
     * @param logits log pi_k up to a common constant, [K]
     * @param means mu_k, [K, d]
     * @param others for each component 1 at coordinates outside its block and 0 at those inside, [K, d]
     * @param noises c_k, [K], at least 0
     * @param lambdas lambda_k, [K, r], at least 0
     * @param vectors V_k, [K, d, r], 0 outside the block; for a block of fewer than r coordinates the last columns are 0 and their lambdas
     *     are c_k
     * @throws ShapeException if the shapes do not fit
     * @throws IllegalArgumentException if a number is not finite, or a variance is negative
     */
    public BlockMixtureVelocity(
            Tensor logits, Tensor means, Tensor others, Tensor noises, Tensor lambdas, Tensor vectors) {
        int k = logits.shape().rank() == 1 ? logits.shape().dim(-1) : 0;
        int d = means.shape().rank() == 2 ? means.shape().dim(-1) : 0;
        int r = lambdas.shape().rank() == 2 ? lambdas.shape().dim(-1) : 0;
        Covariances.requireShape("list of logits", logits, k);
        Covariances.requireShape("list of means", means, k, d);
        Covariances.requireShape("list of other coordinates", others, k, d);
        Covariances.requireShape("list of noise variances", noises, k);
        Covariances.requireShape("list of eigenvalues", lambdas, k, r);
        Covariances.requireShape("list of matrices V", vectors, k, d, r);
        Covariances.requireFinite("list of logits", logits);
        Covariances.requireFinite("list of means", means);
        Covariances.requireFinite("list of other coordinates", others);
        Covariances.requireFinite("list of matrices V", vectors);
        this.logits = logits;
        this.means = means;
        this.noises = noises;
        this.lambdas = lambdas;
        this.vectorsAcross = Ops.reshape(Ops.transpose(vectors), Shape.of(k * r, d));
        this.vectors = Ops.transpose(vectorsAcross);
        this.offsets = Ops.reshape(Ops.matmul(Ops.insertAxes(means, 1, 1), vectors), Shape.of(k, r));
        this.others = others;
        this.othersAcross = Ops.transpose(others);
        this.otherMeans = Ops.multiply(others, means);
        this.otherMeansAcross = Ops.transpose(otherMeans);
        this.otherSquares = Ops.sum(Ops.multiply(otherMeans, otherMeans), 1);
        this.components = Shape.of(k, r);
        this.smallestRest = d - r;
        this.isSingular = Math.min(smallest("noise", noises), smallest("eigenvalue", lambdas)) == 0;
    }

    private static double smallest(String what, Tensor variances) {
        double smallest = Double.POSITIVE_INFINITY;
        for (double variance : variances.bottom().toDoubles()) {
            if (!(variance >= 0) || Double.isInfinite(variance)) {
                throw new IllegalArgumentException(
                        "a variance (" + what + ") is " + variance + "; variances are finite and at least 0");
            }
            smallest = Math.min(smallest, variance);
        }
        return smallest;
    }

    /**
     * Whether some component is singular, so that its velocity has no limit at t = 1. If none is, what is computed does not depend on values, and
     * may be recorded.
     *
     * @return true if so
     */
    public boolean isSingular() {
        return isSingular;
    }

    /**
     * The velocity (3).
     *
     * @param t the time, [] or [..., n, 1]
     * @param x the state, [..., n, d]
     * @return v(t, x), [..., n, d]
     * @throws ShapeException if the shapes do not fit
     * @throws NotPositiveDefiniteException if a component is singular, and x_t so at this time
     */
    @Override
    public Tensor velocity(Tensor t, Tensor x) {
        return StateRows.apply(t, x, means.shape().dim(-1), this::ofRows);
    }

    /** The time is [] or [..., 1, 1]: one for all rows of a matrix. */
    private Tensor ofRows(Tensor t, Tensor x) {
        Tensor each = t.shape().rank() == 0 ? t : column(t); // beside [..., n, K, r]
        Tensor variance = Diagonalization.variances(each, lambdas, isSingular);
        Tensor noise = Diagonalization.variances(t, noises, isSingular);
        Shape rows = x.shape().leading(1);
        Tensor z =
                Ops.subtract(Ops.reshape(Ops.matmul(x, vectors), rows.then(components)), Ops.multiply(each, offsets));
        Tensor gamma = Ops.softmax(logJoint(t, x, z, variance, noise), 1);

        Tensor rate = Ops.divide(Ops.subtract(Ops.multiply(each, lambdas), LinearPath.oneMinus(each)), variance);
        Tensor inBlocks = Ops.multiply(column(gamma), Ops.multiply(rate, z));
        Tensor noiseRate = Ops.divide(Ops.subtract(Ops.multiply(t, noises), LinearPath.oneMinus(t)), noise);
        Tensor weightedRate = Ops.multiply(gamma, noiseRate);
        Tensor outside = Ops.subtract(
                Ops.multiply(Ops.matmul(weightedRate, others), x),
                Ops.multiply(t, Ops.matmul(weightedRate, otherMeans)));
        return Ops.add(
                Ops.add(Ops.matmul(gamma, means), outside),
                Ops.matmul(Ops.reshape(inBlocks, rows.then(Shape.of(components.size()))), vectorsAcross));
    }

    /** log pi_k + log N(x | m_k, S_k), up to terms that are equal for all k, [..., n, K]. */
    private Tensor logJoint(Tensor t, Tensor x, Tensor z, Tensor variance, Tensor noise) {
        Tensor squares = Ops.add(
                Ops.subtract(
                        Ops.matmul(Ops.multiply(x, x), othersAcross),
                        Ops.multiply(Ops.scale(t, 2), Ops.matmul(x, otherMeansAcross))),
                Ops.multiply(Ops.multiply(t, t), otherSquares));
        Tensor exponent = Ops.add(Ops.divide(squares, noise), Ops.sum(Ops.divide(Ops.multiply(z, z), variance), 1));
        Tensor logDeterminant = Ops.add(Ops.sum(Ops.log(variance), 1), Ops.scale(Ops.log(noise), smallestRest));
        return Ops.subtract(logits, Ops.scale(Ops.add(exponent, logDeterminant), 0.5));
    }

    /** With an axis of length 1 behind the others. */
    private static Tensor column(Tensor x) {
        return Ops.insertAxes(x, x.shape().rank(), 1);
    }
}
