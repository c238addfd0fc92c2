package dualflow.recording;

import dualflow.launch.Arguments;
import dualflow.launch.Kernel;
import dualflow.launch.Target;
import dualflow.tensor.DType;
import java.util.Optional;

/**
 * Group normalisation in one launch, y = (x - m) / sqrt(v + epsilon) w + b or silu of it, with m and v the mean and the variance of each group
 * of each sample, and its derivative along some directions of x: bit-identical to the ops one after the other. The samples are stored
 * one after the other, and so are the directions and the derivatives. The kernels, {@code opencl/group_norm.cl}, are for CPUs, with as many
 * groups in a work-item as a vector has lanes.
 *
 * @param samples their number
 * @param positions positions of a sample
 * @param channels channels of a position
 * @param groups groups of consecutive channels
 * @param epsilon the constant added to the variance
 * @param silu whether y is silu of it
 * @param directions the number of directions, 0 for none
 */
record GroupNormKernel(
        int samples, int positions, int channels, int groups, double epsilon, boolean silu, int directions)
        implements PatternFusion.Whole {
    private static final int VECTOR_BYTES = 64;
    /** The most channels of a group. */
    private static final int LARGEST = 32;

    @Override
    public String name() {
        return (silu ? "group_norm+silu" : "group_norm") + (directions == 0 ? "" : "_tangents");
    }

    @Override
    public long multiplyAdds() {
        return 0;
    }

    /** A kernel for groups in whole vectors, with work-items for all of a device's cores. */
    @Override
    public Optional<Kernel> kernel(DType dtype, Target target) {
        int lanes = VECTOR_BYTES / dtype.bytes();
        long items = (long) samples * (groups / lanes);
        boolean takes = target.forCpus()
                && groups % lanes == 0
                && channels / groups <= LARGEST
                && items >= target.computeUnits()
                && localBytes() <= target.localBytes();
        return takes ? Optional.of(kernel(lanes, items)) : Optional.empty();
    }

    private Kernel kernel(int lanes, long items) {
        int inGroup = channels / groups;
        Arguments arguments = new Arguments()
                .ints(positions, channels, inGroup)
                .reals(1.0 / ((double) positions * inGroup), epsilon)
                .ints(silu ? 1 : 0);
        if (directions > 0) {
            arguments.ints(directions, samples * positions * (channels / lanes));
        }
        String function = directions == 0 ? "group_norm" : "group_norm_tangents";
        return new Kernel("group_norm", function, items, 1, arguments.local(localBytes()));
    }

    /** Two rows of the groups' channels, and two for each direction. */
    private long localBytes() {
        return (2 + 2L * directions) * VECTOR_BYTES * (channels / groups);
    }
}
