package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.tensor.Tensor;
import dualflow.testing.ArrayErrors;
import dualflow.testing.GoldenCsv;
import org.junit.jupiter.api.Test;

class SiluTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 3; // the logistic function's 2, and the product
    }

    /** The primitive against its composition: equal bits, and an equally accurate slope. */
    @Test
    void fusedKernelMatchesComposedRule() {
        Tensor x = vector(-30, -5, -1.28, -0.5, 0, 0.25, 3, 40);
        Tensor v = vector(1, -2, 3, 0.5, 1, -1, 2, 0.125);
        Dual composed = Autodiff.jvp(a -> Ops.multiply(a, Ops.sigmoid(a)), x, v);
        Dual fused = Autodiff.jvp(Ops::silu, x, v);
        assertThat(fused.primal().value().toDoubles())
                .isEqualTo(composed.primal().value().toDoubles());
        assertThat(ArrayErrors.error(
                        fused.tangent().value().toDoubles(),
                        composed.tangent().value().toDoubles()))
                .isLessThan(1e-15);
    }
}
