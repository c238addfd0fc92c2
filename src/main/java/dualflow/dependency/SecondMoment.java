package dualflow.dependency;

import java.util.Arrays;
import java.util.Optional;

/**
 * The second moment of derivatives, S(D) = E[(J z)(J z)^T] over samples x0 and directions z (paper, section 5.3), and all
 * sums that its uncertainty needs. It takes samples as a stream; terms are added in the order in which they arrive,
 * sample by sample and direction by direction, so that the same stream gives the same bits however it is split.
 *
 * <p>The K directions of one sample share x0, so they are not independent. A sample is therefore one cluster in every
 * standard error: with s_i the sum of (J z)(J z)^T over the k_i directions of sample i, S = sum s_i / sum k_i is a ratio of
 * sums over independent samples, and its variance is that of the linearised ratio, sum (s_i - k_i S)^2 / (sum k_i)^2. No
 * distribution is assumed.
 */
public final class SecondMoment {
    private final int outputs;
    private long samples;
    private long directions;
    private long offered;
    private double squaredCounts;
    private final double[] first;
    private final double[][] total;
    private final double[][] counted;
    private final double[][] squares;
    private final double[][] withOwn;
    private final double[][] diagonals;

    /**
     * An empty sum.
     *
     * @param outputs m, the number of outputs
     */
    public SecondMoment(int outputs) {
        this.outputs = outputs;
        first = new double[outputs];
        total = new double[outputs][outputs];
        counted = new double[outputs][outputs];
        squares = new double[outputs][outputs];
        withOwn = new double[outputs][outputs];
        diagonals = new double[outputs][outputs];
    }

    /**
     * Adds samples with all their directions.
     *
     * @param chunk the samples
     * @throws IllegalArgumentException if the number of outputs differs
     * @throws NonFiniteDerivativeException if a tangent is not finite
     */
    public void add(JvpSamples chunk) {
        add(chunk, null);
    }

    /**
     * Adds those directions that hardly change one output. A sample none of whose directions is kept counts as offered only.
     *
     * @param chunk the samples
     * @param slab the condition; null to keep all
     * @throws IllegalArgumentException if the number of outputs differs
     * @throws NonFiniteDerivativeException if a tangent is not finite
     */
    public void add(JvpSamples chunk, Slab slab) {
        requireOutputs(chunk.outputs());
        if (slab != null && (slab.output() < 0 || slab.output() >= outputs)) {
            throw new IllegalArgumentException(
                    "there is no output " + slab.output() + " to condition on; outputs are 0 to " + (outputs - 1));
        }
        double[] sum = new double[outputs * outputs];
        for (int i = 0; i < chunk.samples(); i++) {
            Arrays.fill(sum, 0);
            int kept = 0;
            for (int k = 0; k < chunk.directions(); k++) {
                requireFinite(chunk, k, i);
                if (slab == null || Math.abs(chunk.tangent(k, i, slab.output())) < slab.halfWidth()) {
                    kept++;
                    for (int a = 0; a < outputs; a++) {
                        double ya = chunk.tangent(k, i, a);
                        first[a] += ya;
                        for (int b = 0; b < outputs; b++) {
                            sum[a * outputs + b] += ya * chunk.tangent(k, i, b);
                        }
                    }
                }
            }
            offered += chunk.directions();
            if (kept > 0) {
                addSample(sum, kept);
            }
        }
    }

    private void addSample(double[] sum, int kept) {
        samples++;
        directions += kept;
        squaredCounts += (double) kept * kept;
        for (int a = 0; a < outputs; a++) {
            double aa = sum[a * outputs + a];
            for (int b = 0; b < outputs; b++) {
                double ab = sum[a * outputs + b];
                total[a][b] += ab;
                counted[a][b] += kept * ab;
                squares[a][b] += ab * ab;
                withOwn[a][b] += ab * aa;
                diagonals[a][b] += aa * sum[b * outputs + b];
            }
        }
    }

