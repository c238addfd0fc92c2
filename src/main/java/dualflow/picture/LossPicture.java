package dualflow.picture;

import dualflow.evaluation.LossExcess;
import dualflow.figure.Drawing;
import dualflow.figure.Look;
import dualflow.figure.Palette;
import dualflow.figure.Panel;
import dualflow.figure.Plot;
import dualflow.figure.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The losses of trainings as a picture. On the left those of the batches, faint, with their means over some steps, on a linear axis, as half
 * of all batches lie below the least loss at the optimum; on the right, where it is known, how far the population loss is above the least,
 * on logarithmic axes, with 95 % intervals.
 */
public final class LossPicture {
    private static final int MOST_BATCHES = 1000;
    private static final int WINDOWS = 50;
    private static final double WIDTH = 430;
    private static final double HEIGHT = 320;

    /**
     * One training.
     *
     * @param name its name in the legend
     * @param losses the loss of each step's batch
     * @param least the least population loss that there is; empty if that is not known
     * @param excess the population loss in the course of the training; may be empty
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Training(String name, double[] losses, OptionalDouble least, List<LossExcess> excess) {}

    private LossPicture() {}

    /**
     * Draws trainings.
     *
     * @param trainings the trainings, each of one step or more
     * @return the picture
     */
    public static Drawing draw(List<Training> trainings) {
        List<Panel> panels = new ArrayList<>(List.of(batches(trainings)));
        if (trainings.stream().anyMatch(t -> !t.excess().isEmpty())) {
            panels.add(excesses(trainings));
        }
        return new Sheet("Training").row(panels).draw();
    }

    /**
     * Draws one training of which no more than the losses is known.
     *
     * @param losses the loss of each step's batch, one or more
     * @return the picture
     */
    public static Drawing draw(double[] losses) {
        return draw(List.of(new Training("loss", losses, OptionalDouble.empty(), List.of())));
    }

    private static Plot batches(List<Training> trainings) {
        Plot plot = new Plot("Loss of the batches", "step", "loss").size(WIDTH, HEIGHT);
        for (int i = 0; i < trainings.size(); i++) {
            double[] losses = trainings.get(i).losses();
            int stride = (losses.length + MOST_BATCHES - 1) / MOST_BATCHES;
            int[] shown = IntStream.iterate(0, k -> k < losses.length, k -> k + stride)
                    .toArray();
            plot.add(
                    stride == 1 ? "each batch" : "one batch in " + stride,
                    Arrays.stream(shown).mapToDouble(k -> k).toArray(),
                    Arrays.stream(shown).mapToDouble(k -> losses[k]).toArray(),
                    Look.line(Palette.series(i)).wide(0.7).faint(0.3));
        }
        for (int i = 0; i < trainings.size(); i++) {
            Training training = trainings.get(i);
            mean(plot, training, Look.line(Palette.series(i)));
            if (training.least().isPresent()) {
                double least = training.least().getAsDouble();
                plot.add(
                        "least there is",
                        new double[] {0, training.losses().length},
                        new double[] {least, least},
                        Look.line(Palette.BLACK).wide(1.2).dashed());
            }
        }
        return plot;
    }

    /** The means over windows, at their centres. */
    private static void mean(Plot plot, Training training, Look look) {
        double[] losses = training.losses();
        int window = Math.max(1, losses.length / WINDOWS);
        int count = losses.length / window;
        double[] steps = new double[count];
        double[] means = new double[count];
        for (int k = 0; k < count; k++) {
            steps[k] = k * window + (window - 1) / 2.0;
            means[k] = Arrays.stream(losses, k * window, (k + 1) * window)
                    .average()
                    .orElseThrow();
        }
        plot.add(window == 1 ? training.name() : training.name() + ", mean of " + window, steps, means, look);
    }

    private static Plot excesses(List<Training> trainings) {
        Plot plot = new Plot("Population loss above the least there is", "step", "excess")
                .size(WIDTH, HEIGHT)
                .logarithmicX()
                .logarithmicY();
        for (int i = 0; i < trainings.size(); i++) {
            List<LossExcess> all = trainings.get(i).excess();
            plot.add(
                    trainings.get(i).name() + ", 95 % interval",
                    all.stream().mapToDouble(LossExcess::step).toArray(),
                    all.stream().mapToDouble(LossExcess::low).toArray(),
                    all.stream().mapToDouble(LossExcess::excess).toArray(),
                    all.stream().mapToDouble(LossExcess::high).toArray(),
                    Look.line(Palette.series(i)).with(Look.Mark.series(i)));
        }
        return plot;
    }
}
