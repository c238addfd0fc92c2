package dualflow.cli;

import dualflow.evaluation.PointFlow;
import dualflow.evaluation.ToyData;
import dualflow.evaluation.ToySamples;
import dualflow.nn.Architecture;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.nn.VelocityModel;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.train.Adam;
import dualflow.train.Batches;
import dualflow.train.FlowMatching.Prediction;
import dualflow.train.FlowMatchingObjective;
import dualflow.train.LearningRate;
import dualflow.train.Objective;
import dualflow.train.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What flow of toy data is trained: data, path, coupling, loss and network, as a mixin. */
final class ToyTraining {
    static final String PATH = "path";

    private static final String NETWORK = "mlp";

    @Option(
            names = "--data",
            paramLabel = "NAME",
            defaultValue = "two-moons",
            description = "eight-gaussians, two-moons, checkerboard, circles or spirals (default: ${DEFAULT-VALUE}).")
    private ToyData data;

    @Option(
            names = "--path",
            paramLabel = "NAME",
            defaultValue = "linear",
            description = "The path from noise to data: linear, cosine, polynomial (t^2, 1 - t^2), vp, linear-vp or ve"
                    + " (default: ${DEFAULT-VALUE}).")
    private PathName path;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many samples to train on, 0 for new ones in each step (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--width",
            paramLabel = "N",
            defaultValue = "64",
            description = "Numbers in each hidden layer (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(
            names = "--blocks",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many hidden layers (default: ${DEFAULT-VALUE}).")
    private int blocks;

    /** The settings with which two moons are learned in less than a minute. */
    static TrainingSettings usual() {
        return new TrainingSettings(
                Adam.adam(),
                new LearningRate(LearningRate.Course.COSINE, 1e-2, 0),
                Optional.empty(),
                Optional.empty(),
                3000,
                512,
                DType.FLOAT32,
                42);
    }

    TrainingCommand.Task task(TrainingSettings settings) {
        if (samples < 0) {
            throw new IllegalArgumentException(
                    "--samples is a number of samples, or 0 for new ones in each step, got " + samples);
        }
        Architecture architecture = architecture();
        ToySamples toy = toy(settings);
        Batches batches = samples == 0
                ? toy.fresh(settings.batch())
                : Batches.of(toy.first(samples), settings.batch(), settings.seed());
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("data", Values.written(data));
        identity.put("samples", samples == 0 ? "new in each step" : Integer.toString(samples));
        identity.put(PATH, path.toString());
        return new TrainingCommand.Task(architecture, objective(architecture, batches, settings), identity, List.of());
    }

    private Objective objective(Architecture architecture, Batches batches, TrainingSettings settings) {
        return new FlowMatchingObjective(architecture.velocityModel(), Prediction.VELOCITY, batches, settings.seed());
    }

    private Architecture architecture() {
        return Architecture.named(NETWORK)
                .with("width", Integer.toString(width))
                .with("blocks", Integer.toString(blocks));
    }

    /** The samples of a run. */
    ToySamples toy(TrainingSettings settings) {
        return new ToySamples(data, settings.seed());
    }

    /** The flow of trained parameters. */
    PointFlow flow(Parameters parameters, Device device, DType dtype) {
        VelocityModel model = architecture().velocityModel();
        Pass pass = Pass.evaluation(parameters);
        return PointFlow.of(path.schedule(), (t, x) -> model.velocity(pass, t, x), 2, device, dtype);
    }
}
