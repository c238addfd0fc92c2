package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LogSumExpTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(OpCase.of(new LogSumExp(2), Shape.of(3)), OpCase.of(new LogSumExp(-1), Shape.of(3)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new LogSumExp(integer(golden, "axes"));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 8
                + 2 * Math.log(terms(golden)); // the terms' sum enters under the logarithm; m + ln(1 + sum) rounds once
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return terms(golden) + 16; // two sums of n terms, each an exponential of a difference below 4 and a product
    }

    private static int terms(GoldenCsv.Case golden) {
        return Shape.of(golden.shape("x")).trailing(integer(golden, "axes")).size();
    }

    @Test
    void smallTermsBesideZeroAreNotLost() {
        double small = 0x1p-60;
        double y = Ops.logSumExp(vector(0, Elementary.log(small)), 1).value().toDouble();
        assertThat(y).isCloseTo(small, Offset.offset(1e-14 * small));
    }

    @Test
    void neitherOverflowsNorUnderflows() {
        assertThat(Ops.logSumExp(vector(1e300, 1e300), 1).value().toDouble()).isEqualTo(1e300);
        assertThat(Ops.logSumExp(vector(-1e4, -1e4), 1).value().toDouble()).isEqualTo(-1e4 + Elementary.log(2.0));
    }
}
