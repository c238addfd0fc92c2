package dualflow.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianFlow;
import dualflow.coupling.Coupling;
import dualflow.coupling.EntropicTransport;
import dualflow.coupling.MinibatchTransport;
import dualflow.device.host.HostDevice;
import dualflow.flow.ButcherTableau;
import dualflow.flow.GaussianVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.flow.Tolerances;
import dualflow.op.Ops;
import dualflow.path.Interpolant;
import dualflow.path.InterpolantPath;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LossFloorTest {
    private final HostDevice device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private static double[] normals(long seed, int count) {
        return new Draws(seed).normals(1, 0, count);
    }

    private static OdeSolver solver() {
        return OdeSolver.adaptive(ButcherTableau.DORMAND_PRINCE_8, Tolerances.of(1e-8));
    }

    /** N(0, I) to N(0, diag(1, 4)): (pi/2)(1 + 2); in one dimension, where neighbours are near, the estimate is that within its error. */
    @Test
    void independentGaussiansHaveTheExactFloor() {
        double[] x0 = normals(1, 4000);
        double[] x1 = normals(2, 4000);
        for (int i = 0; i < 4000; i++) {
            x1[i] *= 2;
        }
        LossFloor one = LossFloor.ofPairs(x0, x1, 1, 16);
        double exact = new GaussianFlow(
                        new Gaussian(new double[1], new double[][] {{1}}),
                        new Gaussian(new double[1], new double[][] {{4}}))
                .lossFloor();
        assertThat(exact).isCloseTo(Math.PI, Offset.offset(1e-12)); // (pi/2) 2
        assertThat(one.value()).isCloseTo(exact, Offset.offset(5 * one.standardError()));
        for (int i = 0; i < 4000; i += 2) {
            x1[i] /= 2;
        }
        LossFloor two = LossFloor.ofPairs(x0, x1, 2, 16);
        assertThat(two.value()).isCloseTo(1.5 * Math.PI, Offset.offset(5 * two.standardError()));
        assertThat(two.standardError()).isLessThan(0.1);
    }

    /** The optimal map of Gaussians, x1 = diag(1, 2) x0, has no floor; its estimate falls with the number of pairs. */
    @Test
    void optimalMapHasNoFloor() {
        double before = Double.POSITIVE_INFINITY;
        for (int n : new int[] {250, 1000, 4000}) {
            double[] x0 = normals(3, 2 * n);
            double[] x1 = x0.clone();
            for (int i = 1; i < 2 * n; i += 2) {
                x1[i] *= 2;
            }
            double floor = LossFloor.ofPairs(x0, x1, 2, 4).value();
            assertThat(floor).isLessThan(before / 2);
            before = floor;
        }
        assertThat(before).isLessThan(0.005);
    }

    /** The flow from N(0, I) to itself of independent pairs: x_t = sqrt((1-t)^2 + t^2) x0, so 2 - pi/2 for each dimension. */
    @Test
    void straightnessOfTheIndependentFlowIsExact() {
        int n = 2000;
        Tensor identity = device.tensor(DType.FLOAT64, Shape.of(2, 2), 1, 0, 0, 1);
        Tensor zero = device.fill(DType.FLOAT64, Shape.of(2), 0);
        double[] draws = normals(4, 2 * n);
        Tensor x0 = device.tensor(DType.FLOAT64, Shape.of(n, 2), draws);
        PathStraightness straightness = PathStraightness.of(
                new GaussianVelocity(zero, identity, zero, identity), x0, solver(), TimeGrid.of(0, 1));
        double square = 0;
        for (double x : draws) {
            square += x * x / n;
        }
        assertThat(straightness.value()).isCloseTo((2 - Math.PI / 2) * square, Offset.offset(1e-7));
        assertThat(straightness.value())
                .isCloseTo(2 * (2 - Math.PI / 2), Offset.offset(5 * straightness.standardError()));
    }

    @Test
    void aConstantFieldIsStraight() {
        Tensor velocity = device.tensor(DType.FLOAT64, Shape.of(1, 2), 3, -4);
        Tensor x0 = device.tensor(DType.FLOAT64, Shape.of(5, 2), normals(5, 10));
        PathStraightness straightness =
                PathStraightness.of((t, x) -> Ops.broadcast(velocity, x.shape()), x0, solver(), TimeGrid.of(0, 1));
        assertThat(straightness.value()).isCloseTo(0, Offset.offset(1e-12));
    }

    /** From N(0, I) to eight Gaussians: pairs by transport within batches of 128 have a lower floor and a straighter flow, entropic ones are in between. */
    @Test
    void transportedPairsHaveALowerFloorAndAStraighterFlow() {
        double[] independent = measure(Coupling.INDEPENDENT);
        double[] entropic = measure(new EntropicTransport(4));
        double[] exact = measure(new MinibatchTransport());
        for (int i = 0; i < 2; i++) {
            assertThat(entropic[i]).isLessThan(0.7 * independent[i]);
            assertThat(exact[i]).isLessThan(0.7 * entropic[i]);
        }
    }

    /** The floor of 1024 pairs, and the straightness of the flow that they define. */
    private double[] measure(Coupling coupling) {
        int batch = 128;
        int n = 8 * batch;
        double[] x1 = ToyData.EIGHT_GAUSSIANS.samples(new Draws(6), 0, n);
        double[] draws = normals(7, 2 * n);
        double[] x0 = new double[2 * n];
        for (int step = 0; step < 8; step++) {
            int at = 2 * batch * step;
            double[] sources = Arrays.copyOfRange(draws, at, at + 2 * batch);
            int[] rows =
                    coupling.sourceRows(sources, Arrays.copyOfRange(x1, at, at + 2 * batch), 2, new Draws(8), step);
            for (int j = 0; j < batch; j++) {
                System.arraycopy(sources, 2 * rows[j], x0, at + 2 * j, 2);
            }
        }
        Shape shape = Shape.of(n, 2);
        InterpolantPath path = InterpolantPath.ofPairs(
                Interpolant.tube(0.25),
                device.tensor(DType.FLOAT64, shape, x0),
                device.tensor(DType.FLOAT64, shape, x1));
        Tensor start = device.tensor(DType.FLOAT64, Shape.of(64, 2), normals(9, 128));
        OdeSolver steps = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4);
        return new double[] {
            LossFloor.ofPairs(x0, x1, 2, 16).value(),
            PathStraightness.of(path, start, steps, TimeGrid.uniform(0, 1, 16)).value()
        };
    }

    @Test
    void rejectsWhatIsNotPairs() {
        for (int[] lengths : new int[][] {{4, 6}, {2, 2}, {3, 3}, {0, 0}}) {
            assertThatThrownBy(() -> LossFloor.ofPairs(new double[lengths[0]], new double[lengths[1]], 2, 4))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a loss floor is of two or more pairs, at one time or more; got " + lengths[0] + " and "
                            + lengths[1] + " numbers in rows of 2, and 4 times");
        }
        assertThatThrownBy(() -> LossFloor.ofPairs(new double[4], new double[4], 2, 0))
                .hasMessageEndingWith("and 0 times");
    }
}
