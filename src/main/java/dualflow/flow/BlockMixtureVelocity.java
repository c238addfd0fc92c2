package dualflow.flow;

import dualflow.op.Ops;
import dualflow.op.ScatterAdd;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

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
 * <p>The cost is that of the two products with all V_k side by side, on the coordinates that are in some block: 2 u R multiply-adds for each
 * state, u the number of these coordinates and R the sum of the blocks' sizes. It may be differentiated in t and x.
 */
public final class BlockMixtureVelocity implements VelocityField {
    /** Rows of matrices are padded to whole vectors of processors, without which products are slower. */
    private static final int LANES = 8;

    private final Tensor logits; // [1, K]
    private final Tensor means; // [K, d]
    private final Tensor noises; // c, [1, K]
    private final Tensor rests; // d less the size of each block, [1, K]
    private final Tensor others; // 1 for coordinates outside a component's block, [K, d]
    private final Tensor othersAcross; // [d, K]
    private final Tensor otherMeans; // P_k mu_k, [K, d]
    private final Tensor otherMeansAcross; // [d, K]
    private final Tensor otherSquares; // |P_k mu_k|^2, [1, K]
    private final List<Integer> inside; // coordinates in some block, and a few more
    private final Tensor lambdas; // [1, R]
    private final Tensor owners; // 1 at the component of each column of V, [K, R]
    private final Tensor ownersAcross; // [R, K]
    private final Tensor vectors; // V, [u, R]
    private final Tensor vectorsAcross; // [R, u]
    private final Tensor offsets; // V_k^T mu_k, [1, R]
    private final boolean isSingular;

    /**
     * The velocity from N(0, I) to a mixture.
     *
     * @param logits log pi_k up to a common constant, [K]
     * @param means mu_k, [K, d]
     * @param others for each component 1 at coordinates outside its block and 0 at those inside, [K, d]
     * @param noises c_k, [K], at least 0
     * @param sizes the number of coordinates in each block, K in all, whose sum is R
     * @param lambdas lambda_k, one component after the other, [R], at least 0
     * @param vectors V_k side by side, [d, R], 0 outside the blocks
     * @throws ShapeException if the shapes do not fit
     * @throws IllegalArgumentException if a number is not finite, or a variance is negative
     */
    public BlockMixtureVelocity(
            Tensor logits,
            Tensor means,
            Tensor others,
            Tensor noises,
            List<Integer> sizes,
            Tensor lambdas,
            Tensor vectors) {
        int k = sizes.size();
        int d = means.shape().rank() == 2 ? means.shape().dim(-1) : 0;
        int r = sizes.stream().mapToInt(Integer::intValue).sum();
        Covariances.requireShape("list of logits", logits, k);
        Covariances.requireShape("list of means", means, k, d);
        Covariances.requireShape("list of other coordinates", others, k, d);
        Covariances.requireShape("list of noise variances", noises, k);
        Covariances.requireShape("list of eigenvalues", lambdas, r);
        Covariances.requireShape("matrix V", vectors, d, r);
        Covariances.requireFinite("list of logits", logits);
        Covariances.requireFinite("list of means", means);
        Covariances.requireFinite("list of other coordinates", others);
        Covariances.requireFinite("matrix V", vectors);
        this.isSingular = Math.min(smallest("noise", noises), smallest("eigenvalue", lambdas)) == 0;
        this.logits = row(logits);
        this.means = means;
        this.noises = row(noises);
        this.rests = row(Ops.sum(others, 1));
        this.others = others;
        this.othersAcross = Ops.transpose(others);
        this.otherMeans = Ops.multiply(others, means);
        this.otherMeansAcross = Ops.transpose(otherMeans);
        this.otherSquares = row(Ops.sum(Ops.multiply(otherMeans, otherMeans), 1));
        int more = Math.max(LANES, padded(r)) - r; // columns of no component
        this.inside = inside(others, k, d);
        this.owners = Ops.pad(owners(logits, sizes, r), -1, 0, more);
        this.ownersAcross = Ops.transpose(owners);
        this.lambdas = Ops.add(
                Ops.pad(row(lambdas), -1, 0, more), Ops.shift(Ops.negate(Ops.sumTo(owners, Shape.of(1, r + more))), 1));
        this.vectors = Ops.pad(Ops.gather(vectors, inside), -1, 0, more);
        this.vectorsAcross = Ops.transpose(this.vectors);
        this.offsets =
                Ops.sumTo(Ops.multiply(owners, Ops.matmul(insideOf(means), this.vectors)), Shape.of(1, r + more));
    }

    private static Tensor row(Tensor x) {
        return Ops.insertAxes(x, 0, 1);
    }

    private static int padded(int count) {
        return (count + LANES - 1) / LANES * LANES;
    }

