package dualflow.device.opencl.lowering;

import dualflow.launch.Target;
import dualflow.tensor.Blocks;
import dualflow.tensor.Op;
import java.util.List;

/**
 * What an OpenCL device may launch for an op.
 *
 * @param <O> the op
 */
@FunctionalInterface
interface Lowering<O extends Op> {
    /**
     * What it may launch.
     *
     * @param op the op
     * @param blocks where the blocks of arguments and result stand; the result is not empty
     * @param target for what
     * @return one candidate or more, all with the same bits: a device takes the first for which it has room, or the last; among those of tiles
     *     its tuner chooses
     */
    List<Candidate> candidates(O op, Blocks blocks, Target target);

    /**
     * What it may launch where the op's first argument is two tensors joined along their last axis, which then stand in its place.
     *
     * @param op the op
     * @param blocks where the blocks of arguments and result stand, the first argument joined
     * @param first the length of the first tensor's last axis
     * @param target for what
     * @return candidates, of which a device takes the first for which it has room; none unless a lowering says otherwise
     */
    default List<Candidate> ofJoined(O op, Blocks blocks, int first, Target target) {
        return List.of();
    }
}
