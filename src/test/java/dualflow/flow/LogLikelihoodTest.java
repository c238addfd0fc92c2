package dualflow.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The likelihood of the paper's mixture of Table 4 by the augmented equation, against the density of the mixture itself. */
class LogLikelihoodTest {
    private static final GoldenCsv.Case GOLDEN =
            GoldenCsv.read("flow/mixture_solve").cases().get(0);
    private static final TimeGrid GRID = TimeGrid.of(0, 1);

    private final Device device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }

    private Tensor tensor(Shape shape, double... x) {
        return device.tensor(DType.FLOAT64, shape, x);
    }

    private MixtureVelocity mixture() {
        return new MixtureVelocity(
                device.fill(DType.FLOAT64, Shape.of(3), 0),
                tensor(Shape.of(3, 2), GOLDEN.values("means")),
                tensor(Shape.of(3, 2, 2), GOLDEN.values("covariances")),
                device.fill(DType.FLOAT64, Shape.of(2), 0),
                tensor(Shape.of(2, 2), 1, 0, 0, 1));
    }

    /** 25 points over the three components. */
    private Tensor points() {
        double[] x = new double[50];
        for (int i = 0; i < 25; i++) {
            x[2 * i] = 1.5 * (i % 5 - 2);
            x[2 * i + 1] = 1.5 * (i / 5 - 2);
        }
        return tensor(Shape.of(25, 2), x);
    }

    /** By the flow from the source, and by the density of the mixture: -2.6152226460. */
    @Test
    void checkValueIsThatOfTheFlowAndOfTheMixture() {
        OdeSolver solver = OdeSolver.adaptive(Tolerances.of(1e-12));
        Tensor x1 = solver.solve(mixture(), tensor(Shape.of(1, 2), 0.3, -0.4), GRID);
        Tensor byFlow =
                new LogLikelihood(solver, GRID, Divergence.exact()).of(mixture(), LogLikelihood::standardNormal, x1);
        Tensor byDensity = mixture().logDensity(device.scalar(DType.FLOAT64, 1), x1);
        double[] expected = {-2.6152226460};
        assertThat(numbers(byFlow)).containsExactly(expected, Offset.offset(1e-9));
        assertThat(numbers(byDensity)).containsExactly(expected, Offset.offset(1e-9));
    }

    @Test
    void dormandPrinceAtOneE10GivesTheMixtureToOneE9() {
        OdeSolver solver = OdeSolver.adaptive(ButcherTableau.DORMAND_PRINCE_5, Tolerances.of(1e-10));
        Tensor computed = new LogLikelihood(solver, GRID, Divergence.exact())
                .of(mixture(), LogLikelihood::standardNormal, points());
        double[] exact = numbers(mixture().logDensity(device.scalar(DType.FLOAT64, 1), points()));
        assertThat(numbers(computed)).containsExactly(exact, Offset.offset(1e-9));
    }

    /** The integral of tr J along a solution is log det of the flow map's Jacobian, here by JVPs through the solve. */
    @Test
    void integralOfTheTraceIsTheLogDeterminantOfTheFlowMap() {
        OdeSolver solver = OdeSolver.adaptive(ButcherTableau.DORMAND_PRINCE_8, Tolerances.of(1e-12));
        LogLikelihood likelihood = new LogLikelihood(solver, GRID, Divergence.exact());
        for (double[] start : new double[][] {{0.3, -0.4}, {-1.25, 0.5}, {2, 1}}) {
            Tensor x0 = tensor(Shape.of(1, 2), start);
            Tensor x1 = solver.solve(mixture(), x0, GRID);
            Tensor minusIntegral = likelihood.of(mixture(), x -> device.fill(DType.FLOAT64, Shape.of(1), 0), x1);
            Tensor jacobian = Ops.reshape(Autodiff.jacobian(x -> solver.solve(mixture(), x, GRID), x0), Shape.of(2, 2));
            assertThat(-numbers(minusIntegral)[0])
                    .isCloseTo(numbers(Ops.logDeterminant(jacobian))[0], Offset.offset(1e-9));
        }
    }

    /** The flow from 0 to t gives log p_t, and its derivative in t is that of the mixture's density at t. */
    @Test
    void likelihoodIsDifferentiableInItsLastTime() {
        OdeSolver solver = OdeSolver.adaptive(ButcherTableau.DORMAND_PRINCE_8, Tolerances.of(1e-12));
        LogLikelihood likelihood = new LogLikelihood(solver, GRID, Divergence.exact());
        Tensor zero = device.scalar(DType.FLOAT64, 0);
        for (double time : new double[] {0.25, 0.75}) {
            Tensor t = device.scalar(DType.FLOAT64, time);
            Tensor one = device.scalar(DType.FLOAT64, 1);
            double[] bySolve = numbers(Autodiff.jvp(
                            at -> likelihood.of(mixture().between(zero, at), LogLikelihood::standardNormal, points()),
                            t,
                            one)
                    .tangent());
            double[] exact = numbers(Autodiff.jvp(at -> mixture().logDensity(at, points()), t, one)
                    .tangent());
            assertThat(bySolve).containsExactly(exact, Offset.offset(1e-8));
        }
    }
}