    private static Tensor owners(Tensor like, List<Integer> sizes, int columns) {
        double[] owners = new double[sizes.size() * columns];
        int at = 0;
        for (int k = 0; k < sizes.size(); k++) {
            for (int i = 0; i < sizes.get(k); i++) {
                owners[k * columns + at++] = 1;
            }
        }
        return like.device().tensor(like.dtype(), Shape.of(sizes.size(), columns), owners);
    }

    /** The coordinates in some block, and of the others as many as fill a vector, in order. */
    private static List<Integer> inside(Tensor others, int k, int d) {
        double[] outside = others.bottom().toDoubles();
        boolean[] isInside = new boolean[d];
        int count = 0;
        for (int i = 0; i < d; i++) {
            int coordinate = i;
            isInside[i] = IntStream.range(0, k).anyMatch(c -> outside[c * d + coordinate] == 0);
            count += isInside[i] ? 1 : 0;
        }
        for (int i = 0; i < d && count < Math.max(LANES, padded(count)); i++) {
            count += isInside[i] ? 0 : 1;
            isInside[i] = true;
        }
        return IntStream.range(0, d).filter(i -> isInside[i]).boxed().toList();
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

    /**
     * The responsibilities (2).
     *
     * @param t the time, [] or [..., n, 1]
     * @param x the state, [..., n, d]
     * @return gamma, [..., n, K]
     * @throws ShapeException if the shapes do not fit
     * @throws NotPositiveDefiniteException if a component is singular, and x_t so at this time
     */
    public Tensor responsibilities(Tensor t, Tensor x) {
        return StateRows.apply(t, x, means.shape().dim(-1), (time, rows) -> {
            Tensor variance = Diagonalization.variances(time, lambdas, isSingular);
            Tensor noise = Diagonalization.variances(time, noises, isSingular);
            return Ops.softmax(logJoint(time, rows, coordinates(time, rows), variance, noise), 1);
        });
    }

    /** V^T (x - t mu), [..., n, R]. */
    private Tensor coordinates(Tensor t, Tensor x) {
        return Ops.subtract(Ops.matmul(insideOf(x), vectors), Ops.multiply(t, offsets));
    }

    /** The time is [] or [..., 1, 1]: one for all rows of a matrix. */
    private Tensor ofRows(Tensor t, Tensor x) {
        Tensor variance = Diagonalization.variances(t, lambdas, isSingular);
        Tensor noise = Diagonalization.variances(t, noises, isSingular);
        Tensor z = coordinates(t, x);
        Tensor gamma = Ops.softmax(logJoint(t, x, z, variance, noise), 1);

        Tensor weightedRate = Ops.multiply(gamma, rates(t, noises, noise));
        Tensor outside = Ops.subtract(
                Ops.multiply(Ops.matmul(weightedRate, others), x),
                Ops.multiply(t, Ops.matmul(weightedRate, otherMeans)));
        Tensor inBlocks = Ops.multiply(Ops.matmul(gamma, owners), Ops.multiply(rates(t, lambdas, variance), z));
        return Ops.add(Ops.add(Ops.matmul(gamma, means), outside), everywhere(Ops.matmul(inBlocks, vectorsAcross)));
    }

    /** log pi_k + log N(x | m_k, S_k), up to terms that are equal for all k, [..., n, K]. */
    private Tensor logJoint(Tensor t, Tensor x, Tensor z, Tensor variance, Tensor noise) {
        Tensor squares = Ops.add(
                Ops.subtract(
                        Ops.matmul(Ops.multiply(x, x), othersAcross),
                        Ops.multiply(Ops.scale(t, 2), Ops.matmul(x, otherMeansAcross))),
                Ops.multiply(Ops.multiply(t, t), otherSquares));
        Tensor exponent =
                Ops.add(Ops.divide(squares, noise), Ops.matmul(Ops.divide(Ops.multiply(z, z), variance), ownersAcross));
        Tensor logDeterminant =
                Ops.add(Ops.matmul(Ops.log(variance), ownersAcross), Ops.multiply(rests, Ops.log(noise)));
        return Ops.subtract(logits, Ops.scale(Ops.add(exponent, logDeterminant), 0.5));
    }

    /** a(lambda) = (t lambda - (1-t)) / s(lambda). */
    private static Tensor rates(Tensor t, Tensor lambda, Tensor variance) {
        return Ops.divide(Ops.subtract(Ops.multiply(t, lambda), LinearPath.oneMinus(t)), variance);
    }

    /** The coordinates of rows that are in some block, [..., n, u]. */
    private Tensor insideOf(Tensor x) {
        return inside.size() == x.shape().dim(-1) ? x : Ops.transpose(Ops.gather(Ops.transpose(x), inside));
    }

    /** Rows of the coordinates in some block, with zeros for the others, [..., n, d]. */
    private Tensor everywhere(Tensor y) {
        int d = means.shape().dim(-1);
        return inside.size() == d ? y : Ops.transpose(new ScatterAdd(inside, d).on(Ops.transpose(y)));
    }
}
