package dualflow.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConvolutionWeightsByWinogradTest extends OpContract {
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
        return 30 + tiles + 1; // 5 roundings along each axis of each of the three transforms, and the sums
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
