package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class SymmetricEigenvalueTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new SymmetricEigenvalue(0), Shape.of(2, 3)),
                OpCase.of(new SymmetricEigenvalue(0), Shape.of(3)),
                OpCase.of(new SymmetricEigenvalue(3), Shape.of(3, 3)),
                OpCase.of(new SymmetricEigenvalue(0), Shape.of(0, 0)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new SymmetricEigenvalue(integer(golden, "index"));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 4; // of the matrix's norm
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 4; // of the tangent's norm, times the matrix's over the distance to the next eigenvalue
    }

    /** Q diag(1, 2, 2) Q^T, whose eigenvalues are computed with rounding errors. */
    @Test
    void multipleEigenvalueHasNoDerivative() {
        Tensor q = Ops.matrixExponential(Ops.reshape(vector(0, 1, -2, -1, 0, 0.5, 2, -0.5, 0), Shape.of(3, 3)));
        Tensor diagonal = Ops.reshape(vector(1, 0, 0, 0, 2, 0, 0, 0, 2), Shape.of(3, 3));
        Tensor x = Ops.matmul(Ops.matmul(q, diagonal), Ops.transpose(q));
        for (int index = 0; index < 3; index++) {
            Op eigenvalue = new SymmetricEigenvalue(index);
            double[] gradient = Autodiff.grad(a -> eigenvalue.on(a), x).value().toDoubles();
            if (index == 2) {
                assertThat(gradient).doesNotContain(Double.NaN);
            } else {
                assertThat(gradient).containsOnly(Double.NaN);
            }
        }
        assertThat(Ops.largestEigenvalue(x).value().toDouble()).isBetween(2 - 1e-15, 2 + 1e-15);
    }
}
