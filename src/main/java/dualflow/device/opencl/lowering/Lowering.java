package dualflow.device.opencl.lowering;

import dualflow.launch.Target;
import dualflow.tensor.Blocks;
import dualflow.tensor.Op;
import java.util.List;

/**
 * How an OpenCL device can launch an op.
 *
 * @param <O> the op
 */
@FunctionalInterface
interface Lowering<O extends Op> {
    /**
     * The candidates for an op.
     *
     * @param op the op
     * @param blocks the layout of the blocks of arguments and result; the result is not empty
     * @param target the target device
     * @return one or more candidates, all bit-identical: a device uses the first that fits its resources, otherwise the last; among tilings
     *     its tuner chooses
     */
    List<Candidate> candidates(O op, Blocks blocks, Target target);

    /**
     * The candidates for an op whose first argument is two tensors joined along their last axis, which then take its place.
     *
     * @param op the op
     * @param blocks the layout of the blocks of arguments and result, the first argument joined
     * @param first the length of the first tensor's last axis
     * @param target the target device
     * @return candidates, of which a device uses the first that fits its resources; none unless a lowering overrides this
     */
    default List<Candidate> ofJoined(O op, Blocks blocks, int first, Target target) {
        return List.of();
    }
}
