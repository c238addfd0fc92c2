package dualflow.normalizing;

import dualflow.nn.Pass;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import dualflow.train.Batches;
import dualflow.train.Objective;
import java.util.function.Function;

/**
 * Maximum likelihood: the mean of -log p(x) over each step's batch. Its expectation is the entropy of the data plus the Kullback-Leibler divergence of the
 * flow from it.
 *
 * @param flow the distribution
 * @param data the data, [batch, d]
 */
public record NegativeLogLikelihood(NormalizingFlow flow, Batches data) implements Objective {
    @Override
    public Function<Pass, Tensor> at(Device device, DType dtype, long step) {
        Tensor x = device.tensor(dtype, data.shape(), data.at(step));
        return pass -> Ops.negate(Ops.mean(flow.logDensity(pass, x), 1));
    }
}
