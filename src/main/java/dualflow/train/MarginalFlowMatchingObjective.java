package dualflow.train;

import dualflow.coupling.Coupling;
import dualflow.nn.Pass;
import dualflow.nn.VelocityModel;
import dualflow.path.AffinePath;
import dualflow.path.MarginalPath;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.util.function.Function;

/**
 * Flow matching with the marginal field itself, L_FM of {@link FlowMatching}: possible where the law of the data is known, as for a mixture or a finite
 * data set, and source and data are independent. It draws what {@link FlowMatchingObjective} draws, so that both can be compared on a batch; times above 1 - 1e-5 count as that.
 *
 * @param model predicts the velocity
 * @param field the marginal field, with the path's schedule
 * @param data draws of the law that the field leads to, [batch, d]
 * @param seed the seed of sources and times
 */
public record MarginalFlowMatchingObjective(VelocityModel model, MarginalPath field, Batches data, long seed)
        implements Objective {
    @Override
    public Function<Pass, Tensor> at(Device device, DType dtype, long step) {
        PathDraws draws = PathDraws.of(device, dtype, data, Coupling.INDEPENDENT, PathDraws.LATEST, seed, step);
        Tensor xt = new AffinePath(field.schedule()).state(draws.t(), draws.x0(), draws.x1());
        return pass -> FlowMatching.meanSquare(FlowMatching.marginalError(model, field, pass, draws.t(), xt));
    }
}
