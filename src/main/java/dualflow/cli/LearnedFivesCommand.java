package dualflow.cli;

import dualflow.data.RunRecord;
import dualflow.device.Workload;
import dualflow.figure.Drawing;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.train.TrainingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A subcommand of {@code reproduce} that looks at a learned flow to MNIST's fives: it trains one, or takes a trained one. */
abstract class LearnedFivesCommand extends Subcommand {
    static final int MOST_SAMPLES = 10_000_000;

    @Mixin
    private DeviceOptions deviceOptions;

    @Mixin
    private PictureFolder folder;

    @Mixin
    private FivesOptions fives;

    @Option(
            names = "--checkpoint",
            paramLabel = "PATH",
            description =
                    "A trained network, a safetensors file or the folder of its training: nothing is trained then.")
    private Path checkpoint;

    @Mixin
    private Table5Training training;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "The seed of all random draws (default: ${DEFAULT-VALUE}).")
    private long seed;

    private final List<String> written = new ArrayList<>();

    /**
     * What the command looks at.
     *
     * @param network the network
     * @param chosen the images
     * @param device the device
     * @param dtype the format
     * @param seed the seed of all draws
     * @param record the record of the run
     */
    record Run(Table5Network network, ChosenImages chosen, Device device, DType dtype, long seed, RunRecord record) {}

    /** Rejects options that do not fit, before any work. */
    abstract void requireOptions();

    /** Looks at the flow: prints what there is to say, and writes it where {@link #isWritten}. */
    abstract void report(Run run);

    @Override
    public Integer call() {
        requireOptions();
        RunRecord runRecord = new RunRecord(words());
        if (checkpoint != null && training.resumption().named().isPresent()) {
            throw usage(
                    "--resume goes on with a training, and with --checkpoint there is none: leave one of them out.");
        }
        Optional<Path> resumed = training.resumption().checkpoint();
        if (!folder.isGiven() && resumed.isPresent()) {
            folder = folder.at(resumed.get().getParent());
        }
        Optional<TrainedModel> given = Optional.ofNullable(checkpoint).map(TrainedModel::at);
        ChosenImages chosen = fives.read();
        given.ifPresent(model -> model.requireChannels(chosen.images(), fives.images()));
        DType dtype = deviceOptions.dtype(DType.FLOAT32);
        Optional<TrainingPlan> plan = given.isPresent() ? Optional.empty() : Optional.of(plan(chosen, dtype));
        folder.requireWritable();
        try (Device device = deviceOptions.open(DType.FLOAT32, Workload.LARGE);
                Arena arena = device.arena()) {
            Optional<Table5Network> network = given.isPresent()
                    ? Optional.of(load(given.get(), device, dtype, chosen))
                    : training.run(plan.orElseThrow(), device, arena, chosen, folder, written, this);
            if (network.isPresent()) {
                report(new Run(network.get(), chosen, device, dtype, seed, runRecord));
                if (folder.isGiven()) {
                    finish(runRecord, chosen);
                }
                out().flush();
            }
        }
        return ExitCode.OK;
    }

    private TrainingPlan plan(ChosenImages chosen, DType dtype) {
        try {
            return training.plan(chosen, dtype, seed);
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
    }

    private Table5Network load(TrainedModel model, Device device, DType dtype, ChosenImages chosen) {
        return new Table5Network(
                model.flow(device, dtype, chosen.images().shape(), err()),
                List.of(model.architecture().toString(), "the weights are those of " + model.file()));
    }

    private void finish(RunRecord runRecord, ChosenImages chosen) {
        chosen.write(runRecord);
        if (checkpoint != null) {
            runRecord.input(TrainedModel.at(checkpoint).file());
        }
        runRecord.write(file("run.json"));
        out().println("Written: " + String.join(", ", written) + ".");
    }

    /** Whether results are to be written. */
    final boolean isWritten() {
        return folder.isGiven();
    }

    /** A file among the results, which counts as written. */
    final Path file(String name) {
        Path path = folder.file(name);
        written.add(path.toString());
        return path;
    }

    final void draw(String name, Supplier<Drawing> drawing) {
        written.addAll(folder.draw(name, drawing, err()));
    }

    /** Estimates the duration once the first samples are done. */
    final LongConsumer timed(LongConsumer progress, long total) {
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
}
