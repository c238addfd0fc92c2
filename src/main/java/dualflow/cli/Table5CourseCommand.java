package dualflow.cli;

import dualflow.cost.Cost;
import dualflow.data.BadFileException;
import dualflow.data.NumericArray;
import dualflow.data.RunRecord;
import dualflow.data.Safetensors;
import dualflow.dependency.JvpSamples;
import dualflow.device.Workload;
import dualflow.experiment.PixelDerivatives;
import dualflow.experiment.Table5;
import dualflow.images.PixelStatistics;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.train.Adam;
import dualflow.train.LearningRate;
import dualflow.train.RunFolder;
import dualflow.train.Trainer;
import dualflow.train.TrainingPlan;
import dualflow.train.TrainingSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code reproduce table5-course}. */
@Command(
        name = "table5-course",
        mixinStandardHelpOptions = true,
        description = {
            "Table 5's estimate in the course of a training: after several numbers of steps, for several seeds.",
            "",
            "For each seed a flow UNet is trained as table5 does, and at each number of steps its model is written, and the exact"
                    + " JVPs of the two pixels along one unit direction at each sample, as safetensors files: so a run that was"
                    + " broken off goes on with --resume, and takes what there is. The whole of the defaults is some hours on two"
                    + " cores."
        })
final class Table5CourseCommand extends Subcommand {
    @Mixin
    private DeviceOptions deviceOptions;

    @Mixin
    private PictureFolder folder;

    @Mixin
    private FivesOptions fives;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Go on with the course in this folder; all other options must be those of the run.")
    private Path resume;

