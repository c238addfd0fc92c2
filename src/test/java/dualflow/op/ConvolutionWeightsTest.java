package dualflow.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConvolutionWeightsTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new ConvolutionWeights(1, 0, 3, 3), Shape.of(2, 5, 5, 3), Shape.of(3, 3, 3, 4)),
                OpCase.of(new ConvolutionWeights(1, 0, 3, 3), Shape.of(2, 5, 5, 3), Shape.of(2, 4, 3, 4)),
                OpCase.of(new ConvolutionWeights(1, 0, 0, 3), Shape.of(2, 5, 5, 3), Shape.of(2, 6, 3, 4)),
                OpCase.of(new ConvolutionWeights(1, 0, 3, 3), Shape.of(5, 5, 3), Shape.of(2, 3, 3, 4)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new ConvolutionWeights(
                integer(golden, "stride"),
                integer(golden, "padding"),
                integer(golden, "height"),
                integer(golden, "width"));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        int[] y = golden.shape("b");
        return y[y.length - 4] * y[y.length - 3] * y[y.length - 2]; // gamma_n: at most n roundings
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return tolerance(golden) + 1; // and the sum of the two products
    }

    @Test
    void rejectsStrideZeroAndNegativePadding() {
        assertThatThrownBy(() -> new ConvolutionWeights(0, 0, 1, 1)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new ConvolutionWeights(1, -1, 1, 1)).isInstanceOf(ShapeException.class);
    }
}
