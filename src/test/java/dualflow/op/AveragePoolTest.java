package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AveragePoolTest {
    static Stream<GoldenCsv.Case> goldens() {
        return GoldenCsv.read("op/average_pool").cases().stream();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void primalJvpAndGradientMatchGolden(GoldenCsv.Case golden) {
        int window = (int) golden.scalar("window");
        int stride = (int) golden.scalar("stride");
        int padding = (int) golden.scalar("padding");
        try (HostDevice host = new HostDevice()) {
            Tensor x = host.tensor(DType.FLOAT64, Shape.of(golden.shape("x")), golden.values("x"));
            Tensor yBar = host.tensor(DType.FLOAT64, Shape.of(golden.shape("y_bar")), golden.values("y_bar"));
            Tensor y = Ops.averagePool(x, window, stride, padding);
            assertThat(y.shape()).isEqualTo(yBar.shape());
            assertThat(y.value().toDoubles()).containsExactly(golden.values("y"), Offset.offset(1e-14));
            // Linear, so the tangent of x along x is y.
            Tensor yDot = Autodiff.jvp(v -> Ops.averagePool(v, window, stride, padding), x, x)
                    .tangent();
            assertThat(yDot.value().toDoubles()).containsExactly(golden.values("y"), Offset.offset(1e-14));
            Tensor xBar =
                    Autodiff.grad(v -> Ops.sum(Ops.multiply(yBar, Ops.averagePool(v, window, stride, padding))), x);
            assertThat(xBar.value().toDoubles()).containsExactly(golden.values("x_bar"), Offset.offset(1e-14));
        }
    }
}
