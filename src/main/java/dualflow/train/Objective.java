package dualflow.train;

import dualflow.nn.Pass;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.util.function.Function;

/** What a training run makes small: the loss of the batch of each step, which depends on nothing but the step. */
@FunctionalInterface
public interface Objective {
    /**
     * Puts the batch of a step on a device.
     *
     * @param device where to compute
     * @param dtype the format of numbers
     * @param step the step, from 0
     * @return the loss, a scalar, of the model in a pass
     */
    Function<Pass, Tensor> at(Device device, DType dtype, long step);
}
