package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.conformance.OpCase;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class CholeskyTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(OpCase.of(new Cholesky(), Shape.of(2, 3)), OpCase.of(new Cholesky(), Shape.of(3)));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 8; // of the largest number: sums of up to 5 terms, matrices of condition below 10
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 32; // four products with L, its inverse and the tangent
    }

    @Test
    void factorOfWhatIsNotPositiveDefiniteEndsInNaN() {
        Tensor indefinite = Ops.reshape(vector(1, 2, 2, 1), Shape.of(2, 2));
        double[] factor = Ops.cholesky(indefinite).value().toDoubles();
        assertThat(factor).startsWith(1, 0, 2);
        assertThat(factor[3]).isNaN();
        Tensor singular = Ops.reshape(vector(0, 0, 0, 1), Shape.of(2, 2));
        assertThat(Ops.cholesky(singular).value().toDoubles()[3]).isNaN();
    }
}
