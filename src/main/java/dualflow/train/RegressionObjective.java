package dualflow.train;

import dualflow.nn.AttributeRegressor;
import dualflow.nn.Pass;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.util.function.Function;

/**
 * The mean squared error of a regressor's outputs in standard scores, so that all attributes count alike whatever their units are. A
 * regressor that always says the mean has the loss 1.
 *
 * @param model the regressor
 * @param images the images of each step, [batch, height, width, channels]
 * @param scores their attributes in standard scores, [batch, outputs]
 */
public record RegressionObjective(AttributeRegressor model, Batches images, Batches scores) implements Objective {
    @Override
    public Function<Pass, Tensor> at(Device device, DType dtype, long step) {
        Tensor x = device.tensor(dtype, images.shape(), images.at(step));
        Tensor y = device.tensor(dtype, scores.shape(), scores.at(step));
        return pass -> {
            Tensor error = Ops.subtract(model.scores(pass, x), y);
            return Ops.mean(Ops.multiply(error, error), 2);
        };
    }
}
