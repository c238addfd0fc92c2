package dualflow.experiment;

import dualflow.evaluation.ExcessMeasure;
import dualflow.evaluation.GaussianSamples;
import dualflow.evaluation.LossExcess;
import dualflow.evaluation.PopulationLoss;
import dualflow.flow.ButcherTableau;
import dualflow.flow.OdeSolver;
import dualflow.flow.Progress;
import dualflow.flow.TimeGrid;
import dualflow.flow.VelocityField;
import dualflow.nn.Mlp1d;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.train.Adam;
import dualflow.train.Batches;
import dualflow.train.FlowMatching.Prediction;
import dualflow.train.FlowMatchingObjective;
import dualflow.train.LearningRate;
import dualflow.train.Trainer;
import dualflow.train.TrainingPlan;
import dualflow.train.TrainingSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The learned paths of the paper's Fig. 1: those of {@link Figure1} along the network's velocity instead of the exact one, by Euler's
 * method in 999 steps.
 *
 * @param euler the paths by Euler's method, {@code [path][time]}
 * @param rightEnd the same with the velocity evaluated at the right end of each step, as in the published code, {@code [path][time]}
 * @param factors the endpoints of both, as a multiple of x0 over 1,000 starting points
 * @param loss the loss over fresh draws, and its floor pi/2
 * @param trainingLosses the loss of each step of the training; empty if the network was not trained here
 * @param excess how far the population loss was above the least in its course; likewise
 */
public record Figure1Network(
        double[][] euler,
        double[][] rightEnd,
        List<Figure1.Factor> factors,
        PopulationLoss loss,
        double[] trainingLosses,
        List<LossExcess> excess) {
    /** The number of samples that the published code trains on. */
    public static final int PUBLISHED_SAMPLES = 10_000;

    private static final int STARTS = 1000;
    private static final int LOSS_SAMPLES = 1 << 18;

    /**
     * The training settings of the published code: Adam with learning rate 1e-3, batches of 128, in float32.
     *
     * @param steps the number of steps; 2000 as published
     * @param seed the seed of all draws, and of the starting points as in {@link Figure1}
     * @return the settings
     * @throws IllegalArgumentException if the number of steps is invalid
     */
    public static TrainingSettings settings(long steps, long seed) {
        LearningRate rate = LearningRate.constant(1e-3);
        return new TrainingSettings(
                Adam.adam(), rate, Optional.empty(), Optional.empty(), steps, 128, DType.FLOAT32, seed);
    }

    /**
     * Trains the network on 10,000 samples of N(0, 1), and integrates its paths.
     *
     * @param device the device to compute on
     * @param model the network
     * @param settings the training settings, such as {@link #settings}
     * @param progress is told the number of completed steps
     * @return the paths
     */
    public static Figure1Network compute(Device device, Mlp1d model, TrainingSettings settings, LongConsumer progress) {
        Batches data = Batches.of(
                new GaussianSamples(1, 0, settings.seed()).first(PUBLISHED_SAMPLES), settings.batch(), settings.seed());
        TrainingPlan plan = new TrainingPlan(
                Map.of(),
                model.specification(),
                new FlowMatchingObjective(model, Prediction.VELOCITY, data, settings.seed()),
                settings);
        ExcessMeasure measure =
                ExcessMeasure.ofGaussian(Prediction.VELOCITY, new GaussianSamples(1, 0, settings.seed()));
        List<LossExcess> excess = new ArrayList<>();
        try (Trainer trainer = Trainer.start(device, plan)) {
            while (!trainer.isDone()) {
                trainer.advance();
                progress.accept(trainer.step());
                if (LossExcess.isAt(trainer.step(), settings.steps())) {
                    Pass pass = Pass.evaluation(trainer.state().parameters());
                    excess.add(
                            measure.of((t, x) -> model.velocity(pass, t, x), trainer.step(), device, settings.dtype()));
                }
            }
            return follow(
                    device,
                    model,
                    trainer.state().parameters(),
                    settings.dtype(),
                    settings.seed(),
                    trainer.losses(),
                    excess);
        }
    }

    /**
     * Integrates the paths of a trained network.
     *
     * @param device the device of its parameters
     * @param model the network
     * @param parameters its parameters
     * @param dtype their format
     * @param seed the seed of the starting points, as in {@link Figure1}
     * @return the paths
     */
    public static Figure1Network compute(Device device, Mlp1d model, Parameters parameters, DType dtype, long seed) {
        return follow(device, model, parameters, dtype, seed, new double[0], List.of());
    }

    private static Figure1Network follow(
            Device device,
            Mlp1d model,
            Parameters parameters,
            DType dtype,
            long seed,
            double[] losses,
            List<LossExcess> excess) {
        VelocityField field = (t, x) -> model.velocity(Pass.evaluation(parameters), t, x);
        double[] starts = new double[Figure1.PATHS + STARTS];
        System.arraycopy(Figure1.starts(seed), 0, starts, 0, Figure1.PATHS);
        System.arraycopy(new Draws(seed).normals(1, 0, STARTS), 0, starts, Figure1.PATHS, STARTS);
        double[][] euler = paths(field, ButcherTableau.EULER, starts, device, dtype);
        double[][] rightEnd = paths(field, ButcherTableau.EULER_RIGHT_TIME, starts, device, dtype);
        // A different seed from the training's, so that the draws are fresh.
        GaussianSamples fresh = new GaussianSamples(1, 0, ~seed);
        return new Figure1Network(
                first(euler),
                first(rightEnd),
                List.of(
                        factor("the learned velocity, Euler, 999 steps", euler),
                        factor("the learned velocity at the step's right end (as the published code)", rightEnd)),
                PopulationLoss.of(field, Prediction.VELOCITY, fresh, LOSS_SAMPLES, device, dtype),
                losses,
                excess);
    }

    /** {@code [path][time]}. */
    private static double[][] paths(
            VelocityField field, ButcherTableau method, double[] starts, Device device, DType dtype) {
        double[][] paths = new double[starts.length][Figure1.POINTS];
        Arena arena = device.arena();
        try {
            Tensor x0 = device.tensor(dtype, Shape.of(starts.length, 1), starts);
            List<Tensor> states =
                    OdeSolver.fixed(method).trajectory(field, x0, TimeGrid.linspace(Figure1.POINTS), Progress.NONE);
            for (int i = 0; i < Figure1.POINTS; i++) {
                double[] state = states.get(i).value().toDoubles();
                for (int path = 0; path < paths.length; path++) {
                    paths[path][i] = state[path];
                }
            }
        } finally {
            arena.close();
        }
        return paths;
    }

    private static double[][] first(double[][] paths) {
        return Arrays.copyOf(paths, Figure1.PATHS);
    }

    /** The multiple of x0 closest to x(1) in the least-squares sense, and the ratio of the mean squares of x(1) and x0. */
    private static Figure1.Factor factor(String name, double[][] paths) {
        double startSquares = 0;
        double endSquares = 0;
        double products = 0;
        for (int i = Figure1.PATHS; i < paths.length; i++) {
            double start = paths[i][0];
            double end = paths[i][Figure1.POINTS - 1];
            startSquares += start * start;
            endSquares += end * end;
            products += start * end;
        }
        return new Figure1.Factor(name, products / startSquares, endSquares / startSquares);
    }
}
