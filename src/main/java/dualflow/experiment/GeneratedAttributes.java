package dualflow.experiment;

import dualflow.dependency.JvpEstimator;
import dualflow.digits.Morphometry;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.images.AttributeRows;
import dualflow.images.ImageFlow;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Images that a flow makes, and what networks measure of them, with the matrices J J^T of these measures. Image i starts at the point of sample i of
 * {@link JvpEstimator}.
 *
 * @param images [n, d] row-major
 * @param dimension d
 * @param measured by each network
 */
@SuppressWarnings("ArrayRecordComponent") // numbers on their way to a table; never compared
public record GeneratedAttributes(double[] images, int dimension, List<ImageCausalTest.Measured> measured) {
    /**
     * Copies the list.
     *
     * @param images [n, d] row-major
     * @param dimension d
     * @param measured by each network
     */
    public GeneratedAttributes {
        measured = List.copyOf(measured);
    }

    /**
     * Makes images by Euler's method in equal steps.
     *
     * @param flow the flow
     * @param networks each from images [n, d] to [n, m]
     * @param device where they run
     * @param dtype the format
     * @param steps how many steps
     * @param samples n
     * @param seed the seed of the points
     * @param progress is told the number of completed images
     * @return images and measures
     * @throws dualflow.flow.OdeException if an image does not remain finite
     */
    public static GeneratedAttributes compute(
            ImageFlow flow,
            List<UnaryOperator<Tensor>> networks,
            Device device,
            DType dtype,
            int steps,
            int samples,
            long seed,
            LongConsumer progress) {
        AttributeRows rows =
                new AttributeRows(flow, networks, device, dtype, OdeSolver.euler(), TimeGrid.uniform(0, 1, steps));
        int d = flow.dimension();
        double[] images = new double[Math.multiplyExact(samples, d)];
        List<List<AttributeGrams>> grams = new ArrayList<>();
        List<List<double[]>> values = new ArrayList<>();
        networks.forEach(network -> {
            grams.add(new ArrayList<>());
            values.add(new ArrayList<>());
        });
        for (int done = 0; done < samples; ) {
            int n = Math.min(flow.chunk(), samples - done);
            AttributeRows.At at = rows.at(new Draws(seed).normals(JvpEstimator.POINTS, (long) done * d, n * d));
            System.arraycopy(at.images(), 0, images, done * d, n * d);
            for (int r = 0; r < networks.size(); r++) {
                grams.get(r).add(AttributeGrams.of(at.rows().get(r), n, d));
                values.get(r).add(at.values().get(r));
            }
            done += n;
            progress.accept(done);
        }
        return new GeneratedAttributes(
                images,
                d,
                IntStream.range(0, networks.size())
                        .mapToObj(r -> new ImageCausalTest.Measured(
                                values.get(r).stream()
                                        .flatMapToDouble(Arrays::stream)
                                        .toArray(),
                                AttributeGrams.concat(grams.get(r))))
                        .toList());
    }

    /**
     * The measures of the images themselves, on all processors.
     *
     * @param height rows of an image
     * @param width columns of an image
     * @return for each image its measures; empty where it has no ink
     */
    public List<Optional<Morphometry>> morphometry(int height, int width) {
        return IntStream.range(0, images.length / dimension)
                .parallel()
                .mapToObj(i ->
                        Morphometry.of(Arrays.copyOfRange(images, i * dimension, (i + 1) * dimension), height, width))
                .toList();
    }

    /**
     * The first images.
     *
     * @param count at most how many
     * @return [count, d]
     */
    public double[] first(int count) {
        return Arrays.copyOf(images, Math.min(images.length, count * dimension));
    }
}
