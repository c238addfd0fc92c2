package dualflow.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Dual;
import dualflow.coupling.Coupling;
import dualflow.coupling.MinibatchTransport;
import dualflow.device.host.HostDevice;
import dualflow.evaluation.SampleDistances;
import dualflow.flow.ButcherTableau;
import dualflow.flow.GaussianVelocity;
import dualflow.flow.MixtureVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.flow.Tolerances;
import dualflow.flow.VelocityField;
import dualflow.nn.AverageVelocityMlp;
import dualflow.nn.AverageVelocityModel;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.nn.Specification;
import dualflow.op.Ops;
import dualflow.path.AffinePath;
import dualflow.path.CosineSchedule;
import dualflow.path.LinearSchedule;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.train.FlowMatching.Prediction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeanFlowTest {
    private static final AffinePath LINEAR = new AffinePath(new LinearSchedule());
    private static final Coupling TRANSPORT = new MinibatchTransport();
    private static final Pass NONE = Pass.evaluation(new Parameters(Map.of()));
    private static final double[] MEAN = {1.5, -0.5};
    private static final double[] DEVIATION = {0.5, 2};

    /** Times t and r, to and from noise. */
    private static final double[][] TIMES = {{0, 1}, {0.25, 0.5}, {0.5, 1}, {0.75, 0.125}, {1, 0}};

    private final Device device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private Tensor tensor(Shape shape, double... numbers) {
        return device.tensor(DType.FLOAT64, shape, numbers);
    }

    private Tensor time(double t) {
        return device.scalar(DType.FLOAT64, t);
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }

    /** An average velocity that is known, without parameters. */
    private interface Known extends AverageVelocityModel {
        @Override
        default Specification specification() {
            return Specification.NONE;
        }
    }

    /** That of the flow to N(MEAN, DEVIATION^2), for which x_r = r m + (Y_r / Y_t) (x_t - t m) with Y_t^2 = (1 - t)^2 + t^2 s^2. */
    private Known gaussian() {
        return (pass, r, t, x) -> {
            Tensor m = tensor(Shape.of(2), MEAN);
            Tensor off = Ops.subtract(x, Ops.multiply(t, m));
            Tensor end = Ops.add(Ops.multiply(r, m), Ops.multiply(Ops.divide(scale(r), scale(t)), off));
            return Ops.divide(Ops.subtract(end, x), Ops.subtract(r, t));
        };
    }

    private Tensor scale(Tensor t) {
        Tensor noise = Ops.shift(Ops.negate(t), 1);
        Tensor data = Ops.multiply(t, tensor(Shape.of(2), DEVIATION));
        return Ops.sqrt(Ops.add(Ops.multiply(noise, noise), Ops.multiply(data, data)));
    }

    private GaussianVelocity gaussianVelocity() {
        return new GaussianVelocity(
                tensor(Shape.of(2), 0, 0),
                tensor(Shape.of(2, 2), 1, 0, 0, 1),
                tensor(Shape.of(2), MEAN),
                tensor(Shape.of(2, 2), DEVIATION[0] * DEVIATION[0], 0, 0, DEVIATION[1] * DEVIATION[1]));
    }

    private MixtureVelocity mixtureVelocity() {
        return new MixtureVelocity(
                tensor(Shape.of(2), 0, 0.5),
                tensor(Shape.of(2, 2), -1.5, 0.5, 1, 1),
                tensor(Shape.of(2, 2, 2), 0.25, 0, 0, 0.5, 0.5, 0.125, 0.125, 0.25),
                tensor(Shape.of(2), 0, 0),
                tensor(Shape.of(2, 2), 1, 0, 0, 1));
    }

    /** That of any field, by solving it. */
    private static Known solved(VelocityField field) {
        OdeSolver solver = OdeSolver.adaptive(ButcherTableau.DORMAND_PRINCE_8, Tolerances.of(1e-12));
        return (pass, r, t, x) -> Ops.divide(
                Ops.subtract(solver.solve(field.between(t, r), x, TimeGrid.of(0, 1)), x), Ops.subtract(r, t));
    }

    private Tensor states() {
        return tensor(Shape.of(3, 2), 0.5, -1, 1.25, 0.75, -2, 0.25);
    }

    private void requireIdentity(AverageVelocityModel model, VelocityField field) {
        for (double[] times : TIMES) {
            Tensor t = time(times[0]);
            Tensor r = time(times[1]);
            Tensor v = field.velocity(t, states());
            Dual u = MeanFlow.alongTheFlow(model, NONE, r, t, states(), v);
            Tensor right = Ops.subtract(v, Ops.multiply(Ops.subtract(t, r), u.tangent()));
            assertThat(numbers(right))
                    .as("t = %s, r = %s", times[0], times[1])
                    .containsExactly(numbers(u.primal()), Offset.offset(1e-9));
            assertThat(Arrays.stream(numbers(Ops.subtract(right, v)))
                            .map(Math::abs)
                            .max()
                            .orElseThrow())
                    .isGreaterThan(0.01);
        }
    }

    @Test
    void identityHoldsForTheGaussianFlow() {
        requireIdentity(gaussian(), gaussianVelocity());
    }

    /** The JVP goes through the solve that gives the flow map. */
    @Test
    void identityHoldsForTheMixtureFlow() {
        requireIdentity(solved(mixtureVelocity()), mixtureVelocity());
    }

    @Test
    void averageOfTheGaussianFlowIsThatOfASolve() {
        for (double[] times : TIMES) {
            Tensor closed = gaussian().average(NONE, time(times[1]), time(times[0]), states());
            Tensor solved = solved(gaussianVelocity()).average(NONE, time(times[1]), time(times[0]), states());
            assertThat(numbers(solved)).containsExactly(numbers(closed), Offset.offset(1e-9));
        }
    }

    @Test
    void oneStepOfTheExactAverageIsTheFlowMap() {
        Tensor expected = Ops.add(tensor(Shape.of(2), MEAN), Ops.multiply(tensor(Shape.of(2), DEVIATION), states()));
        for (TimeGrid grid : List.of(TimeGrid.of(0, 1), TimeGrid.uniform(0, 1, 5))) {
            Tensor end = MeanFlow.carry(gaussian(), NONE, states(), grid);
            assertThat(numbers(end)).containsExactly(numbers(expected), Offset.offset(1e-14));
            assertThat(numbers(MeanFlow.carry(gaussian(), NONE, end, grid.reversed())))
                    .containsExactly(numbers(states()), Offset.offset(1e-14));
        }
    }

    /**
     * The target has the conditional velocity for v, so the exact model's errors are not 0, but their mean is, given x_t: for a Gaussian they are linear
     * in x0 and x1, and their products with x_t have the mean 0 over points with the first two moments of the law.
     */
    @Test
    void errorsOfTheExactAverageHaveTheMeanZeroGivenTheState() {
        double[] signs = {-1, 1};
        Shape shape = Shape.of(16, 2);
        double[] x0 = new double[32];
        double[] x1 = new double[32];
        for (int i = 0; i < 16; i++) {
            for (int j = 0; j < 2; j++) {
                x0[2 * i + j] = signs[i >> j & 1];
                x1[2 * i + j] = MEAN[j] + DEVIATION[j] * signs[i >> (2 + j) & 1];
            }
        }
        for (double[] times : TIMES) {
            Tensor t = time(times[0]);
            Tensor error =
                    MeanFlow.error(gaussian(), LINEAR, NONE, time(times[1]), t, tensor(shape, x0), tensor(shape, x1));
            Tensor state = LINEAR.state(t, tensor(shape, x0), tensor(shape, x1));
            double[] zeros = new double[2];
            assertThat(numbers(Ops.sumTo(error, Shape.of(1, 2)))).containsExactly(zeros, Offset.offset(1e-12));
            assertThat(numbers(Ops.matmul(Ops.transpose(error), state)))
                    .containsExactly(new double[4], Offset.offset(1e-12));
            assertThat(numbers(Ops.sum(Ops.multiply(error, error)))[0]).isGreaterThan(0.1);
        }
    }

    @Test
    void equalTimesGiveConditionalFlowMatching() {
        AverageVelocityMlp model = new AverageVelocityMlp(2, 2, 8);
        Batches data = moved();
        Pass pass = Pass.evaluation(model.specification().draw(device, DType.FLOAT64, 1));
        AffinePath cosine = new AffinePath(new CosineSchedule());
        Tensor equal = new MeanFlowObjective(model, cosine, TRANSPORT, 1, 0, data, 3)
                .at(device, DType.FLOAT64, 2)
                .apply(pass);
        Tensor flow = new FlowMatchingObjective(model, Prediction.VELOCITY, cosine, TRANSPORT, data, 3)
                .at(device, DType.FLOAT64, 2)
                .apply(pass);
        Tensor apart = new MeanFlowObjective(model, cosine, TRANSPORT, 0, 0, data, 3)
                .at(device, DType.FLOAT64, 2)
                .apply(pass);
        assertThat(numbers(equal)).isEqualTo(numbers(flow)).isNotEqualTo(numbers(apart));
    }

    private static Batches moved() {
        return batches(6);
    }

    /** Of a mixture of four Gaussians. */
    private static Batches batches(int batch) {
        return Batches.of(Shape.of(batch, 2), step -> samples(5, step * batch, batch));
    }

    private static double[] samples(long seed, long first, int count) {
        Draws draws = new Draws(seed);
        double[] x = draws.normals(Draws.stream("noise"), 2 * first, 2 * count);
        double[] uniforms = draws.uniforms(Draws.stream("component"), first, count);
        for (int i = 0; i < count; i++) {
            int k = (int) (4 * uniforms[i]);
            x[2 * i] = 0.25 * x[2 * i] + (k % 2 == 0 ? -1.5 : 1.5);
            x[2 * i + 1] = 0.25 * x[2 * i + 1] + (k / 2 == 0 ? -1.5 : 1.5);
        }
        return x;
    }

    /** The gradient is that of the loss whose target is a list of numbers. */
    @Test
    void targetIsNotDifferentiated() {
        AverageVelocityMlp model = new AverageVelocityMlp(2, 2, 8);
        Parameters parameters = model.specification().draw(device, DType.FLOAT64, 1);
        Tensor x0 = states();
        Tensor x1 = Ops.shift(states(), 1);
        Tensor t = tensor(Shape.of(3, 1), 0.25, 0.5, 0);
        Tensor r = tensor(Shape.of(3, 1), 0.75, 0.5, 1);
        Tensor state = LINEAR.state(t, x0, x1);
        Pass pass = Pass.evaluation(parameters);
        Tensor error = MeanFlow.error(model, LINEAR, pass, r, t, x0, x1);
        Tensor target = tensor(Shape.of(3, 2), numbers(Ops.subtract(model.average(pass, r, t, state), error)));
        List<String> names = model.specification().trainedNames();
        LossGradient actual = LossGradient.of(
                parameters,
                names,
                Pass::evaluation,
                p -> MeanFlow.loss(MeanFlow.error(model, LINEAR, p, r, t, x0, x1), 0));
        LossGradient expected = LossGradient.of(
                parameters,
                names,
                Pass::evaluation,
                p -> MeanFlow.loss(Ops.subtract(model.average(p, r, t, state), target), 0));
        for (String name : names) {
            assertThat(numbers(actual.gradient().get(name)))
                    .as(name)
                    .containsExactly(numbers(expected.gradient().get(name)), Offset.offset(1e-14));
        }
    }

    @Test
    void adaptiveWeightsAreThoseOfTheSquaredErrors() {
        Tensor error = tensor(Shape.of(2, 2), 3, 4, 0.5, 0);
        // (25 / 25.001 + 0.25 / 0.251) / 4, and with the root of the weights
        assertThat(MeanFlow.loss(error, 1).value().toDouble())
                .isCloseTo((25 / 25.001 + 0.25 / 0.251) / 4, Offset.offset(1e-15));
        assertThat(MeanFlow.loss(error, 0.5).value().toDouble())
                .isCloseTo((25 / Math.sqrt(25.001) + 0.25 / Math.sqrt(0.251)) / 4, Offset.offset(1e-15));
        assertThat(MeanFlow.loss(error, 0).value().toDouble()).isEqualTo(25.25 / 4);
    }

    @Test
    void refusesNumbersOutOfRange() {
        AverageVelocityMlp model = new AverageVelocityMlp(2, 1, 2);
        assertThatThrownBy(() -> new MeanFlowObjective(model, LINEAR, TRANSPORT, 1.5, 0, moved(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the share of equal times is 1.5; give one from 0 to 1");
        assertThatThrownBy(() -> new MeanFlowObjective(model, LINEAR, TRANSPORT, 0.5, Double.NaN, moved(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the power of adaptive weights is NaN; give 0 or more");
    }

    /** One step of the trained average velocity against one and many steps of Euler's method with the trained velocity, network and steps being equal. */
    @Test
    void oneStepOfATrainedModelBeatsOneStepOfFlowMatching() {
        AverageVelocityMlp model = new AverageVelocityMlp(2, 3, 32);
        Batches data = batches(128);
        Tensor x0 = device.tensor(DType.FLOAT32, Shape.of(2000, 2), new Draws(9).normals(0, 0, 4000));
        double[] distances = new double[3];
        train(
                model,
                new MeanFlowObjective(model, data, 1),
                pass -> distances[0] = distance(MeanFlow.carry(model, pass, x0, TimeGrid.of(0, 1))));
        train(model, new FlowMatchingObjective(model, Prediction.VELOCITY, data, 1), pass -> {
            VelocityField field = (t, x) -> model.velocity(pass, t, x);
            distances[1] = distance(OdeSolver.euler().solve(field, x0, TimeGrid.of(0, 1)));
            distances[2] = distance(OdeSolver.euler().solve(field, x0, TimeGrid.uniform(0, 1, 50)));
        });
        if (Boolean.getBoolean("dualflow.test.errors")) {
            System.out.printf(
                    "MeanFlow %.4f, Euler once %.4f, 50 times %.4f%n", distances[0], distances[1], distances[2]);
        }
        assertThat(distances[0]).isLessThan(distances[1] / 4);
        assertThat(distances[2]).isLessThan(distances[1] / 4);
    }

    private void train(AverageVelocityMlp model, Objective objective, Consumer<Pass> trained) {
        TrainingSettings settings = new TrainingSettings(
                Adam.adam(),
                new LearningRate(LearningRate.Course.COSINE, 1e-2, 0),
                Optional.empty(),
                Optional.empty(),
                600,
                128,
                DType.FLOAT32,
                1);
        TrainingPlan plan = new TrainingPlan(Map.of("model", "a test's"), model.specification(), objective, settings);
        try (Trainer trainer = Trainer.start(device, plan)) {
            while (!trainer.isDone()) {
                trainer.advance();
            }
            trained.accept(Pass.evaluation(trainer.state().parameters()));
        }
    }

    private static double distance(Tensor samples) {
        return SampleDistances.slicedWasserstein(numbers(samples), samples(6, 0, 2000), 2, 1, 100, new Draws(2));
    }
}
