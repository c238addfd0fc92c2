package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import dualflow.testing.TestDevices;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResizeTest {
    private static final GoldenCsv GOLDEN = GoldenCsv.read("op/resize");

    static Stream<GoldenCsv.Case> images() {
        return GOLDEN.cases().stream().filter(golden -> golden.has("x"));
    }

    static Stream<GoldenCsv.Case> indices() {
        return GOLDEN.cases().stream().filter(golden -> golden.name().startsWith("index"));
    }

    private static Tensor resize(GoldenCsv.Case golden, Tensor x) {
        int[] y = golden.shape("y");
        boolean aligned = golden.name().startsWith("aligned");
        boolean nearest = golden.name().startsWith("nearest");
        if (golden.has("factor")) {
            double factor = golden.scalar("factor");
            return nearest ? Resize.nearest(x, factor) : Resize.bilinear(x, factor, aligned);
        }
        return nearest ? Resize.nearest(x, y[0], y[1]) : Resize.bilinear(x, y[0], y[1], aligned);
    }

    private static DeviceTensor tensor(Device device, GoldenCsv.Case golden, String quantity) {
        return device.tensor(DType.FLOAT64, Shape.of(golden.shape(quantity)), golden.values(quantity));
    }

    @ParameterizedTest
    @MethodSource("images")
    void primalMatchesGolden(GoldenCsv.Case golden) {
        for (Device device : TestDevices.all()) {
            try (device) {
                Tensor y = resize(golden, tensor(device, golden, "x"));
                assertThat(y.shape()).isEqualTo(Shape.of(golden.shape("y")));
                // Weights and images are at most 2: a few roundings of numbers of that size.
                assertThat(y.value().toDoubles()).containsExactly(golden.values("y"), Offset.offset(1e-14));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void jvpMatchesGoldenAndGradientIsPyTorchs(GoldenCsv.Case golden) {
        try (HostDevice host = new HostDevice()) {
            Tensor x = tensor(host, golden, "x");
            Tensor yBar = tensor(host, golden, "y_bar");
            // Linear, so the tangent of x along x is y.
            assertThat(Autodiff.jvp(v -> resize(golden, v), x, x)
                            .tangent()
                            .value()
                            .toDoubles())
                    .containsExactly(golden.values("y"), Offset.offset(1e-14));
            Tensor xBar = Autodiff.grad(v -> Ops.sum(Ops.multiply(yBar, resize(golden, v))), x);
            assertThat(xBar.value().toDoubles()).containsExactly(golden.values("x_bar"), Offset.offset(1e-13));
        }
    }

    @ParameterizedTest
    @MethodSource("indices")
    void nearestPixelIsPyTorchs(GoldenCsv.Case golden) {
        int n = Integer.parseInt(golden.name().substring("index ".length()));
        try (HostDevice host = new HostDevice()) {
            Tensor x = host.tensor(
                    DType.FLOAT64,
                    Shape.of(n, 1, 1),
                    IntStream.range(0, n).asDoubleStream().toArray());
            for (String quantity : golden.quantities()) {
                int to = Integer.parseInt(quantity.substring("of ".length()));
                assertThat(Resize.nearest(x, to, 1).value().toDoubles()).isEqualTo(golden.vector(quantity));
            }
        }
    }

    @Test
    void mapsOverLeadingAxes() {
        try (HostDevice host = new HostDevice()) {
            double[] numbers = IntStream.range(0, 2 * 3 * 3 * 4 * 2)
                    .mapToDouble(Math::sqrt)
                    .toArray();
            Tensor x = host.tensor(DType.FLOAT64, Shape.of(2, 3, 3, 4, 2), numbers);
            Tensor one = Ops.reshape(Ops.slice(Ops.slice(x, -5, 1, 1), -4, 2, 1), Shape.of(3, 4, 2));
            for (boolean aligned : new boolean[] {false, true}) {
                double[] all = Resize.bilinear(x, 5, 3, aligned).value().toDoubles();
                double[] single = Resize.bilinear(one, 5, 3, aligned).value().toDoubles();
                assertThat(java.util.Arrays.copyOfRange(all, all.length - single.length, all.length))
                        .isEqualTo(single);
            }
        }
    }

    @Test
    void rejectsImagesWithoutPixels() {
        try (HostDevice host = new HostDevice()) {
            Tensor x = host.fill(DType.FLOAT64, Shape.of(2, 3, 1), 1);
            Tensor none = host.fill(DType.FLOAT64, Shape.of(0, 3, 1), 1);
            for (org.assertj.core.api.ThrowableAssert.ThrowingCallable wrong :
                    List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                            () -> Resize.bilinear(x, 0, 2, true),
                            () -> Resize.bilinear(x, 0.25, true),
                            () -> Resize.nearest(x, 2, -1),
                            () -> Resize.nearest(x, Double.NaN),
                            () -> Resize.nearest(none, 2, 2))) {
                assertThatThrownBy(wrong).isInstanceOf(ShapeException.class).hasMessageContaining("pixels");
            }
        }
    }
}
