package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.conformance.OpCase;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import dualflow.testing.TestDevices;
import java.util.List;
import org.junit.jupiter.api.Test;

class WinogradConvolutionTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new WinogradConvolution(1), Shape.of(1, 4, 4, 2), Shape.of(36, 3, 1)),
                OpCase.of(new WinogradConvolution(1), Shape.of(1, 4, 4, 2), Shape.of(35, 2, 1)),
                OpCase.of(new WinogradConvolution(0), Shape.of(1, 2, 5, 1), Shape.of(36, 1, 1)),
                OpCase.of(new WinogradConvolution(1), Shape.of(5, 5, 1), Shape.of(36, 1, 1)),
                OpCase.of(new WinogradConvolution(1), Shape.of(2, 1, 5, 5, 1), Shape.of(3, 36, 1, 1)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new WinogradConvolution(integer(golden, "padding"));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        int[] u = golden.shape("b");
        return 20 + u[u.length - 2]; // 5 roundings along each axis, before and after the products
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return tolerance(golden) + 1; // and the sum of the two products
    }

    @Test
    void rejectsNegativePadding() {
        assertThatThrownBy(() -> new WinogradConvolution(-1)).isInstanceOf(ShapeException.class);
    }

    /** Of several groups of tiles, panels of channels, and blocks of channels one after the other, full and partial. */
    @Test
    void fusedKernelMatchesComposedRule() {
        List<OpCase> cases = List.of(
                OpCase.of(new WinogradConvolution(1), Shape.of(3, 13, 14, 32), Shape.of(36, 32, 64)),
                OpCase.of(new WinogradConvolution(0), Shape.of(2, 1, 9, 30, 112), Shape.of(36, 112, 48)),
                OpCase.of(new WinogradConvolution(2), Shape.of(2, 11, 3, 80), Shape.of(2, 36, 80, 80)),
                OpCase.of(new WinogradConvolution(1), Shape.of(1, 5, 5, 16), Shape.of(36, 16, 208)),
                OpCase.of(new WinogradConvolution(1), Shape.of(2, 5, 6, 20), Shape.of(36, 20, 72)));
        for (Device device : TestDevices.all()) {
            try (device) {
                for (DType dtype : DType.values()) {
                    for (OpCase c : cases) {
                        if (device.supports(dtype)) {
                            requireSameBits(c, device, dtype);
                        }
                    }
                }
            }
        }
    }

    private static void requireSameBits(OpCase c, Device device, DType dtype) {
        try (Arena arena = device.arena()) {
            Tensor x = c.arguments(device, dtype).get(0);
            Tensor u = c.arguments(device, dtype).get(1);
            int padding = ((WinogradConvolution) c.op()).padding();
            Tensor places = Ops.matmul(new WinogradInput(padding).on(x), u);
            Tensor composed = new WinogradOutput(
                            x.shape().dim(-3) + 2 * padding - 2, x.shape().dim(-2) + 2 * padding - 2)
                    .on(places);
            Tensor fused = c.op().on(x, u);
            assertThat(fused.shape()).isEqualTo(composed.shape());
            assertThat(fused.value().toDoubles())
                    .as("%s in %s on %s", c, dtype, device.id())
                    .isEqualTo(composed.value().toDoubles());
            assertThat(arena.size()).isPositive();
        }
    }

    /** K tangents of images are K times as many images: one launch, for weights without a tangent. */
    @Test
    void manyTangentsAreOneLaunch() {
        try (Device device = new dualflow.device.host.HostDevice()) {
            Tensor x = device.fill(DType.FLOAT32, Shape.of(2, 5, 5, 3), 0.5);
            Tensor u = device.fill(DType.FLOAT32, Shape.of(36, 3, 4), 0.25);
            Tensor tangents = device.fill(DType.FLOAT32, Shape.of(6, 2, 5, 5, 3), 1);
            long before = device.launches();
            Tensor y = Autodiff.jvps(v -> Ops.winogradConvolution(v, u, 1), x, tangents)
                    .tangent();
            assertThat(y.shape()).isEqualTo(Shape.of(6, 2, 5, 5, 4));
            assertThat(device.launches() - before).isEqualTo(2);
        }
    }
}
