package dualflow.nn;

import static dualflow.testing.ArrayErrors.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.autodiff.TensorFunction;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.recording.RecordedFunction;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import dualflow.testing.TestDevices;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attention with masks and grouped queries: PyTorch's values, JVPs and gradients; the same bits on every device, and recorded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MaskedAttentionTest {
    private static final List<String> ARGUMENTS = List.of("q", "k", "v");

    private List<Device> devices;

    @BeforeAll
    void openDevices() {
        devices = TestDevices.all();
    }

    @AfterAll
    void closeDevices() {
        devices.forEach(Device::close);
    }

    static Stream<GoldenCsv.Case> goldens() {
        return GoldenCsv.read("layer/masked_attention").cases().stream();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void primalJvpAndGradientsMatchPyTorch(GoldenCsv.Case golden) {
        for (Device device : devices) {
            for (DType dtype : DType.values()) {
                if (device.supports(dtype)) {
                    evaluate(golden, device, dtype)
                            .forEach((quantity, values) -> assertThat(error(values, golden.values(quantity)))
                                    .as("%s in %s on %s", quantity, dtype, device.id())
                                    .isLessThanOrEqualTo(dtype == DType.FLOAT64 ? 1e-14 : 1e-5));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void devicesGiveTheSameBits(GoldenCsv.Case golden) {
        for (DType dtype : DType.values()) {
            Map<String, double[]> host = evaluate(golden, devices.get(0), dtype);
            for (Device device : devices) {
                if (device.supports(dtype)) {
                    evaluate(golden, device, dtype)
                            .forEach((quantity, values) -> assertThat(values)
                                    .as("%s in %s on %s", quantity, dtype, device.id())
                                    .isEqualTo(host.get(quantity)));
                }
            }
        }
    }

    /** A mask is not lost where a recorded program runs attention in one launch. */
    @ParameterizedTest
    @MethodSource("goldens")
    void recordedGivesTheSameBits(GoldenCsv.Case golden) {
        for (Device device : devices) {
            try (Arena arena = device.arena()) {
                TensorFunction attend = attend(golden, device, DType.FLOAT32);
                List<Tensor> x = tensors(golden, device, DType.FLOAT32, "");
                List<Tensor> xDot = tensors(golden, device, DType.FLOAT32, "_dot");
                Dual plain = Autodiff.jvp(attend, x, xDot);
                try (RecordedFunction recorded = new RecordedFunction(
                        in -> {
                            Dual y = Autodiff.jvp(attend, in.subList(0, 3), in.subList(3, 6));
                            return List.of(y.primal(), y.tangent());
                        },
                        arena)) {
                    List<Tensor> found = recorded.apply(
                            Stream.concat(x.stream(), xDot.stream()).toList());
                    assertThat(found.get(0).value().toDoubles())
                            .isEqualTo(plain.primal().value().toDoubles());
                    assertThat(found.get(1).value().toDoubles())
                            .isEqualTo(plain.tangent().value().toDoubles());
                }
            }
        }
    }

    private static Map<String, double[]> evaluate(GoldenCsv.Case golden, Device device, DType dtype) {
        TensorFunction attend = attend(golden, device, dtype);
        List<Tensor> x = tensors(golden, device, dtype, "");
        Dual y = Autodiff.jvp(attend, x, tensors(golden, device, dtype, "_dot"));
        Map<String, double[]> results = new LinkedHashMap<>();
        results.put("y", y.primal().value().toDoubles());
        results.put("y_dot", y.tangent().value().toDoubles());
        List<Tensor> bars = Autodiff.vjp(attend, x, LayerContract.tensor(golden, "y_bar", device, dtype));
        for (int k = 0; k < bars.size(); k++) {
            results.put(ARGUMENTS.get(k) + "_bar", bars.get(k).value().toDoubles());
        }
        return results;
    }

    private static List<Tensor> tensors(GoldenCsv.Case golden, Device device, DType dtype, String suffix) {
        return ARGUMENTS.stream()
                .map(name -> LayerContract.tensor(golden, name + suffix, device, dtype))
                .toList();
    }

    private static TensorFunction attend(GoldenCsv.Case golden, Device device, DType dtype) {
        int[] mask = golden.shape("mask");
        Tensor allowed = golden.name().contains("causal")
                ? MultiheadAttention.causalMask(device, dtype, mask[0], mask[1])
                : LayerContract.tensor(golden, "mask", device, dtype);
        double scale = 1 / Math.sqrt(golden.shape("q")[golden.shape("q").length - 1]);
        boolean isGrouped = golden.name().contains("group");
        return x -> {
            Tensor q = Ops.scale(x.get(0), scale);
            return isGrouped
                    ? MultiheadAttention.groupedQueries(q, x.get(1), x.get(2), allowed)
                    : MultiheadAttention.attention(q, x.get(1), x.get(2), allowed);
        };
    }

    /** In the layer, a causal mask makes a token's result that of the sequence which ends with it. */
    @Test
    void causalLayerLooksAtNoLaterTokens() {
        MultiheadAttention layer = new MultiheadAttention(6, 2);
        try (Device device = new HostDevice()) {
            Pass pass = Pass.evaluation(layer.specification().draw(device, DType.FLOAT64, 1));
            double[] numbers = new double[4 * 6];
            Arrays.setAll(numbers, i -> Math.sin(i));
            Tensor x = device.tensor(DType.FLOAT64, Shape.of(4, 6), numbers);
            Tensor y = layer.apply(pass, x, MultiheadAttention.causalMask(device, DType.FLOAT64, 4, 4));
            for (int n = 1; n <= 4; n++) {
                Tensor first = Ops.slice(layer.apply(pass, Ops.slice(x, -2, 0, n)), -2, n - 1, 1);
                assertThat(Ops.slice(y, -2, n - 1, 1).value().toDoubles())
                        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-15 ? 0 : 1)
                        .isEqualTo(first.value().toDoubles());
            }
        }
    }

    @Test
    void rejectsHeadsThatAreNoMultiple() {
        try (Device device = new HostDevice()) {
            Tensor q = device.fill(DType.FLOAT64, Shape.of(5, 2, 3), 1);
            Tensor k = device.fill(DType.FLOAT64, Shape.of(2, 2, 3), 1);
            Tensor mask = MultiheadAttention.causalMask(device, DType.FLOAT64, 2, 2);
            assertThatThrownBy(() -> MultiheadAttention.groupedQueries(q, k, k, mask))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("5 heads and 2");
        }
    }
}
