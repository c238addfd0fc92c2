package dualflow.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.tensor.TracedValueException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DenseSolutionTest {
    private static final OdeSolver PRECISE = OdeSolver.adaptive(ButcherTableau.DORMAND_PRINCE_8, Tolerances.of(1e-13));

    private final HostDevice device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private Tensor vector(double... x) {
        return device.tensor(DType.FLOAT64, Shape.of(x.length), x);
    }

    private static double number(Tensor x) {
        return x.bottom().toDoubles()[0];
    }

    /** dx/dt = -2 t x^2, solved by x0 / (1 + t^2 x0). */
    private static Tensor bernoulli(Tensor t, Tensor x) {
        return Ops.scale(Ops.multiply(t, Ops.multiply(x, x)), -2);
    }

    /** Free fall: height and speed. */
    private Tensor fall(Tensor t, Tensor x) {
        return Ops.concat(Ops.slice(x, -1, 1, 1), vector(-2), -1);
    }

    private static Tensor height(Tensor t, Tensor x) {
        return Ops.sum(Ops.slice(x, -1, 0, 1));
    }

    static Stream<Arguments> methods() {
        return Stream.of(
                Arguments.of(ButcherTableau.EULER_RIGHT_TIME, 1, 64),
                Arguments.of(ButcherTableau.HEUN, 2, 32),
                Arguments.of(ButcherTableau.BOGACKI_SHAMPINE_3, 3, 16),
                Arguments.of(ButcherTableau.DORMAND_PRINCE_5, 4, 32),
                Arguments.of(ButcherTableau.TSITOURAS_5, 4, 32),
                Arguments.of(ButcherTableau.DORMAND_PRINCE_8, 7, 4));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void statesWithinStepsConverge(ButcherTableau tableau, int order, int steps) {
        double[] errors = new double[2];
        for (int i = 0; i < 2; i++) {
            TimeGrid grid = TimeGrid.uniform(0, 1, steps << i);
            DenseSolution solution = OdeSolver.fixed(tableau).dense(DenseSolutionTest::bernoulli, vector(1), grid);
            for (int j = 0; j <= 50; j++) {
                double t = j / 50.0;
                errors[i] = Math.max(errors[i], Math.abs(number(solution.at(t)) - 1 / (1 + t * t)));
            }
            assertThat(number(solution.at(1)))
                    .isEqualTo(number(OdeSolver.fixed(tableau).solve(DenseSolutionTest::bernoulli, vector(1), grid)));
        }
        assertThat(StrictMath.log(errors[0] / errors[1]) / StrictMath.log(2)).isGreaterThan(order - 0.3);
    }

    @Test
    void stateIsDifferentiableInTheStartAndInTheTime() {
        Tensor start = vector(0.75);
        TimeGrid backward = TimeGrid.of(1, 0.25);
        UnaryOperator<Tensor> map = x -> PRECISE.dense(DenseSolutionTest::bernoulli, x, TimeGrid.of(0, 1))
                .at(0.6);
        Dual inStart = Autodiff.jvp(map, start, vector(1));
        assertThat(number(inStart.primal())).isCloseTo(0.75 / 1.27, Offset.offset(1e-11));
        assertThat(number(inStart.tangent())).isCloseTo(1 / (1.27 * 1.27), Offset.offset(1e-10));
        DenseSolution solution = PRECISE.dense(DenseSolutionTest::bernoulli, start, backward);
        Dual inTime = Autodiff.jvp(solution::at, device.scalar(DType.FLOAT64, 0.5), device.scalar(DType.FLOAT64, 1));
        double exact = number(PRECISE.solve(DenseSolutionTest::bernoulli, start, TimeGrid.of(1, 0.5)));
        assertThat(number(inTime.primal())).isCloseTo(exact, Offset.offset(1e-11));
        assertThat(number(inTime.tangent())).isCloseTo(-2 * 0.5 * exact * exact, Offset.offset(1e-9));
    }

    @Test
    void timesOutsideAndMappedTimesAreRefused() {
        DenseSolution solution = OdeSolver.euler().dense(DenseSolutionTest::bernoulli, vector(1), TimeGrid.of(0, 0.5));
        assertThatThrownBy(() -> solution.at(0.75))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the solution reaches from t = 0.0 to t = 0.5, not to 0.75");
        assertThatThrownBy(() -> Autodiff.vmap(solution::at, vector(0.1, 0.2)))
                .isInstanceOf(TracedValueException.class);
    }

    @Test
    void firstCrossingAndItsDerivativesAreExact() {
        // From height h and speed s: h + s t - t^2 = 0 at t = (s + sqrt(s^2 + 4 h)) / 2, where the speed is -sqrt(s^2 +
        // 4 h).
        UnaryOperator<Tensor> time =
                start -> PRECISE.firstCrossing(this::fall, start, TimeGrid.of(0, 5), DenseSolutionTest::height)
                        .orElseThrow()
                        .time();
        Tensor start = vector(2, 1);
        assertThat(number(time.apply(start))).isCloseTo(2, Offset.offset(1e-13));
        // dt/dh = 1 / sqrt(s^2 + 4 h) = 1/3, d2t/dh2 = -2 (s^2 + 4 h)^(-3/2), d3t/dh3 = 12 (s^2 + 4 h)^(-5/2)
        UnaryOperator<Tensor> first = x -> Autodiff.jvp(time, x, vector(1, 0)).tangent();
        UnaryOperator<Tensor> second = x -> Autodiff.jvp(first, x, vector(1, 0)).tangent();
        UnaryOperator<Tensor> third = x -> Autodiff.jvp(second, x, vector(1, 0)).tangent();
        assertThat(number(first.apply(start))).isCloseTo(1.0 / 3, Offset.offset(1e-12));
        assertThat(number(second.apply(start))).isCloseTo(-2.0 / 27, Offset.offset(1e-12));
        assertThat(number(third.apply(start))).isCloseTo(12.0 / 243, Offset.offset(1e-12));
        UnaryOperator<Tensor> speed = x -> Ops.slice(
                PRECISE.firstCrossing(this::fall, x, TimeGrid.of(0, 5), DenseSolutionTest::height)
                        .orElseThrow()
                        .state(),
                -1,
                1,
                1);
        Dual of = Autodiff.jvp(speed, start, vector(0, 1));
        assertThat(number(of.primal())).isCloseTo(-3, Offset.offset(1e-12));
        assertThat(number(of.tangent())).isCloseTo(-1.0 / 3, Offset.offset(1e-12));
    }

    @Test
    void crossingsInOtherStepsAndBackwardAreFound() {
        Tensor start = vector(2, 1);
        OdeSolver heun = OdeSolver.fixed(ButcherTableau.HEUN); // exact for free fall
        Optional<DenseSolution.Crossing> none =
                heun.firstCrossing(this::fall, start, TimeGrid.uniform(0, 1.5, 6), DenseSolutionTest::height);
        assertThat(none).isEmpty();
        for (int steps : List.of(1, 2, 7, 10)) {
            assertThat(number(heun.firstCrossing(
                                    this::fall, start, TimeGrid.uniform(0, 5, steps), DenseSolutionTest::height)
                            .orElseThrow()
                            .time()))
                    .as("%d steps", steps)
                    .isCloseTo(2, Offset.offset(1e-12));
        }
        assertThat(number(heun.firstCrossing(this::fall, start, TimeGrid.uniform(0, -5, 4), DenseSolutionTest::height)
                        .orElseThrow()
                        .time()))
                .isCloseTo(-1, Offset.offset(1e-12));
    }

    /** The end of a step by its continuous extension, and the next one's start, differ by rounding; thresholds are put on the latter. */
    @Test
    void crossingsAtTheEndsOfStepsAreFound() {
        TimeGrid grid = TimeGrid.uniform(0, 1, 30);
        VelocityField decay = (t, x) -> Ops.scale(x, -1.1);
        for (ButcherTableau tableau : List.of(ButcherTableau.EULER, ButcherTableau.TSITOURAS_5)) {
            OdeSolver solver = OdeSolver.fixed(tableau);
            List<Tensor> states = solver.trajectory(decay, vector(1), grid, Progress.NONE);
            for (int i = 1; i < 30; i++) {
                for (int ulps = -2; ulps <= 2; ulps++) {
                    double level = number(states.get(i));
                    for (int j = 0; j < Math.abs(ulps); j++) {
                        level = ulps < 0 ? Math.nextDown(level) : Math.nextUp(level);
                    }
                    double threshold = level;
                    Event event = (t, x) -> Ops.shift(Ops.sum(x), -threshold);
                    Optional<DenseSolution.Crossing> crossing = solver.firstCrossing(decay, vector(1), grid, event);
                    assertThat(crossing)
                            .as("%s, step %d, %d ulps", tableau, i, ulps)
                            .isPresent();
                    assertThat(number(crossing.orElseThrow().time())).isCloseTo(grid.time(i), Offset.offset(1e-14));
                }
            }
        }
    }
}
