package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MaxTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(OpCase.of(new Max(2), Shape.of(3)), OpCase.of(new Max(-1), Shape.of(3)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new Max(integer(golden, "axes"));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // nothing is rounded
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 4; // at a tie of k elements: 1/k, products and their sum
    }

    @Override
    boolean isSmooth() {
        return false;
    }

    @Test
    void equalGreatestNumbersShareTheSlopeEvenly() {
        Tensor x = vector(3, -1, 3, 2, 3);
        assertThat(Autodiff.grad(v -> Ops.max(v, 1), x).value().toDoubles())
                .containsExactly(1.0 / 3, 0, 1.0 / 3, 0, 1.0 / 3);
        assertThat(Autodiff.grad(v -> Ops.min(v, 1), x).value().toDoubles())
                .containsExactly(new double[] {0, 1, 0, 0, 0}, Offset.offset(0.0)); // zeros of either sign
    }

    @Test
    void slopeOfNothingIsZero() {
        assertThat(Autodiff.jvp(v -> Ops.max(v, 1), vector(), vector())
                        .tangent()
                        .value()
                        .toDouble())
                .isZero();
    }
}
