package dualflow.dependency;

import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

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
 * @param gradients which outputs are held, by {@link DoDirections}, and of which the norm of the gradient is computed; usually none
 * @param differenceStep epsilon of the differences f(x0 + epsilon z / |z|) - f(x0); 0 for none
 * @param largestChunk the most samples that run at once; fewer run where the device's memory requires it
 */
public record JvpEstimator(
        UnaryOperator<Tensor> map,
        int inputs,
        Draws draws,
        Directions directions,
        int perSample,
        Derivative derivative,
        RowGradients gradients,
        double differenceStep,
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
     * @param gradients which outputs are held, and of which the norm of the gradient is computed
     * @param differenceStep epsilon of the differences; 0 for none
     * @param largestChunk the most samples that run at once
     * @throws IllegalArgumentException if d, K or the chunk is less than 1, or the step is negative or not finite
     */
    public JvpEstimator {
        if (inputs < 1 || perSample < 1 || largestChunk < 1) {
            throw new IllegalArgumentException(
                    "inputs, directions per sample and samples per chunk are at least 1, got " + inputs + ", "
                            + perSample + " and " + largestChunk);
        }
        if (!(differenceStep >= 0 && differenceStep <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("differences need a positive step epsilon, got " + differenceStep);
        }
    }

    /**
     * One Gaussian direction for each sample, exact products, nothing held, at most 1024 samples at once.
     *
     * @param map f, from [n, d] to [n, m], each row independently
     * @param inputs d
     * @param seed the seed of all draws
     */
    public JvpEstimator(UnaryOperator<Tensor> map, int inputs, long seed) {
        this(
                map,
                inputs,
                new Draws(seed),
                Directions.GAUSSIAN,
                1,
                new Derivative.Jvp(),
                new RowGradients(Transpose.of(map), Map.of(), List.of()),
                0,
                1024);
    }

    /**
     * Chooses how gradients of outputs are computed; otherwise the whole map is linearized, which keeps what all its operations leave behind.
     *
     * @param how the transposed derivative of the map
     * @return a changed copy
     */
    public JvpEstimator withTranspose(Transpose how) {
        return withGradients(new RowGradients(how, gradients.held(), gradients.normed()));
    }

    /**
     * Chooses the directions.
     *
     * @param kind how they are drawn
     * @param count K, the number for each sample
     * @return a changed copy
     */
    public JvpEstimator withDirections(Directions kind, int count) {
        return new JvpEstimator(map, inputs, draws, kind, count, derivative, gradients, differenceStep, largestChunk);
    }

    /**
     * Chooses how the products are computed.
     *
     * @param how exactly or by differences
     * @return a changed copy
     */
    public JvpEstimator withDerivative(Derivative how) {
        return new JvpEstimator(
                map, inputs, draws, directions, perSample, how, gradients, differenceStep, largestChunk);
    }

    /**
     * Projects the directions so that they do not change some outputs: the do-directions of the paper's section 7.2.
     *
     * @param outputs the outputs to hold fixed
     * @return a changed copy
     */
    public JvpEstimator withHeld(Integer... outputs) {
        return withHeld(Arrays.stream(outputs).distinct().collect(Collectors.toMap(output -> output, output -> 0.0)));
    }

    /**
     * Changes the directions so that some outputs change along each of them by given values: (J z)_a = c_a.
     *
     * @param values c_a by output
     * @return a changed copy
     * @throws IllegalArgumentException if a value is not finite
     */
    public JvpEstimator withHeld(Map<Integer, Double> values) {
        return withGradients(new RowGradients(gradients.transpose(), values, gradients.normed()));
    }

    /**
     * Computes also what the published code conditions on: differences along unit vectors, not divided by their step.
     *
     * @param epsilon the step; as published 1e-2
     * @return a changed copy
     * @throws IllegalArgumentException if the step is not a positive number
     */
    public JvpEstimator withDifferences(double epsilon) {
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("differences need a positive step epsilon, got " + epsilon);
        }
        return new JvpEstimator(
                map, inputs, draws, directions, perSample, derivative, gradients, epsilon, largestChunk);
    }

    /**
     * Computes also the norms of rows of the Jacobian, by transposition.
     *
     * @param outputs the rows
     * @return a changed copy
     */
    public JvpEstimator withRowNorms(Integer... outputs) {
        return withGradients(new RowGradients(gradients.transpose(), gradients.held(), List.of(outputs)));
    }

    private JvpEstimator withGradients(RowGradients changed) {
        return new JvpEstimator(
                map, inputs, draws, directions, perSample, derivative, changed, differenceStep, largestChunk);
    }

    /**
     * Limits how many samples run at once; the results do not depend on it.
     *
     * @param samples the most samples
     * @return a changed copy
     */
    public JvpEstimator withLargestChunk(int samples) {
        return new JvpEstimator(
                map, inputs, draws, directions, perSample, derivative, gradients, differenceStep, samples);
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
                moment[0] = new SecondMoment(chunk.outputs(), gradients.held().keySet());
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
     * @throws UnreachableValueException if a held output cannot change by its value at a sample
     */
    public void run(Device device, DType dtype, long first, long count, Consumer<JvpSamples> receiver) {
        runWhile(device, dtype, first, count, chunk -> {
            receiver.accept(chunk);
            return true;
        });
    }

    /**
     * Runs samples as {@link #run} does, as long as the receiver wants more.
     *
     * @param device where to run
     * @param dtype the format of the computation
     * @param first the index of the first sample
     * @param count the number of samples
     * @param receiver called for each chunk, in order; returns whether to go on
     */
    public void runWhile(Device device, DType dtype, long first, long count, Predicate<JvpSamples> receiver) {
        if (first < 0 || count < 1) {
            throw new IllegalArgumentException("samples are numbered from 0 on and at least one is needed; got first "
                    + first + " and count " + count);
        }
        ChunkComputation computation = new ChunkComputation(this);
        int chunk = Math.max(1, Math.min(PILOT / perSample, largestChunk));
        for (long done = 0; done < count; ) {
            int samples = (int) Math.min(chunk, count - done);
            long before = device.account().live();
            JvpSamples part = computation.samples(device, dtype, first + done, samples);
            if (done == 0) {
                long each = Math.max(1, (device.account().peak() - before) / samples);
                long room = (device.account().limit() - before) / 2 / each;
                chunk = (int) Math.max(1, Math.min(largestChunk, room));
            }
            done += samples;
            if (!receiver.test(part)) {
                return;
            }
        }
    }
}
