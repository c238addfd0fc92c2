package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.conformance.OpCase;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixSquareRootTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new MatrixSquareRoot(), Shape.of(2, 3)), OpCase.of(new MatrixSquareRoot(), Shape.of(3)));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 4; // of what an ulp in x can do
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 4;
    }

    @Test
    void rootOfWhatHasNegativeEigenvalueIsNotDefinedNorItsDerivative() {
        Tensor indefinite = Ops.reshape(vector(1, 2, 2, 1), Shape.of(2, 2));
        assertThat(Ops.matrixSquareRoot(indefinite).value().toDoubles()).containsOnly(Double.NaN);
        assertThat(Autodiff.grad(x -> Ops.trace(Ops.matrixSquareRoot(x)), indefinite)
                        .value()
                        .toDoubles())
                .containsOnly(Double.NaN);
    }
}
