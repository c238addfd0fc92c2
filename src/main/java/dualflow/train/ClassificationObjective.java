package dualflow.train;

import dualflow.nn.Pass;
import dualflow.nn.ResNet50;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.util.function.Function;

/**
 * The binary cross entropy of a classifier's logits.
 *
 * @param model the classifier
 * @param images the images of each step, [batch, height, width, channels]
 * @param targets 0 or 1 for each of their attributes, [batch, outputs]
 */
public record ClassificationObjective(ResNet50 model, Batches images, Batches targets) implements Objective {
    @Override
    public Function<Pass, Tensor> at(Device device, DType dtype, long step) {
        Tensor x = device.tensor(dtype, images.shape(), images.at(step));
        Tensor y = device.tensor(dtype, targets.shape(), targets.at(step));
        return pass -> BinaryCrossEntropy.loss(model.apply(pass, x), y);
    }
}
