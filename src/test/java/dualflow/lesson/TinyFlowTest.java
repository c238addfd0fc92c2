package dualflow.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.FiniteDifference;
import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianMixture;
import dualflow.closedform.MixtureFlow;
import dualflow.device.host.HostDevice;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.nn.Parameters;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The answers to the exercises of lesson 10. */
class TinyFlowTest {
    private static final int PAIRS = 60 * 64;

    private final Device device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    /** From the network to the flow, without comments, empty lines and single braces. */
    @Test
    void hasThirtyLines() {
        String source = Lessons.all().get(9).source();
        String code = source.substring(source.indexOf("static Tensor velocity("), source.indexOf("Teaches the lesson"));
        assertThat(code.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.matches("[/*}].*"))
                        .count())
                .isEqualTo(30);
    }

    /**
     * The least squares' answer is then E[x1 | x_t], which lacks the noise's own way back to 0. So each point goes about as far as its data
     * point and keeps its noise: from 1 to 2 or so in place of 1.
     */
    @Test
    void aFlowToTheDataItselfGoesTooFar() {
        MixtureFlow flow = new MixtureFlow(
                Gaussian.standard(1),
                new GaussianMixture(
                        new double[] {0.3, 0.7},
                        List.of(
                                new Gaussian(new double[] {-1}, new double[][] {{0.04}}),
                                new Gaussian(new double[] {1}, new double[][] {{0.04}}))));
        double right = 1;
        double wrong = 1;
        for (int i = 0; i < 200; i++) {
            double t = i / 200.0;
            right += flow.velocity(t, new double[] {right})[0] / 200;
            wrong += flow.at(t).conditionalMean(new double[] {wrong})[0] / 200;
        }
        assertThat(right).isBetween(0.7, 1.4);
        assertThat(wrong).isGreaterThan(1.8);
    }

    /** Paths of one field do not cross, so their order on the line stays. */
    @Test
    void samplesMoveWithTheirNoise() {
        Parameters w = TinyFlow.train(device, new Draws(1), PAIRS, 64);
        Tensor x = TinyFlow.column(device, new double[] {0});
        Tensor one = TinyFlow.column(device, new double[] {1});
        double exact =
                Autodiff.jvp(a -> TinyFlow.flow(w, a), x, one).tangent().value().toDouble();
        double quotient = FiniteDifference.CENTRAL
                .along(a -> TinyFlow.flow(w, a), x, one, 1e-5)
                .value()
                .toDouble();
        assertThat(exact).isPositive().isCloseTo(quotient, within(1e-7));
    }

    /** It does, but for the solver's error, which falls with the number of steps. */
    @Test
    void noiseComesBack() {
        Parameters w = TinyFlow.train(device, new Draws(1), PAIRS, 64);
        double coarse = distanceThereAndBack(w, 50);
        assertThat(coarse).isLessThan(0.1);
        assertThat(distanceThereAndBack(w, 500)).isBetween(coarse / 12, coarse / 8);
    }

    private double distanceThereAndBack(Parameters w, int steps) {
        TimeGrid grid = TimeGrid.uniform(0, 1, steps);
        Tensor x0 = TinyFlow.column(device, new double[] {0.7});
        Tensor there = solve(w, x0, grid);
        return Math.abs(
                Ops.subtract(solve(w, there, grid.reversed()), x0).value().toDoubles()[0]);
    }

    private static Tensor solve(Parameters w, Tensor x, TimeGrid grid) {
        return OdeSolver.euler().solve((t, a) -> TinyFlow.velocity(w, Ops.broadcast(t, a.shape()), a), x, grid);
    }
}
