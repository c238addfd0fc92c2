package dualflow.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gradients of a loss through a solve, three ways: transposition of the solver's steps, the adjoint equation, central differences. */
class AdjointMethodTest {
    private static final OdeSolver PRECISE = OdeSolver.adaptive(ButcherTableau.DORMAND_PRINCE_8, Tolerances.of(1e-12));
    private static final double[] START = {0.5, -1};
    private static final double[] MATRIX = {0.25, -1, 1.5, -0.5};

    private final HostDevice device = new HostDevice();

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

    /** tanh(x W) + t x. */
    private static Tensor velocity(Tensor t, Tensor x, List<Tensor> parameters) {
        return Ops.add(Ops.tanh(Ops.matmul(x, parameters.get(0))), Ops.multiply(t, x));
    }

    /** Half the square of the end's norm, of the start, the matrix and both times. */
    private static Tensor loss(List<Tensor> x) {
        VelocityField field = (t, state) -> velocity(t, state, List.of(x.get(1)));
        Tensor end = PRECISE.solve(field.between(x.get(2), x.get(3)), x.get(0), TimeGrid.of(0, 1));
        return Ops.scale(Ops.sum(Ops.multiply(end, end)), 0.5);
    }

    private List<Tensor> arguments() {
        return List.of(tensor(Shape.of(1, 2), START), tensor(Shape.of(2, 2), MATRIX), time(0.25), time(1.5));
    }

    @Test
    void agreesWithTranspositionThroughTheSolverAndWithDifferences() {
        List<Tensor> arguments = arguments();
        List<Tensor> transposed = Autodiff.grad(AdjointMethodTest::loss, arguments);
        TimeGrid grid = TimeGrid.of(0.25, 1.5);
        VelocityField field = (t, x) -> velocity(t, x, List.of(arguments.get(1)));
        Tensor end = PRECISE.solve(field, arguments.get(0), grid);
        AdjointMethod.Gradients adjoint = new AdjointMethod(PRECISE, grid)
                .gradients(AdjointMethodTest::velocity, List.of(arguments.get(1)), end, end);
        List<Tensor> byAdjoint = List.of(adjoint.start(), adjoint.parameters().get(0), adjoint.from(), adjoint.to());
        for (int i = 0; i < 4; i++) {
            double[] exact = numbers(transposed.get(i));
            assertThat(numbers(byAdjoint.get(i))).as("argument %d", i).containsExactly(exact, Offset.offset(1e-9));
            assertThat(differences(i)).as("argument %d", i).containsExactly(exact, Offset.offset(1e-7));
        }
    }

    private double[] differences(int argument) {
        double[] at = numbers(arguments().get(argument));
        double[] differences = new double[at.length];
        double h = 0x1p-15; // truncation and rounding are then alike
        for (int j = 0; j < at.length; j++) {
            double[] sides = new double[2];
            for (int side = 0; side < 2; side++) {
                double[] moved = at.clone();
                moved[j] += side == 0 ? -h : h;
                List<Tensor> arguments = new ArrayList<>(arguments());
                arguments.set(argument, tensor(arguments.get(argument).shape(), moved));
                sides[side] = numbers(loss(arguments))[0];
            }
            differences[j] = (sides[1] - sides[0]) / (2 * h);
        }
        return differences;
    }

    @Test
    void needsTheMemoryOfOneStepWhereTranspositionKeepsAll() {
        long[] byAdjoint = new long[2];
        long[] byTransposition = new long[2];
        int[] steps = {50, 400};
        for (int i = 0; i < 2; i++) {
            TimeGrid grid = TimeGrid.uniform(0.25, 1.5, steps[i]);
            OdeSolver solver = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4);
            byAdjoint[i] = peak(arguments -> {
                VelocityField field = (t, x) -> velocity(t, x, List.of(arguments.get(1)));
                Tensor end = solver.solve(field, arguments.get(0), grid);
                new AdjointMethod(solver, grid)
                        .gradients(AdjointMethodTest::velocity, List.of(arguments.get(1)), end, end);
            });
            byTransposition[i] = peak(arguments -> Autodiff.grad(
                    x -> {
                        VelocityField field = (t, state) -> velocity(t, state, List.of(x.get(1)));
                        Tensor end = solver.solve(field, x.get(0), grid);
                        return Ops.sum(Ops.multiply(end, end));
                    },
                    List.of(arguments.get(0), arguments.get(1))));
        }
        assertThat(byAdjoint[1]).isEqualTo(byAdjoint[0]);
        assertThat(byTransposition[1]).isGreaterThan(7 * byTransposition[0]);
    }

    private interface Work {
        void on(List<Tensor> arguments);
    }

    private long peak(Work work) {
        try (HostDevice fresh = new HostDevice();
                Arena arena = fresh.arena()) {
            List<Tensor> arguments = List.of(
                    fresh.fill(DType.FLOAT64, Shape.of(50, 2), 0.5),
                    fresh.tensor(DType.FLOAT64, Shape.of(2, 2), MATRIX));
            long before = fresh.account().live();
            work.on(arguments);
            assertThat(arena.size()).isPositive();
            return fresh.account().peak() - before;
        }
    }

    @Test
    void stepControlThatSeesTheStateAloneLosesATangent() {
        // At rest at 0, while a tangent turns by cos(40 t): y = exp(sin(40 t) / 4).
        VelocityField field = (t, x) -> Ops.multiply(Ops.scale(Ops.cos(Ops.scale(t, 40)), 10), x);
        Tensor rest = tensor(Shape.of(1), 0);
        OdeSolver solver = OdeSolver.adaptive(Tolerances.of(1e-9));
        double exact = StrictMath.exp(StrictMath.sin(40) / 4);
        int[] steps = new int[2];
        Dual primalControlled = Autodiff.jvp(
                x -> solver.solve(field, x, TimeGrid.of(0, 1), (step, t, done, state) -> steps[0] = step),
                rest,
                tensor(Shape.of(1), 1));
        Tensor both = solver.solve(
                field.variational(),
                tensor(Shape.of(2, 1), 0, 1),
                TimeGrid.of(0, 1),
                (step, t, done, state) -> steps[1] = step);
        assertThat(numbers(primalControlled.primal())[0]).isZero();
        assertThat(Math.abs(numbers(primalControlled.tangent())[0] - exact)).isGreaterThan(0.1);
        assertThat(numbers(both)[1]).isCloseTo(exact, Offset.offset(1e-7));
        assertThat(steps[0]).isLessThan(10).isLessThan(steps[1]);
    }

    @Test
    void stepControlThatSeesBothChangesTheBitsOfTheState() {
        VelocityField field = (t, x) -> Ops.sin(Ops.multiply(Ops.shift(t, 1), x));
        Tensor x = tensor(Shape.of(1), 0.75);
        OdeSolver solver = OdeSolver.adaptive(Tolerances.of(1e-6));
        double plain = numbers(solver.solve(field, x, TimeGrid.of(0, 1)))[0];
        Dual dual = Autodiff.jvp(y -> solver.solve(field, y, TimeGrid.of(0, 1)), x, tensor(Shape.of(1), 1000));
        double joint =
                numbers(solver.solve(field.variational(), tensor(Shape.of(2, 1), 0.75, 1000), TimeGrid.of(0, 1)))[0];
        assertThat(numbers(dual.primal())[0]).isEqualTo(plain);
        assertThat(joint).isNotEqualTo(plain).isCloseTo(plain, Offset.offset(1e-5));
    }
}
