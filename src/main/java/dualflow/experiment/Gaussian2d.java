package dualflow.experiment;

import dualflow.autodiff.Autodiff;
import dualflow.dependency.Directions;
import dualflow.dependency.Estimate;
import dualflow.dependency.JvpEstimator;
import dualflow.dependency.JvpSamples;
import dualflow.dependency.SecondMoment;
import dualflow.evaluation.ExcessMeasure;
import dualflow.evaluation.GaussianSamples;
import dualflow.evaluation.LossExcess;
import dualflow.evaluation.PopulationLoss;
import dualflow.flow.GaussianVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.flow.VelocityField;
import dualflow.nn.Mlp2d;
import dualflow.nn.Pass;
import dualflow.op.Ops;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * The published code's flow to two normal numbers with correlation 0.55 (section 5.5 of the paper), with its network interpreted in both
 * ways: as a prediction of x1, which is how it is trained, so that the velocity is (E[x1|x_t] - x_t) / (1-t), and as the velocity, which is
 * how it is integrated. Each is trained for its interpretation, then solved by Euler's method in 99 steps, and Corr(D) of its exact
 * Jacobian-vector products (5.3) estimates the correlation.
 *
 * @param model the network
 * @param settings the training settings
 * @param fixedSamples the number of training samples, or empty for fresh ones in each step
 * @param data the distribution of the data, and the seed
 */
public record Gaussian2d(Mlp2d model, TrainingSettings settings, Optional<Integer> fixedSamples, GaussianSamples data) {
    /** Steps of Euler's method: the last velocity is taken at t = 98/99, so there is no division by zero. */
    private static final int STEPS = 99;

    private static final int LOSS_SAMPLES = 1 << 18;

    /**
     * One interpretation of the network, trained and evaluated.
     *
     * @param prediction what the network's output represents
     * @param losses the loss of each step of the training
     * @param excess how far the population loss was above the least in the course of the training
     * @param loss the loss over fresh draws, and its floor
     * @param correlation Corr(D) of the exact products J z through the solver, two orthogonal directions for each sample
     * @param secondMoment S(D) of the same, an estimate of the covariance, 2 x 2
     * @param generated the correlation of the generated samples themselves
     */
    public record Reading(
            Prediction prediction,
            double[] losses,
            List<LossExcess> excess,
            PopulationLoss loss,
            Estimate correlation,
            double[][] secondMoment,
            Estimate generated) {}

    /**
     * What the exact fields give instead of a network: the flow is linear, so there is nothing to estimate.
     *
     * @param correlation the correlation of J J^T, with J the Jacobian of 99 Euler steps through the exact velocity
     * @param secondMoment J J^T of that map; the covariance of the data in the limit of small steps
     * @param misreadCorrelation the same with E[x1 | x_t] taken as the velocity
     * @param misreadSecondMoment J J^T of that map
     */
    public record Exact(
            double correlation, double[][] secondMoment, double misreadCorrelation, double[][] misreadSecondMoment) {}

    /**
     * The default network and training: 3 layers of width 64 with a time embedding of size 64, and 3000 batches of 4096 fresh samples at a
     * learning rate that decays from 3e-3 to 0. (E[x1 | x_t] must be accurate to one percent, since its error is divided by 1-t to obtain
     * the velocity.)
     *
     * @param dtype the format
     * @param seed the seed of all draws
     * @return the experiment
     */
    public static Gaussian2d narrow(DType dtype, long seed) {
        return new Gaussian2d(
                new Mlp2d(2, 3, 64, 64),
                settings(new LearningRate(LearningRate.Course.COSINE, 3e-3, 20), 3000, 4096, dtype, seed),
                Optional.empty(),
                data(seed));
    }

    /**
     * As published: 10 layers of width 1024, AdamW with its default learning rate 1e-3, 1000 batches of 64 out of 1000 samples. (The paper
     * says 1e-4; the script creates the optimiser without specifying a rate.)
     *
     * @param dtype the format; float32 as published
     * @param seed the seed of all draws
     * @return the experiment
     */
    public static Gaussian2d published(DType dtype, long seed) {
        return new Gaussian2d(
                new Mlp2d(),
                settings(LearningRate.constant(1e-3), 1000, 64, dtype, seed),
                Optional.of(1000),
                data(seed));
    }

    /**
     * The same with a different network and number of steps.
     *
     * @param other the network
     * @param steps the number of training steps
     * @return the experiment
     * @throws IllegalArgumentException if the number of steps is invalid
     */
    public Gaussian2d with(Mlp2d other, long steps) {
        LearningRate rate = settings.learningRate();
        return new Gaussian2d(
                other, settings(rate, steps, settings.batch(), settings.dtype(), settings.seed()), fixedSamples, data);
    }

    private static TrainingSettings settings(LearningRate rate, long steps, int batch, DType dtype, long seed) {
        return new TrainingSettings(Adam.adamW(), rate, Optional.empty(), Optional.empty(), steps, batch, dtype, seed);
    }

    private static GaussianSamples data(long seed) {
        return new GaussianSamples(2, GaussianSamples.PUBLISHED_CORRELATION, seed);
    }

    /**
     * The result of the experiment.
     *
     * @param experiment the network and its training
     * @param exact what the exact fields give
     * @param readings one for each prediction, in order: the velocity, then x1
     */
    public record Result(Gaussian2d experiment, Exact exact, List<Reading> readings) {}

