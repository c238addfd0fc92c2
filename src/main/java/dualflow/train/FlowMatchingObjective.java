package dualflow.train;

import dualflow.coupling.Coupling;
import dualflow.nn.Pass;
import dualflow.nn.VelocityModel;
import dualflow.path.AffinePath;
import dualflow.path.LinearSchedule;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.util.function.Function;

/**
 * Conditional flow matching, L_CFM of {@link FlowMatching}, of a model on data: for sample i of step k, source and time are the draws of streams "source"
 * and "time" at index k * batch + i. Times are uniform in [0, 1); where sigma' is infinite at t = 1, those above 1 - 1e-5 count as that.
 *
 * @param model the model
 * @param prediction what it predicts
 * @param path the path from source to data
 * @param coupling which source of the batch each sample is paired with
 * @param data the data
 * @param seed the seed of sources and times
 */
public record FlowMatchingObjective(
        VelocityModel model,
        FlowMatching.Prediction prediction,
        AffinePath path,
        Coupling coupling,
        Batches data,
        long seed)
        implements Objective {
    /**
     * On the linear path, with independent pairs.
     *
     * @param model the model
     * @param prediction what it predicts
     * @param data the data
     * @param seed the seed of sources and times
     */
    public FlowMatchingObjective(VelocityModel model, FlowMatching.Prediction prediction, Batches data, long seed) {
        this(model, prediction, new AffinePath(new LinearSchedule()), Coupling.INDEPENDENT, data, seed);
    }

    @Override
    public Function<Pass, Tensor> at(Device device, DType dtype, long step) {
        PathDraws draws = PathDraws.of(device, dtype, data, coupling, PathDraws.latest(path.schedule()), seed, step);
        return pass -> FlowMatching.loss(model, prediction, path, pass, draws.t(), draws.x0(), draws.x1());
    }
}
