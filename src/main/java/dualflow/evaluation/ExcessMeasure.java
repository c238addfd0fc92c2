package dualflow.evaluation;

import dualflow.flow.VelocityField;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.train.FlowMatching.Prediction;

/** Measures how far the loss of a network over the whole distribution of its data is above the least that there is. */
@FunctionalInterface
public interface ExcessMeasure {
    /** Draws enough for a few percent, and few enough to be looked at many times in a training. */
    int SAMPLES = 1 << 12;

    /**
     * Measures a network.
     *
     * @param network g, from (t [n, 1], x [n, d]) to [n, d]
     * @param step the number of steps that it was trained
     * @param device its device
     * @param dtype its format
     * @return the excess, over the same draws at each call
     */
    LossExcess of(VelocityField network, long step, Device device, DType dtype);

    /**
     * The measure of flows to normal distributions.
     *
     * @param prediction what the network predicts
     * @param data the distribution and the seed of the training, whose draws are not used
     * @return the measure
     */
    static ExcessMeasure ofGaussian(Prediction prediction, GaussianSamples data) {
        GaussianSamples fresh = new GaussianSamples(data.dimension(), data.correlation(), ~data.seed());
        return (network, step, device, dtype) -> {
            PopulationLoss loss = PopulationLoss.of(network, prediction, fresh, SAMPLES, device, dtype);
            return new LossExcess(step, loss.excess(), loss.excessError());
        };
    }
}
