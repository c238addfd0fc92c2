package dualflow.experiment;

import dualflow.dependency.Estimate;
import dualflow.dependency.JvpSamples;
import dualflow.dependency.SecondMoment;
import dualflow.flow.TimeGrid;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The paper's Table 5: the correlation of two adjacent pixels, estimated from derivatives along random directions through a learned flow in
 * 99 Euler steps. The published code takes forward differences with epsilon = 1e-3 along unit directions, in float32, and computes their
 * Pearson correlation. Here exact JVPs are taken as well, {@link PixelDerivatives} for the same samples and directions.
 *
 * @param rows for the first samples, as many as in the paper, and for all samples
 * @param deviation the deviation of the differences from the products at these two pixels
 */
public record Table5(List<Row> rows, Deviation deviation) {
    /** The estimate printed in the paper. */
    public static final double PAPER_ESTIMATE =
            PrintedNumber.of("Table 5", "estimated").value();

    /** The correlation in the images as printed in the paper; its code computes it from 864 images of the test split. */
    public static final double PAPER_EMPIRICAL =
            PrintedNumber.of("Table 5", "empirical").value();

    /** The number of samples in the paper. */
    public static final int PAPER_SAMPLES =
            PrintedNumber.of("Table 5", "estimated").samples();

    /** The number of images in the paper: batches of 32 of the test split's 892. */
    public static final int PAPER_IMAGES =
            PrintedNumber.of("Table 5", "empirical").samples();

    /** The row of the paper's two pixels. */
    public static final int ROW = 8;

    /** The column of the first pixel; the second is to its right. */
    public static final int COLUMN = 14;

    /** The step of the published differences. */
    public static final double EPSILON = 1e-3;

    /** The published code's grid, linspace(0, 1, 100). */
    public static final TimeGrid GRID = TimeGrid.linspace(100);

    /**
     * The correlations over the first samples.
     *
     * @param samples the number of points x0
     * @param jvp the correlation of the exact products; empty if a pixel never moves
     * @param difference the correlation of the differences, likewise
     * @param generated the correlation of the two pixels in the generated images, likewise
     */
    public record Row(
            int samples, Optional<Estimate> jvp, Optional<Estimate> difference, Optional<Estimate> generated) {
        static Row of(int samples, JvpSamples products, JvpSamples differences) {
            JvpSamples first = PixelDerivatives.first(products, samples);
            return new Row(
                    samples,
                    ofDerivatives(first),
                    ofDerivatives(PixelDerivatives.first(differences, samples)),
                    ofGenerated(first));
        }
    }

    /**
     * The indices of the two pixels in a grey image.
     *
     * @param columns the number of columns of an image
     * @return the indices
     */
    public static int[] pixels(int columns) {
        int first = ROW * columns + COLUMN;
        return new int[] {first, first + 1};
    }

    /**
     * The table of some derivatives.
     *
     * @param derivatives the derivatives of the two pixels
     * @return the table
     */
    public static Table5 of(PixelDerivatives derivatives) {
        JvpSamples products = derivatives.products();
        JvpSamples differences = derivatives.differences();
        List<Row> rows = IntStream.of(PAPER_SAMPLES, products.samples())
                .filter(n -> n <= products.samples())
                .distinct()
                .mapToObj(n -> Row.of(n, products, differences))
                .toList();
        return new Table5(rows, Deviation.of(differences.tangents(), products.tangents()));
    }

    /**
     * Pearson's correlation of the two derivatives, over all samples and directions; the directions of one sample are one cluster.
     *
     * @param pairs the derivatives of two outputs
     * @return the correlation; empty if an output never moves
     */
    public static Optional<Estimate> ofDerivatives(JvpSamples pairs) {
        SecondMoment moment = new SecondMoment(2);
        moment.add(pairs);
        return moment.correlation().pearson(0, 1);
    }

    /**
     * Pearson's correlation of the two pixels themselves in the generated images.
     *
     * @param pairs the pixels as values
     * @return the correlation; empty if a pixel never varies
     */
    public static Optional<Estimate> ofGenerated(JvpSamples pairs) {
        double[] centred = centred(pairs.values(), pairs.samples());
        return ofDerivatives(new JvpSamples(0, pairs.samples(), 1, 2, centred, centred));
    }

    /** Shifted to near-zero mean, as the standard errors require. */
    private static double[] centred(double[] pairs, int samples) {
        double[] mean = new double[2];
        for (int i = 0; i < 2 * samples; i++) {
            mean[i % 2] += pairs[i] / samples;
        }
        return IntStream.range(0, 2 * samples)
                .mapToDouble(i -> pairs[i] - mean[i % 2])
                .toArray();
    }
}
