package dualflow.train;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.coupling.Coupling;
import dualflow.coupling.MinibatchTransport;
import dualflow.device.host.HostDevice;
import dualflow.nn.Initialisation;
import dualflow.nn.Layout;
import dualflow.nn.Mlp1d;
import dualflow.nn.Parameter;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.nn.Specification;
import dualflow.nn.VelocityModel;
import dualflow.op.Ops;
import dualflow.path.AffinePath;
import dualflow.path.CosineSchedule;
import dualflow.path.FiniteDataPath;
import dualflow.path.LinearSchedule;
import dualflow.path.LinearVariancePreserving;
import dualflow.path.MarginalPath;
import dualflow.path.MixturePath;
import dualflow.path.NoiseSchedule;
import dualflow.path.PolynomialSchedule;
import dualflow.path.VariancePreserving;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.train.FlowMatching.Prediction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The losses on the marginal and on the conditional velocity: equal gradients in expectation, a known difference, a known floor. */
class FlowMatchingLossesTest {
    private static final double[] POINTS = {-0.75, 0.25, 1};
    private static final GaussIntegratorFactory GAUSS = new GaussIntegratorFactory();

    private final Device device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    static List<NoiseSchedule> schedules() {
        return List.of(
                new LinearSchedule(),
                new LinearSchedule(0.1),
                new PolynomialSchedule(2),
                new CosineSchedule(),
                new VariancePreserving());
    }

    /** v = a + b t + (c + d t) x: with it all means over Gaussian data are those of polynomials of degree 2 in x0 and x1. */
    private static final VelocityModel AFFINE = new VelocityModel() {
        @Override
        public Specification specification() {
            Initialisation uniform = Initialisation.fanIn(1);
            return Specification.of(Stream.of("a", "b", "c", "d")
                    .map(name -> Parameter.trained(name, Layout.IDENTITY, uniform, 1))
                    .toArray(Parameter[]::new));
        }

        @Override
        public Tensor velocity(Pass pass, Tensor t, Tensor x) {
            Tensor shift = Ops.add(pass.get("a"), Ops.multiply(pass.get("b"), t));
            Tensor slope = Ops.add(pass.get("c"), Ops.multiply(pass.get("d"), t));
            return Ops.add(shift, Ops.multiply(slope, x));
        }
    };

    /** A field without parameters, as a model. */
    private record Known(MarginalPath field) implements VelocityModel {
        @Override
        public Specification specification() {
            return Specification.NONE;
        }

        @Override
        public Tensor velocity(Pass pass, Tensor t, Tensor x) {
            return field.velocity(t, x);
        }
    }

    private static final Pass NONE = Pass.evaluation(new Parameters(Map.of()));

    /** Points (t, x0, x1) and weights of a rule for means. */
    private static final class Rule {
        private final int d;
        private final List<double[]> points = new ArrayList<>();

        Rule(int d) {
            this.d = d;
        }

        /** t, then x0, then x1, then the weight. */
        void add(double... numbers) {
            points.add(numbers);
        }

        Tensor t(Device device) {
            return column(device, 0, 1);
        }

        Tensor x0(Device device) {
            return column(device, 1, d);
        }

        Tensor x1(Device device) {
            return column(device, 1 + d, d);
        }

        Tensor weights(Device device) {
            return column(device, 1 + 2 * d, 1);
        }

        private Tensor column(Device device, int at, int width) {
            double[] numbers = points.stream()
                    .flatMapToDouble(p -> Arrays.stream(p, at, at + width))
                    .toArray();
            return device.tensor(DType.FLOAT64, Shape.of(points.size(), width), numbers);
        }
    }

    /** The mean over a standard normal number: of polynomials up to degree 2 n - 1 exactly. */
    private static double[][] normal(int n) {
        GaussIntegrator rule = GAUSS.hermite(n);
        double[][] nodes = new double[n][];
        for (int i = 0; i < n; i++) {
            nodes[i] = new double[] {Math.sqrt(2) * rule.getPoint(i), rule.getWeight(i) / Math.sqrt(Math.PI)};
        }
        return nodes;
    }

