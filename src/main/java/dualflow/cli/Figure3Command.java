package dualflow.cli;

import dualflow.data.Csv;
import dualflow.data.RunRecord;
import dualflow.dependency.Estimate;
import dualflow.dependency.JvpSamples;
import dualflow.experiment.Figure3;
import dualflow.experiment.Table5;
import dualflow.images.PixelStatistics;
import dualflow.picture.Figure3Picture;
import dualflow.tensor.Shape;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code reproduce figure3}. */
@Command(
        name = "figure3",
        mixinStandardHelpOptions = true,
        description = {
            "Fig. 3: a derivative image, the derivatives of two neighbouring pixels of MNIST's fives, and the pixels themselves.",
            "",
            "Trains a flow UNet on the images, or takes a trained one, as table5 does. With --out, figure3.png shows the derivative"
                    + " of a generated image along one direction with the two pixels marked, the pairs of derivatives, and the"
                    + " pairs of pixels in the images; the numbers are in CSV files."
        })
final class Figure3Command extends LearnedFivesCommand {
    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "320",
            description = "How many samples (default: ${DEFAULT-VALUE}, as in the paper).")
    private int samples;

    private Figure3Command() {}

    @Override
    void requireOptions() {
        if (samples < 2 || samples > MOST_SAMPLES) {
            throw usage("--samples is " + samples + "; the figure takes 2 to " + MOST_SAMPLES + " of them.");
        }
    }

    @Override
    void report(Run run) {
        Figure3 figure;
        try (RunProgress progress = new RunProgress(err(), "products and differences", 2L * samples)) {
            figure = Finite.require(
                    Figure3.compute(
                            run.network().flow(),
                            run.device(),
                            run.dtype(),
                            samples,
                            run.seed(),
                            run.chosen().images(),
                            timed(progress::at, 2L * samples)),
                    run.dtype());
        }
        OptionalDouble empirical = new PixelStatistics(
                        run.chosen().images(),
                        Table5.pixels(run.chosen().images().width()))
                .pearson(0, 1);
        print(figure, empirical, run, out());
        if (isWritten()) {
            write(figure, empirical, run);
        }
    }

    private void print(Figure3 figure, OptionalDouble empirical, Run run, PrintWriter text) {
        text.printf(
                Locale.ROOT,
                "Figure 3: the pixels in row %d, columns %d and %d: their derivatives along unit directions, and themselves%n%n",
                Table5.ROW,
                Table5.COLUMN,
                Table5.COLUMN + 1);
        text.println("network  "
                + String.join(
                        System.lineSeparator() + "         ", run.network().story()));
        text.printf(
                Locale.ROOT,
                "map      %d Euler steps, seed %d, %s on %s%n%n",
                Table5.GRID.steps(),
                run.seed(),
                run.dtype(),
                run.device().id());
        text.printf(
                Locale.ROOT,
                "(a) Along one direction the first image changes by %.4f at most, and at the two pixels by %.4f and %.4f.%n",
                largest(figure.image().tangents()),
                figure.image().tangents()[pixels(run)[0]],
                figure.image().tangents()[pixels(run)[1]]);
        text.printf(
                Locale.ROOT,
                "(b) %d pairs of derivatives: correlation %s. The largest %.0f %% of the samples make %.0f %% of their second moment.%n",
                samples,
                figure.estimate().map(Figure3Command::interval).orElse("undefined"),
                100 * Figure3.EXTREME,
                100 * figure.extremeShare());
        text.printf(
                Locale.ROOT,
                "(c) %d images: correlation %s. In %.0f %% of them both pixels are black, or both white.%n",
                figure.images().length / 2,
                empirical.isPresent() ? decimals(empirical.getAsDouble()) : "undefined",
                100 * figure.saturatedPart());
    }

    private static String interval(Estimate e) {
        OptionalDouble count = e.effectiveCount();
        return decimals(e.value()) + " (95 %: " + decimals(e.low()) + " to " + decimals(e.high()) + ")"
                + (count.isPresent() ? String.format(Locale.ROOT, ", effective count %.0f", count.getAsDouble()) : "");
    }

    private static String decimals(double correlation) {
        return String.format(Locale.ROOT, "%.4f", correlation);
    }

    private static double largest(double[] numbers) {
        return IntStream.range(0, numbers.length)
                .mapToDouble(i -> Math.abs(numbers[i]))
                .max()
                .orElse(0);
    }

    private static int[] pixels(Run run) {
        return Table5.pixels(run.chosen().images().width());
    }

    private void write(Figure3 figure, OptionalDouble empirical, Run run) {
        JvpSamples products = figure.derivatives().products();
        JvpSamples differences = figure.derivatives().differences();
        Csv.write(
                file("figure3_derivatives.csv"),
                List.of(
                        "sample",
                        "jvp_first",
                        "jvp_second",
                        "difference_first",
                        "difference_second",
                        "generated_first",
                        "generated_second"),
                IntStream.range(0, samples)
                        .mapToObj(i -> List.<Object>of(
                                i,
                                products.tangent(0, i, 0),
                                products.tangent(0, i, 1),
                                differences.tangent(0, i, 0),
                                differences.tangent(0, i, 1),
                                products.value(i, 0),
                                products.value(i, 1)))
                        .toList());
        Csv.write(
                file("figure3_images.csv"),
                List.of("image", "first", "second"),
                IntStream.range(0, figure.images().length / 2)
                        .mapToObj(i -> List.<Object>of(i, figure.images()[2 * i], figure.images()[2 * i + 1]))
                        .toList());
        int columns = run.chosen().images().width();
        Csv.write(
                file("figure3_image.csv"),
                List.of("row", "column", "brightness", "derivative"),
                IntStream.range(0, figure.image().outputs())
                        .mapToObj(i -> List.<Object>of(
                                i / columns,
                                i % columns,
                                figure.image().values()[i],
                                figure.image().tangents()[i]))
                        .toList());
        Shape shape = run.chosen().images().shape();
        draw("figure3", () -> Figure3Picture.draw(figure, shape, pixels(run)));
        RunRecord record = run.record().seed(run.seed()).device(run.device() + ", " + run.dtype());
        Optional<Estimate> estimate = figure.estimate();
        record.put("network", run.network().story());
        estimate.ifPresent(e -> record.put("correlation of the derivatives", e.value())
                .put("low", e.low())
                .put("high", e.high()));
        empirical.ifPresent(r -> record.put("correlation of the pixels", r));
        record.put("share of the second moment of the largest 5 % of the samples", figure.extremeShare());
    }
}
