package dualflow.cli;

import dualflow.evaluation.GaussianSamples;
import dualflow.experiment.Gaussian2d;
import dualflow.nn.Architecture;
import dualflow.tensor.DType;
import dualflow.train.FlowMatching.Prediction;
import dualflow.train.FlowMatchingObjective;
import dualflow.train.Objective;
import dualflow.train.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code train gaussian2d}. */
@Command(
        name = "gaussian2d",
        mixinStandardHelpOptions = true,
        description = {
            "The flow from N(0, I) to two normal numbers with correlation, by the network of the published code.",
            "",
            "As published: AdamW, learning rate 1e-3, batches of 64 out of 1000 samples of correlation 0.55, 1000 steps, seed"
                    + " 42069; the published network predicts E[x1 | x_t] (--predict x1). The least possible loss for the"
                    + " velocity is 1.50467."
        })
final class TrainGaussian2dCommand extends TrainingCommand {
    @Option(
            names = "--width",
            paramLabel = "N",
            defaultValue = "1024",
            description = "Numbers in each hidden layer (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(
            names = "--blocks",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many hidden layers (default: ${DEFAULT-VALUE}).")
    private int blocks;

    @Option(
            names = "--predict",
            paramLabel = "WHAT",
            defaultValue = "VELOCITY",
            description = "What the network gives: velocity, or x1 for E[x1 | x_t] (default: velocity).")
    private Prediction prediction;

    @Option(
            names = "--correlation",
            paramLabel = "RHO",
            defaultValue = "0.55",
            description = "The correlation of the data (default: ${DEFAULT-VALUE}).")
    private double correlation;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many samples to train on, 0 for new ones in each step (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Mixin
    private PenaltyOptions penalty;

    private TrainGaussian2dCommand() {}

    @Override
    TrainingSettings published() {
        return Gaussian2d.published(DType.FLOAT32, 42069).settings();
    }

    @Override
    Task task(TrainingSettings settings) {
        Architecture architecture = Architecture.named("mlp2d")
                .with("width", Integer.toString(width))
                .with("blocks", Integer.toString(blocks));
        GaussianData data = new GaussianData(new GaussianSamples(2, correlation, settings.seed()), samples);
        Map<String, String> identity = new LinkedHashMap<>(data.identity());
        identity.put("prediction", prediction.name().toLowerCase(Locale.ROOT));
        if (penalty.isGiven() && prediction != Prediction.VELOCITY) {
            throw usage("--jacobian-penalty is of a velocity; leave --predict out.");
        }
        FlowMatchingObjective loss = new FlowMatchingObjective(
                architecture.velocityModel(), prediction, data.batches(settings), settings.seed());
        Objective objective =
                penalty.added(loss, loss.model(), loss.path(), loss.coupling(), loss.data(), loss.seed(), identity);
        Task task = new Task(architecture, objective, identity, List.of());
        return penalty.isGiven() ? task : task.with(data.population(architecture.velocityModel(), prediction));
    }
}
