package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.conformance.OpCase;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.ArrayErrors;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class WinogradOutputTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new WinogradOutput(4, 4), Shape.of(35, 1, 1)),
                OpCase.of(new WinogradOutput(5, 4), Shape.of(36, 3, 1)),
                OpCase.of(new WinogradOutput(4, 4), Shape.of(36, 1)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new WinogradOutput(integer(golden, "height"), integer(golden, "width"));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 10; // 5 roundings along each axis
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return tolerance(golden);
    }

    @Test
    void rejectsAnImageWithoutPixels() {
        assertThatThrownBy(() -> new WinogradOutput(0, 4)).isInstanceOf(ShapeException.class);
    }

    /** The three transforms together are the convolution; in float32 with an error of 4e-6 of the largest result, over 64 channels. */
    @Test
    void threeMapsAreTheConvolution() {
        try (HostDevice host = new HostDevice()) {
            for (int padding = 0; padding < 3; padding++) {
                OpCase c = OpCase.of(new Convolution(1, padding), Shape.of(2, 2, 7, 6, 64), Shape.of(3, 3, 64, 5));
                Tensor x = c.arguments(host, DType.FLOAT64).get(0);
                Tensor w = c.arguments(host, DType.FLOAT64).get(1);
                double[] exact = Ops.convolution(x, w, 1, padding).value().toDoubles();
                assertThat(ArrayErrors.error(winograd(x, w, padding), exact)).isLessThan(1e-14);
                double[] rounded = winograd(
                        host.tensor(DType.FLOAT32, x.shape(), x.value().toDoubles()),
                        host.tensor(DType.FLOAT32, w.shape(), w.value().toDoubles()),
                        padding);
                assertThat(ArrayErrors.error(rounded, exact)).isLessThan(4e-6);
            }
        }
    }

    private static double[] winograd(Tensor x, Tensor w, int padding) {
        return Ops.winogradConvolution(x, new WinogradWeights().on(w), padding)
                .value()
                .toDoubles();
    }
}
