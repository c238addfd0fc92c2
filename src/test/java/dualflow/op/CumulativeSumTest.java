package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class CumulativeSumTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(OpCase.of(new CumulativeSum(false), Shape.SCALAR));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new CumulativeSum(integer(golden, "reverse") == 1);
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return golden.values("x").length; // gamma_n: one rounding for each term
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return tolerance(golden);
    }

    @Test
    void lastIsTheSum() {
        OpCase longest = cases().get(5);
        Tensor x = Ops.reshape(vector(longest.usual().get(0)), longest.shapes().get(0));
        Tensor last = Ops.slice(new CumulativeSum(false).on(x), -1, x.shape().dim(-1) - 1, 1);
        assertThat(last.value().toDoubles())
                .containsExactly(Ops.sum(x, 1).value().toDoubles());
    }
}
