package dualflow.train;

import dualflow.coupling.Coupling;
import dualflow.path.NoiseSchedule;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The data of a step with a time and a source for each sample: for sample i of step k, source and time are the draws of streams "source" and "time" at
 * index k * batch + i. A coupling then says which of the batch's sources belongs to which sample.
 *
 * @param t uniform times, of the data's rank and of length 1 along the axes of a sample
 * @param x0 the source, of the data's shape
 * @param x1 the data
 */
record PathDraws(Tensor t, Tensor x0, Tensor x1) {
    /**
     * Later times count as this one, where a field or a rate is infinite at t = 1. (1 is drawn, by rounding to float32; and the square of a rate that is
     * infinite there has an infinite mean. Song et al. 2021 stop there too.)
     */
    static final double LATEST = 1 - 1e-5;

    /** With these times, one for each sample. */
    static PathDraws of(
            Device device, DType dtype, Batches data, Coupling coupling, double[] times, long seed, long step) {
        Shape shape = data.shape();
        int batch = times.length;
        Tensor x1 = device.tensor(dtype, shape, data.at(step));
        Tensor x0 = device.tensor(dtype, shape, source(seed, step, batch, shape.size() / batch));
        if (coupling != Coupling.INDEPENDENT) { // else numbers would come back from the device for nothing
            x0 = coupling.paired(x0, x1, new Draws(seed), step);
        }
        return new PathDraws(device.tensor(dtype, onePerSample(shape), times), x0, x1);
    }

    /** With uniform times, those after the latest counting as it. */
    static PathDraws of(
            Device device, DType dtype, Batches data, Coupling coupling, double latest, long seed, long step) {
        return of(device, dtype, data, coupling, times("time", latest, data, seed, step), seed, step);
    }

    /** The latest time at which the velocity given both ends is finite. */
    static double latest(NoiseSchedule schedule) {
        return schedule.sigmaDiverges() ? LATEST : 1;
    }

    /** A uniform number for each sample of a step, those above the latest counting as it. */
    static double[] times(String stream, double latest, Batches data, long seed, long step) {
        int batch = data.shape().dims()[0];
        double[] uniforms = new Draws(seed).uniforms(Draws.stream(stream), step * batch, batch);
        return Arrays.stream(uniforms).map(u -> Math.min(u, latest)).toArray();
    }

    /** The shape of one number for each sample of a batch. */
    static Shape onePerSample(Shape batch) {
        int[] dims = batch.dims();
        Arrays.fill(dims, 1, dims.length, 1);
        return Shape.of(dims);
    }

    /** Drawn by all processors in parallel: a draw depends only on its seed, stream and index. */
    private static double[] source(long seed, long step, int batch, int size) {
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
