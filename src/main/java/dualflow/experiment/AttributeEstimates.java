package dualflow.experiment;

import dualflow.data.Images;
import dualflow.dependency.DifferenceSlab;
import dualflow.dependency.Directions;
import dualflow.dependency.JvpSamples;
import dualflow.dependency.Selection;
import dualflow.flow.ButcherTableau;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.images.AttributeFlow;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * What the paper's Table 6 and Figure 5 set beside the labels: correlations of a classifier's logits, estimated from derivatives of classifier
 * after flow, all and where one logit hardly changes, as the published code reads that; and, where there are images, of the logits of these.
 *
 * @param all derivatives along all directions
 * @param conditioned those with |Delta logit| &lt; 1e-4 for a step of 1e-2 along a unit vector
 * @param ofImages the logits of images; empty where there are none
 */
public record AttributeEstimates(Selection all, Selection conditioned, Optional<Selection> ofImages) {
    /** The published step of differences. */
    private static final double EPSILON = 1e-2;

    private static final int REPLICATES = 200;
    private static final int CHUNK = 32;

    /**
     * Estimates from derivatives, through Euler steps as published.
     *
     * @param attributes classifier after flow
     * @param device the device to run on
     * @param dtype the format
     * @param given the logit that hardly changes
     * @param outputs the number of logits
     * @param samples the number of points
     * @param steps the number of Euler steps
     * @param images images of the size that the classifier takes, of which the logits are taken; empty for none
     * @param seed the seed of all draws
     * @param progress is told the number of completed samples and images
     * @return the estimates
     * @throws dualflow.data.BadFileException if an image cannot be read
     */
    public static AttributeEstimates compute(
            AttributeFlow attributes,
            Device device,
            DType dtype,
            int given,
            int outputs,
            long samples,
            int steps,
            Optional<Images> images,
            long seed,
            LongConsumer progress) {
        Selection all = new Selection(outputs, Set.of(), null, REPLICATES, seed);
        Selection conditioned =
                new Selection(outputs, Set.of(), new DifferenceSlab(given, DifferenceSlab.PUBLISHED), REPLICATES, seed);
        Arena arena = device.arena();
        try {
            attributes
                    .estimator(
                            device, dtype, OdeSolver.fixed(ButcherTableau.EULER), TimeGrid.uniform(0, 1, steps), seed)
                    .withDirections(Directions.GAUSSIAN, 1)
                    .withDifferences(EPSILON)
                    .run(device, dtype, 0, samples, chunk -> {
                        all.add(chunk);
                        conditioned.add(chunk);
                        progress.accept(chunk.first() + chunk.samples());
                    });
            return new AttributeEstimates(
                    all,
                    conditioned,
                    images.map(these -> logits(
                            attributes.attributes(device, dtype),
                            device,
                            dtype,
                            these,
                            new Selection(outputs, Set.of(), null, REPLICATES, seed),
                            done -> progress.accept(samples + done))));
        } finally {
            arena.close();
        }
    }

    /** The logits in place of derivatives, less those of the first image: a correlation that is centred does not depend on it. */
    private static Selection logits(
            UnaryOperator<Tensor> classifier,
            Device device,
            DType dtype,
            Images images,
            Selection selection,
            LongConsumer progress) {
        int d = images.shape().size();
        double[] first = new double[0];
        for (int done = 0; done < images.count(); ) {
            int n = Math.min(CHUNK, images.count() - done);
            double[] rows = new double[n * d];
            for (int i = 0; i < n; i++) {
                System.arraycopy(images.image(done + i), 0, rows, i * d, d);
            }
            double[] logits = made(classifier, device, dtype, Shape.of(n, d), rows);
            int m = logits.length / n;
            first = done == 0 ? Arrays.copyOf(logits, m) : first;
            double[] less = logits.clone();
            for (int i = 0; i < less.length; i++) {
                less[i] -= first[i % m];
            }
            selection.add(new JvpSamples(done, n, 1, m, logits, less));
            done += n;
            progress.accept(done);
        }
        return selection;
    }

    private static double[] made(UnaryOperator<Tensor> map, Device device, DType dtype, Shape shape, double[] rows) {
        Arena arena = device.arena();
        try {
            return map.apply(device.tensor(dtype, shape, rows)).value().toDoubles();
        } finally {
            arena.close();
        }
    }
}
