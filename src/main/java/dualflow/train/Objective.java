package dualflow.train;

import dualflow.nn.Pass;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.util.function.Function;

/** What a training run minimises: the loss of each step's batch, which depends only on the step. */
@FunctionalInterface
public interface Objective {
    /**
     * Puts the batch of a step on a device.
     *
     * @param device where to compute
     * @param dtype the format of the computation
     * @param step the step, from 0
     * @return the loss, a scalar, of the model in a pass
     */
    Function<Pass, Tensor> at(Device device, DType dtype, long step);
}
