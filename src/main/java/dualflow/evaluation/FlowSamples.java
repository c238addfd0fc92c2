package dualflow.evaluation;

import dualflow.flow.BrownianMotion;
import dualflow.flow.TimeGrid;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.util.function.LongConsumer;

/**
 * Samples of a flow of points. Sample i depends on the seed and on i alone: it begins at the draws d i, ..., d i + d - 1 of the stream "samples", and samples are
 * carried in chunks that do not depend on how many are wanted, because step control looks at a chunk as a whole.
 */
public final class FlowSamples {
    private static final int MOST_ROWS = 1000;
    private static final int MOST_NUMBERS = 1 << 16;

    private FlowSamples() {}

    /** Carries draws of the source to the data. */
    @FunctionalInterface
    public interface Motion {
        /**
         * Carries a chunk.
         *
         * @param x0 draws of the source, [n, d]
         * @param first the number of the first one
         * @return samples, [n, d]
         */
        Tensor carry(Tensor x0, long first);
    }

    /**
     * How many samples are carried together.
     *
     * @param dimension d
     * @return 1000, or fewer where d is above 65
     */
    public static int chunk(int dimension) {
        return Math.max(1, Math.min(MOST_ROWS, MOST_NUMBERS / dimension));
    }

    /**
     * The noise of samples that a stochastic equation carries, the same for a sample whatever is carried beside it.
     *
     * @param seed the seed
     * @param first the number of the first sample
     * @param grid the times
     * @return Brownian motion
     */
    public static BrownianMotion noise(long seed, long first, TimeGrid grid) {
        return BrownianMotion.of(new Draws(seed), "samples", first, grid);
    }

    /**
     * Draws samples.
     *
     * @param flow the flow
     * @param motion carries them, as by a solver
     * @param count how many
     * @param seed the seed
     * @param device where to compute
     * @param dtype the format
     * @param progress is told how many are done
     * @return [count, d], row-major
     * @throws dualflow.flow.OdeException if a solve fails
     */
    public static double[] of(
            PointFlow flow, Motion motion, int count, long seed, Device device, DType dtype, LongConsumer progress) {
        int d = flow.dimension();
        int rows = chunk(d);
        double[] samples = new double[Math.multiplyExact(count, d)];
        for (int first = 0; first < count; first += rows) {
            Arena arena = device.arena();
            try {
                double[] normals = new Draws(seed).normals(Draws.stream("samples"), (long) first * d, rows * d);
                Tensor x0 = flow.source().apply(device.tensor(dtype, flow.points(rows), normals));
                double[] made = motion.carry(x0, first).value().toDoubles();
                int kept = Math.min(rows, count - first);
                System.arraycopy(made, 0, samples, first * d, kept * d);
                progress.accept(first + kept);
            } finally {
                arena.close();
            }
        }
        return samples;
    }
}
