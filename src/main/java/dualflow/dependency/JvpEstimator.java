package dualflow.dependency;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.autodiff.LinearMap;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Runs Jacobian-vector products of a map at random points along random directions (paper, section 5.3): sample i has x0 ~
 * N(0, I) and K directions, all functions of (seed, i) alone. So the samples may be split in any way, on any device, and an interrupted
 * run continues where it stopped. Each of the methods {@code with...} gives a changed copy.
 *
 * <pre>{@code
 * SecondMoment moment = new JvpEstimator(flow, 784, 42).secondMoment(device, DType.FLOAT64, 20_000);
 * moment.correlation().uncentred(0, 1);
 * }</pre>
 *
 * @param map f, from [n, d] to [n, m], each row independently
 * @param inputs d
 * @param draws the source of random numbers
 * @param directions how directions are drawn
 * @param perSample K, the number of directions for each sample
 * @param derivative how the products are computed
 * @param held outputs that directions must not change, by {@link DoDirections}; usually none
 * @param largestChunk the most samples that run at once; fewer run where the device's memory requires it
 */
public record JvpEstimator(
        UnaryOperator<Tensor> map,
        int inputs,
        Draws draws,
        Directions directions,
        int perSample,
        Derivative derivative,
        List<Integer> held,
        int largestChunk) {
    /** The stream of the points x0; element j of sample i has index i d + j. */
    public static final long POINTS = 0;

    /** The stream of the directions. */
    public static final long DIRECTIONS = 1;

    private static final int PILOT = 16;

    /**
     * Checks the counts.
     *
     * @param map f, from [n, d] to [n, m], each row independently
     * @param inputs d
     * @param draws the source of random numbers
     * @param directions how directions are drawn
     * @param perSample K
     * @param derivative how the products are computed
     * @param held outputs that directions must not change
     * @param largestChunk the most samples that run at once
     * @throws IllegalArgumentException if d, K or the chunk is less than 1
     */
    public JvpEstimator {
        if (inputs < 1 || perSample < 1 || largestChunk < 1) {
            throw new IllegalArgumentException(
                    "inputs, directions per sample and samples per chunk are at least 1, got " + inputs + ", "
                            + perSample + " and " + largestChunk);
        }
        held = List.copyOf(held);
    }

    /**
     * One Gaussian direction for each sample, exact products, nothing held, at most 1024 samples at once.
     *
     * @param map f, from [n, d] to [n, m], each row independently
     * @param inputs d
     * @param seed the seed of all draws
     */
    public JvpEstimator(UnaryOperator<Tensor> map, int inputs, long seed) {
        this(map, inputs, new Draws(seed), Directions.GAUSSIAN, 1, new Derivative.Jvp(), List.of(), 1024);
    }

    /**
     * Chooses the directions.
     *
     * @param kind how they are drawn
     * @param count K, the number for each sample
     * @return a changed copy
     */
    public JvpEstimator withDirections(Directions kind, int count) {
        return new JvpEstimator(map, inputs, draws, kind, count, derivative, held, largestChunk);
    }

    /**
     * Chooses how the products are computed.
     *
     * @param how exactly or by differences
     * @return a changed copy
     */
    public JvpEstimator withDerivative(Derivative how) {
        return new JvpEstimator(map, inputs, draws, directions, perSample, how, held, largestChunk);
    }

    /**
     * Projects the directions so that they do not change some outputs: the do-directions of the paper's section 7.2.
     *
     * @param outputs the outputs to hold fixed
     * @return a changed copy
     */
    public JvpEstimator withHeld(Integer... outputs) {
        return new JvpEstimator(map, inputs, draws, directions, perSample, derivative, List.of(outputs), largestChunk);
    }

    /**
     * Limits how many samples run at once; the results do not depend on it.
     *
     * @param samples the most samples
     * @return a changed copy
     */
    public JvpEstimator withLargestChunk(int samples) {
        return new JvpEstimator(map, inputs, draws, directions, perSample, derivative, held, samples);
    }

    /**
     * The second moment over samples 0 .. count - 1.
     *
     * @param device where to run
     * @param dtype the format of the computation; the sums are always float64
     * @param count the number of samples
     * @return S(D) with its sums
     * @throws IllegalArgumentException if there is no sample
     * @throws NonFiniteDerivativeException if a derivative is not finite
     */
    public SecondMoment secondMoment(Device device, DType dtype, long count) {
        SecondMoment[] moment = new SecondMoment[1];
        run(device, dtype, 0, count, chunk -> {
            if (moment[0] == null) {
                moment[0] = new SecondMoment(chunk.outputs());
            }
            moment[0].add(chunk);
        });
        return moment[0];
    }

    /**
     * Runs samples in order and hands over the results, chunk by chunk; the receiver may sum, write, show progress. A small first chunk
     * measures how much memory a sample takes; half of the device's remaining memory is then used.
     *
     * @param device where to run
     * @param dtype the format of the computation
     * @param first the index of the first sample
     * @param count the number of samples
     * @param receiver called for each chunk, in order
     * @throws IllegalArgumentException if there is no sample
     * @throws ShapeException if the map does not give [n, m]
     */
    public void run(Device device, DType dtype, long first, long count, Consumer<JvpSamples> receiver) {
        if (first < 0 || count < 1) {
            throw new IllegalArgumentException("samples are numbered from 0 on and at least one is needed; got first "
                    + first + " and count " + count);
        }
        int chunk = Math.max(1, Math.min(PILOT / perSample, largestChunk));
        for (long done = 0; done < count; ) {
            int samples = (int) Math.min(chunk, count - done);
            long before = device.account().live();
            JvpSamples part = part(device, dtype, first + done, samples);
            if (done == 0) {
                long each = Math.max(1, (device.account().peak() - before) / samples);
                long room = (device.account().limit() - before) / 2 / each;
                chunk = (int) Math.max(1, Math.min(largestChunk, room));
            }
            receiver.accept(part);
            done += samples;
        }
    }

    private JvpSamples part(Device device, DType dtype, long first, int samples) {
        double[] x0 = draws.normals(POINTS, first * inputs, Math.multiplyExact(samples, inputs));
        double[] z = directions.draw(draws, DIRECTIONS, first, samples, perSample, inputs);
        Shape shape = Shape.of(samples, inputs);
        Arena arena = device.arena();
        try {
            DeviceTensor x = device.tensor(dtype, shape, x0);
            if (!held.isEmpty()) {
                z = DoDirections.project(z, gradients(x), samples, inputs);
            }
            DeviceTensor directionsOnDevice = device.tensor(dtype, shape.withFirst(perSample), z);
            Dual dual = derivative.along(map, x, directionsOnDevice);
            Shape result = requireRows(dual.primal().shape(), samples);
            return new JvpSamples(
                    first,
                    samples,
                    perSample,
                    result.dim(-1),
                    dual.primal().value().toDoubles(),
                    dual.tangent().value().toDoubles());
        } finally {
            arena.close();
        }
    }

    /** The gradient of each held output at each sample, [c, n, d]: the transposed derivative of a column of ones. */
    private double[] gradients(DeviceTensor x) {
        Arena arena = x.device().arena();
        try {
            int samples = x.shape().dim(-2);
            var linearized = Autodiff.linearize(map, x);
            Shape result = requireRows(linearized.primal().shape(), samples);
            int outputs = result.dim(-1);
            LinearMap derivative = linearized.map();
            double[] gradients = new double[held.size() * samples * inputs];
            for (int c = 0; c < held.size(); c++) {
                if (held.get(c) < 0 || held.get(c) >= outputs) {
                    throw new IllegalArgumentException(
                            "there is no output " + held.get(c) + " to hold; outputs are 0 to " + (outputs - 1));
                }
                double[] column = new double[samples * outputs];
                for (int i = 0; i < samples; i++) {
                    column[i * outputs + held.get(c)] = 1;
                }
                Tensor gradient = derivative
                        .applyTranspose(x.device().tensor(x.dtype(), result, column))
                        .get(0);
                System.arraycopy(gradient.value().toDoubles(), 0, gradients, c * samples * inputs, samples * inputs);
            }
            return gradients;
        } finally {
            arena.close();
        }
    }

    private static Shape requireRows(Shape result, int samples) {
        if (result.rank() != 2 || result.dim(-2) != samples) {
            throw new ShapeException(
                    "the map must give [" + samples + ", m] for " + samples + " samples, it gave " + result);
        }
        return result;
    }
}
