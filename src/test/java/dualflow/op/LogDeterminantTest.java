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

class LogDeterminantTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        Op op = new LogDeterminant(false);
        return List.of(OpCase.of(op, Shape.of(2, 3)), OpCase.of(op, Shape.of(3)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new LogDeterminant(integer(golden, "absolute") == 1);
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 4; // of what an ulp in each number of x can do
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 4;
    }

    @Test
    void singularMatrixHasMinusInfinity() {
        Tensor singular = Ops.reshape(vector(1, 2, 2, 4), Shape.of(2, 2));
        assertThat(Ops.logDeterminant(singular).value().toDouble()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Ops.logAbsDeterminant(singular).value().toDouble()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void negativeDeterminantHasNoLogarithmAndNoDerivatives() {
        Tensor exchange = Ops.reshape(vector(0, 1, 1, 0), Shape.of(2, 2));
        assertThat(Ops.logDeterminant(exchange).value().toDouble()).isNaN();
        assertThat(Autodiff.grad(Ops::logDeterminant, exchange).value().toDoubles())
                .containsOnly(Double.NaN);
        assertThat(Ops.logAbsDeterminant(exchange).value().toDouble()).isZero();
        assertThat(Autodiff.grad(Ops::logAbsDeterminant, exchange).value().toDoubles())
                .containsExactly(0, 1, 1, 0);
    }

    @Test
    void determinantMayOverflow() {
        Tensor large = Ops.reshape(vector(1e200, 0, 0, 1e200), Shape.of(2, 2));
        assertThat(Ops.logDeterminant(large).value().toDouble()).isEqualTo(2 * StrictMath.log(1e200));
    }
}
