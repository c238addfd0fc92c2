package dualflow.train;

import static dualflow.testing.ArrayErrors.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.nn.Mlp1d;
import dualflow.nn.Parameter;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.nn.Specification;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import dualflow.testing.TestDevices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowMatchingTest {
    private static final Draws DRAWS = new Draws(3);

    /** Loss, first gradient and 20 steps of AdamW against PyTorch. */
    @Test
    void trainingMatchesGolden() {
        GoldenCsv.Case golden = GoldenCsv.read("train/flow_matching").at("training");
        try (Device device = new HostDevice()) {
            Mlp1d model = new Mlp1d(5);
            Specification specification = model.specification();
            Parameters parameters = specification.draw(device, DType.FLOAT64, 3);
            Adam optimizer = Adam.adamW();
            Adam.State state = optimizer.start(parameters);
            double[] losses = new double[20];
            for (int step = 0; step < losses.length; step++) {
                Tensor t = uniforms(device, "t", step, 0, 1);
                Tensor x0 = uniforms(device, "x0", step, -2, 4);
                Tensor x1 = uniforms(device, "x1", step, -2, 4);
                LossGradient result = LossGradient.of(
                        parameters,
                        specification.trainedNames(),
                        Pass::evaluation,
                        pass -> FlowMatching.loss(model, pass, t, x0, x1));
                if (step == 0) {
                    requireEqual(golden, "first gradient ", specification, result.gradient());
                }
                losses[step] = result.loss().value().toDouble();
                Adam.Next next = optimizer.step(state, parameters, result.gradient(), 0.01);
                parameters = next.parameters();
                state = next.state();
            }
            assertThat(error(losses, golden.values("losses"))).isLessThanOrEqualTo(1e-12);
            requireEqual(golden, "parameter ", specification, parameters);
        }
    }

    /**
     * The population loss is pi / 2, the mean conditional variance, plus the mean square of the model's error, so it approaches
     * the floor from above.
     */
    @Test
    void gaussianLossApproachesItsFloorFromAbove() {
        try (Device device = new HostDevice()) {
            double[] excess = new double[3];
            double[] measured = new double[3];
            int[] steps = {0, 100, 300};
            for (int i = 0; i < steps.length; i++) {
                Parameters parameters = train(device, DType.FLOAT64, 7, steps[i]);
                excess[i] = excess(device, parameters);
                measured[i] = loss(device, parameters);
            }
            assertThat(excess[0]).isBetween(0.3, 1.0); // near E v^2 = 2 - pi / 2 for an untrained network
            assertThat(excess[1]).isBetween(0.0, 0.1);
            assertThat(excess[2]).isBetween(0.0, Math.min(0.02, excess[1]));
            for (int i = 0; i < steps.length; i++) {
                // 2^14 draws with a standard deviation of about 3: 4 standard errors
                assertThat(measured[i]).isCloseTo(Math.PI / 2 + excess[i], within(0.1));
            }
        }
    }

    /** The same seed gives the same bits, twice on the host and on every other device. */
    @Test
    void trainingIsReproducibleToTheBit() {
        List<double[]> runs = new ArrayList<>();
        for (Device device : TestDevices.all()) {
            try (device) {
                runs.add(numbers(train(device, DType.FLOAT32, 11, 60)));
            }
        }
        try (Device host = new HostDevice()) {
            runs.add(numbers(train(host, DType.FLOAT32, 11, 60)));
            assertThat(numbers(train(host, DType.FLOAT32, 12, 60))).isNotEqualTo(runs.get(0));
        }
        assertThat(runs).hasSizeGreaterThan(1).allSatisfy(run -> assertThat(run).isEqualTo(runs.get(0)));
    }

    @Test
    void memoryStaysThatOfOneStep() {
        try (Device device = new HostDevice()) {
            train(device, DType.FLOAT32, 1, 2);
            long two = device.account().peak();
            train(device, DType.FLOAT32, 1, 20);
            assertThat(device.account().peak()).isLessThan(two + two / 10);
        }
    }

    @Test
    void refusesALossThatIsNotANumber() {
        try (Device device = new HostDevice()) {
            Specification specification = new Mlp1d(2).specification();
            Parameters parameters = specification.draw(device, DType.FLOAT64, 0);
            assertThatThrownBy(() -> LossGradient.of(
                            parameters, specification.trainedNames(), Pass::evaluation, pass -> pass.get("net.0.bias")))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("a loss is one number");
        }
    }

    private static final Mlp1d MODEL = new Mlp1d(24);
    private static final int BATCH = 128;

    private static Parameters train(Device device, DType dtype, long seed, int steps) {
        Draws draws = new Draws(seed);
        Adam optimizer = Adam.adam();
        Parameters parameters = MODEL.specification().draw(device, dtype, seed);
        Adam.State state = optimizer.start(parameters);
        List<Tensor> alive = alive(parameters, state);
        Schedule schedule = Schedule.cosine(0.01, 0.0001, 300).warmUp(10);
        try (Arena run = device.arena()) {
            for (int step = 0; step < steps; step++) {
                try (Arena arena = device.arena()) {
                    long first = (long) step * BATCH;
                    Tensor t = column(device, dtype, draws.uniforms(Draws.stream("t"), first, BATCH));
                    Tensor x0 = column(device, dtype, draws.normals(Draws.stream("x0"), first, BATCH));
                    Tensor x1 = column(device, dtype, draws.normals(Draws.stream("x1"), first, BATCH));
                    int current = step;
                    LossGradient result = LossGradient.of(
                            parameters,
                            MODEL.specification().trainedNames(),
                            p -> Pass.training(p, seed, current),
                            pass -> FlowMatching.loss(MODEL, pass, t, x0, x1));
                    Adam.Next next = optimizer.step(
                            state,
                            parameters,
                            new NormClipping(5).apply(result.gradient()).gradient(),
                            schedule.at(step));
                    parameters = next.parameters();
                    state = next.state();
                    alive(parameters, state).forEach(arena::keep);
                }
                List<Tensor> now = alive(parameters, state);
                run.replace(alive, now);
                alive = now;
            }
            alive.forEach(run::keep);
        }
        return parameters;
    }

    private static List<Tensor> alive(Parameters parameters, Adam.State state) {
        List<Tensor> all = new ArrayList<>(parameters.tensors());
        all.addAll(state.mean().tensors());
        all.addAll(state.square().tensors());
        return all;
    }

    /** The mean of (v - v*)^2, with v*(t, x) = (2 t - 1) x / ((1 - t)^2 + t^2). */
    private static double excess(Device device, Parameters parameters) {
        Sample s = new Sample(device);
        double[] v =
                MODEL.velocity(Pass.evaluation(parameters), s.t, s.xt).value().toDoubles();
        double[] t = s.t.value().toDoubles();
        double[] x = s.xt.value().toDoubles();
        double sum = 0;
        for (int i = 0; i < v.length; i++) {
            double exact = (2 * t[i] - 1) * x[i] / ((1 - t[i]) * (1 - t[i]) + t[i] * t[i]);
            sum += (v[i] - exact) * (v[i] - exact);
        }
        return sum / v.length;
    }

    private static double loss(Device device, Parameters parameters) {
        Sample s = new Sample(device);
        return FlowMatching.loss(MODEL, Pass.evaluation(parameters), s.t, s.x0, s.x1)
                .value()
                .toDouble();
    }

    private static final class Sample {
        private static final int COUNT = 1 << 14;
        private final Tensor t;
        private final Tensor x0;
        private final Tensor x1;
        private final Tensor xt;

        Sample(Device device) {
            t = column(device, DType.FLOAT64, DRAWS.uniforms(1, 0, COUNT));
            x0 = column(device, DType.FLOAT64, DRAWS.normals(2, 0, COUNT));
            x1 = column(device, DType.FLOAT64, DRAWS.normals(3, 0, COUNT));
            xt = Ops.add(Ops.multiply(Ops.shift(Ops.negate(t), 1), x0), Ops.multiply(t, x1));
        }
    }

    private static Tensor column(Device device, DType dtype, double[] numbers) {
        return device.tensor(dtype, Shape.of(numbers.length, 1), numbers);
    }

    private static Tensor uniforms(Device device, String stream, int step, double low, double length) {
        double[] numbers = DRAWS.uniforms(Draws.stream(stream), step * 16L, 16);
        return column(
                device,
                DType.FLOAT64,
                Arrays.stream(numbers).map(u -> length * u + low).toArray());
    }

    private static double[] numbers(Parameters parameters) {
        return parameters.tensors().stream()
                .flatMapToDouble(tensor -> Arrays.stream(tensor.value().toDoubles()))
                .toArray();
    }

    private static void requireEqual(
            GoldenCsv.Case golden, String prefix, Specification specification, Parameters parameters) {
        for (Parameter parameter : specification.parameters()) {
            double[] actual = parameter
                    .layout()
                    .toPyTorch(parameters.get(parameter.name()))
                    .value()
                    .toDoubles();
            assertThat(error(actual, golden.values(prefix + parameter.name())))
                    .as(prefix + parameter.name())
                    .isLessThanOrEqualTo(1e-12);
        }
    }
}
