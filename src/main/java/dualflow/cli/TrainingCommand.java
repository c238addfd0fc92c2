package dualflow.cli;

import dualflow.cost.Cost;
import dualflow.data.RunRecord;
import dualflow.device.Workload;
import dualflow.nn.Architecture;
import dualflow.nn.Parameters;
import dualflow.nn.Specification;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceException;
import dualflow.tensor.Mebibytes;
import dualflow.train.Objective;
import dualflow.train.RunFolder;
import dualflow.train.Trainer;
import dualflow.train.TrainingLoop;
import dualflow.train.TrainingPlan;
import dualflow.train.TrainingSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** A subcommand of {@code train}: defines what is trained; the course of a run is the same for all. */
abstract class TrainingCommand extends Subcommand {
    /** A run that is killed loses at most this much time. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Mixin
    private TrainingOptions options;

    @Mixin
    private DeviceOptions deviceOptions;

    @Mixin
    private PictureOptions pictures;

    /**
     * What is trained.
     *
     * @param model what a file of its weights says of the model, by name
     * @param specification the model's parameters
     * @param objective the objective to minimise
     * @param data a description of the data, by name, so that a run does not resume with different data
     * @param files the files of the data
     * @param initial creates the initial parameters, if they are not all random
     * @param population measures the loss over the whole distribution, if that is known
     */
    record Task(
            Map<String, String> model,
            Specification specification,
            Objective objective,
            Map<String, String> data,
            List<Path> files,
            Optional<Function<Device, Parameters>> initial,
            Optional<Population> population) {
        /** A training of a network. */
        Task(
                Architecture architecture,
                Objective objective,
                Map<String, String> data,
                List<Path> files,
                Optional<Function<Device, Parameters>> initial) {
            this(
                    architecture.metadata(),
                    architecture.model().specification(),
                    objective,
                    data,
                    files,
                    initial,
                    Optional.empty());
        }

        /** A training of a network that starts from random parameters. */
        Task(Architecture architecture, Objective objective, Map<String, String> data, List<Path> files) {
            this(architecture, objective, data, files, Optional.empty());
        }

        /** The same with the law of the data known. */
        Task with(Population known) {
            return new Task(model, specification, objective, data, files, initial, Optional.of(known));
        }

        TrainingPlan plan(TrainingSettings settings) {
            Map<String, String> about = new LinkedHashMap<>(model);
            about.putAll(data);
            return new TrainingPlan(about, specification, objective, settings);
        }
    }

    /** A training that is about to start or resume. */
    private record Run(
            TrainingPlan plan, Task task, Cost cost, RunFolder folder, Optional<Path> checkpoint, RunRecord record) {
        Trainer trainer(Device device) {
            if (checkpoint.isPresent()) {
                return Trainer.resume(device, plan, checkpoint.get());
            }
            return task.initial()
                    .map(initial -> Trainer.start(device, plan, initial))
                    .orElseGet(() -> Trainer.start(device, plan));
        }
    }

    /** A run at its end. */
    record Finished(
            RunFolder folder, Trainer trainer, Device device, OptionalDouble medianStepSeconds, RunRecord record) {}

    /** The options of all trainings. */
    final TrainingOptions options() {
        return options;
    }

    /** The formats of pictures. */
    final PictureOptions pictures() {
        return pictures;
    }

    /** The device's options. */
    final DeviceOptions deviceOptions() {
        return deviceOptions;
    }

    /** The batch size given by the user, or else this one. */
    final int batch(int published) {
        return options.batch(published);
    }

    /** The training settings of the paper. */
    abstract TrainingSettings published();

    /**
     * The training with these settings.
     *
     * @throws IllegalArgumentException if the settings, or an option of this command, do not fit
     */
    abstract Task task(TrainingSettings settings);

    /**
     * Judges what was trained, after the last step, if there is more to say of it than its loss: prints it and adds it to the record.
     *
     * @return the names of the files that it wrote
     */
    List<String> judge(Finished run) {
        return List.of();
    }

