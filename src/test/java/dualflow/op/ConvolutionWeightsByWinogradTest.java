package dualflow.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConvolutionWeightsByWinogradTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return List.of(
                OpCase.of(new ConvolutionWeightsByWinograd(1), Shape.of(2, 5, 4, 2), Shape.of(2, 5, 4, 3)),
                OpCase.of(new ConvolutionWeightsByWinograd(0), Shape.of(2, 1, 1, 3, 4, 2), Shape.of(3, 1, 1, 2, 1)),
                OpCase.of(new ConvolutionWeightsByWinograd(2), Shape.of(1, 1, 1, 1), Shape.of(2, 1, 3, 3, 2)),
                OpCase.of(new ConvolutionWeightsByWinograd(0), Shape.of(0, 3, 3, 1), Shape.of(0, 1, 1, 2)),
                OpCase.of(new ConvolutionWeightsByWinograd(1), Shape.of(1, 3, 3, 0), Shape.of(1, 3, 3, 2)),
                // Whole vectors: y's alone, then both; panels cut; tiles for several rounds; more than one part of
                // tiles.
                OpCase.of(new ConvolutionWeightsByWinograd(1), Shape.of(2, 5, 4, 3), Shape.of(2, 5, 4, 16)),
                OpCase.of(new ConvolutionWeightsByWinograd(0), Shape.of(2, 1, 6, 3, 48), Shape.of(1, 4, 1, 32)),
                OpCase.of(new ConvolutionWeightsByWinograd(1), Shape.of(1, 2, 2, 38), Shape.of(1, 2, 2, 80)),
                OpCase.of(new ConvolutionWeightsByWinograd(1), Shape.of(29, 1, 1, 1), Shape.of(29, 1, 1, 16)),
                OpCase.of(new ConvolutionWeightsByWinograd(2), Shape.of(1, 1, 1030, 1), Shape.of(1, 3, 1032, 16)),
                OpCase.of(new ConvolutionWeightsByWinograd(1), Shape.of(257, 1, 1, 2), Shape.of(257, 1, 1, 1)),
                OpCase.of(new ConvolutionWeightsByWinograd(0), Shape.of(0, 3, 3, 16), Shape.of(0, 1, 1, 16)));
    }

    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new ConvolutionWeightsByWinograd(1), Shape.of(2, 5, 5, 3), Shape.of(3, 5, 5, 4)),
                OpCase.of(new ConvolutionWeightsByWinograd(0), Shape.of(2, 5, 5, 3), Shape.of(2, 4, 3, 4)),
                OpCase.of(new ConvolutionWeightsByWinograd(0), Shape.of(5, 5, 3), Shape.of(2, 3, 3, 4)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new ConvolutionWeightsByWinograd(integer(golden, "padding"));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        int[] y = golden.shape("b");
        int tiles = y[y.length - 4] * ((y[y.length - 3] + 3) / 4) * ((y[y.length - 2] + 3) / 4);
        return 30 + tiles + 1; // 5 roundings along each axis of each of the three maps, and the sums
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return tolerance(golden) + 1; // and the sum of the two products
    }

    @Test
    void rejectsPaddingThatItsTransposeCannotHave() {
        assertThatThrownBy(() -> new ConvolutionWeightsByWinograd(-1)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new ConvolutionWeightsByWinograd(3)).isInstanceOf(ShapeException.class);
    }
}
