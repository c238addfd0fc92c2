package dualflow.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.ArrayErrors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Solves between times that are tensors, and their derivatives in these. */
class SolveTimesTest {
    private static final OdeSolver PRECISE = OdeSolver.adaptive(ButcherTableau.DORMAND_PRINCE_8, Tolerances.of(1e-13));
    private static final VelocityField FIELD = SolveTimesTest::field;

    private final HostDevice device = new HostDevice();
    private final Tensor x0 = device.tensor(DType.FLOAT64, new double[][] {{0.5, -1}, {2, 0.25}});

    @AfterEach
    void close() {
        device.close();
    }

    private Tensor time(double t) {
        return device.scalar(DType.FLOAT64, t);
    }

    /** sin x + t x / 2, which has no solution in closed form. */
    private static Tensor field(Tensor t, Tensor x) {
        return Ops.add(Ops.sin(x), Ops.scale(Ops.multiply(t, x), 0.5));
    }

    /** x' = t x, solved by x0 e^((t1^2 - t0^2) / 2). */
    private static Tensor growth(Tensor t, Tensor x) {
        return Ops.multiply(t, x);
    }

    private static void assertNear(Tensor actual, Tensor expected) {
        assertThat(ArrayErrors.error(actual.toDoubles(), expected.toDoubles())).isLessThan(1e-11);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-0.5, 0.75", "1, 0.25"})
    void inTheLastTimeTheDerivativeIsTheVelocityAtTheEnd(double from, double to) {
        Tensor t0 = time(from);
        Dual end = Autodiff.jvp(t1 -> PRECISE.solve(FIELD, x0, t0, t1, 1), time(to), time(1));
        assertNear(end.tangent(), field(time(to), end.primal()));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-0.5, 0.75", "1, 0.25"})
    void inTheFirstTimeItIsMinusTheMapAlongTheVelocityAtTheBeginning(double from, double to) {
        Tensor t1 = time(to);
        Tensor slope = Autodiff.derivative(t0 -> PRECISE.solve(FIELD, x0, t0, t1, 1), time(from));
        Tensor carried = Autodiff.jvp(x -> PRECISE.solve(FIELD, x, time(from), t1, 1), x0, field(time(from), x0))
                .tangent();
        assertNear(slope, Ops.negate(carried));
    }

    @Test
    void derivativesOfBothOrdersAreThoseOfTheClosedForm() {
        Tensor t0 = time(0.5);
        Tensor t1 = time(1.5);
        Tensor end = Ops.scale(x0, Math.exp((1.5 * 1.5 - 0.5 * 0.5) / 2));
        assertNear(PRECISE.solve(SolveTimesTest::growth, x0, t0, t1, 1), end);
        assertNear(
                Autodiff.derivative(at -> PRECISE.solve(SolveTimesTest::growth, x0, t0, at, 1), t1),
                Ops.scale(end, 1.5));
        assertNear(
                Autodiff.derivative(at -> PRECISE.solve(SolveTimesTest::growth, x0, at, t1, 1), t0),
                Ops.scale(end, -0.5));
        Tensor second = Autodiff.derivative(
                a -> Autodiff.derivative(b -> PRECISE.solve(SolveTimesTest::growth, x0, t0, b, 1), a), t1);
        assertNear(second, Ops.scale(end, 1 + 1.5 * 1.5));
    }

    @Test
    void fromZeroToOneItHasTheBitsOfASolveOverTheGrid() {
        OdeSolver solver = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4);
        assertThat(solver.solve(FIELD, x0, time(0), time(1), 10).toDoubles())
                .containsExactly(
                        solver.solve(FIELD, x0, TimeGrid.uniform(0, 1, 10)).toDoubles());
    }

    @Test
    void betweenEqualTimesNothingMovesAndTheDerivativeIsTheVelocity() {
        Tensor t = time(0.5);
        Dual end = Autodiff.jvp(t1 -> OdeSolver.euler().solve(FIELD, x0, t, t1, 4), t, time(1));
        assertThat(end.primal().toDoubles()).containsExactly(x0.toDoubles());
        assertNear(end.tangent(), field(t, x0));
    }

    @Test
    void vmapGivesTheStatesAtManyTimes() {
        OdeSolver solver = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4);
        Tensor times = device.tensor(DType.FLOAT64, 0.25, 1, 2);
        Tensor states = Autodiff.vmap(t1 -> solver.solve(FIELD, x0, time(0), t1, 8), times);
        for (int k = 0; k < 3; k++) {
            assertThat(states.toMatrices()[k])
                    .isDeepEqualTo(solver.solve(FIELD, x0, time(0), time(times.toDoubles()[k]), 8)
                            .toRows());
        }
    }

    @Test
    void failuresSayInWhichTimesTheyCount() {
        VelocityField explosive = (t, x) -> Ops.multiply(x, x);
        assertThatThrownBy(() -> OdeSolver.euler().solve(explosive, Ops.scale(x0, 1e200), time(2), time(4), 2))
                .isInstanceOf(OdeException.BetweenTimes.class)
                .hasMessageStartingWith(
                        "with t = 0 at the solve's first time and t = 1 at its last, the velocity gave a"
                                + " number that is not finite in the step of 0.500 from t = 0.00000;")
                .hasCauseInstanceOf(OdeException.NonFiniteState.class);
        assertThatThrownBy(() -> OdeSolver.euler().solve(FIELD, x0, time(0), device.scalar(DType.FLOAT32, 1), 2))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> OdeSolver.euler().solve(FIELD, x0, time(0), time(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
