package dualflow.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.nn.FlowUNet;
import dualflow.nn.ParameterException;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.TestDevices;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LearnedImageFlowTest {
    private static final int D = TrainedFlow.IMAGE.size();
    private static final int[] WHOLE = IntStream.range(0, D).toArray();

    private static Device device;
    private static Parameters weights;
    private static LearnedImageFlow flow;

    @BeforeAll
    static void train() {
        device = new HostDevice();
        weights = TrainedFlow.weights(device);
        flow = new LearnedImageFlow(TrainedFlow.MODEL, weights, TrainedFlow.IMAGE, "a small flow UNet");
    }

    @AfterAll
    static void closeDevice() {
        device.close();
    }

    private static Tensor points(Device where, DType dtype, int count) {
        return where.tensor(dtype, Shape.of(count, D), new Draws(3).normals(0, 0, count * D));
    }

    private static double[] made(Device where, DType dtype, int count, int... pixels) {
        return flow.map(where, dtype, OdeSolver.euler(), TrainedFlow.GRID, pixels)
                .apply(points(where, dtype, count))
                .value()
                .toDoubles();
    }

    /** x := x + h v(t, x), with running statistics in the batch norms. */
    @Test
    void mapIsEulersMethodOnTheModel() {
        Tensor x = Ops.reshape(points(device, DType.FLOAT64, 3), Shape.of(3).then(TrainedFlow.IMAGE));
        for (int i = 0; i < TrainedFlow.GRID.steps(); i++) {
            double t = TrainedFlow.GRID.time(i);
            Tensor v = TrainedFlow.MODEL.velocity(Pass.evaluation(weights), device.scalar(DType.FLOAT64, t), x);
            x = Ops.add(x, Ops.scale(v, TrainedFlow.GRID.time(i + 1) - t));
        }
        double[] expected = x.value().toDoubles();
        assertThat(made(device, DType.FLOAT64, 3, WHOLE)).containsExactly(expected, within(1e-10));
        int[] some = {130, 7, 131};
        double[] chosen = made(device, DType.FLOAT64, 3, some);
        for (int i = 0; i < 9; i++) {
            assertThat(chosen[i]).isCloseTo(expected[i / 3 * D + some[i % 3]], within(1e-10));
        }
    }

    @Test
    void imagesAreMadeEachByItself() {
        double[] three = made(device, DType.FLOAT64, 3, WHOLE);
        assertThat(made(device, DType.FLOAT64, 1, WHOLE)).isEqualTo(Arrays.copyOf(three, D));
    }

    @Test
    void formatsDifferByRounding() {
        double[] exact = made(device, DType.FLOAT64, 2, WHOLE);
        assertThat(made(device, DType.FLOAT32, 2, WHOLE))
                .containsExactly(exact, within(1e-3))
                .isNotEqualTo(exact);
    }

    @Test
    void devicesGiveTheSameBits() {
        try (Device openCl = TestDevices.openCl()) {
            assertThat(made(openCl, DType.FLOAT32, 3, 130, 131)).isEqualTo(made(device, DType.FLOAT32, 3, 130, 131));
        }
    }

    @Test
    void derivativeOfThePixelsIsTheTransposedOne() {
        var f = flow.map(device, DType.FLOAT64, OdeSolver.euler(), TimeGrid.linspace(4), 130, 131);
        Tensor x = points(device, DType.FLOAT64, 1);
        Tensor v = device.tensor(DType.FLOAT64, x.shape(), new Draws(4).normals(0, 0, D));
        double[] product = Autodiff.jvp(f, x, v).tangent().value().toDoubles();
        double[] gradient = Autodiff.vjp(
                        a -> f.apply(a.get(0)), List.of(x), device.tensor(DType.FLOAT64, Shape.of(1, 2), 1, 0))
                .get(0)
                .value()
                .toDoubles();
        double[] direction = v.value().toDoubles();
        double sum = IntStream.range(0, D)
                .mapToDouble(i -> gradient[i] * direction[i])
                .sum();
        assertThat(sum).isCloseTo(product[0], within(1e-12));
    }

    @Test
    void aSolveTakesTheMemoryOfOneStep() {
        assertThat(peak(TimeGrid.linspace(9))).isEqualTo(peak(TimeGrid.linspace(3)));
    }

    private static long peak(TimeGrid grid) {
        try (Device fresh = new HostDevice()) {
            var f = flow.map(fresh, DType.FLOAT32, OdeSolver.euler(), grid, 1);
            Tensor x = points(fresh, DType.FLOAT32, 2);
            try (Arena arena = fresh.arena()) {
                arena.keep(Autodiff.jvp(f, x, x).tangent());
            }
            return fresh.account().peak();
        }
    }

    @Test
    void noFormulaGivesItsCovariance() {
        assertThat(flow.covariance(1, 2)).isEmpty();
        assertThat(flow.dimension()).isEqualTo(D);
    }

    @Test
    void rejectsWeightsOfAnotherSize() {
        FlowUNet wider = new FlowUNet(1, 3, FlowUNet.Upsampling.BILINEAR);
        assertThatThrownBy(() -> new LearnedImageFlow(wider, weights, TrainedFlow.IMAGE, "wider"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("the parameter inc.");
    }
}
