package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.conformance.OpCase;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CholeskyTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(OpCase.of(new Cholesky(), Shape.of(2, 3)), OpCase.of(new Cholesky(), Shape.of(3)));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 8; // of the largest element: sums of up to 5 terms, matrices of condition number below 10
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

    /** Only the last diagonal element of L depends on the last one of the argument, and the first one of L on the first one alone. */
    @Test
    void infinitiesReachOnlyWhatDependsOnThem() {
        Tensor x = Ops.reshape(vector(4, 1, -1, 1, 5, 0.5, -1, 0.5, 3), Shape.of(3, 3));
        for (double special : new double[] {Double.POSITIVE_INFINITY, Double.NaN}) {
            Tensor xDot = Ops.reshape(vector(0, 0, 0, 0, 0, 0, 0, 0, special), Shape.of(3, 3));
            double[] yDot =
                    Autodiff.jvp(Ops::cholesky, x, xDot).tangent().value().toDoubles();
            assertThat(yDot[8]).isEqualByComparingTo(special);
            assertThat(Arrays.stream(yDot).limit(8)).allMatch(number -> number == 0);
            Tensor yBar = Ops.reshape(vector(special, special, special, 0, 0, special, 0, 0, 0), Shape.of(3, 3));
            double[] xBar = Autodiff.vjp(v -> Ops.cholesky(v.get(0)), List.of(x), yBar)
                    .get(0)
                    .value()
                    .toDoubles();
            assertThat(xBar[0]).isEqualByComparingTo(special);
            assertThat(Arrays.stream(xBar).skip(1)).allMatch(number -> number == 0);
        }
    }
}
