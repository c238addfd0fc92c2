package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class ConvolutionByWinogradTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new ConvolutionByWinograd(1, false), Shape.of(1, 4, 4, 2), Shape.of(3, 3, 3, 1)),
                OpCase.of(new ConvolutionByWinograd(1, false), Shape.of(1, 4, 4, 2), Shape.of(3, 2, 2, 1)),
                OpCase.of(new ConvolutionByWinograd(0, false), Shape.of(1, 2, 5, 1), Shape.of(3, 3, 1, 1)),
                OpCase.of(new ConvolutionByWinograd(1, false), Shape.of(5, 5, 1), Shape.of(3, 3, 1, 1)),
                OpCase.of(new ConvolutionByWinograd(1, false), Shape.of(2, 1, 5, 5, 1), Shape.of(3, 3, 3, 1, 1)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new ConvolutionByWinograd(integer(golden, "padding"), integer(golden, "turned") == 1);
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        int[] w = golden.shape("b");
        return 30 + w[w.length - 2]; // 5 roundings along each axis of each of the three transforms, and the products
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return tolerance(golden) + 1; // and the sum of the two products
    }

    @Test
    void rejectsPaddingThatItsTransposeCannotHave() {
        assertThatThrownBy(() -> new ConvolutionByWinograd(-1, false)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new ConvolutionByWinograd(3, false)).isInstanceOf(ShapeException.class);
    }

    /** The bits are those of the two ops that it replaces. */
    @Test
    void isWinogradsConvolutionWithTransformedWeights() {
        for (Device device : TestDevices.all()) {
            try (device;
                    Arena arena = device.arena()) {
                OpCase c =
                        OpCase.of(new ConvolutionByWinograd(1, false), Shape.of(3, 13, 14, 32), Shape.of(3, 3, 32, 48));
                Tensor x = c.arguments(device, DType.FLOAT32).get(0);
                Tensor w = c.arguments(device, DType.FLOAT32).get(1);
                Tensor composed = Ops.winogradConvolution(x, new WinogradWeights().on(w), 1);
                assertThat(Ops.convolutionByWinograd(x, w, 1).value().toDoubles())
                        .isEqualTo(composed.value().toDoubles());
                assertThat(arena.size()).isPositive();
            }
        }
    }
}
