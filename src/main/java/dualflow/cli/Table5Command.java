package dualflow.cli;

import dualflow.data.BadFileException;
import dualflow.data.Csv;
import dualflow.data.Images;
import dualflow.data.RunRecord;
import dualflow.dependency.Derivative;
import dualflow.dependency.JvpSamples;
import dualflow.device.Workload;
import dualflow.experiment.DerivativeAccuracy;
import dualflow.experiment.Table5;
import dualflow.images.LearnedImageFlow;
import dualflow.images.PixelStatistics;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.train.TrainingPlan;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code reproduce table5}. */
@Command(
        name = "table5",
        mixinStandardHelpOptions = true,
        description = {
            "Table 5: the correlation of two neighbouring pixels of MNIST's fives, out of derivatives through a learned flow.",
            "",
            "Trains a flow UNet on the images, or takes a trained one, and takes exact JVPs and the paper's forward differences of"
                    + " what it makes in 99 Euler steps, for the same samples and directions. As published the network has 64 base"
                    + " channels and is trained for 10001 steps with a learning rate of 2e-4, which is work for a GPU; the"
                    + " defaults are for two cores. With --out a run that was interrupted goes on when the same command is given"
                    + " again."
        })
final class Table5Command extends Subcommand {
    /** The number of samples used to determine the accuracy of the derivatives. */
    private static final int CHECKED = 8;

    /** The number of samples in the sheet of generated images. */
    private static final int SHEET = 64;

    private static final int MOST_SAMPLES = 10_000_000;

    @Mixin
    private DeviceOptions deviceOptions;

    @Mixin
    private OutputFolder folder;

    @Option(
            names = "--images",
            required = true,
            paramLabel = "PATH",
            description = "MNIST's images, an IDX file, plain or .gz; or other images, also a folder of them.")
    private Path images;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Their labels, an IDX file. Without it all are taken.")
    private Path labels;

    @Option(
            names = "--digit",
            split = ",",
            paramLabel = "LABEL",
            defaultValue = "5",
            description = "The labels whose images are taken, where there are labels (default: ${DEFAULT-VALUE}).")
    private List<Integer> digits;

    @Option(
            names = "--checkpoint",
            paramLabel = "PATH",
            description =
                    "A trained network, a safetensors file or the folder of its training: nothing is trained then.")
    private Path checkpoint;

    @Mixin
    private Table5Training training;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many samples, of which the paper takes 320 (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "The seed of all random draws (default: ${DEFAULT-VALUE}).")
    private long seed;

    private final List<String> written = new ArrayList<>();

    private Table5Command() {}

    @Override
    public Integer call() {
        if (samples < 2 || samples > MOST_SAMPLES) {
            throw usage("--samples is " + samples + "; a correlation takes 2 to " + MOST_SAMPLES + " of them.");
        }
        RunRecord runRecord = new RunRecord(words());
        Optional<TrainedModel> given = Optional.ofNullable(checkpoint).map(TrainedModel::at);
        ChosenImages chosen = read();
        given.ifPresent(model -> model.requireChannels(chosen.images(), images));
        PixelStatistics statistics = new PixelStatistics(
                chosen.images(), Table5.pixels(chosen.images().width()));
        DType dtype = deviceOptions.dtype(DType.FLOAT32);
        Optional<TrainingPlan> plan = given.isPresent() ? Optional.empty() : Optional.of(plan(chosen, dtype));
        folder.requireWritable();
        if (plan.isPresent()) {
            training.warnOfWidth(err());
        }
        try (Device device = deviceOptions.open(DType.FLOAT32, Workload.LARGE);
                Arena arena = device.arena()) {
            Optional<Table5Network> network = given.isPresent()
                    ? Optional.of(load(given.get(), device, dtype, chosen.images()))
                    : training.run(plan.orElseThrow(), device, arena, chosen, folder, written, this);
            if (network.isPresent()) {
                report(network.get(), chosen, statistics, device, dtype, runRecord);
            }
        }
        return ExitCode.OK;
    }

