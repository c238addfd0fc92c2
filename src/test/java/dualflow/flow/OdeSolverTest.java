package dualflow.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.autodiff.Linearized;
import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianFlow;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OdeSolverTest {
    private static final double[][] SIGMA0 = {{1.5, 0.25}, {0.25, 0.75}};
    private static final double[][] SIGMA1 = {{2, -1.25}, {-1.25, 1.5}};
    private static final double[] MU0 = {0.5, -1};
    private static final double[] MU1 = {2, 3};

    private final HostDevice device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private Tensor vector(double... x) {
        return device.tensor(DType.FLOAT64, Shape.of(x.length), x);
    }

    private Tensor matrix(double[]... rows) {
        return device.tensor(DType.FLOAT64, Shape.of(rows.length, rows[0].length), flat(rows));
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }

    /** dx/dt = -2 t x^2, solved by x0 / (1 + t^2 x0), whose derivative in x0 is 1 / (1 + t^2 x0)^2. */
    private static Tensor bernoulli(Tensor t, Tensor x) {
        return Ops.scale(Ops.multiply(t, Ops.multiply(x, x)), -2);
    }

    static Stream<Arguments> methods() {
        return Stream.of(
                Arguments.of(ButcherTableau.EULER, 1.0, 64),
                Arguments.of(ButcherTableau.EULER_RIGHT_TIME, 1.0, 64),
                Arguments.of(ButcherTableau.MIDPOINT, 2.0, 32),
                Arguments.of(ButcherTableau.HEUN, 2.0, 32),
                Arguments.of(ButcherTableau.BOGACKI_SHAMPINE_3, 3.0, 32),
                Arguments.of(ButcherTableau.RUNGE_KUTTA_4, 4.0, 16),
                Arguments.of(ButcherTableau.DORMAND_PRINCE_5, 5.0, 32),
                Arguments.of(ButcherTableau.TSITOURAS_5, 5.0, 32),
                Arguments.of(ButcherTableau.DORMAND_PRINCE_8, 8.0, 4));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void convergesWithOrder(ButcherTableau tableau, double order, int steps) {
        double x0 = 1;
        double exact = x0 / (1 + x0);
        double exactTangent = 1 / ((1 + x0) * (1 + x0));
        double[][] errors = new double[2][];
        for (int i = 0; i < 2; i++) {
            TimeGrid grid = TimeGrid.uniform(0, 1, steps << i);
            Dual dual = Autodiff.jvp(
                    x -> OdeSolver.fixed(tableau).solve(OdeSolverTest::bernoulli, x, grid), vector(x0), vector(1));
            errors[i] = new double[] {
                Math.abs(numbers(dual.primal())[0] - exact), Math.abs(numbers(dual.tangent())[0] - exactTangent)
            };
        }
        double slope = StrictMath.log(errors[0][0] / errors[1][0]) / StrictMath.log(2);
        double tangentSlope = StrictMath.log(errors[0][1] / errors[1][1]) / StrictMath.log(2);
        if (Boolean.getBoolean("dualflow.test.errors")) {
            System.out.printf(
                    "%s: slopes %.3f and %.3f, errors %.2e and %.2e%n",
                    tableau, slope, tangentSlope, errors[1][0], errors[1][1]);
        }
        assertThat(slope).as("primal").isCloseTo(order, Offset.offset(0.15));
        assertThat(tangentSlope).as("tangent").isCloseTo(order, Offset.offset(0.15));
        assertThat(tableau.order()).isEqualTo((int) order);
    }

    private GaussianVelocity gaussian() {
        return gaussian(device);
    }

    private static GaussianVelocity gaussian(Device device) {
        return new GaussianVelocity(
                device.tensor(DType.FLOAT64, Shape.of(2), MU0),
                device.tensor(DType.FLOAT64, Shape.of(2, 2), flat(SIGMA0)),
                device.tensor(DType.FLOAT64, Shape.of(2), MU1),
                device.tensor(DType.FLOAT64, Shape.of(2, 2), flat(SIGMA1)));
    }

    private static double[] flat(double[]... rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    private static GaussianFlow exactGaussian() {
        return new GaussianFlow(new Gaussian(MU0, SIGMA0), new Gaussian(MU1, SIGMA1));
    }

    @Test
    void flowMapAndItsJvpMatchTheClosedForm() {
        double[] x0 = {0.25, 1.5};
        UnaryOperator<Tensor> map =
                x -> OdeSolver.adaptive(Tolerances.of(1e-12)).solve(gaussian(), x, TimeGrid.of(0, 1));
        Tensor jacobian = Autodiff.jacobian(map, matrix(x0));
        double[][] y = exactGaussian().flowMapJacobian(1);
        assertThat(numbers(map.apply(matrix(x0))))
                .containsExactly(exactGaussian().flowMap(1, x0), Offset.offset(1e-10));
        assertThat(numbers(jacobian))
                .containsExactly(
                        Arrays.stream(y).flatMapToDouble(Arrays::stream).toArray(), Offset.offset(1e-10));
    }

    @Test
    void factorOfEulerOnTheStandardGaussianIsThePublishedOne() {
        // x(t) = x0 sqrt((1-t)^2 + t^2): 99 and 999 steps from the left, 999 with the time of the right end.
        GaussianVelocity field =
                new GaussianVelocity(vector(0), matrix(new double[] {1}), vector(0), matrix(new double[] {1}));
        Tensor one = matrix(new double[] {1});
        Tensor end = OdeSolver.euler().solve(field, one, TimeGrid.linspace(100));
        assertThat(numbers(end)[0]).isCloseTo(0.98710, Offset.offset(5e-6));
        end = OdeSolver.euler().solve(field, one, TimeGrid.linspace(1000));
        assertThat(numbers(end)[0]).isCloseTo(0.99871, Offset.offset(5e-6));
        end = OdeSolver.fixed(ButcherTableau.EULER_RIGHT_TIME).solve(field, one, TimeGrid.linspace(1000));
        assertThat(numbers(end)[0]).isCloseTo(1.00072, Offset.offset(5e-6));
    }

    @Test
    void backwardUndoesForward() {
        Tensor x0 = matrix(new double[] {0.25, 1.5}, new double[] {-2, 0.5});
        OdeSolver adaptive = OdeSolver.adaptive(Tolerances.of(1e-12));
        TimeGrid grid = TimeGrid.of(0, 1);
        Tensor back = adaptive.solve(gaussian(), adaptive.solve(gaussian(), x0, grid), grid.reversed());
        assertThat(numbers(back)).containsExactly(numbers(x0), Offset.offset(1e-10));
    }

    @Test
    void primalIsTheSameToTheBitWithAndWithoutTangents() {
        Tensor x0 = matrix(new double[] {0.25, 1.5});
        OdeSolver adaptive = OdeSolver.adaptive(Tolerances.of(1e-6));
        UnaryOperator<Tensor> map = x -> adaptive.solve(gaussian(), x, TimeGrid.of(0, 0.5, 1));
        double[] plain = numbers(map.apply(x0));
        Dual dual = Autodiff.jvp(map, x0, matrix(new double[] {1e6, -1e6}));
        assertThat(numbers(dual.primal())).isEqualTo(plain);
        Dual many = Autodiff.jvps(map, x0, device.fill(DType.FLOAT64, Shape.of(3, 1, 2), 1e3));
        assertThat(numbers(many.primal())).isEqualTo(plain);
        assertThat(numbers(Autodiff.linearize(map, x0).primal())).isEqualTo(plain);
    }

    @Test
    void stepControlHonoursTolerances() {
        double[] x0 = {0.25, 1.5};
        double[] exact = exactGaussian().flowMap(1, x0);
        double previous = Double.POSITIVE_INFINITY;
        for (double tolerance : new double[] {1e-3, 1e-5, 1e-7, 1e-9, 1e-11}) {
            int[] steps = new int[1];
            Tensor end = OdeSolver.adaptive(Tolerances.of(tolerance))
                    .solve(gaussian(), matrix(x0), TimeGrid.of(0, 1), (step, t, done, x) -> steps[0] = step);
            double error = 0;
            for (int i = 0; i < 2; i++) {
                error = Math.max(error, Math.abs(numbers(end)[i] - exact[i]));
            }
            if (Boolean.getBoolean("dualflow.test.errors")) {
                System.out.printf("tolerance %.0e: error %.2e in %d steps%n", tolerance, error, steps[0]);
            }
            assertThat(error)
                    .as("tolerance %s", tolerance)
                    .isLessThan(50 * tolerance)
                    .isLessThan(previous);
            previous = error;
        }
    }

    @Test
    void solveRunsInTheMemoryOfOneStep() {
        for (ButcherTableau tableau :
                List.of(ButcherTableau.EULER, ButcherTableau.RUNGE_KUTTA_4, ButcherTableau.DORMAND_PRINCE_5)) {
            long[] plain = peaks(steps -> solve(tableau, steps));
            assertThat(plain[1]).as("%s", tableau).isEqualTo(plain[0]);
            long[] dual = peaks(steps -> x ->
                    Autodiff.jvp(solve(tableau, steps), x, Ops.scale(x, 0.5)).tangent());
            assertThat(dual[1]).as("%s", tableau).isEqualTo(dual[0]);
        }
        long[] adaptive = peaks(steps -> x -> OdeSolver.adaptive(Tolerances.of(steps == 1500 ? 1e-10 : 1e-4))
                .solve(gaussian(x.device()), x, TimeGrid.of(0, 1)));
        assertThat(adaptive[1]).isEqualTo(adaptive[0]);
    }

    private static UnaryOperator<Tensor> solve(ButcherTableau tableau, int steps) {
        return x -> OdeSolver.fixed(tableau).solve(gaussian(x.device()), x, TimeGrid.uniform(0, 1, steps));
    }

    private interface ByStep {
        UnaryOperator<Tensor> solve(int steps);
    }

    /** Peak bytes above what was held before, for 3 and for 1,500 steps, and that only the result is left. */
    private static long[] peaks(ByStep solves) {
        long[] peaks = new long[2];
        int[] steps = {3, 1500};
        for (int i = 0; i < 2; i++) {
            try (HostDevice fresh = new HostDevice()) {
                Tensor x = fresh.fill(DType.FLOAT64, Shape.of(50, 2), 0.5);
                long before = fresh.account().live();
                peaks[i] = solveOn(fresh, solves.solve(steps[i]), x, before);
            }
        }
        return peaks;
    }

    private static long solveOn(HostDevice fresh, UnaryOperator<Tensor> solve, Tensor x, long before) {
        try (Arena arena = fresh.arena()) {
            Tensor end = solve.apply(x);
            assertThat(end.shape()).isEqualTo(x.shape());
            assertThat(arena.size()).isPositive();
            return fresh.account().peak() - before;
        }
    }

    @Test
    void linearizedSolveKeepsTheResidualsAndNoMore() {
        Tensor x = device.fill(DType.FLOAT64, Shape.of(50, 2), 0.5);
        UnaryOperator<Tensor> square = y -> OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4)
                .solve(OdeSolverTest::bernoulli, y, TimeGrid.uniform(0, 1, 100));
        Tensor v = device.fill(DType.FLOAT64, Shape.of(50, 2), 2);
        long before = device.account().live();
        Linearized linearized = Autodiff.linearize(square, x);
        long held = device.account().live() - before;
        // The residuals of a stage are t and its state; and also the result of the solve.
        assertThat(held).isLessThanOrEqualTo(100 * 4 * 2 * (800 + 8) + 800);
        double[] expected = numbers(Autodiff.jvp(square, x, v).tangent());
        assertThat(numbers(linearized.map().apply(List.of(v)))).isEqualTo(expected);
        double left = numbers(Ops.sum(Ops.multiply(v, linearized.map().apply(List.of(v)))))[0];
        double right = numbers(
                Ops.sum(Ops.multiply(v, linearized.map().applyTranspose(v).get(0))))[0];
        assertThat(right).isCloseTo(left, Offset.offset(1e-12 * Math.abs(left)));
    }

    @Test
    void tangentThatDoesNotChangeSurvivesTheSteps() {
        // With a velocity that does not depend on x, every state's tangent is the first one itself.
        Tensor x = vector(1, 2);
        VelocityField constant = (t, y) -> device.fill(DType.FLOAT64, Shape.of(2), 3);
        Dual dual =
                Autodiff.jvp(y -> OdeSolver.euler().solve(constant, y, TimeGrid.uniform(0, 1, 5)), x, Ops.scale(x, 4));
        assertThat(numbers(dual.tangent())).containsExactly(4, 8);
        assertThat(numbers(dual.primal())).containsExactly(new double[] {4, 5}, Offset.offset(1e-15));
    }

    @Test
    void trajectoryAndProgressTellTheStatesOnTheWay() {
        TimeGrid grid = TimeGrid.uniform(0, 1, 4);
        List<Double> done = new ArrayList<>();
        List<Tensor> states = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4)
                .trajectory(OdeSolverTest::bernoulli, vector(0.5), grid, (step, t, part, x) -> {
                    assertThat(step).isEqualTo(done.size() + 1);
                    assertThat(t).isEqualTo(grid.time(step));
                    done.add(part);
                });
        assertThat(done).containsExactly(0.25, 0.5, 0.75, 1.0);
        assertThat(states).hasSize(5);
        for (int i = 0; i < 5; i++) {
            double t = grid.time(i);
            assertThat(numbers(states.get(i))[0]).isCloseTo(0.5 / (1 + t * t * 0.5), Offset.offset(1e-4));
        }
        OdeSolver adaptive = OdeSolver.adaptive(Tolerances.of(1e-10));
        states = adaptive.trajectory(OdeSolverTest::bernoulli, vector(0.5), grid, Progress.NONE);
        for (int i = 0; i < 5; i++) {
            double t = grid.time(i);
            assertThat(numbers(states.get(i))[0]).isCloseTo(0.5 / (1 + t * t * 0.5), Offset.offset(1e-9));
        }
    }

    @Test
    void failuresAreTypedAndSayWhere() {
        Tensor x = vector(1);
        TimeGrid grid = TimeGrid.of(0, 2);
        VelocityField square = (t, y) -> Ops.multiply(y, y); // reaches infinity at t = 1
        assertThatThrownBy(() -> OdeSolver.adaptive(Tolerances.of(1e-6)).solve(square, x, grid))
                .isInstanceOf(OdeException.StepUnderflow.class)
                .hasMessageContaining("no longer moves the time");
        assertThatThrownBy(() ->
                        OdeSolver.adaptive(new Tolerances(1e-10, 1e-10, 10)).solve(OdeSolverTest::bernoulli, x, grid))
                .isInstanceOf(OdeException.TooManySteps.class)
                .hasMessageContaining("10 steps");
        VelocityField broken = (t, y) -> Ops.multiply(Ops.log(LinearPath.oneMinus(t)), y); // not finite from t = 1 on
        assertThatThrownBy(() -> OdeSolver.euler().solve(broken, x, TimeGrid.uniform(0, 2, 20)))
                .isInstanceOfSatisfying(
                        OdeException.NonFiniteState.class,
                        e -> assertThat(e.time()).isEqualTo(1));
        VelocityField undefined = (t, y) -> Ops.log(Ops.negate(y));
        assertThatThrownBy(() -> OdeSolver.adaptive(Tolerances.of(1e-6)).solve(undefined, x, grid))
                .isInstanceOf(OdeException.NonFiniteState.class)
                .hasMessageContaining("not finite");
        assertThatThrownBy(() -> TimeGrid.of(0, 1, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TimeGrid.uniform(0, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Tolerances(1e-6, 0, 5)).isInstanceOf(IllegalArgumentException.class);
    }

    /** 99 samples at rest beside one that moves. */
    private Tensor besideRest() {
        double[] numbers = new double[2 * 100];
        numbers[0] = 1;
        numbers[1] = 0.5;
        return device.tensor(DType.FLOAT64, Shape.of(100, 2), numbers);
    }

    /** Rotation that becomes quicker. */
    private Tensor rotation(Tensor t, Tensor x) {
        Tensor quarter = Ops.matmul(x, matrix(new double[] {0, 1}, new double[] {-1, 0}));
        return Ops.multiply(Ops.scale(t, 40), quarter);
    }

    @Test
    void samplesAtRestDoNotHideTheErrorOfOneThatMoves() {
        TimeGrid grid = TimeGrid.uniform(0, 1, 1);
        double angle = 20; // the integral of 40 t
        double exact = Math.cos(angle) - 0.5 * Math.sin(angle);
        for (ButcherTableau tableau : List.of(ButcherTableau.DORMAND_PRINCE_5, ButcherTableau.DORMAND_PRINCE_8)) {
            OdeSolver whole = OdeSolver.adaptive(tableau, Tolerances.of(1e-6));
            OdeSolver each = whole.forEachSample(1);
            Tensor alone = matrix(new double[] {1, 0.5});
            double[] moved = numbers(whole.solve(this::rotation, alone, grid));
            assertThat(Arrays.copyOf(numbers(each.solve(this::rotation, besideRest(), grid)), 2))
                    .isEqualTo(moved);
            double error = Math.abs(moved[0] - exact);
            double hidden = Math.abs(numbers(whole.solve(this::rotation, besideRest(), grid))[0] - exact);
            assertThat(hidden).as(tableau.name()).isGreaterThan(4 * error);
        }
        assertThatThrownBy(() -> OdeSolver.euler().forEachSample(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a sample has one axis or more, got 0");
    }

    /** Along directions mapped by vmap the state has no axis of its own: the steps are those of the state. */
    @Test
    void samplesAreToldApartUnderTransformations() {
        OdeSolver each = OdeSolver.adaptive(Tolerances.of(1e-6)).forEachSample(1);
        TimeGrid grid = TimeGrid.uniform(0, 1, 1);
        Tensor x = besideRest();
        double[] plain = numbers(each.solve(this::rotation, x, grid));
        Dual dual = Autodiff.jvp(y -> each.solve(this::rotation, y, grid), x, x);
        assertThat(numbers(dual.primal())).isEqualTo(plain);
        for (int i = 0; i < 2; i++) {
            assertThat(numbers(dual.tangent())[i]).isCloseTo(plain[i], Offset.offset(1e-12)); // the map is linear
        }
    }
}
