package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.GoldenCsv;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LogGammaTest extends OpContract {
    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 8; // two or three logarithms and a polynomial, which partly cancel
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 16; // the digamma function from 2 on, a difference of terms that are up to five times as large
    }

    @Test
    void gammaOfWholeNumbersIsTheFactorial() {
        double[] gamma = Ops.gamma(vector(1, 2, 3, 5, 8)).value().toDoubles();
        assertThat(gamma).containsExactly(new double[] {1, 1, 2, 24, 5040}, Offset.offset(1e-11));
        assertThat(gamma).startsWith(1, 1);
    }
}
