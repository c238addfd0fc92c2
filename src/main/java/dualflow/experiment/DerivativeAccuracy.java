package dualflow.experiment;

import dualflow.autodiff.FiniteDifference;
import dualflow.dependency.Derivative;
import dualflow.images.ImageFlow;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * How accurate derivatives of whole images through a learned flow are, at the first few samples of {@link Table5}. The measure is the
 * exact product J u in float64, and an error is |d - J u| / |J u| in the 2-norm, for each sample by itself. Max pooling has kinks:
 * where a difference steps over one in any of the flow's steps, it is off by the jump of the derivative and the product is not.
 *
 * @param samples how many points x0, one unit direction at each
 * @param central64 central differences in float64, epsilon = 1e-5: a second way to the same numbers
 * @param product32 exact products in float32
 * @param forward32 the paper's forward differences in float32, epsilon = 1e-3
 */
public record DerivativeAccuracy(int samples, Errors central64, Errors product32, Errors forward32) {
    /** The step of the central differences. */
    public static final double EPSILON = 1e-5;

    /**
     * The samples' errors.
     *
     * @param rising one for each sample, the smallest first
     */
    public record Errors(List<Double> rising) {
        static Errors of(double[] numbers, double[] exact, int samples) {
            int d = exact.length / samples;
            return new Errors(IntStream.range(0, samples)
                    .mapToObj(i -> Deviation.of(
                                    Arrays.copyOfRange(numbers, i * d, (i + 1) * d),
                                    Arrays.copyOfRange(exact, i * d, (i + 1) * d))
                            .relative())
                    .sorted()
                    .toList());
        }

        /**
         * The middle one.
         *
         * @return the median, of an even number the mean of the two middle ones
         */
        public double median() {
            return (rising.get((rising.size() - 1) / 2) + rising.get(rising.size() / 2)) / 2;
        }

        /**
         * The largest.
         *
         * @return the error of the worst sample
         */
        public double largest() {
            return rising.get(rising.size() - 1);
        }

        /**
         * How many are small.
         *
         * @param tolerance what they may be
         * @return the number of errors up to the tolerance
         */
        public long within(double tolerance) {
            return rising.stream().filter(error -> error <= tolerance).count();
        }
    }

    /**
     * Measures.
     *
     * @param flow the learned flow
     * @param device where to run; it must support float64
     * @param samples how many points
     * @param seed of all draws
     * @return the errors
     * @throws dualflow.flow.OdeException if an image does not stay finite
     */
    public static DerivativeAccuracy compute(ImageFlow flow, Device device, int samples, long seed) {
        Derivative exact = new Derivative.Jvp();
        Derivative central = new Derivative.Difference(FiniteDifference.CENTRAL, EPSILON);
        Derivative forward = new Derivative.Difference(FiniteDifference.FORWARD, Table5.EPSILON);
        double[] truth =
                Table5.images(flow, device, DType.FLOAT64, samples, seed, exact).tangents();
        BiFunction<DType, Derivative, Errors> errors = (dtype, derivative) -> Errors.of(
                Table5.images(flow, device, dtype, samples, seed, derivative).tangents(), truth, samples);
        return new DerivativeAccuracy(
                samples,
                errors.apply(DType.FLOAT64, central),
                errors.apply(DType.FLOAT32, exact),
                errors.apply(DType.FLOAT32, forward));
    }
}
