package dualflow.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import dualflow.testing.TestDevices;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The flow map of the mixture of the paper's Table 4, and the instantaneous change of variables along it: the source point (0.3, -0.4)
 * reaches a data point of log-density -2.61522264606.
 */
class MixtureSolveTest {
    private static final OdeSolver SOLVER = OdeSolver.adaptive(Tolerances.of(1e-12));
    private static final TimeGrid GRID = TimeGrid.of(0, 1);

    static List<GoldenCsv.Case> goldens() {
        return GoldenCsv.read("flow/mixture_solve").cases();
    }

    private static MixtureVelocity mixture(GoldenCsv.Case golden, Device device, DType dtype) {
        return new MixtureVelocity(
                device.fill(dtype, Shape.of(3), 0),
                device.tensor(dtype, Shape.of(3, 2), golden.values("means")),
                device.tensor(dtype, Shape.of(3, 2, 2), golden.values("covariances")),
                device.fill(dtype, Shape.of(2), 0),
                identity(device, dtype));
    }

    private static Tensor identity(Device device, DType dtype) {
        return device.tensor(dtype, Shape.of(2, 2), 1, 0, 0, 1);
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void flowMapJacobianAndLikelihoodMatchGolden(GoldenCsv.Case golden) {
        try (Device device = new HostDevice()) {
            MixtureVelocity field = mixture(golden, device, DType.FLOAT64);
            Tensor x0 = device.tensor(DType.FLOAT64, Shape.of(1, 2), golden.vector("x0"));
            UnaryOperator<Tensor> map = x -> SOLVER.solve(field, x, GRID);
            Tensor x1 = map.apply(x0);
            assertThat(numbers(x1)).containsExactly(golden.vector("x1"), Offset.offset(1e-10));
            assertThat(numbers(Autodiff.jacobian(map, x0)))
                    .containsExactly(golden.values("jacobian"), Offset.offset(1e-9));
            Tensor data = device.tensor(DType.FLOAT64, Shape.of(1, 2), golden.vector("x1"));
            Tensor logDensity = new LogLikelihood(SOLVER, GRID, Divergence.exact())
                    .of(
                            field,
                            LogLikelihood.gaussian(
                                    device.fill(DType.FLOAT64, Shape.of(2), 0), identity(device, DType.FLOAT64)),
                            data);
            assertThat(numbers(logDensity))
                    .containsExactly(new double[] {golden.scalar("log_density")}, Offset.offset(1e-9));
            assertThat(numbers(field.logDensity(device.scalar(DType.FLOAT64, 1), data)))
                    .containsExactly(new double[] {golden.scalar("log_density")}, Offset.offset(1e-13));
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void solveHasTheSameBitsOnEveryDevice(DType dtype) {
        GoldenCsv.Case golden = goldens().get(0);
        OdeSolver solver = OdeSolver.adaptive(Tolerances.of(dtype == DType.FLOAT64 ? 1e-6 : 1e-4));
        double[] primal = null;
        double[] tangent = null;
        List<Device> devices = TestDevices.all();
        for (Device device : devices) {
            if (!device.supports(dtype)) {
                continue;
            }
            MixtureVelocity field = mixture(golden, device, dtype);
            Dual dual = Autodiff.jvp(
                    x -> solver.solve(field, x, GRID),
                    device.tensor(dtype, Shape.of(3, 2), 0.25, -0.5, -1, 0.5, 2.5, -2),
                    device.tensor(dtype, Shape.of(3, 2), 1, 0, 0, 1, 1, 1));
            primal = primal == null ? numbers(dual.primal()) : primal;
            tangent = tangent == null ? numbers(dual.tangent()) : tangent;
            assertThat(numbers(dual.primal())).as("%s", device).isEqualTo(primal);
            assertThat(numbers(dual.tangent())).as("%s", device).isEqualTo(tangent);
        }
        devices.forEach(Device::close);
    }
}
