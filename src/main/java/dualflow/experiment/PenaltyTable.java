package dualflow.experiment;

import dualflow.coupling.Coupling;
import dualflow.evaluation.GaussianSamples;
import dualflow.nn.Mlp2d;
import dualflow.nn.Pass;
import dualflow.path.AffinePath;
import dualflow.path.LinearSchedule;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.train.Adam;
import dualflow.train.Batches;
import dualflow.train.FlowMatching.Prediction;
import dualflow.train.FlowMatchingObjective;
import dualflow.train.JacobianPenalty;
import dualflow.train.JacobianPenalty.Kind;
import dualflow.train.JacobianPenalty.Subject;
import dualflow.train.LearningRate;
import dualflow.train.Objective;
import dualflow.train.Trainer;
import dualflow.train.TrainingPlan;
import dualflow.train.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;

/**
 * What penalties on the Jacobian do to S(D) and to what is generated: the flow to two normal numbers of correlation 0.55 is trained with each penalty,
 * weight and seed, and S(D) is that of exact products through 99 Euler steps.
 *
 * <p>With the Frobenius penalty W |dv/dx|_F^2 of the velocity the best velocity is known, as ridge regression: along an eigenvector of Sigma with
 * eigenvalue l it is a(t) x with a = (t l - (1-t)) / ((1-t)^2 + t^2 l + d W), where d = 2 as the loss is a mean over dimensions.
 *
 * @param rows one for each penalty, weight and seed
 */
public record PenaltyTable(List<Row> rows) {
    private static final double CORRELATION = 0.55;
    private static final int STEPS = 99;
    private static final int BATCH = 128;

    /**
     * A penalty.
     *
     * @param kind what is penalised
     * @param subject of which map
     */
    public record Penalty(Kind kind, Subject subject) {
        /** The Frobenius norm and the off-diagonal of the velocity, and the off-diagonal of the flow in four steps. */
        public static final List<Penalty> ALL = List.of(
                new Penalty(Kind.FROBENIUS, new Subject.Velocity()),
                new Penalty(Kind.OFF_DIAGONAL, new Subject.Velocity()),
                new Penalty(Kind.OFF_DIAGONAL, new Subject.Flow(4)));
    }

    /**
     * One training.
     *
     * @param penalty the penalty; empty for none
     * @param weight W
     * @param seed the seed of all draws
     * @param variance the mean of both diagonal entries of S(D)
     * @param correlation Corr(D)
     * @param generated the correlation of what is generated
     * @param exactVariance the diagonal of S(D) for the best velocity, where it is known
     * @param exactCorrelation its Corr(D)
     */
    public record Row(
            Optional<Penalty> penalty,
            double weight,
            long seed,
            double variance,
            double correlation,
            double generated,
            OptionalDouble exactVariance,
            OptionalDouble exactCorrelation) {}

    /**
     * What is trained.
     *
     * @param penalties the penalties
     * @param weights the weights of each
     * @param seeds the seeds
     * @param trainingSteps the steps of each training, of batches of 128
     * @param samples the points that S(D) is estimated from, with two orthogonal directions each
     */
    public record Settings(
            List<Penalty> penalties, List<Double> weights, List<Long> seeds, long trainingSteps, int samples) {}

    /**
     * Trains and measures.
     *
     * @param settings what is trained
     * @param device where to run
     * @param progress is told the number of training steps done
     * @return the table
     */
    public static PenaltyTable compute(Settings settings, Device device, LongConsumer progress) {
        List<Row> rows = new ArrayList<>();
        for (long seed : settings.seeds()) {
            rows.add(row(Optional.empty(), 0, seed, settings, device, rows.size(), progress));
            for (Penalty penalty : settings.penalties()) {
                for (double weight : settings.weights()) {
                    rows.add(row(Optional.of(penalty), weight, seed, settings, device, rows.size(), progress));
                }
            }
        }
        return new PenaltyTable(List.copyOf(rows));
    }

    /**
     * The number of trainings.
     *
     * @param settings what is trained
     * @return the number of rows
     */
    public static int trainings(Settings settings) {
        return settings.seeds().size()
                * (1 + settings.penalties().size() * settings.weights().size());
    }

    private static Row row(
            Optional<Penalty> penalty,
            double weight,
            long seed,
            Settings settings,
            Device device,
            int before,
            LongConsumer progress) {
        Mlp2d model = new Mlp2d(2, 2, 32, 32);
        TrainingSettings training = new TrainingSettings(
                Adam.adamW(),
                new LearningRate(LearningRate.Course.COSINE, 3e-3, 20),
                Optional.empty(),
                Optional.empty(),
                settings.trainingSteps(),
                BATCH,
                DType.FLOAT32,
                seed);
        Gaussian2d measuring =
                new Gaussian2d(model, training, Optional.empty(), new GaussianSamples(2, CORRELATION, seed));
        Batches data = measuring.data().fresh(BATCH);
        Objective loss = new FlowMatchingObjective(model, Prediction.VELOCITY, data, seed);
        Objective objective = penalty.map(p -> loss.plus(
                        weight,
                        new JacobianPenalty(
                                model,
                                p.kind(),
                                p.subject(),
                                new AffinePath(new LinearSchedule()),
                                Coupling.INDEPENDENT,
                                2,
                                data,
                                seed)))
                .orElse(loss);
        try (Trainer trainer =
                Trainer.start(device, new TrainingPlan(Map.of(), model.specification(), objective, training))) {
            while (!trainer.isDone()) {
                trainer.advance();
                progress.accept(before * settings.trainingSteps() + trainer.step());
            }
            Pass pass = Pass.evaluation(trainer.state().parameters());
            Gaussian2d.Reading reading = measuring.measure(
                    Prediction.VELOCITY,
                    (t, x) -> model.velocity(pass, t, x),
                    trainer.losses(),
                    List.of(),
                    device,
                    settings.samples());
            double[][] s = reading.secondMoment();
            boolean isKnown = penalty.isEmpty() || penalty.get().equals(Penalty.ALL.get(0));
            double[] exact = ridge(weight);
            return new Row(
                    penalty,
                    weight,
                    seed,
                    (s[0][0] + s[1][1]) / 2,
                    reading.correlation().value(),
                    reading.generated().value(),
                    isKnown ? OptionalDouble.of(exact[0]) : OptionalDouble.empty(),
                    isKnown ? OptionalDouble.of(exact[1]) : OptionalDouble.empty());
        }
    }

    /**
     * What the best velocity under the Frobenius penalty of its Jacobian gives through the same Euler steps.
     *
     * @param weight W
     * @return variance and correlation
     */
    public static double[] ridge(double weight) {
        double sum = scale(1 + CORRELATION, weight);
        double difference = scale(1 - CORRELATION, weight);
        return new double[] {(sum + difference) / 2, (sum - difference) / (sum + difference)};
    }

    /** The variance along an eigenvector of Sigma. */
    private static double scale(double eigenvalue, double weight) {
        double factor = 1;
        for (int i = 0; i < STEPS; i++) {
            double t = (double) i / STEPS;
            double a = (t * eigenvalue - (1 - t)) / ((1 - t) * (1 - t) + t * t * eigenvalue + 2 * weight);
            factor *= 1 + a / STEPS;
        }
        return factor * factor;
    }
}
