package dualflow.cli;

import dualflow.cost.Cost;
import dualflow.data.ImageFolder;
import dualflow.data.Sha256;
import dualflow.data.ShortestDecimal;
import dualflow.images.LearnedImageFlow;
import dualflow.nn.Architecture;
import dualflow.picture.LossPicture;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.train.Adam;
import dualflow.train.LearningRate;
import dualflow.train.MovingAverage;
import dualflow.train.RunFolder;
import dualflow.train.Trainer;
import dualflow.train.TrainingPlan;
import dualflow.train.TrainingSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The training options of the command reproduce table5, as a mixin, and the training itself. */
final class Table5Training {
    @Option(
            names = "--base-channels",
            paramLabel = "N",
            defaultValue = "16",
            description =
                    "The width of the network (default: ${DEFAULT-VALUE}; as published 64, with which a step takes"
                            + " about 0.5 s on two cores).")
    private int baseChannels;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "500",
            description = "How many steps to train (default: ${DEFAULT-VALUE}, 36 passes over 892 images, with more"
                    + " of which the estimate falls; as published 10001, 118 passes over 5421).")
    private long steps;

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
            description = "The learning rate (default: ${DEFAULT-VALUE}, as published).")
    private double rate;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            defaultValue = "CONSTANT",
            description = "constant, as published, or cosine: down to 0 in the last step (default: constant).")
    private LearningRate.Course schedule;

    @Option(
            names = "--ema",
            paramLabel = "DECAY",
            description = "Take a moving average of the parameters (default: none, as published).")
    private Double decay;

    @Mixin
    private Resumption resumption;

    /** The option that goes on with a training. */
    Resumption resumption() {
        return resumption;
    }

    /**
     * The training on given images.
     *
     * @throws IllegalArgumentException if the options do not fit
     */
    TrainingPlan plan(ChosenImages chosen, DType dtype, long seed) {
        TrainingSettings settings = new TrainingSettings(
                Adam.adamW(),
                new LearningRate(schedule, rate, 0),
                Optional.empty(),
                Optional.ofNullable(decay).map(MovingAverage::new),
                steps,
                batch,
                dtype,
                seed);
        return plan(chosen, baseChannels, settings);
    }

    /** The training of a network of a given width on given images. */
    static TrainingPlan plan(ChosenImages chosen, int baseChannels, TrainingSettings settings) {
        return TrainImagesCommand.task(baseChannels, settings, chosen.images(), identity(chosen), chosen.files())
                .plan(settings);
    }

    /** A description of the data, so that no run resumes with different data. */
    private static Map<String, String> identity(ChosenImages chosen) {
        Map<String, String> data = new LinkedHashMap<>();
        List<Path> files = chosen.files();
        data.put(
                "images",
                chosen.images() instanceof ImageFolder pictures ? pictures.digest() : Sha256.of(files.get(0)));
        chosen.labelled().ifPresent(labelled -> {
            data.put("labels", Sha256.of(files.get(1)));
            data.put("digit", labels(chosen).orElseThrow());
        });
        return data;
    }

    private static Optional<String> labels(ChosenImages chosen) {
        return chosen.labelled()
                .map(labelled -> labelled.countByLabel().keySet().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ")));
    }

    /**
     * Trains or resumes training; the weights then live in this arena.
     *
     * @return the network; empty if the user interrupts the training
     */
    Optional<Table5Network> run(
            TrainingPlan plan,
            Device device,
            Arena arena,
            ChosenImages chosen,
            PictureFolder folder,
            List<String> written,
            Subcommand command) {
        PrintWriter err = command.err();
        TrainingCommand.requireMemory(Cost.ofTraining(plan), device, err);
        FlowTraining training = new FlowTraining(err);
        Optional<RunFolder> run =
                folder.isGiven() ? Optional.of(resumption.open(folder.file(""), command)) : Optional.empty();
        try (Trainer trainer = training.trainer(device, plan, resumption.checkpoint())) {
            if (!training.run(trainer, run)) {
                command.out()
                        .println("Interrupted after " + trainer.step() + " of " + steps + " steps"
                                + (folder.isGiven() ? ": go on with --resume " + folder.file("") + "." : "."));
                command.out().flush();
                return Optional.empty();
            }
            if (folder.isGiven()) {
                write(trainer, folder, written, err);
            }
            trainer.state().model().tensors().forEach(arena::adopt);
            Architecture architecture = Architecture.of(plan.about());
            return Optional.of(
                    new Table5Network(
                            new LearnedImageFlow(
                                    architecture.velocityModel(),
                                    trainer.state().model(),
                                    chosen.images().shape(),
                                    architecture.toString()),
                            List.of(
                                    architecture.toString(),
                                    told(plan.settings(), chosen, trainer.losses()),
                                    "the paper trained on the 5421 fives of MNIST's training split, with 64 base channels, for 10001 steps")));
        } finally {
            run.ifPresent(RunFolder::close);
        }
    }

    private String told(TrainingSettings settings, ChosenImages chosen, double[] losses) {
        return "trained here on " + chosen.images().count() + " images "
                + labels(chosen).map(labels -> "labelled " + labels + " ").orElse("") + "of "
                + chosen.files().get(0).getFileName() + ", for " + settings.steps() + " steps of " + settings.batch()
                + " by AdamW, learning rate " + settings.learningRate().rate()
                + (schedule == LearningRate.Course.COSINE ? " down to 0 by a cosine" : "")
                + (decay == null ? "" : ", with a moving average of the parameters, decay " + ShortestDecimal.of(decay))
                + "; loss " + Losses.told(losses);
    }

    private static void write(Trainer trainer, PictureFolder folder, List<String> written, PrintWriter err) {
        Path model = folder.file(RunFolder.MODEL);
        trainer.writeModel(model);
        written.add(model.toString());
        written.add(folder.file(Losses.CSV).toString());
        double[] losses = trainer.losses();
        written.addAll(folder.draw("loss", () -> LossPicture.draw(losses), err));
    }
}
