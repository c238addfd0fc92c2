package dualflow.nn;

import static dualflow.testing.ArrayErrors.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.autodiff.TensorFunction;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import dualflow.testing.TestDevices;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Labels are not a tensor, so the table is what varies. */
class EmbeddingTest {
    static Stream<GoldenCsv.Case> goldenCases() {
        return GoldenCsv.read("layer/embedding").cases().stream();
    }

    @ParameterizedTest
    @MethodSource("goldenCases")
    void primalJvpAndGradientMatchGolden(GoldenCsv.Case golden) {
        int[] weight = golden.shape("weight");
        Embedding layer = new Embedding(weight[0], weight[1]);
        List<Integer> chosen = Arrays.stream(golden.vector("chosen"))
                .mapToObj(label -> (int) label)
                .toList();
        TensorFunction f =
                table -> layer.apply(Pass.evaluation(new Parameters(Map.of("weight", table.get(0)))), chosen);
        for (Device device : TestDevices.all()) {
            try (device) {
                for (DType dtype : DType.values()) {
                    if (device.supports(dtype)) {
                        double tolerance = dtype == DType.FLOAT64 ? 1e-15 : 1e-6;
                        List<Tensor> table = List.of(LayerContract.tensor(golden, "weight", device, dtype));
                        Tensor tangent = LayerContract.tensor(golden, "weight_dot", device, dtype);
                        Tensor yBar = LayerContract.tensor(golden, "y_bar", device, dtype);
                        Dual dual = Autodiff.jvp(f, table, List.of(tangent));
                        Tensor bar = Autodiff.vjp(f, table, yBar).get(0);
                        requireClose(golden, "y", dual.primal(), tolerance);
                        requireClose(golden, "y_dot", dual.tangent(), tolerance);
                        requireClose(golden, "weight_bar", bar, tolerance);
                    }
                }
            }
        }
    }

    @Test
    void refusesLabelsThatItHasNot() {
        try (Device device = new HostDevice()) {
            Tensor table = device.fill(DType.FLOAT64, Shape.of(3, 2), 1);
            Pass pass = Pass.evaluation(new Parameters(Map.of("weight", table)));
            for (int label : new int[] {-1, 3}) {
                assertThatThrownBy(() -> new Embedding(3, 2).apply(pass, List.of(0, label)))
                        .isInstanceOf(ShapeException.class)
                        .hasMessageContaining(Integer.toString(label));
            }
        }
    }

    private static void requireClose(GoldenCsv.Case golden, String quantity, Tensor actual, double tolerance) {
        assertThat(error(actual.value().toDoubles(), golden.values(quantity)))
                .as("%s in %s on %s", quantity, actual.dtype(), actual.device().id())
                .isLessThanOrEqualTo(tolerance);
    }
}