    /**
     * Trains and evaluates the network for each interpretation.
     *
     * @param device the device to compute on
     * @param samples the number of points x0 the correlations are estimated from, at least 2
     * @param progress is told the number of completed steps, over all trainings, one for each prediction
     * @return the result
     */
    public Result compute(Device device, int samples, LongConsumer progress) {
        List<Reading> readings = new ArrayList<>();
        for (Prediction prediction : Prediction.values()) {
            long before = readings.size() * settings.steps();
            readings.add(read(prediction, device, samples, done -> progress.accept(before + done)));
        }
        return new Result(this, exact(device), List.copyOf(readings));
    }

    /**
     * Trains and evaluates the network for one interpretation.
     *
     * @param prediction what the network's output is to represent
     * @param device the device to compute on
     * @param samples the number of points x0 the correlation is estimated from, at least 2
     * @param progress is told the number of completed steps
     * @return the result
     */
    public Reading read(Prediction prediction, Device device, int samples, LongConsumer progress) {
        Batches batches = fixedSamples
                .map(count -> Batches.of(data.first(count), settings.batch(), settings.seed()))
                .orElseGet(() -> data.fresh(settings.batch()));
        TrainingPlan plan = new TrainingPlan(
                Map.of(),
                model.specification(),
                new FlowMatchingObjective(model, prediction, batches, settings.seed()),
                settings);
        ExcessMeasure measure = ExcessMeasure.ofGaussian(prediction, data);
        List<LossExcess> excess = new ArrayList<>();
        try (Trainer trainer = Trainer.start(device, plan)) {
            while (!trainer.isDone()) {
                trainer.advance();
                progress.accept(trainer.step());
                if (LossExcess.isAt(trainer.step(), settings.steps())) {
                    excess.add(measure.of(network(trainer), trainer.step(), device, settings.dtype()));
                }
            }
            return measure(prediction, network(trainer), trainer.losses(), excess, device, samples);
        }
    }

    private VelocityField network(Trainer trainer) {
        Pass pass = Pass.evaluation(trainer.state().parameters());
        return (t, x) -> model.velocity(pass, t, x);
    }

    /** Evaluates a trained network. */
    Reading measure(
            Prediction prediction,
            VelocityField network,
            double[] losses,
            List<LossExcess> excess,
            Device device,
            int samples) {
        // A different seed from the training's, so that the draws are fresh.
        GaussianSamples fresh = new GaussianSamples(2, data.correlation(), ~data.seed());
        PopulationLoss loss = PopulationLoss.of(network, prediction, fresh, LOSS_SAMPLES, device, settings.dtype());
        SecondMoment derivatives = new SecondMoment(2);
        SecondMoment generated = new SecondMoment(2);
        new JvpEstimator(euler(velocity(network, prediction)), 2, ~data.seed())
                .withDirections(Directions.ORTHOGONAL, 2)
                .run(device, settings.dtype(), 0, samples, chunk -> {
                    derivatives.add(chunk);
                    generated.add(values(chunk));
                });
        return new Reading(
                prediction,
                losses,
                excess,
                loss,
                derivatives.correlation().uncentred(0, 1).orElseThrow(),
                derivatives.matrix(),
                generated.correlation().pearson(0, 1).orElseThrow());
    }

    /**
     * What the exact fields give, by Jacobians through the same solver in the same format.
     *
     * @param device the device to compute on
     * @return the result
     */
    public Exact exact(Device device) {
        DType dtype = settings.dtype();
        Arena arena = device.arena();
        try {
            Tensor zero = device.fill(dtype, Shape.of(2), 0);
            Tensor identity = device.tensor(dtype, Shape.of(2, 2), 1, 0, 0, 1);
            double rho = data.correlation();
            Tensor covariance = device.tensor(dtype, Shape.of(2, 2), 1, rho, rho, 1);
            VelocityField velocity = new GaussianVelocity(zero, identity, zero, covariance);
            // E[x1 | x_t] = x_t + (1-t) E[x1 - x0 | x_t]
            VelocityField misread =
                    (t, x) -> Ops.add(x, Ops.multiply(Ops.shift(Ops.negate(t), 1), velocity.velocity(t, x)));
            double[][] right = secondMoment(velocity, device, dtype);
            double[][] wrong = secondMoment(misread, device, dtype);
            return new Exact(correlation(right), right, correlation(wrong), wrong);
        } finally {
            arena.close();
        }
    }

    /** J J^T of the flow map of a linear field. */
    private static double[][] secondMoment(VelocityField field, Device device, DType dtype) {
        Tensor x = device.fill(dtype, Shape.of(1, 2), 0);
        double[] j = Autodiff.jacobian(euler(field), x).value().toDoubles();
        return new double[][] {
            {j[0] * j[0] + j[1] * j[1], j[0] * j[2] + j[1] * j[3]},
            {j[0] * j[2] + j[1] * j[3], j[2] * j[2] + j[3] * j[3]}
        };
    }

    private static double correlation(double[][] s) {
        return s[0][1] / Math.sqrt(s[0][0] * s[1][1]);
    }

    private static UnaryOperator<Tensor> euler(VelocityField field) {
        return x -> OdeSolver.euler().solve(field, x, TimeGrid.uniform(0, 1, STEPS));
    }

    /** The network as a velocity; for E[x1 | x_t] it is (E[x1 | x_t] - x_t) / (1-t), for t below 1. */
    private static VelocityField velocity(VelocityField network, Prediction prediction) {
        return prediction == Prediction.VELOCITY
                ? network
                : (t, x) -> Ops.divide(Ops.subtract(network.velocity(t, x), x), Ops.shift(Ops.negate(t), 1));
    }

    /** The generated samples in place of tangents. */
    private static JvpSamples values(JvpSamples chunk) {
        return new JvpSamples(chunk.first(), chunk.samples(), 1, chunk.outputs(), chunk.values(), chunk.values());
    }
}
