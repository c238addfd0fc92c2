package dualflow.train;

import dualflow.nn.Pass;
import dualflow.op.Ops;
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

    /**
     * The sum of this objective and a multiple of another, such as a penalty. Both see the same pass of the model.
     *
     * @param weight the factor of the other one
     * @param other the other one
     * @return the sum
     * @throws IllegalArgumentException if the factor is negative or not finite
     */
    default Objective plus(double weight, Objective other) {
        if (!(weight >= 0 && weight <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("the weight of a penalty is " + weight + "; give 0 or more");
        }
        return (device, dtype, step) -> {
            Function<Pass, Tensor> first = at(device, dtype, step);
            Function<Pass, Tensor> second = other.at(device, dtype, step);
            return pass -> Ops.add(first.apply(pass), Ops.scale(second.apply(pass), weight));
        };
    }
}
