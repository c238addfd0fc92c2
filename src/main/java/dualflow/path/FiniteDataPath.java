package dualflow.path;

import dualflow.flow.StateRows;
import dualflow.op.Ops;
import dualflow.random.Categorical;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/**
 * The path to a finite data set, each of its N points with probability 1/N, and its marginal field, which a network would have if it fitted its training data
 * perfectly:
 *
 * <pre>
 *   w_i(t, x) = softmax_i(-|x - alpha x_i|^2 / (2 sigma^2)),   u(t, x) = sum_i w_i u(t, x | x_i)
 * </pre>
 *
 * <p>ENM5310's notes, theorem 1, (9) and (10), where u(t, x | x_i) = (x_i - x)/(1 - t); the paper's (3) for K = N components with covariances that go to 0. Its
 * Jacobian in x is (sigma'/sigma) I + (alpha' sigma - alpha sigma') alpha / sigma^3 Cov[x1 | x_t = x].
 *
 * <p>Distances are sums of squared differences, which lose no digits near the data, in chunks over the data set: n N numbers are in memory, and a chunk's n d
 * numbers for each of its points. The chunks do not change a bit of the result.
 */
public final class FiniteDataPath implements MarginalPath {
    private static final int CHUNK = 1 << 21; // differences in memory at a time

    private final NoiseSchedule schedule;
    private final Tensor data;
    private final int chunk;

    /**
     * The path to a data set.
     *
     * @param schedule alpha and sigma
     * @param data the points, [N, d]
     * @throws ShapeException if the data are not rows
     */
    public FiniteDataPath(NoiseSchedule schedule, Tensor data) {
        this(schedule, data, CHUNK);
    }

    /** With another number of differences in memory at a time. */
    FiniteDataPath(NoiseSchedule schedule, Tensor data, int chunk) {
        if (data.shape().rank() != 2 || data.shape().size() == 0) {
            throw new ShapeException("the data set has shape " + data.shape() + " where rows are needed, [N, d]");
        }
        this.schedule = schedule;
        this.data = data;
        this.chunk = chunk;
    }

    @Override
    public NoiseSchedule schedule() {
        return schedule;
    }

    /** {@return the points, [N, d]} */
    public Tensor data() {
        return data;
    }

    /**
     * The velocity.
     *
     * @equation u(t, x) = sum_i w_i u(t, x | x_i) (ENM5310's notes, (9))
     * @param t the times, [] or [..., n, 1]
     * @param x the state, [..., n, d]
     * @return u(t, x), [..., n, d]
     * @throws UndefinedAtTimeException if sigma is 0, as at t = 1: off the data it is infinite there
     */
    @Override
    public Tensor velocity(Tensor t, Tensor x) {
        return convert(PathQuantity.VELOCITY, t, x);
    }

    @Override
    public Tensor dataMean(Tensor t, Tensor x) {
        return Ops.matmul(weights(t, x), data);
    }

    @Override
    public Tensor noiseMean(Tensor t, Tensor x) {
        return convert(PathQuantity.NOISE, t, x);
    }

    @Override
    public Tensor score(Tensor t, Tensor x) {
        return convert(PathQuantity.SCORE, t, x);
    }

    private Tensor convert(PathQuantity to, Tensor t, Tensor x) {
        return new Conversion(schedule, PathQuantity.DATA, to).apply(t, x, dataMean(t, x));
    }

    /**
     * The probabilities of the points.
     *
     * @equation w_i = P(x1 = x_i | x_t = x) (ENM5310's notes, (10))
     * @param t the times, [] or [..., n, 1]
     * @param x the state, [..., n, d]
     * @return the weights, [..., n, N]
     * @throws UndefinedAtTimeException if sigma is 0
     */
    public Tensor weights(Tensor t, Tensor x) {
        return Ops.softmax(logits(t, x), 1);
    }

    @Override
    public Tensor logDensity(Tensor t, Tensor x) {
        int d = data.shape().dim(-1);
        Tensor logVolume = Ops.scale(Ops.shift(Ops.log(schedule.variance(t)), StrictMath.log(2 * Math.PI)), 0.5 * d);
        Tensor likelihood = Ops.logSumExp(logits(t, x), 1);
        Tensor shifted = Ops.subtract(likelihood, AffinePath.perRow(logVolume));
        return Ops.shift(shifted, -StrictMath.log(data.shape().dim(-2)));
    }

    /** -|x - alpha x_i|^2 / (2 sigma^2), [..., n, N]. */
    private Tensor logits(Tensor t, Tensor x) {
        int d = data.shape().dim(-1);
        StateRows.requireFit(t, x, d);
        Coefficients at = Coefficients.of(schedule, t);
        at.require("the weights of the data do not exist", "sigma", at.variance(), true);
        int rank = x.shape().rank();
        Tensor states = Ops.insertAxes(x, rank - 1, 1);
        Tensor alpha = at.alpha();
        Tensor factor = alpha.shape().rank() == 0
                ? alpha
                : Ops.insertAxes(alpha, alpha.shape().rank() - 1, 1);
        int size = Math.max(1, chunk / Math.max(1, x.shape().size()));
        Tensor squares = squares(states, factor, 0, data.shape().dim(-2), size);
        return Ops.divide(Ops.scale(squares, -0.5), at.variance());
    }

    /** |x - alpha x_i|^2 for a range of points, halved until it fits the memory. */
    private Tensor squares(Tensor states, Tensor alpha, int from, int to, int size) {
        try (Arena arena = data.device().arena()) {
            if (to - from > size) {
                int middle = (from + to) >>> 1;
                return arena.keep(Ops.concat(
                        squares(states, alpha, from, middle, size), squares(states, alpha, middle, to, size), -1));
            }
            Tensor points = Ops.slice(data, -2, from, to - from);
            Tensor off = Ops.subtract(states, Ops.multiply(alpha, points));
            return arena.keep(Ops.sum(Ops.multiply(off, off), 1));
        }
    }

    @Override
    public PosteriorDraws draws(Tensor t, Tensor x, int count, Draws draws, String name) {
        double[] weights = weights(t, x).value().toDoubles();
        double[] points = data.value().toDoubles();
        int n = data.shape().dim(-2);
        int d = data.shape().dim(-1);
        int rows = x.shape().size() / d;
        double[] uniforms = draws.uniforms(Draws.stream(name), 0, Math.multiplyExact(count, rows));
        double[] chosen = new double[Math.multiplyExact(uniforms.length, d)];
        for (int j = 0; j < uniforms.length; j++) {
            int i = Categorical.choose(weights, j % rows * n, n, uniforms[j]);
            System.arraycopy(points, i * d, chosen, j * d, d);
        }
        Shape shape = x.shape().withFirst(count);
        Tensor x1 = x.device().tensor(x.dtype(), shape, chosen);
        Tensor x0 = new Conversion(schedule, PathQuantity.DATA, PathQuantity.NOISE).apply(t, x, x1);
        return new PosteriorDraws(schedule, t, x0, x1);
    }
}