    /** The same by the trapezoidal rule, for functions that are smooth in a strip around the real line. */
    private static double[][] normalByTrapezoids() {
        int n = 321;
        double h = 1.0 / 16;
        double[][] nodes = new double[n][];
        for (int i = 0; i < n; i++) {
            double x = (i - (n - 1) / 2) * h;
            nodes[i] = new double[] {x, h * StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI)};
        }
        return nodes;
    }

    /** The mean over a uniform time up to the last. */
    private static double[][] uniform(int n, double last) {
        GaussIntegrator rule = GAUSS.legendre(n, 0, last);
        double[][] nodes = new double[n][];
        for (int i = 0; i < n; i++) {
            nodes[i] = new double[] {rule.getPoint(i), rule.getWeight(i) / last};
        }
        return nodes;
    }

    private Tensor vector(double... x) {
        return device.tensor(DType.FLOAT64, Shape.of(x.length), x);
    }

    private MixturePath gaussian(NoiseSchedule schedule, double mean, double deviation) {
        return new MixturePath(
                schedule,
                vector(0),
                device.tensor(DType.FLOAT64, Shape.of(1, 1), mean),
                device.tensor(DType.FLOAT64, Shape.of(1, 1, 1), deviation * deviation));
    }

    private FiniteDataPath points(NoiseSchedule schedule) {
        return new FiniteDataPath(schedule, device.tensor(DType.FLOAT64, Shape.of(POINTS.length, 1), POINTS));
    }

    private static Tensor weighted(Tensor error, Tensor weights) {
        return Ops.sum(Ops.multiply(weights, Ops.multiply(error, error)));
    }

    private record LossAndGradient(double loss, double[] gradient) {}

    private static LossAndGradient differentiate(
            VelocityModel model, Parameters parameters, Function<Pass, Tensor> loss) {
        LossGradient result = LossGradient.of(parameters, model.specification().trainedNames(), Pass::evaluation, loss);
        return new LossAndGradient(
                result.loss().value().toDouble(),
                result.gradient().tensors().stream()
                        .flatMapToDouble(g -> Arrays.stream(g.value().toDoubles()))
                        .toArray());
    }

    /** L_FM and L_CFM by a rule. */
    private LossAndGradient[] both(VelocityModel model, Parameters parameters, MarginalPath field, Rule rule) {
        AffinePath path = new AffinePath(field.schedule());
        Tensor t = rule.t(device);
        Tensor x0 = rule.x0(device);
        Tensor x1 = rule.x1(device);
        Tensor w = rule.weights(device);
        Tensor xt = path.state(t, x0, x1);
        return new LossAndGradient[] {
            differentiate(
                    model, parameters, pass -> weighted(FlowMatching.marginalError(model, field, pass, t, xt), w)),
            differentiate(
                    model,
                    parameters,
                    pass -> weighted(FlowMatching.error(model, Prediction.VELOCITY, path, pass, t, x0, x1), w))
        };
    }

    /** By Gauss-Hermite and Gauss-Legendre rules that are exact in x0 and x1; the identity holds at each time alone. */
    @ParameterizedTest
    @MethodSource("schedules")
    void gradientsAreEqualInExpectationOnGaussianData(NoiseSchedule schedule) {
        double mean = 1.25;
        double deviation = 0.5;
        Rule rule = new Rule(1);
        for (double[] t : uniform(12, 1)) {
            for (double[] x0 : normal(3)) {
                for (double[] e : normal(3)) {
                    rule.add(t[0], x0[0], mean + deviation * e[0], t[1] * x0[1] * e[1]);
                }
            }
        }
        Parameters parameters = AFFINE.specification().draw(device, DType.FLOAT64, 1);
        LossAndGradient[] both = both(AFFINE, parameters, gaussian(schedule, mean, deviation), rule);
        assertThat(both[0].gradient()).hasSize(4).containsExactly(both[1].gradient(), Offset.offset(1e-12));
        assertThat(Arrays.stream(both[0].gradient()).map(Math::abs).min().orElseThrow())
                .isGreaterThan(0.01);
        assertThat(both[1].loss() - both[0].loss()).isGreaterThan(0.1);
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void gradientsAreEqualInExpectationOnFiniteData(NoiseSchedule schedule) {
        Mlp1d model = new Mlp1d(4);
        Rule rule = new Rule(1);
        for (double[] t : uniform(8, 0.9)) { // later the field is too steep for the rule in x0
            for (double[] x0 : normalByTrapezoids()) {
                for (double x1 : POINTS) {
                    rule.add(t[0], x0[0], x1, t[1] * x0[1] / POINTS.length);
                }
            }
        }
        Parameters parameters = model.specification().draw(device, DType.FLOAT64, 2);
        LossAndGradient[] both = both(model, parameters, points(schedule), rule);
        assertThat(both[0].gradient()).hasSize(77).containsExactly(both[1].gradient(), Offset.offset(1e-11));
        assertThat(both[1].loss() - both[0].loss()).isGreaterThan(0.1);
    }

    /** What {@link FlowMatchingObjective} and {@link MarginalFlowMatchingObjective} minimise, step by step. */
    @Test
    void gradientsDifferOnABatchAndAgreeWithinTheErrorOfManyBatches() {
        Mlp1d model = new Mlp1d(4);
        FiniteDataPath field = points(new LinearSchedule());
        Batches data = drawn(POINTS, 64);
        Objective marginal = new MarginalFlowMatchingObjective(model, field, data, 3);
        Objective conditional = new FlowMatchingObjective(model, Prediction.VELOCITY, data, 3);
        Parameters parameters = model.specification().draw(device, DType.FLOAT64, 2);
        int steps = 200;
        double[] sum = new double[77];
        double[] squares = new double[77];
        for (int step = 0; step < steps; step++) {
            double[] a = differentiate(model, parameters, marginal.at(device, DType.FLOAT64, step))
                    .gradient();
            double[] b = differentiate(model, parameters, conditional.at(device, DType.FLOAT64, step))
                    .gradient();
            double largest = 0;
            for (int i = 0; i < sum.length; i++) {
                double difference = a[i] - b[i];
                largest = Math.max(largest, Math.abs(difference));
                sum[i] += difference;
                squares[i] += difference * difference;
            }
            assertThat(largest).as("step %d", step).isGreaterThan(0.001);
        }
        for (int i = 0; i < sum.length; i++) {
            double mean = sum[i] / steps;
            double error = Math.sqrt((squares[i] / steps - mean * mean) / (steps - 1));
            assertThat(Math.abs(mean)).as("parameter %d", i).isLessThan(4 * error);
            assertThat(error).isPositive();
        }
    }

    /** Batches of points, drawn anew in each step. */
    private static Batches drawn(double[] points, int batch) {
        return Batches.of(Shape.of(batch, 1), step -> {
            double[] uniforms = new Draws(17).uniforms(Draws.stream("data"), step * batch, batch);
            return Arrays.stream(uniforms)
                    .map(u -> points[(int) (u * points.length)])
                    .toArray();
        });
    }

    /** (pi/2) tr Sigma^(1/2), summed over dimensions: the loss of the exact field, whose errors are linear in x0 and x1. */
    @Test
    void floorOfTheLinearPathIsExact() {
        double[][] roots = {{1, 0, 0, 1}, {0.5, 0, 0, 2}, {1.5, 0.25, 0.25, 0.75}};
        for (double[] root : roots) {
            Rule rule = new Rule(2);
            for (double[] t : uniform(48, 1)) {
                for (double[] a : normal(2)) {
                    for (double[] b : normal(2)) {
                        for (double[] c : normal(2)) {
                            for (double[] e : normal(2)) {
                                rule.add(
                                        t[0],
                                        a[0],
                                        b[0],
                                        root[0] * c[0] + root[1] * e[0],
                                        root[2] * c[0] + root[3] * e[0],
                                        t[1] * a[1] * b[1] * c[1] * e[1]);
                            }
                        }
                    }
                }
            }
            Tensor error = exactError(root, rule.t(device), rule.x0(device), rule.x1(device));
            double floor = weighted(error, rule.weights(device)).value().toDouble();
            assertThat(floor).isCloseTo(Math.PI / 2 * (root[0] + root[3]), Offset.offset(1e-10));
        }
    }

    @Test
    void floorOfTheLinearPathIsThatOfDraws() {
        double[] root = {1.5, 0.25, 0.25, 0.75};
        int n = 40_000;
        Draws draws = new Draws(23);
        Shape shape = Shape.of(n, 2);
        Tensor t = device.tensor(DType.FLOAT64, Shape.of(n, 1), draws.uniforms(1, 0, n));
        Tensor x0 = device.tensor(DType.FLOAT64, shape, draws.normals(2, 0, 2 * n));
        Tensor z = device.tensor(DType.FLOAT64, shape, draws.normals(3, 0, 2 * n));
        Tensor x1 = Ops.matmul(z, device.tensor(DType.FLOAT64, Shape.of(2, 2), root));
        Tensor error = exactError(root, t, x0, x1);
        double[] losses = Ops.sum(Ops.multiply(error, error), 1).value().toDoubles();
        double mean = Arrays.stream(losses).average().orElseThrow();
        double variance = Arrays.stream(losses)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow();
        double standardError = Math.sqrt(variance / n);
        assertThat(mean).isCloseTo(Math.PI / 2 * 2.25, Offset.offset(4 * standardError));
        assertThat(standardError).isLessThan(0.03);
    }

    /** The errors of the exact field to N(0, R R), R the given root. */
    private Tensor exactError(double[] root, Tensor t, Tensor x0, Tensor x1) {
        Tensor r = device.tensor(DType.FLOAT64, Shape.of(1, 2, 2), root);
        MixturePath field = new MixturePath(
                new LinearSchedule(), vector(0), device.tensor(DType.FLOAT64, Shape.of(1, 2), 0, 0), Ops.matmul(r, r));
        return FlowMatching.error(
                new Known(field), Prediction.VELOCITY, new AffinePath(field.schedule()), NONE, t, x0, x1);
    }

    /** The rate of sigma is infinite at 1, and float32 rounds to 1: no time is so late. */
    @Test
    void timesStopShortOfAnInfiniteRate() {
        Batches data = drawn(POINTS, 1000);
        NoiseSchedule schedule = new LinearVariancePreserving();
        assertThat(PathDraws.latest(schedule)).isEqualTo(PathDraws.LATEST).isEqualTo(1 - 1e-5);
        assertThat(PathDraws.latest(new LinearSchedule())).isEqualTo(1);
        double[] all = PathDraws.times("time", 1, data, 3, 1);
        double[] early = PathDraws.times("time", 0.75, data, 3, 1);
        assertThat(all).isEqualTo(new Draws(3).uniforms(Draws.stream("time"), 1000, 1000));
        assertThat(early)
                .isEqualTo(Arrays.stream(all).map(t -> Math.min(t, 0.75)).toArray());
        assertThat(new AffinePath(schedule)
                        .velocity(
                                device.scalar(DType.FLOAT32, PathDraws.LATEST),
                                device.scalar(DType.FLOAT32, 1),
                                device.scalar(DType.FLOAT32, 1))
                        .value()
                        .toDouble())
                .isBetween(-300.0, -200.0);
        Objective objective = new FlowMatchingObjective(
                new Mlp1d(4), Prediction.VELOCITY, new AffinePath(schedule), Coupling.INDEPENDENT, data, 3);
        Parameters parameters = new Mlp1d(4).specification().draw(device, DType.FLOAT32, 1);
        assertThat(objective
                        .at(device, DType.FLOAT32, 0)
                        .apply(Pass.evaluation(parameters))
                        .value()
                        .toDouble())
                .isFinite();
    }

    /** The sources of a step, in the order that the coupling says; times and data stay where they are. */
    @Test
    void couplingOrdersTheSources() {
        Batches data = drawn(POINTS, 64);
        PathDraws alone = PathDraws.of(device, DType.FLOAT64, data, Coupling.INDEPENDENT, 1, 3, 2);
        PathDraws paired = PathDraws.of(device, DType.FLOAT64, data, new MinibatchTransport(), 1, 3, 2);
        assertThat(paired.t().value().toDoubles()).isEqualTo(alone.t().value().toDoubles());
        assertThat(paired.x1().value().toDoubles()).isEqualTo(data.at(2));
        double[] x0 = paired.x0().value().toDoubles();
        double[] sources = alone.x0().value().toDoubles();
        assertThat(x0)
                .isEqualTo(new MinibatchTransport()
                        .paired(alone.x0(), alone.x1(), new Draws(3), 2)
                        .value()
                        .toDoubles())
                .isNotEqualTo(sources);
        Arrays.sort(sources);
        double[] sorted = x0.clone();
        Arrays.sort(sorted);
        assertThat(sorted).isEqualTo(sources);
        Objective coupled = new FlowMatchingObjective(
                AFFINE, Prediction.VELOCITY, new AffinePath(new LinearSchedule()), new MinibatchTransport(), data, 3);
        Pass pass = Pass.evaluation(AFFINE.specification().draw(device, DType.FLOAT64, 1));
        assertThat(coupled.at(device, DType.FLOAT64, 2).apply(pass).value().toDouble())
                .isEqualTo(FlowMatching.loss(AFFINE, pass, paired.t(), paired.x0(), paired.x1())
                        .value()
                        .toDouble());
    }
}
