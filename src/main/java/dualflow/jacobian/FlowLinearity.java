package dualflow.jacobian;

import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * How affine a flow is: {@link FirstOrder} at random points, of its map from 0 to each of several times or of its velocity at these times, and for a
 * mixture beside the largest responsibility at x_t. Sample i has the source of stream "source" and the direction z ~ N(0, I) of stream "direction".
 *
 * @param times what was measured at each time
 */
public record FlowLinearity(List<AtTime> times) {
    /** The map that is measured. */
    public enum Subject {
        /** The map from the source x_0 to x_t. */
        FLOW,
        /** The velocity v(t, .), at x_t. */
        VELOCITY
    }

    /**
     * What is measured.
     *
     * @param subject the map
     * @param times the times, above 0 and at most 1
     * @param samples the number of points
     * @param chunk how many of them run at once, which does not change the result
     * @param seed the seed of points and directions
     * @param firstOrder fraction and steps
     */
    public record Settings(
            Subject subject, double[] times, int samples, int chunk, long seed, FirstOrder.Settings firstOrder) {}

    /**
     * One sample at one time.
     *
     * @param firstOrder remainder and radius
     * @param responsibility the largest gamma_k(t, x_t); NaN where the flow is not that of a mixture
     */
    public record Sample(FirstOrder firstOrder, double responsibility) {}

    /**
     * All samples at one time.
     *
     * @param t the time
     * @param samples the samples, in order
     */
    public record AtTime(double t, List<Sample> samples) {}

    /**
     * Measures a flow.
     *
     * @param flow the flow
     * @param settings what is measured
     * @param device where to run
     * @param dtype the format
     * @param progress is told the number of samples done, over all times
     * @return the result
     * @throws IllegalArgumentException if a time is out of range
     * @throws dualflow.flow.OdeException if a state is not finite
     */
    public static FlowLinearity measure(
            RowFlow flow, Settings settings, Device device, DType dtype, LongConsumer progress) {
        List<AtTime> times = new ArrayList<>();
        long done = 0;
        for (double t : settings.times()) {
            List<Sample> samples = new ArrayList<>();
            for (int first = 0; first < settings.samples(); first += settings.chunk()) {
                int count = Math.min(settings.chunk(), settings.samples() - first);
                samples.addAll(samples(flow, settings, t, first, count, device, dtype));
                done += count;
                progress.accept(done);
            }
            times.add(new AtTime(t, List.copyOf(samples)));
        }
        return new FlowLinearity(List.copyOf(times));
    }

    private static List<Sample> samples(
            RowFlow flow, Settings settings, double t, int first, int count, Device device, DType dtype) {
        int d = flow.dimension();
        Arena arena = device.arena();
        try {
            Tensor x0 = flow.source().apply(draws(settings.seed(), "source", first, count, d, device, dtype));
            Tensor z = draws(settings.seed(), "direction", first, count, d, device, dtype);
            UnaryOperator<Tensor> map = flow.map(t);
            Tensor time = device.scalar(dtype, t);
            Tensor xt = map.apply(x0);
            List<FirstOrder> all = settings.subject() == Subject.FLOW
                    ? FirstOrder.measure(map, x0, z, settings.firstOrder())
                    : FirstOrder.measure(x -> flow.velocity().velocity(time, x), xt, z, settings.firstOrder());
            double[] gammas = flow.responsibilities()
                    .map(gamma -> gamma.velocity(time, xt).value().toDoubles())
                    .orElse(new double[0]);
            int k = gammas.length / count;
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                double largest = Arrays.stream(gammas, i * k, (i + 1) * k).max().orElse(Double.NaN);
                samples.add(new Sample(all.get(i), largest));
            }
            return samples;
        } finally {
            arena.close();
        }
    }

    private static Tensor draws(long seed, String stream, int first, int count, int d, Device device, DType dtype) {
        double[] normals = new Draws(seed).normals(Draws.stream(stream), (long) first * d, count * d);
        return device.tensor(dtype, Shape.of(count, d), normals);
    }

    /**
     * A quantile by rank: of n numbers the one of rank ceil(p n). NaN is left out.
     *
     * @param numbers the numbers
     * @param p from 0 to 1
     * @return the number; NaN if there is none
     */
    public static double quantile(double[] numbers, double p) {
        double[] sorted =
                Arrays.stream(numbers).filter(x -> !Double.isNaN(x)).sorted().toArray();
        int rank = (int) Math.ceil(p * sorted.length);
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, rank - 1)];
    }
}
