package dualflow.train;

import dualflow.coupling.Coupling;
import dualflow.nn.AverageVelocityModel;
import dualflow.nn.Pass;
import dualflow.path.AffinePath;
import dualflow.path.LinearSchedule;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.util.function.Function;

/**
 * {@link MeanFlow} of a model on data. Sample i of step k has at index k * batch + i a source of stream "source" and two uniform times of streams "time"
 * and "other time"; r is the later and t the earlier one, except where the number of stream "equal times" is below the share: then both are the
 * first.
 *
 * @param model the model
 * @param path the path from source to data
 * @param coupling which source of the batch each sample is paired with
 * @param equalTimes the share of samples with r = t, which learn the velocity itself: 0.75 in the paper's best run
 * @param power the power of the adaptive weights, see {@link MeanFlow#loss}; 0 for none
 * @param data the data
 * @param seed the seed of sources and times
 */
public record MeanFlowObjective(
        AverageVelocityModel model,
        AffinePath path,
        Coupling coupling,
        double equalTimes,
        double power,
        Batches data,
        long seed)
        implements Objective {
    /**
     * Checks the numbers.
     *
     * @param model the model
     * @param path the path from source to data
     * @param coupling which source of the batch each sample is paired with
     * @param equalTimes the share of samples with r = t, from 0 to 1
     * @param power the power of the adaptive weights, 0 or more
     * @param data the data
     * @param seed the seed of sources and times
     * @throws IllegalArgumentException if one is out of range
     */
    public MeanFlowObjective {
        if (!(equalTimes >= 0 && equalTimes <= 1)) {
            throw new IllegalArgumentException("the share of equal times is " + equalTimes + "; give one from 0 to 1");
        }
        if (!(power >= 0 && power <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("the power of adaptive weights is " + power + "; give 0 or more");
        }
    }

    /**
     * On the linear path with independent pairs, half of the times equal, without adaptive weights.
     *
     * @param model the model
     * @param data the data
     * @param seed the seed of sources and times
     */
    public MeanFlowObjective(AverageVelocityModel model, Batches data, long seed) {
        this(model, new AffinePath(new LinearSchedule()), Coupling.INDEPENDENT, 0.5, 0, data, seed);
    }

    @Override
    public Function<Pass, Tensor> at(Device device, DType dtype, long step) {
        double latest = PathDraws.latest(path.schedule());
        double[] first = PathDraws.times("time", latest, data, seed, step);
        double[] second = PathDraws.times("other time", latest, data, seed, step);
        double[] share = PathDraws.times("equal times", 1, data, seed, step);
        double[] earlier = new double[first.length];
        double[] later = new double[first.length];
        for (int i = 0; i < first.length; i++) {
            double other = share[i] < equalTimes ? first[i] : second[i];
            earlier[i] = Math.min(first[i], other);
            later[i] = Math.max(first[i], other);
        }
        PathDraws draws = PathDraws.of(device, dtype, data, coupling, earlier, seed, step);
        Tensor r = device.tensor(dtype, draws.t().shape(), later);
        return pass -> MeanFlow.loss(MeanFlow.error(model, path, pass, r, draws.t(), draws.x0(), draws.x1()), power);
    }
}
