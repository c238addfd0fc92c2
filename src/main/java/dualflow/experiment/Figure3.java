package dualflow.experiment;

import dualflow.data.Images;
import dualflow.dependency.Derivative;
import dualflow.dependency.Estimate;
import dualflow.dependency.JvpSamples;
import dualflow.images.ImageFlow;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * The paper's Figure 3: (a) the derivative of a generated image along one random unit direction, (b) the derivatives of {@link Table5}'s two
 * pixels, one pair for each sample, (c) the two pixels in the images.
 *
 * @param image the first generated image and its derivative along one unit direction
 * @param derivatives the derivatives of the two pixels, exact and as the paper takes them
 * @param images the two pixels of each image, image by image
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Figure3(JvpSamples image, PixelDerivatives derivatives, double[] images) {
    /** The part of the samples counted as extreme by {@link #extremeShare}. */
    public static final double EXTREME = 0.05;

    /**
     * Computes the figure.
     *
     * @param flow the learned flow
     * @param device the device to run on
     * @param dtype the format; the paper's is float32
     * @param samples the number of points
     * @param seed the seed of all draws
     * @param images the images
     * @param progress is told the number of completed samples, out of twice their number
     * @return the figure
     * @throws dualflow.flow.OdeException if an image does not remain finite
     * @throws dualflow.dependency.NonFiniteDerivativeException if a derivative is not finite
     * @throws dualflow.data.BadFileException if an image cannot be read
     */
    public static Figure3 compute(
            ImageFlow flow, Device device, DType dtype, int samples, long seed, Images images, LongConsumer progress) {
        int[] pixels = Table5.pixels(images.width());
        double[] pairs = IntStream.range(0, images.count())
                .mapToObj(images::image)
                .flatMapToDouble(image -> IntStream.of(pixels).mapToDouble(pixel -> image[pixel]))
                .toArray();
        return new Figure3(
                PixelDerivatives.images(flow, device, dtype, 1, seed, new Derivative.Jvp()),
                PixelDerivatives.compute(flow, device, dtype, samples, 1, seed, images.width(), progress),
                pairs);
    }

    /**
     * The correlation of the exact derivatives.
     *
     * @return Pearson's; empty if a pixel never moves
     */
    public Optional<Estimate> estimate() {
        return Table5.ofDerivatives(derivatives.products());
    }

    /**
     * How much of the second moment is owed to a few samples: of the sum of the squares of both derivatives, the share of the largest {@link #EXTREME}
     * of the samples.
     *
     * @return the share, from 0 to 1; of normal derivatives 0.20 where they are independent and 0.28 where they are equal; NaN if no pixel moves
     */
    public double extremeShare() {
        double[] pairs = derivatives.products().tangents();
        double[] squares = IntStream.range(0, pairs.length / 2)
                .mapToDouble(i -> pairs[2 * i] * pairs[2 * i] + pairs[2 * i + 1] * pairs[2 * i + 1])
                .sorted()
                .toArray();
        int extreme = (int) Math.ceil(EXTREME * squares.length);
        double all = 0;
        double largest = 0;
        for (int i = 0; i < squares.length; i++) {
            all += squares[i];
            if (i >= squares.length - extreme) {
                largest += squares[i];
            }
        }
        return largest / all;
    }

    /**
     * The part of the images in which both pixels are black, or both white up to 1 %.
     *
     * @return the part, from 0 to 1
     */
    public double saturatedPart() {
        long saturated = IntStream.range(0, images.length / 2)
                .filter(i -> Math.max(images[2 * i], images[2 * i + 1]) == 0
                        || Math.min(images[2 * i], images[2 * i + 1]) >= 0.99)
                .count();
        return 2.0 * saturated / images.length;
    }
}