    private ChosenImages read() {
        ChosenImages chosen = ChosenImages.read(images, labels, digits, 1, null);
        Images all = chosen.images();
        if (all.height() <= Table5.ROW || all.width() <= Table5.COLUMN + 1) {
            throw new BadFileException("The images of " + images + " have " + all.height() + " x " + all.width()
                    + " pixels, and Table 5 is of those in row " + Table5.ROW + ", columns " + Table5.COLUMN + " and "
                    + (Table5.COLUMN + 1) + ": take larger images, or the command correlate for other pixels.");
        }
        return chosen;
    }

    private TrainingPlan plan(ChosenImages chosen, DType dtype) {
        try {
            return training.plan(chosen, dtype, seed);
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
    }

    private Table5Network load(TrainedModel model, Device device, DType dtype, Images all) {
        return new Table5Network(
                model.flow(device, dtype, all.shape(), err()),
                List.of(model.architecture().toString(), "the weights are those of " + model.file()));
    }

    private void report(
            Table5Network network,
            ChosenImages chosen,
            PixelStatistics statistics,
            Device device,
            DType dtype,
            RunRecord runRecord) {
        long start = System.nanoTime();
        Table5 table;
        try (RunProgress progress = new RunProgress(err(), "products and differences", 2L * samples)) {
            table = Table5.compute(
                    network.flow(),
                    device,
                    dtype,
                    samples,
                    seed,
                    chosen.images().width(),
                    timed(progress::at, 2L * samples));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Table5Report report = new Table5Report(
                network.story(),
                String.format(
                        Locale.ROOT,
                        "%d Euler steps, seed %d, %s on %s: %.1f s",
                        Table5.GRID.steps(),
                        seed,
                        dtype,
                        device.id(),
                        seconds),
                chosen.images().count(),
                statistics.pearson(0, 1),
                table,
                device.supports(DType.FLOAT64)
                        ? Optional.of(
                                DerivativeAccuracy.compute(network.flow(), device, Math.min(CHECKED, samples), seed))
                        : Optional.empty());
        Finite.require(report, dtype);
        report.print(out());
        if (folder.isGiven()) {
            write(network.flow(), chosen, report, device, dtype, runRecord);
            out().println("Written: " + String.join(", ", written) + ".");
        }
        out().flush();
    }

    /** Estimates the duration once the first samples are done. */
    private LongConsumer timed(LongConsumer progress, long total) {
        long[] first = new long[2]; // samples done, and when
        return done -> {
            progress.accept(done);
            if (first[0] == 0) {
                first[0] = done; // kernels were built during these
                first[1] = System.nanoTime();
            } else if (first[0] > 0 && done < total) {
                double each = (System.nanoTime() - first[1]) / 1e9 / (done - first[0]);
                err().println("the derivatives end in about " + FlowTraining.told(each * (total - done)));
                err().flush();
                first[0] = -1;
            }
        };
    }

    private void write(
            LearnedImageFlow flow,
            ChosenImages chosen,
            Table5Report report,
            Device device,
            DType dtype,
            RunRecord runRecord) {
        Path csv = folder.file("table5.csv");
        Csv.write(csv, Table5Report.HEADER, report.rows());
        written.add(csv.toString());
        Shape image = chosen.images().shape();
        JvpSamples made = Table5.images(flow, device, dtype, Math.min(SHEET, samples), seed, new Derivative.Jvp());
        double[] first = Arrays.copyOf(made.values(), image.size());
        double[] derivative = Arrays.copyOf(made.tangents(), image.size());
        draw("samples.png", () -> SampleSheet.draw(made.values(), image));
        draw("derivative.png", () -> DerivativeImage.draw(first, derivative, image));
        chosen.write(runRecord);
        if (checkpoint != null) {
            runRecord.input(TrainedModel.at(checkpoint).file());
        }
        report.put(runRecord.seed(seed).device(device + ", " + dtype));
        Path json = folder.file("run.json");
        runRecord.write(json);
        written.add(json.toString());
    }

    private void draw(String name, Supplier<BufferedImage> drawing) {
        Path png = folder.file(name);
        if (Figure.write(png, drawing, err())) {
            written.add(png.toString());
        }
    }
}
