package dualflow.train;

import dualflow.nn.ConditionalVelocityModel;
import dualflow.nn.Pass;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The flow-matching loss of a model that is given the label of each sample, or with some probability none, so that it learns the velocity of all samples beside
 * those of each label (J. Ho and T. Salimans, Classifier-free diffusion guidance, 2022). Sample i of step k takes the draw k * batch + i of the stream "label
 * dropout"; all else is as in {@link FlowMatchingObjective}.
 *
 * @param model the model
 * @param data the data
 * @param labels their labels, in the same order: [batch, 1]
 * @param labelDropout the probability that a sample's label is left out
 * @param seed the seed of sources, times and left out labels
 */
public record ConditionalFlowMatchingObjective(
        ConditionalVelocityModel model, Batches data, Batches labels, double labelDropout, long seed)
        implements Objective {
    /**
     * Checks the components.
     *
     * @param model the model
     * @param data the data
     * @param labels their labels, in the same order: [batch, 1]
     * @param labelDropout the probability that a sample's label is left out, above 0 and below 1
     * @param seed the seed of sources, times and left out labels
     * @throws IllegalArgumentException if the probability is out of range, or there is not one label for each sample
     */
    public ConditionalFlowMatchingObjective {
        if (!(labelDropout > 0 && labelDropout < 1)) {
            throw new IllegalArgumentException(
                    "labels are left out with a probability above 0 and below 1, got " + labelDropout);
        }
        if (!labels.shape().equals(Shape.of(data.shape().dim(-data.shape().rank()), 1))) {
            throw new IllegalArgumentException(
                    "batches " + data.shape() + " have one label for each sample, got " + labels.shape());
        }
    }

    @Override
    public Function<Pass, Tensor> at(Device device, DType dtype, long step) {
        int[] dims = data.shape().dims();
        Arrays.fill(dims, 1, dims.length, 1);
        dims[dims.length - 1] = model.labels().size() + 1;
        Tensor y = device.tensor(dtype, Shape.of(dims), rows(step));
        return new FlowMatchingObjective(model.given(y), FlowMatching.Prediction.VELOCITY, data, seed)
                .at(device, dtype, step);
    }

    /** The weights of the table's rows for the samples of a step, [batch, rows]. */
    double[] rows(long step) {
        double[] ofSamples = labels.at(step);
        int batch = ofSamples.length;
        int rows = model.labels().size() + 1;
        double[] uniforms = new Draws(seed).uniforms(Draws.stream("label dropout"), step * batch, batch);
        double[] weights = new double[batch * rows];
        for (int i = 0; i < batch; i++) {
            int row = uniforms[i] < labelDropout ? rows - 1 : model.index((int) ofSamples[i]);
            weights[i * rows + row] = 1;
        }
        return weights;
    }
}
