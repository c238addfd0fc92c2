package dualflow.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.device.host.HostDevice;
import dualflow.evaluation.SampleDistances;
import dualflow.op.Ops;
import dualflow.path.Interpolant;
import dualflow.path.InterpolantPath;
import dualflow.path.LinearSchedule;
import dualflow.path.MixturePath;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarginalSdeTest {
    private static final int ROWS = 10_000;
    private static final int STEPS = 100;

    private final HostDevice device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private Tensor tensor(Shape shape, double... x) {
        return device.tensor(DType.FLOAT64, shape, x);
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }

    /** To 1/4 N((2, 0), diag(1/4, 1)) + 3/4 N((-1, 1), diag(1, 1/4)). */
    private MixturePath mixture() {
        return new MixturePath(
                new LinearSchedule(),
                Ops.log(tensor(Shape.of(2), 0.25, 0.75)),
                tensor(Shape.of(2, 2), 2, 0, -1, 1),
                tensor(Shape.of(2, 2, 2), 0.25, 0, 0, 1, 1, 0, 0, 0.25));
    }

    private Tensor noise(long seed, int rows) {
        return tensor(Shape.of(rows, 2), new Draws(seed).normals(1, 0, 2 * rows));
    }

    private Tensor data(long seed, int rows) {
        double[] z = new Draws(seed).normals(2, 0, 2 * rows);
        double[] u = new Draws(seed).uniforms(3, 0, rows);
        for (int i = 0; i < rows; i++) {
            boolean first = u[i] < 0.25;
            z[2 * i] = first ? 2 + z[2 * i] / 2 : -1 + z[2 * i];
            z[2 * i + 1] = first ? z[2 * i + 1] : 1 + z[2 * i + 1] / 2;
        }
        return tensor(Shape.of(rows, 2), z);
    }

    private static BrownianMotion motion(double from, double to, int steps) {
        return BrownianMotion.of(new Draws(5), "test", 0, TimeGrid.uniform(from, to, steps));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutNoiseItHasTheBitsOfEuler(boolean forward) {
        MixturePath path = mixture();
        BrownianMotion motion = forward ? motion(0, 1, 16) : motion(1, 0, 16);
        Tensor x = noise(11, 50);
        Tensor flow = OdeSolver.euler().solve(path, x, motion.grid());
        assertThat(numbers(new MarginalSde(path, path::score, 0).solve(x, motion)))
                .isEqualTo(numbers(flow));
    }

    /** Moments within five standard errors and an allowance of 2/STEPS for the steps' bias, and no farther from draws of the law than other draws are. */
    private static void haveTheLawOf(double[] actual, double[] exact, double[] others) {
        double bias = 2.0 / STEPS;
        for (int[] powers : new int[][] {{1, 0}, {0, 1}, {2, 0}, {1, 1}, {0, 2}}) {
            double[] a = moment(actual, powers);
            double[] b = moment(exact, powers);
            assertThat(a[0]).isCloseTo(b[0], Offset.offset(5 * Math.hypot(a[1], b[1]) + bias));
        }
        double unlike = SampleDistances.slicedWasserstein(exact, others, 2, 2, 64, new Draws(1));
        assertThat(SampleDistances.slicedWasserstein(actual, exact, 2, 2, 64, new Draws(1)))
                .isLessThan(2 * unlike + bias);
    }

    /** A moment and its standard error. */
    private static double[] moment(double[] x, int[] powers) {
        int n = x.length / 2;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double product = Math.pow(x[2 * i], powers[0]) * Math.pow(x[2 * i + 1], powers[1]);
            sum += product / n;
            squares += product * product / n;
        }
        return new double[] {sum, Math.sqrt((squares - sum * sum) / n)};
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1.5})
    void endsForwardHaveTheLawOfTheData(double g) {
        MixturePath path = mixture();
        Tensor ends = new MarginalSde(path, path::score, g).solve(noise(12, ROWS), motion(0, 1, STEPS));
        haveTheLawOf(numbers(ends), numbers(data(13, ROWS)), numbers(data(14, ROWS)));
    }

    @Test
    void endsBackwardHaveTheLawOfTheSource() {
        MixturePath path = mixture();
        Tensor ends = new MarginalSde(path, path::score, 1).solve(data(15, ROWS), motion(1, 0, STEPS));
        haveTheLawOf(numbers(ends), numbers(noise(16, ROWS)), numbers(noise(17, ROWS)));
    }

    /** Without the score's half of the drift, the noise spreads the ends beyond the data. */
    @Test
    void noiseAloneDoesNotKeepTheLaw() {
        MixturePath path = mixture();
        Tensor ends = EulerMaruyama.solve(
                path, (t, x) -> device.scalar(DType.FLOAT64, 1), noise(12, ROWS), motion(0, 1, STEPS));
        double[] spread = moment(numbers(ends), new int[] {0, 2});
        double[] right = moment(numbers(data(13, ROWS)), new int[] {0, 2});
        assertThat(spread[0] - right[0]).isGreaterThan(20 * spread[1]);
    }

    /** From one Gaussian to another along a bridge with noise of its own. */
    @Test
    void interpolantsAreSampledToo() {
        InterpolantPath path = new InterpolantPath(
                Interpolant.bridge(Math.sqrt(2)),
                tensor(Shape.of(1), 0),
                tensor(Shape.of(1, 2), 1, -1),
                tensor(Shape.of(1, 2, 2), 1, 0.5, 0.5, 1),
                tensor(Shape.of(1, 2), -1, 0),
                tensor(Shape.of(1, 2, 2), 0.25, 0, 0, 4));
        double[] start = numbers(noise(18, ROWS));
        double[] end = numbers(noise(19, ROWS));
        double[] other = numbers(noise(20, ROWS));
        for (int i = 0; i < ROWS; i++) {
            start[2 * i + 1] = -1 + 0.5 * start[2 * i] + Math.sqrt(0.75) * start[2 * i + 1];
            start[2 * i] += 1;
            for (double[] each : List.of(end, other)) {
                each[2 * i] = -1 + each[2 * i] / 2;
                each[2 * i + 1] *= 2;
            }
        }
        UnaryOperator<Tensor> g = t -> Ops.sqrt(Ops.shift(Ops.negate(t), 1));
        Tensor ends =
                new MarginalSde(path, path::score, g).solve(tensor(Shape.of(ROWS, 2), start), motion(0, 1, STEPS));
        haveTheLawOf(numbers(ends), end, other);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void strongOrderIsOne(boolean forward) {
        MixturePath path = mixture();
        MarginalSde sde = new MarginalSde(path, path::score, t -> Ops.shift(Ops.negate(Ops.scale(t, 0.5)), 1));
        int rows = 500;
        int finest = 1024;
        BrownianMotion motion = forward ? motion(0, 1, finest) : motion(1, 0, finest);
        Tensor start = forward ? noise(21, rows) : data(21, rows);
        double[] exact = numbers(sde.solve(start, motion));
        SimpleRegression line = new SimpleRegression();
        for (int steps : new int[] {16, 32, 64, 128}) {
            double[] ends = numbers(sde.solve(start, motion.everySteps(finest / steps)));
            double error = 0;
            for (int i = 0; i < ends.length; i++) {
                error += Math.abs(ends[i] - exact[i]) / ends.length;
            }
            line.addData(StrictMath.log(1.0 / steps), StrictMath.log(error));
        }
        assertThat(line.getSlope()).isCloseTo(1, Offset.offset(0.15));
    }

    @Test
    void everyStepIsReported() {
        MixturePath path = mixture();
        List<String> seen = new ArrayList<>();
        new MarginalSde(path, path::score, 1)
                .solve(noise(1, 3), motion(0, 1, 4), (step, t, done, x) -> seen.add(step + " " + t + " " + done));
        assertThat(seen).containsExactly("1 0.25 0.25", "2 0.5 0.5", "3 0.75 0.75", "4 1.0 1.0");
    }

    @Test
    void rejectsADiffusionBelowZero() {
        MixturePath path = mixture();
        for (double g : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new MarginalSde(path, path::score, g))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the diffusion g is " + g + "; give a number from 0 on");
        }
    }

    @Test
    void stopsWhereAStateIsNotFinite() {
        VelocityField field = (t, x) -> Ops.multiply(x, Ops.multiply(x, x));
        Tensor start = tensor(Shape.of(1, 1), 1e10);
        assertThatThrownBy(() -> new MarginalSde(field, (t, x) -> Ops.negate(x), 1).solve(start, motion(0, 1, 10)))
                .isInstanceOf(OdeException.NonFiniteState.class)
                .hasMessageStartingWith(
                        "the velocity gave a number that is not finite in the step of 0.100 from t = 0.");
    }
}
