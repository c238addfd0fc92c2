package dualflow.cli;

import dualflow.data.Csv;
import dualflow.dependency.Derivative;
import dualflow.dependency.JvpSamples;
import dualflow.experiment.DerivativeAccuracy;
import dualflow.experiment.PixelDerivatives;
import dualflow.experiment.Table5;
import dualflow.images.PixelStatistics;
import dualflow.picture.DerivativeImage;
import dualflow.picture.SampleSheet;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code reproduce table5}. */
@Command(
        name = "table5",
        mixinStandardHelpOptions = true,
        description = {
            "Table 5: the correlation of two neighbouring pixels of MNIST's fives, out of derivatives through a learned flow.",
            "",
            "Trains a flow UNet on the images, or takes a trained one, and takes exact JVPs and the paper's forward differences of"
                    + " what it makes in 99 Euler steps, for the same samples and directions. The paper's own network is"
                    + " --base-channels 64 --steps 10001 --samples 320; a step takes about 0.5 s on two cores. With --out a"
                    + " training that was broken off goes on with --resume."
        })
final class Table5Command extends LearnedFivesCommand {
    /** The number of samples used to determine the accuracy of the derivatives. */
    private static final int CHECKED = 8;

    /** The number of samples in the sheet of generated images. */
    private static final int SHEET = 64;

    private static final int MOST_DIRECTIONS = 1000;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many samples, of which the paper takes 320 (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--directions",
            paramLabel = "K",
            defaultValue = "1",
            description = "How many unit directions at each sample (default: ${DEFAULT-VALUE}, as in the paper).")
    private int directions;

    private Table5Command() {}

    @Override
    void requireOptions() {
        if (samples < 2 || samples > MOST_SAMPLES) {
            throw usage("--samples is " + samples + "; a correlation takes 2 to " + MOST_SAMPLES + " of them.");
        }
        if (directions < 1 || directions > MOST_DIRECTIONS || (long) samples * directions > MOST_SAMPLES) {
            throw usage("--directions is " + directions + "; each sample takes 1 to " + MOST_DIRECTIONS
                    + " of them, and all samples together " + MOST_SAMPLES + ".");
        }
    }

    @Override
    void report(Run run) {
        long start = System.nanoTime();
        PixelDerivatives derivatives;
        try (RunProgress progress = new RunProgress(err(), "products and differences", 2L * samples)) {
            derivatives = PixelDerivatives.compute(
                    run.network().flow(),
                    run.device(),
                    run.dtype(),
                    samples,
                    directions,
                    run.seed(),
                    run.chosen().images().width(),
                    timed(progress::at, 2L * samples));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        PixelStatistics statistics = new PixelStatistics(
                run.chosen().images(), Table5.pixels(run.chosen().images().width()));
        Table5Report report = new Table5Report(
                run.network().story(),
                String.format(
                        Locale.ROOT,
                        "%d Euler steps, %d direction%s at each sample, seed %d, %s on %s: %.1f s",
                        Table5.GRID.steps(),
                        directions,
                        directions == 1 ? "" : "s",
                        run.seed(),
                        run.dtype(),
                        run.device().id(),
                        seconds),
                run.chosen().images().count(),
                statistics.pearson(0, 1),
                Table5.of(derivatives),
                run.device().supports(DType.FLOAT64)
                        ? Optional.of(DerivativeAccuracy.compute(
                                run.network().flow(), run.device(), Math.min(CHECKED, samples), run.seed()))
                        : Optional.empty());
        Finite.require(report, run.dtype());
        report.print(out());
        if (isWritten()) {
            write(run, report);
        }
    }

    private void write(Run run, Table5Report report) {
        Csv.write(file("table5.csv"), Table5Report.HEADER, report.rows());
        Shape image = run.chosen().images().shape();
        JvpSamples made = PixelDerivatives.images(
                run.network().flow(),
                run.device(),
                run.dtype(),
                Math.min(SHEET, samples),
                run.seed(),
                new Derivative.Jvp());
        double[] first = Arrays.copyOf(made.values(), image.size());
        double[] derivative = Arrays.copyOf(made.tangents(), image.size());
        draw("samples", () -> SampleSheet.draw(made.values(), image));
        draw("derivative", () -> DerivativeImage.draw(first, derivative, image));
        report.put(run.record().seed(run.seed()).device(run.device() + ", " + run.dtype()));
    }
}
