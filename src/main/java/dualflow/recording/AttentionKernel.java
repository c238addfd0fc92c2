package dualflow.recording;

import dualflow.launch.Arguments;
import dualflow.launch.Kernel;
import dualflow.launch.Target;
import dualflow.tensor.DType;
import java.util.Optional;

/**
 * Attention in one launch, y = softmax(q k^T) v for each of some triples of matrices, and its derivative along some directions: bit-identical
 * to the ops one after the other. The matrices are stored one after the other, and so are the directions of each argument and the
 * derivatives. The kernels, {@code opencl/attention.cl}, are for CPUs, where the scores of some queries fit in local memory.
 *
 * @param matrices their number
 * @param queries rows of q
 * @param keys rows of k and of v
 * @param depth columns of q and of k
 * @param channels columns of v
 * @param directions the number of directions, 0 for none
 */
record AttentionKernel(int matrices, int queries, int keys, int depth, int channels, int directions)
        implements PatternFusion.Whole {
    private static final int VECTOR_BYTES = 64;
    /** Rows that the kernel processes at a time. */
    private static final int ROWS = 8;
    /** The least number of work-items for each of a device's cores. */
    private static final int FEWEST_ITEMS = 16;

    @Override
    public String name() {
        return directions == 0 ? "attention" : "attention_tangents";
    }

    @Override
    public long multiplyAdds() {
        return (long) matrices * queries * keys * (depth + channels) * (1 + 2L * directions);
    }

    /** A kernel for keys in whole tiles, and for rows of values and results in whole vectors. */
    @Override
    public Optional<Kernel> kernel(DType dtype, Target target) {
        boolean takes = target.forCpus()
                && keys >= ROWS
                && channels % (VECTOR_BYTES / dtype.bytes()) == 0
                && localBytes(1) <= target.localBytes();
        return takes ? Optional.of(kernel(dtype, groups(dtype, target.localBytes()))) : Optional.empty();
    }

    private Kernel kernel(DType dtype, int groups) {
        Arguments arguments = new Arguments().ints(queries, groups, keys, depth, channels);
        if (directions > 0) {
            arguments.ints(matrices, directions);
        }
        return new Kernel("attention", name(), items(dtype, groups), 1, arguments.local(localBytes(groups)));
    }

    /**
     * The number of groups of queries that a work-item takes: two where memory and work suffice, so that keys and values are read half as
     * often.
     */
    private int groups(DType dtype, long localBytes) {
        boolean hasRoom =
                localBytes(2) <= localBytes / 2; // local memory is the core's cache, which also holds keys and values
        return hasRoom && items(dtype, 2) >= FEWEST_ITEMS ? 2 : 1;
    }

    private long items(DType dtype, int groups) {
        int together = groups * VECTOR_BYTES / dtype.bytes();
        return (long) matrices * ((queries + together - 1) / together);
    }

    /** For each group, vectors of scores, of q's columns and of results; with a derivative, of those of both and of the other half of a sum. */
    private long localBytes(int groups) {
        long primal = (long) keys + depth + channels;
        return (long) groups * VECTOR_BYTES * (directions == 0 ? primal : 2 * primal + channels);
    }
}
