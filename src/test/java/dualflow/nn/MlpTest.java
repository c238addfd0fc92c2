package dualflow.nn;

import static dualflow.testing.ArrayErrors.dot;
import static dualflow.testing.ArrayErrors.error;
import static dualflow.testing.ArrayErrors.norm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.autodiff.Linearized;
import dualflow.autodiff.TensorFunction;
import dualflow.device.host.HostDevice;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import dualflow.testing.TestDevices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The two networks without convolutions, at the published size and narrow, with drawn weights against PyTorch. */
class MlpTest {
    private static final int SEED = 3;

    static Stream<Arguments> cases() {
        return Stream.of(
                        Arguments.of("layer/mlp_1d", "width 128", new Mlp1d()),
                        Arguments.of("layer/mlp_1d", "width 5", new Mlp1d(5)),
                        Arguments.of("layer/mlp_2d", "published", new Mlp2d()),
                        Arguments.of("layer/mlp_2d", "narrow", new Mlp2d(3, 2, 16, 8)))
                .map(a -> Arguments.of(GoldenCsv.read((String) a.get()[0]).at((String) a.get()[1]), a.get()[2]));
    }

    @Test
    void publishedSizes() {
        assertThat(new Mlp1d().specification().trainedCount()).isEqualTo(50_049);
        assertThat(new Mlp2d().specification().trainedCount()).isEqualTo(11_026_434);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void matchesGolden(GoldenCsv.Case golden, VelocityModel model) {
        Specification specification = model.specification();
        assertThat(specification.trainedCount()).isEqualTo((long) golden.scalar("parameters"));
        for (Device device : TestDevices.all()) {
            try (device) {
                for (DType dtype : DType.values()) {
                    if (device.supports(dtype)) {
                        // In float32 an angle of up to 10000 is wrong by up to 10000 2^-23, see
                        // SinusoidalTimeEmbeddingTest.
                        double float32 = model instanceof Mlp2d ? 2e-3 : 1e-5;
                        matchesGolden(golden, model, device, dtype, dtype == DType.FLOAT64 ? 1e-12 : float32);
                    }
                }
            }
        }
    }

    private static void matchesGolden(
            GoldenCsv.Case golden, VelocityModel model, Device device, DType dtype, double tolerance) {
        try (Arena arena = device.arena()) {
            assertThat(arena.size()).isZero();
            Specification specification = model.specification();
            Parameters weights = specification.draw(device, dtype, SEED);
            List<Tensor> arguments = new ArrayList<>(weights.tensors());
            List<Tensor> tangents = new ArrayList<>();
            for (Parameter parameter : specification.parameters()) {
                double[] numbers = drawn(
                        golden.name() + " " + parameter.name() + " dot",
                        parameter.shape().size());
                tangents.add(parameter.layout().fromPyTorch(device.tensor(dtype, parameter.shapeInPyTorch(), numbers)));
            }
            for (String input : List.of("t", "x")) {
                arguments.add(LayerContract.tensor(golden, input, device, dtype));
                tangents.add(LayerContract.tensor(golden, input + "_dot", device, dtype));
            }
            int count = weights.names().size();
            TensorFunction f = a -> model.velocity(
                    Pass.evaluation(weights.withTensors(a.subList(0, count))), a.get(count), a.get(count + 1));

            Dual dual = Autodiff.jvp(f, arguments, tangents);
            requireClose("y", golden, dual.primal(), tolerance);
            requireClose("y_dot", golden, dual.tangent(), tolerance);

            Linearized linearized = Autodiff.linearize(f, arguments);
            Tensor yBar = LayerContract.tensor(golden, "y_bar", device, dtype);
            List<Tensor> bars = linearized.map().applyTranspose(yBar);
            requireClose("t_bar", golden, bars.get(count), tolerance);
            requireClose("x_bar", golden, bars.get(count + 1), tolerance);
            for (int k = 0; k < count; k++) {
                Parameter parameter = specification.parameters().get(k);
                String name = parameter.name();
                double[] bar = parameter.layout().toPyTorch(bars.get(k)).value().toDoubles();
                double[] first = golden.vector(name + " first");
                double size = golden.scalar(name + " norm");
                assertThat(norm(bar)).as("norm of %s", name).isCloseTo(size, within(tolerance * size));
                assertThat(Arrays.copyOf(bar, first.length))
                        .as("first of %s", name)
                        .containsExactly(first, within(tolerance * Math.max(size / Math.sqrt(bar.length), max(first))));
                double[] r = drawn(golden.name() + " " + name + " r", bar.length);
                assertThat(dot(bar, r))
                        .as("product with %s", name)
                        .isCloseTo(golden.scalar(name + " product"), within(tolerance * size * norm(r)));
            }
        }
    }

    private static void requireClose(String quantity, GoldenCsv.Case golden, Tensor actual, double tolerance) {
        assertThat(error(actual.value().toDoubles(), golden.values(quantity)))
                .as("%s in %s on %s", quantity, actual.dtype(), actual.device().id())
                .isLessThanOrEqualTo(tolerance);
    }

    private static double[] drawn(String name, int count) {
        return new Initialisation.Uniform(1).draw(new Draws(SEED), Draws.stream(name), count);
    }

    private static double max(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    @Test
    void timeMayBeOneForAll() {
        for (VelocityModel model : List.of(new Mlp1d(4), new Mlp2d(1, 1, 4, 6))) {
            try (Device device = new HostDevice()) {
                Parameters parameters = model.specification().draw(device, DType.FLOAT64, SEED);
                Tensor x = device.tensor(DType.FLOAT64, Shape.of(2, 1), -0.5, 2);
                Pass pass = Pass.evaluation(parameters);
                Tensor one = model.velocity(pass, device.scalar(DType.FLOAT64, 0.25), x);
                Tensor each = model.velocity(pass, device.tensor(DType.FLOAT64, Shape.of(2, 1), 0.25, 0.25), x);
                assertThat(one.shape()).isEqualTo(x.shape());
                assertThat(one.value().toDoubles()).isEqualTo(each.value().toDoubles());
            }
        }
    }
}
