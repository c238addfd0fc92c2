package dualflow.normalizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.train.Adam;
import dualflow.train.Batches;
import dualflow.train.LearningRate;
import dualflow.train.NormClipping;
import dualflow.train.Trainer;
import dualflow.train.TrainingPlan;
import dualflow.train.TrainingSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Flows as distributions: densities that integrate to 1, samples, and training by maximum likelihood. */
class NormalizingFlowTest {
    private static final InvertibleResidual.Determinant EXACT = InvertibleResidual.Determinant.EXACT;

    private final HostDevice device = new HostDevice();
    private Arena arena;

    @BeforeEach
    void open() {
        arena = device.arena();
    }

    @AfterEach
    void close() {
        arena.close();
        device.close();
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }

    private Parameters drawn(NormalizingFlow flow) {
        return flow.bijection().specification().draw(device, DType.FLOAT64, 3);
    }

    static List<Bijection> oneDimensional() {
        return List.of(
                new Planar(1),
                new Inverse(new Planar(1)),
                new MaskedAutoregressive(1, 2, 1),
                new Inverse(new InvertibleResidual(1, 6, 1, 0.7, EXACT)));
    }

    /** By the trapezoidal rule, whose error falls faster than any power of the spacing for such densities. */
    @ParameterizedTest
    @MethodSource("oneDimensional")
    void densityOfOneNumberIntegratesToOne(Bijection bijection) {
        NormalizingFlow flow = new NormalizingFlow(bijection);
        int n = 2001;
        double h = 24.0 / (n - 1);
        double[] x = new double[n];
        Arrays.setAll(x, i -> -12 + i * h);
        Tensor log = flow.logDensity(Pass.evaluation(drawn(flow)), device.tensor(DType.FLOAT64, Shape.of(n, 1), x));
        assertThat(h * numbers(Ops.sum(Ops.exp(log)))[0]).isCloseTo(1, within(1e-10));
    }

    static List<Bijection> twoDimensional() {
        return List.of(
                new Composition(
                        List.of(new AffineCoupling(2, Parity.EVEN, 5, 1), new AffineCoupling(2, Parity.ODD, 5, 1))),
                new Composition(List.of(
                        new SplineCoupling(2, Parity.EVEN, 4, 3, 5, 1), new SplineCoupling(2, Parity.ODD, 4, 3, 5, 1))),
                new Composition(List.of(new MaskedAutoregressive(2, 5, 1), new Reversal(2))),
                new Inverse(new MaskedAutoregressive(2, 5, 1)),
                new Composition(List.of(new Planar(2), new Inverse(new Planar(2)))),
                new Inverse(new InvertibleResidual(2, 6, 1, 0.7, EXACT)));
    }

    @ParameterizedTest
    @MethodSource("twoDimensional")
    void densityOfTwoNumbersIntegratesToOne(Bijection bijection) {
        NormalizingFlow flow = new NormalizingFlow(bijection);
        int n = 161;
        double h = 24.0 / (n - 1);
        double[] x = new double[2 * n * n];
        for (int i = 0; i < n * n; i++) {
            int row = i / n;
            x[2 * i] = -12 + row * h;
            x[2 * i + 1] = -12 + (i - row * n) * h;
        }
        Tensor log = flow.logDensity(Pass.evaluation(drawn(flow)), device.tensor(DType.FLOAT64, Shape.of(n * n, 2), x));
        // A spline's slope is continuous, its curvature is not, so that the rule is of second order.
        boolean smooth = !bijection.toString().contains("Spline");
        assertThat(h * h * numbers(Ops.sum(Ops.exp(log)))[0]).isCloseTo(1, within(smooth ? 1e-6 : 5e-3));
    }

    @ParameterizedTest
    @EnumSource(FlowDesign.Kind.class)
    void samplesHaveTheDensityThatTheyStateAndItsGradients(FlowDesign.Kind kind) {
        FlowDesign design = new FlowDesign(kind, 2, 3, 6, EXACT);
        NormalizingFlow flow = design.flow();
        double[] data = {1, 5, 2, 9, 4, 6};
        Parameters parameters = design.initial(device, DType.FLOAT64, 1, data);
        Pass pass = Pass.evaluation(parameters);
        Tensor z = flow.noise(device, DType.FLOAT64, 2, 10, 5);
        NormalizingFlow.Samples samples = flow.samples(pass, z);
        assertThat(numbers(flow.logDensity(pass, samples.value())))
                .containsExactly(numbers(samples.logDensity()), within(1e-11));
        // Noise is drawn by its number.
        assertThat(numbers(flow.noise(device, DType.FLOAT64, 2, 12, 2)))
                .containsExactly(Arrays.copyOfRange(numbers(z), 4, 8));
        // The gradient in the parameters, which trains, is the JVP's transpose.
        List<Tensor> gradient = Autodiff.grad(
                values -> Ops.sum(flow.logDensity(Pass.evaluation(parameters.withTensors(values)), samples.value())),
                parameters.tensors());
        List<Tensor> directions = parameters.tensors().stream()
                .map(p -> Ops.shift(Ops.scale(p, 0.5), 0.125))
                .map(Tensor.class::cast)
                .toList();
        double along = numbers(Autodiff.jvp(
                        values -> Ops.sum(
                                flow.logDensity(Pass.evaluation(parameters.withTensors(values)), samples.value())),
                        parameters.tensors(),
                        directions)
                .tangent())[0];
        double product = 0;
        double size = 0;
        for (int i = 0; i < gradient.size(); i++) {
            double each = numbers(Ops.sum(Ops.multiply(gradient.get(i), directions.get(i))))[0];
            product += each;
            size += Math.abs(each);
        }
        assertThat(product).isCloseTo(along, within(1e-12 * size));
    }

