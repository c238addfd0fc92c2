package dualflow.launch;

import dualflow.tensor.Device;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** A device that prepares launches, and what it can run in one of them. */
public interface Launcher {
    /**
     * A device as a launcher.
     *
     * @param device any device
     * @return the launcher, or empty if it runs ops one by one
     */
    static Optional<Launcher> of(Device device) {
        return device instanceof Launcher launcher ? Optional.of(launcher) : Optional.empty();
    }

    /**
     * The target of its kernels.
     *
     * @return the target
     */
    Target target();

    /**
     * Whether an op can be part of a {@link Fusion}.
     *
     * @param op the op
     * @return true if it can
     */
    boolean fuses(ElementwiseOp op);

    /**
     * Whether there is a launch of an op whose first argument is two tensors joined along their last axis: {@link Launch.Joined}.
     *
     * @param op the op
     * @param inputs the shapes of the two tensors, then of the op's other arguments
     * @return true if there is
     */
    boolean joins(Op op, List<Shape> inputs);

    /**
     * Prepares launches to run repeatedly.
     *
     * @param launches the launches; their tensors must live as long as the result is used
     * @return the prepared launches, to be closed
     */
    Replay prepare(List<Launch> launches);
}
