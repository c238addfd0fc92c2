package dualflow.cli;

import dualflow.evaluation.PointFlow;
import dualflow.evaluation.ToyData;
import dualflow.evaluation.ToyExcess;
import dualflow.evaluation.ToyPosterior;
import dualflow.evaluation.ToySamples;
import dualflow.nn.Architecture;
import dualflow.nn.AverageVelocityModel;
import dualflow.nn.Parameters;
import dualflow.path.AffinePath;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.train.Batches;
import dualflow.train.FlowMatching.Prediction;
import dualflow.train.FlowMatchingObjective;
import dualflow.train.LikelihoodObjective;
import dualflow.train.MeanFlowObjective;
import dualflow.train.Objective;
import dualflow.train.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What flow of toy data is trained.
 *
 * @param data the distribution
 * @param samples how many samples to train on, 0 for new ones in each step
 * @param loss the loss
 * @param path the path of fm and meanflow
 * @param coupling the coupling of fm and meanflow
 * @param epsilon the entropy's strength of sinkhorn
 * @param solverSteps the solver's steps of likelihood
 * @param width the network's width
 * @param blocks its hidden layers
 */
record ToyTraining(
        ToyData data,
        int samples,
        ToyLoss loss,
        PathName path,
        CouplingName coupling,
        double epsilon,
        int solverSteps,
        int width,
        int blocks) {
    /** Metadata of trained networks. */
    static final String PATH = "path";

    static final String COUPLING = "coupling";
    static final String LOSS = "loss of training";

    private static final double HALF = 0.5;

    /** Flow matching of independent pairs on the linear path. */
    static ToyTraining of(ToyData data, int samples, int width, int blocks) {
        return new ToyTraining(
                data, samples, ToyLoss.FM, PathName.LINEAR, CouplingName.INDEPENDENT, 0.1, 8, width, blocks);
    }

    ToyTraining with(ToyLoss otherLoss, CouplingName otherCoupling) {
        return new ToyTraining(data, samples, otherLoss, path, otherCoupling, epsilon, solverSteps, width, blocks);
    }

    ToyTraining with(PathName otherPath) {
        return new ToyTraining(data, samples, loss, otherPath, coupling, epsilon, solverSteps, width, blocks);
    }

    ToyTraining with(double otherEpsilon, int otherSteps) {
        return new ToyTraining(data, samples, loss, path, coupling, otherEpsilon, otherSteps, width, blocks);
    }

    /**
     * The training.
     *
     * @throws IllegalArgumentException if the settings do not fit
     */
    TrainingCommand.Task task(TrainingSettings settings) {
        return task(settings, new PenaltyOptions());
    }

    /**
     * The training with a penalty on the Jacobian, if one is asked for.
     *
     * @throws IllegalArgumentException if the settings do not fit
     */
    TrainingCommand.Task task(TrainingSettings settings, PenaltyOptions penalty) {
        Batches batches = samples == 0
                ? toy(settings).fresh(settings.batch())
                : Batches.of(toy(settings).first(samples), settings.batch(), settings.seed());
        if (penalty.isGiven() && loss != ToyLoss.FM) {
            throw new IllegalArgumentException("--jacobian-penalty is of --loss fm.");
        }
        Map<String, String> identity = identity();
        Objective objective = penalty.added(
                objective(batches, settings.seed()),
                architecture().velocityModel(),
                new AffinePath(path.schedule()),
                coupling.coupling(epsilon),
                batches,
                settings.seed(),
                identity);
        TrainingCommand.Task task = new TrainingCommand.Task(architecture(), objective, identity, List.of());
        return knowsLeast() && !penalty.isGiven() ? task.with(population(settings)) : task;
    }

    /** Whether the least loss is that of a velocity that is known. */
    private boolean knowsLeast() {
        return loss == ToyLoss.FM
                && coupling == CouplingName.INDEPENDENT
                && ToyPosterior.isOf(data)
                && !path.schedule().sigmaDiverges();
    }

    private Population population(TrainingSettings settings) {
        return new Population(
                OptionalDouble.empty(),
                architecture().velocityModel(),
                device -> ToyExcess.of(toy(settings), path.schedule(), device));
    }

    private Map<String, String> identity() {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("data", Values.written(data));
        identity.put("samples", samples == 0 ? "new in each step" : Integer.toString(samples));
        identity.put(LOSS, Values.written(loss));
        if (loss == ToyLoss.LIKELIHOOD) {
            identity.put("solver steps", Integer.toString(solverSteps));
        } else {
            identity.put(PATH, Values.written(path));
            identity.put(COUPLING, Values.written(coupling));
            if (coupling == CouplingName.SINKHORN) {
                identity.put("epsilon", Double.toString(epsilon));
            }
        }
        return identity;
    }

    private Objective objective(Batches batches, long seed) {
        AffinePath affine = new AffinePath(path.schedule());
        return switch (loss) {
            case FM ->
                new FlowMatchingObjective(
                        architecture().velocityModel(),
                        Prediction.VELOCITY,
                        affine,
                        coupling.coupling(epsilon),
                        batches,
                        seed);
            case MEANFLOW ->
                new MeanFlowObjective(
                        (AverageVelocityModel) architecture().velocityModel(),
                        affine,
                        coupling.coupling(epsilon),
                        HALF,
                        0,
                        batches,
                        seed);
            case LIKELIHOOD -> new LikelihoodObjective(architecture().velocityModel(), solverSteps, batches);
        };
    }

    private Architecture architecture() {
        return Architecture.named(loss == ToyLoss.MEANFLOW ? "average-velocity-mlp" : "mlp")
                .with("width", Integer.toString(width))
                .with("blocks", Integer.toString(blocks));
    }

    /** The samples of a run. */
    ToySamples toy(TrainingSettings settings) {
        return new ToySamples(data, settings.seed());
    }

    /** The flow of trained parameters. */
    PointFlow flow(Parameters parameters, Device device, DType dtype) {
        PointFlow flow =
                PointFlow.learned(architecture().velocityModel(), parameters, path.schedule(), 2, device, dtype);
        return knowsScore(loss, coupling) ? flow : flow.withoutScore();
    }

    /** Whether the velocity tells the score: that of a path whose source is independent of its data. */
    static boolean knowsScore(ToyLoss loss, CouplingName coupling) {
        return loss != ToyLoss.LIKELIHOOD && coupling == CouplingName.INDEPENDENT;
    }
}
