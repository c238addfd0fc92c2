package dualflow.train;

import dualflow.nn.Pass;
import dualflow.nn.VelocityModel;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The flow-matching loss of a model on data: for sample i of step k, source and time are the draws of streams "source" and "time" at
 * index k * batch + i.
 *
 * @param model the model
 * @param prediction what it predicts
 * @param data the data
 * @param seed the seed of sources and times
 */
public record FlowMatchingObjective(VelocityModel model, FlowMatching.Prediction prediction, Batches data, long seed)
        implements Objective {
    @Override
    public Function<Pass, Tensor> at(Device device, DType dtype, long step) {
        Shape shape = data.shape();
        int[] times = shape.dims();
        int batch = times[0];
        Arrays.fill(times, 1, times.length, 1);
        Tensor x1 = device.tensor(dtype, shape, data.at(step));
        Tensor x0 = device.tensor(dtype, shape, source(step, batch, shape.size() / batch));
        Tensor t = device.tensor(
                dtype, Shape.of(times), new Draws(seed).uniforms(Draws.stream("time"), step * batch, batch));
        return pass -> FlowMatching.loss(model, prediction, pass, t, x0, x1);
    }

    /** Drawn by all processors in parallel: a draw depends only on its seed, stream and index. */
    private double[] source(long step, int batch, int size) {
        double[] x0 = new double[batch * size];
        Draws draws = new Draws(seed);
        long stream = Draws.stream("source");
        IntStream.range(0, batch).parallel().forEach(i -> {
            double[] sample = draws.normals(stream, (step * batch + i) * size, size);
            System.arraycopy(sample, 0, x0, i * size, size);
        });
        return x0;
    }
}
