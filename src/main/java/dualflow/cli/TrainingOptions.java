package dualflow.cli;

import dualflow.tensor.DType;
import dualflow.train.LearningRate;
import dualflow.train.MovingAverage;
import dualflow.train.NormClipping;
import dualflow.train.TrainingSettings;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options common to all trainings, as a mixin. The defaults are as published. */
final class TrainingOptions {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder of the run: model.safetensors, loss.csv, loss.png, run.json and the last two"
                    + " checkpoints; made where it is missing. Needed unless --resume is given.")
    private Path out;

    @Mixin
    private Resumption resumption;

    @Option(names = "--steps", paramLabel = "N", description = "How many steps.")
    private Long steps;

    @Option(names = "--batch", paramLabel = "B", description = "How many samples in each step.")
    private Integer batch;

    @Option(names = "--lr", paramLabel = "RATE", description = "The learning rate.")
    private Double rate;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            description = "constant, or cosine: down to 0 in the last step (default: constant; for toy data cosine).")
    private LearningRate.Course schedule;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "0",
            description = "In how many steps the learning rate rises (default: ${DEFAULT-VALUE}).")
    private long warmUp;

    @Option(
            names = "--clip",
            paramLabel = "NORM",
            description = "The norm to which the gradient is cut (default: none; for normalizing 5).")
    private Double clip;

    @Option(
            names = "--ema",
            paramLabel = "DECAY",
            description =
                    "Keep a moving average of the parameters, which is then the model that is written: how much of it stays in a step,"
                            + " below 1 (default: none).")
    private Double decay;

    @Option(names = "--seed", paramLabel = "S", description = "The seed of all random draws.")
    private Long seed;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            defaultValue = "500",
            description = "Write a checkpoint each N steps, and each ten minutes (default: ${DEFAULT-VALUE}).")
    private long checkpointEvery;

    /** The batch size given by the user, or else this one. */
    int batch(int published) {
        return batch == null ? published : batch;
    }

    /** The published settings, overridden by the given ones. */
    TrainingSettings settings(TrainingSettings published, DType dtype) {
        return new TrainingSettings(
                published.optimizer(),
                new LearningRate(
                        schedule == null ? published.learningRate().course() : schedule,
                        rate == null ? published.learningRate().rate() : rate,
                        warmUp),
                clip == null ? published.clipping() : Optional.of(new NormClipping(clip)),
                Optional.ofNullable(decay).map(MovingAverage::new),
                steps == null ? published.steps() : steps,
                batch(published.batch()),
                dtype,
                seed == null ? published.seed() : seed);
    }

    Optional<Path> out() {
        return Optional.ofNullable(out);
    }

    Resumption resumption() {
        return resumption;
    }

    long checkpointEvery() {
        return checkpointEvery;
    }
}
