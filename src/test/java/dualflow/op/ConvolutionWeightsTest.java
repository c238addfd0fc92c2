package dualflow.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConvolutionWeightsTest extends OpContract {
    @Override
    List<OpCase> cases() {
        return List.of(
                OpCase.of(new ConvolutionWeights(1, 1, 3, 3), Shape.of(2, 5, 4, 2), Shape.of(2, 5, 4, 3)),
                OpCase.of(new ConvolutionWeights(1, 0, 1, 1), Shape.of(3, 2, 3, 5), Shape.of(3, 2, 3, 1)),
                OpCase.of(new ConvolutionWeights(2, 3, 7, 7), Shape.of(1, 9, 6, 1), Shape.of(1, 5, 3, 2)),
                OpCase.of(new ConvolutionWeights(3, 2, 4, 2), Shape.of(2, 5, 3, 1), Shape.of(4, 2, 2, 2, 2)),
                OpCase.of(new ConvolutionWeights(2, 0, 1, 3), Shape.of(2, 1, 1, 3, 4, 2), Shape.of(3, 1, 2, 1, 1)),
                OpCase.of(new ConvolutionWeights(1, 0, 2, 2), Shape.of(0, 3, 3, 1), Shape.of(0, 2, 2, 2)),
                OpCase.of(new ConvolutionWeights(1, 1, 2, 3), Shape.of(1, 0, 3, 2), Shape.of(1, 1, 3, 2)),
                // More rows than one partial sum has.
                OpCase.of(new ConvolutionWeights(1, 0, 1, 2), Shape.of(3, 5, 131, 1), Shape.of(3, 5, 130, 1)),
                // Whole vectors: register tiles of one to three vectors, channels full and cut.
                OpCase.of(new ConvolutionWeights(1, 1, 3, 3), Shape.of(2, 3, 5, 3), Shape.of(2, 3, 5, 16)),
                OpCase.of(new ConvolutionWeights(2, 1, 4, 4), Shape.of(2, 4, 4, 9), Shape.of(2, 2, 2, 32)),
                OpCase.of(new ConvolutionWeights(1, 2, 2, 2), Shape.of(1, 1, 1, 1), Shape.of(2, 1, 4, 4, 80)),
                OpCase.of(new ConvolutionWeights(1, 0, 1, 1), Shape.of(2, 44, 3, 1), Shape.of(2, 44, 3, 16)),
                // More partial sums than are added at once.
                OpCase.of(new ConvolutionWeights(1, 0, 1, 2), Shape.of(2, 5, 131, 2), Shape.of(2, 5, 130, 16)),
                OpCase.of(new ConvolutionWeights(1, 0, 2, 2), Shape.of(0, 3, 3, 2), Shape.of(0, 2, 2, 16)));
    }

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
