package dualflow.cli;

import dualflow.evaluation.GaussianSamples;
import dualflow.experiment.Figure1Network;
import dualflow.nn.Architecture;
import dualflow.train.FlowMatching.Prediction;
import dualflow.train.FlowMatchingObjective;
import dualflow.train.TrainingSettings;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code train gaussian1d}. */
@Command(
        name = "gaussian1d",
        mixinStandardHelpOptions = true,
        description = {
            "The flow from N(0, 1) to N(0, 1) of Fig. 1, by the small network of the published code.",
            "",
            "As published: Adam, learning rate 1e-3, batches of 128 out of 10,000 samples, 2000 steps, seed 42070. The least"
                    + " possible loss is pi/2 = 1.5708."
        })
final class TrainGaussian1dCommand extends TrainingCommand {
    @Option(
            names = "--width",
            paramLabel = "N",
            defaultValue = "128",
            description = "Numbers in each hidden layer (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many samples to train on, 0 for new ones in each step (default: ${DEFAULT-VALUE}).")
    private int samples;

    private TrainGaussian1dCommand() {}

    @Override
    TrainingSettings published() {
        return Figure1Network.settings(2000, 42070);
    }

    @Override
    Task task(TrainingSettings settings) {
        Architecture architecture = Architecture.named("mlp1d").with("width", Integer.toString(width));
        GaussianData data = new GaussianData(new GaussianSamples(1, 0, settings.seed()), samples);
        FlowMatchingObjective objective = new FlowMatchingObjective(
                architecture.velocityModel(), Prediction.VELOCITY, data.batches(settings), settings.seed());
        return new Task(architecture, objective, data.identity(), List.of())
                .with(data.population(architecture.velocityModel(), Prediction.VELOCITY));
    }
}
