package dualflow.cli;

import dualflow.tensor.DType;
import dualflow.train.Adam;
import dualflow.train.LearningRate;
import dualflow.train.LearningRate.Course;
import dualflow.train.TrainingSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the image world of the command causal-test, as a mixin; the defaults suit two cores. */
final class ImageWorldOptions {
    /** For one batch of 64, after a tenth is held out. */
    private static final int FEWEST_IMAGES = 80;

    private static final int MOST_IMAGES = 1_000_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--images",
            paramLabel = "FILE",
            description = "With --world images: digits to be shaped, an IDX file, plain or .gz.")
    private Path images;

    @Option(names = "--labels", paramLabel = "FILE", description = "Their labels, an IDX file.")
    private Path labels;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "How many images of each structure are made (default: 10000).")
    private Integer count;

    @Option(
            names = "--base-channels",
            paramLabel = "N",
            description = "The width of the flow's network (default: 16; that of the regressors is 16).")
    private Integer baseChannels;

    @Option(names = "--steps", paramLabel = "N", description = "How many steps the flow is trained (default: 2000).")
    private Long steps;

    @Option(
            names = "--regressor-steps",
            paramLabel = "N",
            description = "How many steps each of two regressors is trained (default: 1500).")
    private Long regressorSteps;

    @Option(
            names = "--solver-steps",
            paramLabel = "N",
            description = "How many Euler steps an image takes (default: 50).")
    private Integer solverSteps;

    /** Refuses these options in another world. */
    void refuse() {
        boolean areGiven = Stream.of(images, labels, count, baseChannels, steps, regressorSteps, solverSteps)
                .anyMatch(Objects::nonNull);
        if (areGiven) {
            throw usage(
                    "--images, --labels, --count, --base-channels, --steps, --regressor-steps and --solver-steps are of"
                            + " --world images.");
        }
    }

    /** Refuses options that are missing or out of range. */
    void require() {
        if (images == null || labels == null) {
            throw usage("--world images shapes digits: name them by --images and --labels.");
        }
        if (count() < FEWEST_IMAGES || count() > MOST_IMAGES) {
            throw usage("--count is " + count() + "; of each structure " + FEWEST_IMAGES + " to " + MOST_IMAGES
                    + " images are made.");
        }
        if (solverSteps() < 1) {
            throw usage("--solver-steps is at least 1, not " + solverSteps() + ".");
        }
        try {
            flow(0);
            regressor(0);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    List<Path> files() {
        return List.of(images, labels);
    }

    int count() {
        return count == null ? 10_000 : count;
    }

    int baseChannels() {
        return baseChannels == null ? 16 : baseChannels;
    }

    int solverSteps() {
        return solverSteps == null ? 50 : solverSteps;
    }

    TrainingSettings flow(long seed) {
        return new TrainingSettings(
                Adam.adamW(),
                new LearningRate(Course.COSINE, 1e-3, 0),
                Optional.empty(),
                Optional.empty(),
                steps == null ? 2000 : steps,
                64,
                DType.FLOAT32,
                seed);
    }

    TrainingSettings regressor(long seed) {
        return TrainRegressorCommand.usual(regressorSteps == null ? 1500 : regressorSteps, 64, seed);
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }
}
