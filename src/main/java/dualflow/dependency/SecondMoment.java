package dualflow.dependency;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    /** Numbers of a state besides sums of products. */
    private static final int COUNTS = 4;

    private final int outputs;
    private long samples;
    private long directions;
    private long offered;
    private double squaredCounts;
    private final Set<Integer> held;
    private final double[] first;
    private final double[] countedFirst;
    private final double[][] total;
    private final double[][] counted;
    private final double[][] squares;
    private final double[][] withOwn;
    private final double[][] diagonals;
    private final double[][] withFirst;
    private final double[][] ownWithFirst;
    private final double[][] firsts;

    /**
     * An empty sum.
     *
     * @param outputs m, the number of outputs
     */
    public SecondMoment(int outputs) {
        this(outputs, Set.of());
    }

    /**
     * An empty sum for directions along which some outputs are held: these change by given values, up to rounding, and have no correlation.
     *
     * @param outputs m, the number of outputs
     * @param held the outputs that {@link DoDirections} hold
     */
    public SecondMoment(int outputs, Set<Integer> held) {
        this.outputs = outputs;
        this.held = Set.copyOf(held);
        first = new double[outputs];
        countedFirst = new double[outputs];
        total = new double[outputs][outputs];
        counted = new double[outputs][outputs];
        squares = new double[outputs][outputs];
        withOwn = new double[outputs][outputs];
        diagonals = new double[outputs][outputs];
        withFirst = new double[outputs][outputs];
        ownWithFirst = new double[outputs][outputs];
        firsts = new double[outputs][outputs];
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
     * @param condition the condition; null to keep all
     * @throws IllegalArgumentException if the number of outputs differs, or the samples lack what the condition needs
     * @throws NonFiniteDerivativeException if a tangent is not finite
     */
    public void add(JvpSamples chunk, Condition condition) {
        requireFit(chunk, condition);
        Cluster cluster = new Cluster(outputs);
        for (int i = 0; i < chunk.samples(); i++) {
            cluster.take(chunk, i, condition);
            add(cluster, chunk.directions());
        }
    }

    void requireFit(JvpSamples chunk, Condition condition) {
        requireOutputs(chunk.outputs());
        if (condition != null && (condition.output() < 0 || condition.output() >= outputs)) {
            throw new IllegalArgumentException(
                    "there is no output " + condition.output() + " to condition on; outputs are 0 to " + (outputs - 1));
        }
    }

    /** Adds one sample, of so many directions. */
    void add(Cluster cluster, int count) {
        offered += count;
        if (cluster.kept() == 0) {
            return;
        }
        int kept = cluster.kept();
        samples++;
        directions += kept;
        squaredCounts += (double) kept * kept;
        for (int a = 0; a < outputs; a++) {
            double aa = cluster.product(a, a);
            double sum = cluster.first(a);
            first[a] += sum;
            countedFirst[a] += kept * sum;
            for (int b = 0; b < outputs; b++) {
                double ab = cluster.product(a, b);
                total[a][b] += ab;
                counted[a][b] += kept * ab;
                squares[a][b] += ab * ab;
                withOwn[a][b] += ab * aa;
                diagonals[a][b] += aa * cluster.product(b, b);
                withFirst[a][b] += ab * sum;
                ownWithFirst[a][b] += aa * cluster.first(b);
                firsts[a][b] += sum * cluster.first(b);
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
            countedFirst[a] += other.countedFirst[a];
            for (int b = 0; b < outputs; b++) {
                total[a][b] += other.total[a][b];
                counted[a][b] += other.counted[a][b];
                squares[a][b] += other.squares[a][b];
                withOwn[a][b] += other.withOwn[a][b];
                diagonals[a][b] += other.diagonals[a][b];
                withFirst[a][b] += other.withFirst[a][b];
                ownWithFirst[a][b] += other.ownWithFirst[a][b];
                firsts[a][b] += other.firsts[a][b];
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
     * Whether an output is held by the directions, so that it has no correlation.
     *
     * @param a output
     * @return true if it is
     */
    public boolean isHeld(int a) {
        return held.contains(a);
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
                s[a][b] = at(a, b);
            }
        }
        return s;
    }

    /** One element of S(D), 0 before anything is added. */
    double at(int a, int b) {
        return directions == 0 ? 0 : total[a][b] / directions;
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
     * The standard error of a correlation r = c_ab / sqrt(c_aa c_bb), by the delta method on clusters. With c_ab = s_ab - mean_a mean_b, a
     * function of the sums over samples of s_ab, s_aa, s_bb, of the products themselves, and of their count, sample i has the influence
     *
     * <p>psi_i = u_ab / sqrt(c_aa c_bb) - r (u_aa / c_aa + u_bb / c_bb) / 2,   u_ab = s_ab - mean_b f_a - mean_a f_b + k mean_a mean_b
     *
     * <p>over the number of directions, s_ab, f_a and k being its own sums. For the un-centred correlation the means are 0.
     *
     * @param meanA what is subtracted from output a: its mean, or 0
     * @param meanB likewise
     */
    double standardErrorOfCorrelation(int a, int b, double meanA, double meanB) {
        double n = directions;
        double aa = total[a][a] / n - meanA * meanA;
        double bb = total[b][b] / n - meanB * meanB;
        double root = Math.sqrt(aa) * Math.sqrt(bb);
        double r = (total[a][b] / n - meanA * meanB) / root;
        // psi_i = u s_ab + p s_aa + q s_bb + v f_a + w f_b + z k
        double u = 1 / root;
        double p = -r / 2 / aa;
        double q = -r / 2 / bb;
        double v = -meanB * u - 2 * meanA * p;
        double w = -meanA * u - 2 * meanB * q;
        double z = meanA * meanB * u + meanA * meanA * p + meanB * meanB * q;
        double ofProducts = u * u * squares[a][b]
                + p * p * squares[a][a]
                + q * q * squares[b][b]
                + 2 * (u * p * withOwn[a][b] + u * q * withOwn[b][a] + p * q * diagonals[a][b]);
        double ofMeans = v * v * firsts[a][a]
                + w * w * firsts[b][b]
                + z * z * squaredCounts
                + 2 * (v * w * firsts[a][b] + z * (v * countedFirst[a] + w * countedFirst[b]));
        double ofBoth = v * (u * withFirst[a][b] + p * withFirst[a][a] + q * ownWithFirst[b][a])
                + w * (u * withFirst[b][a] + p * ownWithFirst[a][b] + q * withFirst[b][b])
                + z * (u * counted[a][b] + p * counted[a][a] + q * counted[b][b]);
        return standardError(ofProducts + ofMeans + 2 * ofBoth) / n;
    }

    /** The root of a sum of squared residuals, with n / (n - 1) for the fitted mean; rounding may make it negative. */
    private double standardError(double residual) {
        return Math.sqrt(Math.max(0, residual) * samples / (samples - 1));
    }

    /** How many numbers {@link #save} writes. */
    int size() {
        return COUNTS + 2 * outputs + matrices().size() * outputs * outputs;
    }

    void save(DoubleBuffer to) {
        to.put((double) samples)
                .put((double) directions)
                .put((double) offered)
                .put(squaredCounts)
                .put(first)
                .put(countedFirst);
        matrices().forEach(matrix -> Arrays.stream(matrix).forEach(to::put));
    }

    void load(DoubleBuffer from) {
        samples = (long) from.get();
        directions = (long) from.get();
        offered = (long) from.get();
        squaredCounts = from.get();
        from.get(first).get(countedFirst);
        matrices().forEach(matrix -> Arrays.stream(matrix).forEach(from::get));
    }

    private List<double[][]> matrices() {
        return List.of(total, counted, squares, withOwn, diagonals, withFirst, ownWithFirst, firsts);
    }

    private void requireOutputs(int count) {
        if (count != outputs) {
            throw new IllegalArgumentException("a second moment of " + outputs + " outputs cannot take " + count);
        }
    }
}