    @Option(
            names = "--steps",
            split = ",",
            paramLabel = "N",
            defaultValue = "100,300,1000,3000,10000",
            description = "After how many steps, rising (default: ${DEFAULT-VALUE}).")
    private List<Long> steps;

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "S",
            defaultValue = "42,43,44",
            description = "The seeds, each of all draws of a training and its estimates (default: ${DEFAULT-VALUE}).")
    private List<Long> seeds;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many samples (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--base-channels",
            paramLabel = "N",
            defaultValue = "16",
            description = "The width of the network (default: ${DEFAULT-VALUE}; as published 64).")
    private int baseChannels;

    @Option(
            names = "--batch",
            paramLabel = "B",
            defaultValue = "64",
            description = "How many images in each step (default: ${DEFAULT-VALUE}, as published).")
    private int batch;

    @Option(
            names = "--lr",
            paramLabel = "RATE",
            defaultValue = "2e-4",
            description = "The learning rate, constant as published (default: ${DEFAULT-VALUE}).")
    private double rate;

    private Table5CourseCommand() {}

    @Override
    public Integer call() {
        requireOptions();
        RunRecord record = new RunRecord(words());
        ChosenImages chosen = fives.read();
        DType dtype = deviceOptions.dtype(DType.FLOAT32);
        plan(chosen, dtype, seeds.get(0), steps.get(0)); // which refuses settings that do not fit
        folder.requireWritable();
        try (Device device = deviceOptions.open(DType.FLOAT32, Workload.LARGE)) {
            List<Table5Course.Point> points = new ArrayList<>();
            for (long seed : seeds) {
                for (long n : steps) {
                    Optional<Table5Course.Point> point = point(chosen, device, dtype, seed, n);
                    if (point.isEmpty()) {
                        out().println("Interrupted: go on with --resume " + folder.file("") + ".");
                        out().flush();
                        return ExitCode.OK;
                    }
                    points.add(point.get());
                }
            }
            PixelStatistics statistics = new PixelStatistics(
                    chosen.images(), Table5.pixels(chosen.images().width()));
            Table5Course course = Finite.require(new Table5Course(points, statistics.pearson(0, 1), samples), dtype);
            course.print(out(), chosen.images().count(), batch);
            List<String> written = course.write(folder, err());
            chosen.write(record);
            record.device(device + ", " + dtype)
                    .put("seeds", seeds)
                    .put("steps", steps)
                    .put("samples", samples);
            record.put("base channels", baseChannels).write(folder.file("run.json"));
            out().println("Written: " + String.join(", ", written) + ", " + folder.file("run.json") + ".");
            out().flush();
        }
        return ExitCode.OK;
    }

    private void requireOptions() {
        if (resume != null && folder.isGiven()) {
            throw usage("A course goes on in its own folder: leave --out out.");
        }
        if (resume == null && !folder.isGiven()) {
            throw usage("Missing required option: '--out=DIR'; name a folder for the trainings");
        }
        if (resume != null) {
            if (!Files.isDirectory(resume)) {
                throw new BadFileException("There is no folder " + resume + ": name the folder of a course.");
            }
            folder = folder.at(resume);
        } else if (seeds.stream().anyMatch(seed -> RunFolder.last(run(seed)).isPresent())) {
            throw usage("There is a course in the folder " + folder.file("") + " already: go on with --resume "
                    + folder.file("") + ", or name another folder");
        }
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) < 1 || (i > 0 && steps.get(i) <= steps.get(i - 1))) {
                throw usage("--steps are rising numbers, each 1 or more, not " + steps + ".");
            }
        }
        if (seeds.stream().distinct().count() < seeds.size()) {
            throw usage("--seeds names one twice: " + seeds + ".");
        }
        if (samples < 2 || samples > LearnedFivesCommand.MOST_SAMPLES) {
            throw usage("--samples is " + samples + "; a correlation takes 2 to " + LearnedFivesCommand.MOST_SAMPLES
                    + " of them.");
        }
    }

    private TrainingPlan plan(ChosenImages chosen, DType dtype, long seed, long most) {
        try {
            return Table5Training.plan(
                    chosen,
                    baseChannels,
                    new TrainingSettings(
                            Adam.adamW(),
                            LearningRate.constant(rate),
                            Optional.empty(),
                            Optional.empty(),
                            most,
                            batch,
                            dtype,
                            seed));
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
    }

    private Path run(long seed) {
        return folder.file("seed-" + seed);
    }

    /** One point of the course; empty if the user interrupts the training. */
    private Optional<Table5Course.Point> point(ChosenImages chosen, Device device, DType dtype, long seed, long n) {
        Path run = run(seed);
        Path model = run.resolve(String.format(Locale.ROOT, "model-%08d.safetensors", n));
        Path pairs = run.resolve(String.format(Locale.ROOT, "derivatives-%08d.safetensors", n));
        TrainingPlan plan = plan(chosen, dtype, seed, n);
        FlowTraining training = new FlowTraining(err());
        double loss;
        try (RunFolder opened = RunFolder.open(run)) {
            Optional<Path> last = RunFolder.last(run);
            if (last.isEmpty()) {
                TrainingCommand.requireMemory(Cost.ofTraining(plan), device, err());
            }
            try (Trainer trainer = training.trainer(device, plan, last)) {
                err().println("seed " + seed + ", " + n + " steps:");
                if (!trainer.isDone() && !training.run(trainer, Optional.of(opened))) {
                    return Optional.empty();
                }
                if (trainer.step() == n) {
                    trainer.writeModel(model);
                }
                loss = Losses.last(Arrays.copyOf(trainer.losses(), (int) n));
            }
        }
        if (!Files.exists(model)) {
            throw new BadFileException("The training in the folder " + run + " has gone past " + n
                    + " steps and left no model there: leave these --steps out, or begin in another folder.");
        }
        JvpSamples made = read(pairs, dtype).orElseGet(() -> estimate(chosen, device, dtype, seed, model, pairs));
        return Optional.of(new Table5Course.Point(seed, n, loss, Table5.ofDerivatives(made), Table5.ofGenerated(made)));
    }

    private JvpSamples estimate(ChosenImages chosen, Device device, DType dtype, long seed, Path model, Path pairs) {
        JvpSamples made;
        try (RunProgress progress = new RunProgress(err(), "products", samples)) {
            made = PixelDerivatives.products(
                    TrainedModel.at(model).flow(device, dtype, chosen.images().shape(), err()),
                    device,
                    dtype,
                    samples,
                    1,
                    seed,
                    chosen.images().width(),
                    progress::at);
        }
        Safetensors.write(
                pairs,
                Map.of(
                        "derivatives", NumericArray.of(made.tangents(), samples, 2),
                        "pixels", NumericArray.of(made.values(), samples, 2)),
                metadata(dtype));
        return made;
    }

    private Map<String, String> metadata(DType dtype) {
        return Map.of("samples", Integer.toString(samples), "dtype", dtype.toString());
    }

    /** The derivatives that were written before, if they are as many. */
    private Optional<JvpSamples> read(Path pairs, DType dtype) {
        if (!Files.exists(pairs)) {
            return Optional.empty();
        }
        try (Safetensors file = Safetensors.open(pairs)) {
            return file.metadata().equals(metadata(dtype))
                    ? Optional.of(new JvpSamples(0, samples, 1, 2, file.doubles("pixels"), file.doubles("derivatives")))
                    : Optional.empty();
        }
    }
}
