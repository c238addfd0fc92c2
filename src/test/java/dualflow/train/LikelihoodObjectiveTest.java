package dualflow.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.flow.AdjointMethod;
import dualflow.flow.ButcherTableau;
import dualflow.flow.Divergence;
import dualflow.flow.LogLikelihood;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.flow.Tolerances;
import dualflow.flow.VelocityField;
import dualflow.nn.AverageVelocityMlp;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LikelihoodObjectiveTest {
    private static final AverageVelocityMlp MODEL = new AverageVelocityMlp(2, 2, 4);

    private final Device device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    /** Draws of N((1, -0.5), diag(0.25, 2.25)). */
    private static Batches gaussian(int batch) {
        return Batches.of(Shape.of(batch, 2), step -> {
            double[] x = new Draws(7).normals(Draws.stream("data"), 2 * step * batch, 2 * batch);
            for (int i = 0; i < x.length; i++) {
                x[i] = i % 2 == 0 ? 1 + 0.5 * x[i] : 1.5 * x[i] - 0.5;
            }
            return x;
        });
    }

    private Parameters parameters() {
        return MODEL.specification().draw(device, DType.FLOAT64, 1);
    }

    private double loss(Objective objective, Parameters parameters) {
        return objective
                .at(device, DType.FLOAT64, 3)
                .apply(Pass.evaluation(parameters))
                .value()
                .toDouble();
    }

    private Parameters gradient(Objective objective, Parameters parameters) {
        return LossGradient.of(
                        parameters,
                        MODEL.specification().trainedNames(),
                        Pass::evaluation,
                        objective.at(device, DType.FLOAT64, 3))
                .gradient();
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }

    /** Through the steps of the solver and the JVPs in them, for the exact trace and for random signs. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void gradientEqualsCentralDifferences(int probes) {
        Objective objective = new LikelihoodObjective(
                MODEL,
                OdeSolver.fixed(ButcherTableau.DORMAND_PRINCE_5),
                TimeGrid.uniform(0, 1, 3),
                probes,
                gaussian(5),
                11);
        Parameters parameters = parameters();
        Parameters gradient = gradient(objective, parameters);
        double h = 0x1p-17;
        double largest = 0;
        for (String name : parameters.names()) {
            double[] exact = numbers(gradient.get(name));
            double[] at = numbers(parameters.get(name));
            for (int i = 0; i < at.length; i++) {
                double[] sides = new double[2];
                for (int side = 0; side < 2; side++) {
                    double[] moved = at.clone();
                    moved[i] += side == 0 ? -h : h;
                    Tensor value =
                            device.tensor(DType.FLOAT64, parameters.get(name).shape(), moved);
                    sides[side] = loss(objective, parameters.with(new Parameters(Map.of(name, value))));
                }
                assertThat((sides[1] - sides[0]) / (2 * h))
                        .as("%s %d", name, i)
                        .isCloseTo(exact[i], Offset.offset(1e-9));
                largest = Math.max(largest, Math.abs(exact[i]));
            }
        }
        assertThat(largest).isGreaterThan(0.1);
    }

    /** The adjoint equation of the augmented state, solved from source to data: the same gradient up to the solver's error. */
    @Test
    void gradientIsThatOfTheAdjointEquation() {
        TimeGrid grid = TimeGrid.of(0, 1);
        OdeSolver solver = OdeSolver.adaptive(ButcherTableau.DORMAND_PRINCE_8, Tolerances.of(1e-11));
        Batches data = gaussian(5);
        Parameters parameters = parameters();
        Parameters exact = gradient(new LikelihoodObjective(MODEL, solver, grid, 0, data, 0), parameters);

        AdjointMethod.ParametricField augmented = (t, state, p) -> {
            Pass pass = Pass.evaluation(parameters.withTensors(p));
            VelocityField field = (s, x) -> MODEL.velocity(pass, s, x);
            Divergence.Both both = Divergence.exact().of(field, t, Ops.slice(state, -1, 0, 2));
            return Ops.concat(both.velocity(), Ops.insertAxes(both.divergence(), 1, 1), -1);
        };
        Tensor x1 = device.tensor(DType.FLOAT64, data.shape(), data.at(3));
        List<Tensor> values = parameters.tensors();
        Tensor end = solver.solve((t, x) -> augmented.velocity(t, x, values), Ops.pad(x1, -1, 0, 1), grid.reversed());
        Tensor endBar = Autodiff.grad(
                state -> {
                    Tensor logDensity = Ops.add(
                            LogLikelihood.standardNormal(Ops.slice(state, -1, 0, 2)),
                            Ops.reshape(Ops.slice(state, -1, 2, 1), Shape.of(5)));
                    return Ops.negate(Ops.mean(logDensity, 1));
                },
                end);
        AdjointMethod.Gradients adjoint =
                new AdjointMethod(solver, grid.reversed()).gradients(augmented, values, end, endBar);
        List<String> names = new ArrayList<>(parameters.names());
        for (int i = 0; i < names.size(); i++) {
            assertThat(numbers(adjoint.parameters().get(i)))
                    .as(names.get(i))
                    .containsExactly(numbers(exact.get(names.get(i))), Offset.offset(1e-8));
        }
    }

    /** For the field 0 the flow leaves N(0, I) as it is. */
    @Test
    void lossOfNoMotionIsThatOfTheSource() {
        Parameters parameters = parameters();
        Parameters zeros = parameters.withTensors(
                parameters.tensors().stream().map(Ops::zerosLike).toList());
        double[] x = gaussian(5).at(3);
        double expected = Arrays.stream(x).map(v -> v * v / 2).sum() / 5 + StrictMath.log(2 * Math.PI);
        for (int probes : new int[] {0, 1}) {
            Objective objective =
                    new LikelihoodObjective(MODEL, OdeSolver.euler(), TimeGrid.of(0, 1), probes, gaussian(5), 1);
            assertThat(loss(objective, zeros)).isCloseTo(expected, Offset.offset(1e-14));
        }
    }

    /** Random signs change from step to step, and their loss has the exact one as its mean. */
    @Test
    void estimatesAreDrawnForEachStepAndUnbiased() {
        double[] same = gaussian(5).at(3);
        Batches data = Batches.of(Shape.of(5, 2), step -> same);
        Parameters parameters = parameters();
        TimeGrid grid = TimeGrid.uniform(0, 1, 2);
        OdeSolver solver = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4);
        double exact = loss(new LikelihoodObjective(MODEL, 2, data), parameters);
        Objective estimate = new LikelihoodObjective(MODEL, solver, grid, 1, data, 1);
        int steps = 400;
        double[] losses = new double[steps];
        for (int step = 0; step < steps; step++) {
            losses[step] = estimate.at(device, DType.FLOAT64, step)
                    .apply(Pass.evaluation(parameters))
                    .value()
                    .toDouble();
        }
        double mean = Arrays.stream(losses).average().orElseThrow();
        double variance =
                Arrays.stream(losses).map(x -> (x - mean) * (x - mean)).sum() / (steps - 1);
        assertThat(variance).isPositive();
        assertThat(mean).isCloseTo(exact, Offset.offset(4 * Math.sqrt(variance / steps)));
    }

    /** The least loss is the entropy of the data, log(2 pi e) + log(0.5 * 1.5). */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void trainingReachesTheEntropyOfTheData(int probes) {
        AverageVelocityMlp model = new AverageVelocityMlp(2, 2, 16);
        Objective objective = new LikelihoodObjective(
                model, OdeSolver.fixed(ButcherTableau.MIDPOINT), TimeGrid.uniform(0, 1, 4), probes, gaussian(128), 1);
        TrainingSettings settings = new TrainingSettings(
                Adam.adam(),
                new LearningRate(LearningRate.Course.COSINE, 3e-2, 0),
                Optional.empty(),
                Optional.empty(),
                150,
                128,
                DType.FLOAT32,
                1);
        TrainingPlan plan = new TrainingPlan(Map.of("model", "a test's"), model.specification(), objective, settings);
        double entropy = StrictMath.log(2 * Math.PI * Math.E) + StrictMath.log(0.75);
        try (Trainer trainer = Trainer.start(device, plan)) {
            while (!trainer.isDone()) {
                trainer.advance();
            }
            double[] held = gaussian(4000).at(100);
            Tensor x1 = device.tensor(DType.FLOAT32, Shape.of(4000, 2), held);
            Pass pass = Pass.evaluation(trainer.state().parameters());
            LogLikelihood likelihood =
                    new LogLikelihood(OdeSolver.adaptive(Tolerances.of(1e-5)), TimeGrid.of(0, 1), Divergence.exact());
            double[] logDensities =
                    numbers(likelihood.of((t, x) -> model.velocity(pass, t, x), LogLikelihood::standardNormal, x1));
            double loss = -Arrays.stream(logDensities).average().orElseThrow();
            // what the law itself gives to these draws, whose mean is the entropy
            double law = 0;
            for (int i = 0; i < held.length; i += 2) {
                double a = (held[i] - 1) / 0.5;
                double b = (held[i + 1] + 0.5) / 1.5;
                law += (a * a + b * b) / 2 + StrictMath.log(2 * Math.PI * 0.75);
            }
            law /= 4000;
            assertThat(law).isCloseTo(entropy, Offset.offset(4 / Math.sqrt(4000)));
            if (Boolean.getBoolean("dualflow.test.errors")) {
                System.out.printf(
                        "probes %d: excess %.5f, untrained %.3f%n", probes, loss - law, trainer.losses()[0] - entropy);
            }
            assertThat(loss - law).isBetween(-0.01, 0.03);
            assertThat(trainer.losses()[0] - entropy).isGreaterThan(0.3);
        }
    }

    @Test
    void refusesANegativeNumberOfProbes() {
        assertThatThrownBy(
                        () -> new LikelihoodObjective(MODEL, OdeSolver.euler(), TimeGrid.of(0, 1), -1, gaussian(5), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the number of probes is -1; give 0 for the exact trace");
    }
}