    @Override
    public Integer call() {
        RunRecord record = new RunRecord(words());
        if (options.checkpointEvery() < 1) {
            throw usage("--checkpoint-every is 1 or more, got " + options.checkpointEvery());
        }
        TrainingPlan plan;
        Task task;
        Cost cost;
        try {
            TrainingSettings settings = options.settings(published(), deviceOptions.dtype(DType.FLOAT32));
            task = task(settings);
            plan = task.plan(settings);
            cost = Cost.ofTraining(plan);
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
        Optional<Path> checkpoint = options.resumption().checkpoint();
        try (RunFolder folder = open()) {
            task.files().forEach(record::input);
            train(new Run(plan, task, cost, folder, checkpoint, record));
        }
        return ExitCode.OK;
    }

    private RunFolder open() {
        Path path = options.resumption()
                .folder(options.out())
                .orElseThrow(() -> usage("Missing required option: '--out=DIR'; name a folder for the run"));
        return options.resumption().open(path, this);
    }

    private void train(Run run) {
        try (Interruption interruption =
                        new Interruption(err(), "Interrupted: a checkpoint is written after this step.");
                Device device = deviceOptions.open(DType.FLOAT32, Workload.LARGE)) {
            requireMemory(run.cost(), device, err());
            try (Trainer trainer = run.trainer(device)) {
                run.checkpoint().ifPresent(path -> err().println("going on from " + path));
                Losses.write(run.folder().file(Losses.CSV), trainer.losses());
                PopulationCourse course = new PopulationCourse(run.task().population(), run.folder(), trainer, device);
                StepTimes times = new StepTimes();
                long steps = run.plan().settings().steps();
                try (RunProgress progress = new RunProgress(err(), "steps", steps)) {
                    times.begin();
                    loop(run.folder(), trainer, progress, interruption, times, course)
                            .run(trainer);
                }
                RunRecord record = run.record();
                record.device(device.toString()).seed(run.plan().settings().seed());
                record.put("run", run.plan().identity());
                record.put("steps", trainer.step());
                times.medianSeconds().ifPresent(seconds -> record.put("median seconds of a step", seconds));
                record.put("multiply-adds per step", run.cost().multiplyAdds());
                record.put("peak bytes on the device", device.account().peak());
                finish(new Finished(run.folder(), trainer, device, times.medianSeconds(), record), course);
            }
        }
    }

    /** Reports the resources that the run needs, and rejects it if the device lacks them. */
    static void requireMemory(Cost cost, Device device, PrintWriter err) {
        long limit = device.account().limit();
        err.printf(
                Locale.ROOT,
                "a step takes %,d multiply-adds; the run takes %s of the device's %s%n",
                cost.multiplyAdds(),
                Mebibytes.needed(cost.bytes()),
                Mebibytes.available(limit));
        err.flush();
        if (cost.bytes() > limit) {
            throw new DeviceException("This training takes " + Mebibytes.needed(cost.bytes()) + ", more than the "
                    + Mebibytes.available(limit) + " of device " + device.id()
                    + ": choose a smaller --batch, a smaller network or another --device.");
        }
    }

    private TrainingLoop loop(
            RunFolder folder,
            Trainer trainer,
            RunProgress progress,
            Interruption interruption,
            StepTimes times,
            PopulationCourse course) {
        return new TrainingLoop(folder, options.checkpointEvery(), LONGEST, new TrainingLoop.Listener() {
            @Override
            public boolean stepped(long done, double loss) {
                times.end();
                progress.at(done, () -> "loss " + Losses.told(trainer.losses()));
                course.at(done);
                times.begin();
                return !interruption.isWanted();
            }

            @Override
            public void saved(Path checkpoint, double[] losses) {
                Losses.write(folder.file(Losses.CSV), losses);
                course.write();
                err().println("checkpoint " + checkpoint);
                err().flush();
                times.begin();
            }
        });
    }

    private void finish(Finished run, PopulationCourse course) {
        RunFolder folder = run.folder();
        Trainer trainer = run.trainer();
        RunRecord record = run.record();
        double[] losses = trainer.losses();
        List<String> written = new ArrayList<>(List.of(RunFolder.MODEL, Losses.CSV));
        trainer.writeModel(folder.file(RunFolder.MODEL));
        // Java can no longer draw once shutdown has started.
        if (trainer.isDone()) {
            written.addAll(course.written());
            written.addAll(pictures.write(folder.file(""), "loss", () -> course.draw(losses), err()));
        }
        if (losses.length > 0) {
            record.put("loss", Losses.last(losses));
        }
        out().println(trainer.step() + " of " + trainer.plan().settings().steps() + " steps, loss "
                + Losses.told(losses));
        if (trainer.isDone()) {
            written.addAll(judge(run));
        }
        record.write(folder.file("run.json"));
        written.add("run.json");
        out().println("Written: "
                + String.join(
                        ", ",
                        written.stream()
                                .map(name -> folder.file(name).toString())
                                .toList()) + ".");
        if (!trainer.isDone()) {
            out().println("Go on with --resume " + folder.file("") + ".");
        }
        out().flush();
    }
}
