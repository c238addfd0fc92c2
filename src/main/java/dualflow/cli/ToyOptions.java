package dualflow.cli;

import dualflow.evaluation.ToyData;
import dualflow.tensor.DType;
import dualflow.train.Adam;
import dualflow.train.LearningRate;
import dualflow.train.TrainingSettings;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which flow of toy data is trained, as a mixin. */
final class ToyOptions {
    static final long LIKELIHOOD_STEPS = 200;

    @Option(
            names = "--data",
            paramLabel = "NAME",
            defaultValue = "two-moons",
            description = "eight-gaussians, two-moons, checkerboard, circles or spirals (default: ${DEFAULT-VALUE}).")
    private ToyData data;

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            description =
                    "fm: conditional flow matching; meanflow: the average velocity between two times, with which samples take one step;"
                            + " or likelihood: maximum likelihood through the solver (default: fm).")
    private ToyLoss loss;

    @Option(
            names = "--path",
            paramLabel = "NAME",
            description =
                    "Of fm and meanflow, the path from noise to data: linear, cosine, polynomial (t^2, 1 - t^2), vp, linear-vp"
                            + " or ve (default: linear).")
    private PathName path;

    @Option(
            names = "--coupling",
            paramLabel = "NAME",
            description =
                    "Of fm and meanflow, how a batch's noise and data are paired: independent, ot: optimal transport, or sinkhorn:"
                            + " entropic transport (default: independent).")
    private CouplingName coupling;

    @Option(
            names = "--epsilon",
            paramLabel = "E",
            description = "Of sinkhorn, the strength of the entropy, in squared units of the data (default: 0.1).")
    private Double epsilon;

    @Option(
            names = "--solver-steps",
            paramLabel = "N",
            description = "Of likelihood, how many steps of rk4 a solve takes (default: 8).")
    private Integer solverSteps;

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

    @Option(
            names = "--held-out",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many held-out samples a flow is judged by (default: ${DEFAULT-VALUE}).")
    private int heldOut;

    /** The settings with which two moons are learned in less than a minute; maximum likelihood takes far longer for a step, and fewer steps. */
    TrainingSettings usual() {
        return new TrainingSettings(
                Adam.adam(),
                new LearningRate(LearningRate.Course.COSINE, 1e-2, 0),
                Optional.empty(),
                Optional.empty(),
                loss == ToyLoss.LIKELIHOOD ? LIKELIHOOD_STEPS : 5000,
                256,
                DType.FLOAT32,
                42);
    }

    /** Whether loss or coupling was named. */
    boolean choosesLoss() {
        return loss != null || coupling != null;
    }

    int heldOut() {
        return heldOut;
    }

    /**
     * What these options say.
     *
     * @throws IllegalArgumentException if they do not fit together
     */
    ToyTraining training() {
        if (heldOut < 2) {
            throw new IllegalArgumentException("--held-out is " + heldOut + "; a standard error takes 2 or more.");
        }
        if (samples < 0) {
            throw new IllegalArgumentException(
                    "--samples is a number of samples, or 0 for new ones in each step, got " + samples);
        }
        if (loss == ToyLoss.LIKELIHOOD && (path != null || coupling != null)) {
            throw new IllegalArgumentException(
                    "--path and --coupling are of fm and meanflow; maximum likelihood knows neither.");
        }
        if (loss != ToyLoss.LIKELIHOOD && solverSteps != null) {
            throw new IllegalArgumentException("--solver-steps is of --loss likelihood.");
        }
        if (coupling != CouplingName.SINKHORN && epsilon != null) {
            throw new IllegalArgumentException("--epsilon is of --coupling sinkhorn.");
        }
        ToyTraining usual = ToyTraining.of(data, samples, width, blocks);
        return usual.with(loss == null ? usual.loss() : loss, coupling == null ? usual.coupling() : coupling)
                .with(path == null ? usual.path() : path)
                .with(
                        epsilon == null ? usual.epsilon() : epsilon,
                        solverSteps == null ? usual.solverSteps() : solverSteps);
    }
}