    /** Two normal distributions of deviation 1/2 at (-1.5, 0) and (1.5, 1). */
    private static double[] mixture(long first, int count) {
        double[] normals = new Draws(17).normals(1, 2 * first, 2 * count);
        double[] uniforms = new Draws(17).uniforms(2, first, count);
        double[] x = new double[2 * count];
        for (int i = 0; i < count; i++) {
            boolean left = uniforms[i] < 0.5;
            x[2 * i] = (left ? -1.5 : 1.5) + 0.5 * normals[2 * i];
            x[2 * i + 1] = (left ? 0 : 1) + 0.5 * normals[2 * i + 1];
        }
        return x;
    }

    /** log p of the mixture itself, averaged: no other density has a greater expected one. */
    private static double best(double[] x) {
        double sum = 0;
        int count = x.length / 2;
        for (int i = 0; i < count; i++) {
            double left = Math.pow(x[2 * i] + 1.5, 2) + Math.pow(x[2 * i + 1], 2);
            double right = Math.pow(x[2 * i] - 1.5, 2) + Math.pow(x[2 * i + 1] - 1, 2);
            sum += Math.log(Math.exp(-2 * left) + Math.exp(-2 * right)) - Math.log(Math.PI); // 2 * 2 pi / 4
        }
        return sum / count;
    }

    private static Batches batches(int batch) {
        return Batches.of(Shape.of(batch, 2), step -> mixture(step * batch, batch));
    }

    private double trained(FlowDesign design, int steps, double rate, double[] heldOut) {
        NormalizingFlow flow = design.flow();
        TrainingSettings settings = new TrainingSettings(
                Adam.adam(),
                new LearningRate(LearningRate.Course.COSINE, rate, 0),
                Optional.of(new NormClipping(5)),
                Optional.empty(),
                steps,
                128,
                DType.FLOAT32,
                1);
        TrainingPlan plan = new TrainingPlan(
                Map.of(), flow.bijection().specification(), new NegativeLogLikelihood(flow, batches(128)), settings);
        double[] first = mixture(1_000_000, 500);
        try (Trainer trainer =
                Trainer.start(device, plan, d -> design.initial(d, settings.dtype(), settings.seed(), first))) {
            while (!trainer.isDone()) {
                trainer.advance();
            }
            Tensor x = device.tensor(DType.FLOAT32, Shape.of(heldOut.length / 2, 2), heldOut);
            Pass pass = Pass.evaluation(trainer.state().parameters());
            return numbers(Ops.mean(flow.logDensity(pass, x), 1))[0];
        }
    }

    /** Each kind of flow closes half of the gap or more between the best normal distribution and the density itself, on samples that it was not trained on. */
    @ParameterizedTest
    @CsvSource({"REALNVP,4,0.02,150", "SPLINE,2,0.01,100", "MAF,4,0.01,220", "PLANAR,12,0.02,150", "RESIDUAL,4,0.02,250"
    })
    void maximumLikelihoodApproachesTheDensityItself(FlowDesign.Kind kind, int blocks, double rate, int steps) {
        double[] heldOut = mixture(2_000_000, 2000);
        double best = best(heldOut);
        // The moments of the mixture: covariance [[2.5, 0.75], [0.75, 0.5]].
        double gaussian = -Math.log(2 * Math.PI) - 0.5 * Math.log(2.5 * 0.5 - 0.75 * 0.75) - 1;
        // ln 2 + ln(2 pi / 4) + 1 with its sign, and a little for what they overlap
        assertThat(best).isCloseTo(-2.1447, within(0.06));
        FlowDesign design = new FlowDesign(kind, 2, blocks, 32, InvertibleResidual.Determinant.ROULETTE);
        assertThat(trained(design, steps, rate, heldOut)).isBetween((gaussian + best) / 2, best + 0.01);
        assertThat(gaussian).isLessThan(best - 0.4);
    }

    /** The only parameters of a single scale and shift have a known optimum, the data's means and deviations. */
    @Test
    void theStartOfAnActivationNormIsItsOptimum() {
        double[] data = {1, 5, 2, 9, 6, 7};
        ActivationNorm norm = new ActivationNorm(2);
        Parameters optimum = norm.standardising(data, device, DType.FLOAT64);
        Tensor x = device.tensor(DType.FLOAT64, Shape.of(3, 2), data);
        NormalizingFlow flow = new NormalizingFlow(norm);
        for (Tensor each : Autodiff.grad(
                values -> Ops.sum(flow.logDensity(Pass.evaluation(optimum.withTensors(values)), x)),
                optimum.tensors())) {
            assertThat(numbers(each)).containsExactly(new double[] {0, 0}, within(1e-14));
        }
        assertThat(numbers(optimum.get("bias"))).containsExactly(3, 7);
        assertThatThrownBy(() -> norm.standardising(new double[] {1, 5, 2, 5}, device, DType.FLOAT64))
                .hasMessage("the coordinate 1 of the data does not vary, so that it has no density");
    }
}
