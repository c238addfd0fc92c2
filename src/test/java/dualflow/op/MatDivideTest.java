package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.conformance.OpCase;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatDivideTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new MatDivide(), Shape.of(2, 3), Shape.of(2, 3)),
                OpCase.of(new MatDivide(), Shape.of(3, 2), Shape.of(3, 3)),
                OpCase.of(new MatDivide(), Shape.of(3), Shape.of(3, 3)),
                OpCase.of(new MatDivide(), Shape.of(2, 3, 3), Shape.of(5, 3, 3)));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 4; // of what an ulp in each number of a and b can do
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 4;
    }

    @Test
    void quotientBySingularMatrixIsNotFinite() {
        Tensor singular = Ops.reshape(vector(1, 2, 2, 4), Shape.of(2, 2));
        Tensor zero = Ops.reshape(vector(0, 0, 0, 0), Shape.of(2, 2));
        Tensor row = Ops.reshape(vector(1, 1), Shape.of(1, 2));
        for (Tensor b : List.of(singular, zero)) {
            double[] y = new MatDivide().on(row, b).value().toDoubles();
            assertThat(Arrays.stream(y)).hasSize(2).noneMatch(Double::isFinite);
        }
    }
}