    /**
     * Adds another sum: parts computed separately and merged in the same order give the same bits each time.
     *
     * @param other sums over other samples; not modified
     * @throws IllegalArgumentException if the number of outputs differs
     */
    public void merge(SecondMoment other) {
        requireOutputs(other.outputs);
        samples += other.samples;
        directions += other.directions;
        offered += other.offered;
        squaredCounts += other.squaredCounts;
        for (int a = 0; a < outputs; a++) {
            first[a] += other.first[a];
            for (int b = 0; b < outputs; b++) {
                total[a][b] += other.total[a][b];
                counted[a][b] += other.counted[a][b];
                squares[a][b] += other.squares[a][b];
                withOwn[a][b] += other.withOwn[a][b];
                diagonals[a][b] += other.diagonals[a][b];
            }
        }
    }

    /**
     * The number of outputs.
     *
     * @return m
     */
    public int outputs() {
        return outputs;
    }

    /**
     * The number of samples with at least one direction in the sums.
     *
     * @return the number of independent clusters
     */
    public long samples() {
        return samples;
    }

    /**
     * The number of directions in the sums, over all samples.
     *
     * @return the number of Jacobian-vector products counted
     */
    public long directions() {
        return directions;
    }

    /**
     * The fraction of the directions that a condition kept.
     *
     * @return kept over offered, 1 without a condition or without any direction
     */
    public double keptFraction() {
        return offered == 0 ? 1 : (double) directions / offered;
    }

    /**
     * One entry of S(D).
     *
     * @param a row
     * @param b column
     * @return the mean of (J z)_a (J z)_b with its standard error; empty with fewer than two samples
     */
    public Optional<Estimate> entry(int a, int b) {
        if (samples < 2) {
            return Optional.empty();
        }
        double mean = total[a][b] / directions;
        double residual = squares[a][b] - 2 * mean * counted[a][b] + mean * mean * squaredCounts;
        return Optional.of(Estimate.symmetric(mean, standardError(residual) / directions));
    }

    /**
     * S(D).
     *
     * @return a new array [m][m], all zero before anything is added
     */
    public double[][] matrix() {
        double[][] s = new double[outputs][outputs];
        for (int a = 0; a < outputs; a++) {
            for (int b = 0; b < outputs; b++) {
                s[a][b] = directions == 0 ? 0 : total[a][b] / directions;
            }
        }
        return s;
    }

    /**
     * The mean of (J z)_a, which is 0 in expectation, since E[z] = 0.
     *
     * @param a output
     * @return the mean over samples and directions, 0 before anything is added
     */
    public double mean(int a) {
        return directions == 0 ? 0 : first[a] / directions;
    }

    /**
     * The correlations.
     *
     * @return un-centred, centred and partial correlations of everything added so far
     */
    public Correlation correlation() {
        return new Correlation(this);
    }

    /**
     * The standard error of r = s_ab / sqrt(s_aa s_bb), by the delta method on clusters: sample i has the influence psi_i =
     * u_i - r (p_i + q_i) / 2, where u, p and q are its shares of s_ab / sqrt(s_aa s_bb), s_aa / s_aa and s_bb / s_bb.
     */
    double standardErrorOfCorrelation(int a, int b) {
        double aa = total[a][a];
        double bb = total[b][b];
        double root = Math.sqrt(aa) * Math.sqrt(bb);
        double r = total[a][b] / root;
        double uu = squares[a][b] / root / root;
        double up = withOwn[a][b] / root / aa;
        double uq = withOwn[b][a] / root / bb;
        double pp = squares[a][a] / aa / aa;
        double pq = diagonals[a][b] / aa / bb;
        double qq = squares[b][b] / bb / bb;
        return standardError(uu - r * (up + uq) + r * r / 4 * (pp + 2 * pq + qq));
    }

    /** The root of a sum of squared residuals, with n / (n - 1) for the fitted mean; rounding may make it negative. */
    private double standardError(double residual) {
        return Math.sqrt(Math.max(0, residual) * samples / (samples - 1));
    }

    private void requireOutputs(int count) {
        if (count != outputs) {
            throw new IllegalArgumentException("a second moment of " + outputs + " outputs cannot take " + count);
        }
    }

    private void requireFinite(JvpSamples chunk, int k, int i) {
        for (int a = 0; a < outputs; a++) {
            if (!Double.isFinite(chunk.tangent(k, i, a))) {
                throw new NonFiniteDerivativeException(
                        "the derivative of output " + a + " at sample " + (chunk.first() + i)
                                + " along its direction " + k + " is " + chunk.tangent(k, i, a)
                                + "; use more steps, or float64");
            }
        }
    }
}
