package dualflow.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.flow.ButcherTableau;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.nn.AttributeRegressor;
import dualflow.nn.FlowUNet;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Networks that were not trained, on small images, in float64. */
class LatentActionTest {
    private static final Shape IMAGE = Shape.of(16, 16, 1);
    private static final int D = 256;
    private static final int N = 2;
    private static final OdeSolver SOLVER = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4);
    private static final TimeGrid GRID = TimeGrid.uniform(0, 1, 4);

    private static Device device;
    private static Arena arena;
    private static LearnedImageFlow flow;
    private static UnaryOperator<Tensor> first;
    private static AttributeRows rows;
    private static double[] noise;
    private static AttributeRows.At start;

    @BeforeAll
    static void makeNetworks() {
        device = new HostDevice();
        arena = device.arena();
        FlowUNet unet = new FlowUNet(1, 1, FlowUNet.Upsampling.BILINEAR);
        flow = new LearnedImageFlow(unet, unet.specification().draw(device, DType.FLOAT64, 1), IMAGE, "not trained");
        first = attributes(new AttributeRegressor(1, 2, 3), 2);
        rows = new AttributeRows(
                flow,
                List.of(first, attributes(new AttributeRegressor(1, 1, 1), 3)),
                device,
                DType.FLOAT64,
                SOLVER,
                GRID);
        noise = new Draws(4).normals(0, 0, N * D);
        start = rows.at(noise);
    }

    private static UnaryOperator<Tensor> attributes(AttributeRegressor regressor, long seed) {
        return new AttributeFlow(
                        flow, IMAGE, regressor, regressor.specification().draw(device, DType.FLOAT64, seed))
                .attributes(device, DType.FLOAT64);
    }

    @AfterAll
    static void close() {
        arena.close();
        device.close();
    }

    /** Row a times u is output a of the JVP along u. */
    @Test
    void rowsAreThoseOfTheJacobian() {
        int[] whole = IntStream.range(0, D).toArray();
        UnaryOperator<Tensor> made = flow.map(device, DType.FLOAT64, SOLVER, GRID, whole);
        double[] u = new Draws(5).normals(0, 0, N * D);
        var dual = Autodiff.jvp(x -> first.apply(made.apply(x)), tensor(noise), tensor(u));
        double[] products = dual.tangent().value().toDoubles();
        assertThat(start.values().get(0)).isEqualTo(dual.primal().value().toDoubles());
        assertThat(start.images()).isEqualTo(made.apply(tensor(noise)).value().toDoubles());
        assertThat(start.values().get(1)).hasSize(N);
        assertThat(start.rows().get(1)).hasSize(N * D);
        for (int i = 0; i < N; i++) {
            for (int a = 0; a < 3; a++) {
                double sum = 0;
                for (int j = 0; j < D; j++) {
                    sum += start.rows().get(0)[(a * N + i) * D + j] * u[i * D + j];
                }
                assertThat(sum).isCloseTo(products[i * 3 + a], within(1e-12 * (1 + Math.abs(sum))));
            }
        }
    }

    private static Tensor tensor(double[] numbers) {
        return device.tensor(DType.FLOAT64, Shape.of(N, D), numbers);
    }

    @Test
    void abductionFindsTheNoise() {
        LatentAction action = new LatentAction(flow, rows, device, DType.FLOAT64, SOLVER, GRID);
        double[] found = action.abduct(start.images());
        for (int j = 0; j < noise.length; j++) {
            assertThat(found[j]).isCloseTo(noise[j], within(1e-3));
        }
    }

    /** Newton's method converges fast; what is held ends where it was, what is free does not. */
    @Test
    void actionBringsAnAttributeToItsValueAndHoldsAnother() {
        LatentAction action = new LatentAction(flow, rows, device, DType.FLOAT64, SOLVER, GRID);
        double aim = start.values().get(0)[0] + 0.01;
        List<LatentAction.After> free = action.act(noise, start, new LatentAction.Aim(Map.of(0, aim), List.of(), 3));
        List<LatentAction.After> held = action.act(noise, start, new LatentAction.Aim(Map.of(0, aim), List.of(1), 3));
        for (int i = 0; i < N; i++) {
            double[] afterOne = free.get(0).at().values().get(0);
            double[] afterAll = free.get(2).at().values().get(0);
            double[] holding = held.get(2).at().values().get(0);
            double before = start.values().get(0)[3 * i + 1];
            assertThat(Math.abs(afterAll[3 * i] - aim)).isLessThan(1e-7);
            assertThat(Math.abs(afterOne[3 * i] - aim))
                    .isLessThan(0.5 * Math.abs(start.values().get(0)[3 * i] - aim));
            assertThat(holding[3 * i]).isCloseTo(aim, within(1e-7));
            assertThat(holding[3 * i + 1]).isCloseTo(before, within(1e-7));
            assertThat(Math.abs(afterAll[3 * i + 1] - before)).isGreaterThan(1e-6);
        }
        assertThat(length(held.get(2).noise())).isGreaterThan(length(free.get(2).noise()));
    }

    private static double length(double[] moved) {
        double sum = 0;
        for (int j = 0; j < moved.length; j++) {
            sum += (moved[j] - noise[j]) * (moved[j] - noise[j]);
        }
        return Math.sqrt(sum);
    }

    @Test
    void contradictoryAimsAreRefused() {
        assertThatThrownBy(() -> new LatentAction.Aim(Map.of(0, 1.0), List.of(0), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("changed or held, not both");
        assertThatThrownBy(() -> new LatentAction.Aim(Map.of(), List.of(0), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
