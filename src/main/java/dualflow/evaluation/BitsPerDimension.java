package dualflow.evaluation;

import dualflow.data.Images;
import dualflow.flow.LogLikelihood;
import dualflow.flow.VelocityField;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.train.Dequantisation;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;

/**
 * Bits per dimension of images under a flow from N(0, I): each image is dequantised once, by draws that depend on the seed and its number alone, and the log-density of what comes out
 * is converted by {@link Dequantisation#bitsPerDimension}. In the mean over the draws this is at least the number of bits of the images themselves.
 *
 * @param densities finds log-densities; its seed is that of the dequantisation too
 * @param dequantisation what the flow's images hold
 */
public record BitsPerDimension(LogDensities densities, Dequantisation dequantisation) {
    /**
     * Bits per dimension.
     *
     * @param logDensities of the images and their standard errors, in nats
     * @param bits of each image
     * @param dimension how many numbers an image has
     */
    @SuppressWarnings("ArrayRecordComponent") // a table of numbers
    public record Result(LogDensities.Result logDensities, double[] bits, int dimension) {
        /**
         * The mean.
         *
         * @return over the images
         */
        public double mean() {
            return SampleMean.of(bits).value();
        }

        /**
         * The standard error of the mean, from how the images differ; the draws of dequantisation and divergence are part of it.
         *
         * @return nothing for one image
         */
        public OptionalDouble standardError() {
            return bits.length == 1
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(SampleMean.of(bits).standardError());
        }

        /**
         * The standard errors that come from the estimates of the divergence.
         *
         * @return of each image, in bits per dimension; nothing where there is one solve
         */
        public Optional<double[]> probeErrors() {
            return logDensities
                    .standardErrors()
                    .map(errors -> Arrays.stream(errors)
                            .map(error -> error / (dimension * Math.log(2)))
                            .toArray());
        }

        /**
         * The part of the mean's standard error that comes from the estimates of the divergence.
         *
         * @return nothing where there is one solve
         */
        public OptionalDouble probeError() {
            return probeErrors().stream()
                    .mapToDouble(errors ->
                            Math.sqrt(Arrays.stream(errors).map(e -> e * e).sum()) / errors.length)
                    .findFirst();
        }
    }

    /**
     * Computes bits per dimension.
     *
     * @param field the velocity of rows [n, d], the numbers of an image with the channels last
     * @param images the images
     * @param count how many, the first ones
     * @param device where to compute
     * @param dtype the format
     * @param progress is told how many solves of an image are done
     * @return the bits
     * @throws dualflow.flow.OdeException if a solve fails
     */
    public Result of(VelocityField field, Images images, int count, Device device, DType dtype, LongConsumer progress) {
        int d = images.shape().size();
        double[] points = new double[Math.multiplyExact(count, d)];
        for (int i = 0; i < count; i++) {
            double[] image = images.image(i);
            double[] u =
                    new Draws(densities.seed()).uniforms(Draws.stream("likelihood dequantisation"), (long) i * d, d);
            for (int j = 0; j < d; j++) {
                points[i * d + j] = dequantisation.of(image[j], u[j]);
            }
        }
        LogDensities.Result result =
                densities.of(field, LogLikelihood::standardNormal, points, d, device, dtype, progress);
        double[] bits = Arrays.stream(result.logDensities())
                .map(logDensity -> dequantisation.bitsPerDimension(logDensity, d))
                .toArray();
        return new Result(result, bits, d);
    }
}
