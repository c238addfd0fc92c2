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
 * How accurate derivatives of whole images through a learned flow are, at the first few samples of {@link Table5}. The reference is the
 * exact product J u in float64, and the error is |d - J u| / |J u| in the 2-norm, for each sample separately. Max pooling has kinks: where
 * a finite difference crosses one in any of the flow's steps, it is off by the jump of the derivative, whereas the product is not.
 *
 * @param samples the number of points x0, one unit direction at each
 * @param central64 central differences in float64, epsilon = 1e-5: an independent computation of the same quantity
 * @param product32 exact products in float32
 * @param forward32 the paper's forward differences in float32, epsilon = 1e-3
 */
public record DerivativeAccuracy(int samples, Errors central64, Errors product32, Errors forward32) {
    /** The step of the central differences. */
    public static final double EPSILON = 1e-5;

    /**
     * The samples' errors.
     *
     * @param rising one for each sample, in ascending order
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
         * The median.
         *
         * @return the median; for an even count, the mean of the two middle errors
         */
        public double median() {
            return (rising.get((rising.size() - 1) / 2) + rising.get(rising.size() / 2)) / 2;
        }

        /**
         * The maximum.
         *
         * @return the error of the worst sample
         */
        public double largest() {
            return rising.get(rising.size() - 1);
        }

        /**
         * The number of small errors.
         *
         * @param tolerance the threshold
         * @return the number of errors not above the tolerance
         */
        public long within(double tolerance) {
            return rising.stream().filter(error -> error <= tolerance).count();
        }
    }

    /**
     * Measures the errors.
     *
     * @param flow the learned flow
     * @param device the device to run on; which must support float64
     * @param samples the number of points
     * @param seed the seed of all draws
     * @return the errors
     * @throws dualflow.flow.OdeException if an image does not remain finite
     */
    public static DerivativeAccuracy compute(ImageFlow flow, Device device, int samples, long seed) {
        Derivative exact = new Derivative.Jvp();
        Derivative central = new Derivative.Difference(FiniteDifference.CENTRAL, EPSILON);
        Derivative forward = new Derivative.Difference(FiniteDifference.FORWARD, Table5.EPSILON);
        double[] truth = PixelDerivatives.images(flow, device, DType.FLOAT64, samples, seed, exact)
                .tangents();
        BiFunction<DType, Derivative, Errors> errors = (dtype, derivative) -> Errors.of(
                PixelDerivatives.images(flow, device, dtype, samples, seed, derivative)
                        .tangents(),
                truth,
                samples);
        return new DerivativeAccuracy(
                samples,
                errors.apply(DType.FLOAT64, central),
                errors.apply(DType.FLOAT32, exact),
                errors.apply(DType.FLOAT32, forward));
    }
}
