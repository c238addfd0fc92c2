package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SoftmaxTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(OpCase.of(new Softmax(2), Shape.of(3)), OpCase.of(new Softmax(-1), Shape.of(3)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new Softmax(integer(golden, "axes"));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return terms(golden) / 2.0 + 16; // in ulps: a sum of n positive terms, exponentials of differences below 4
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return terms(golden) + 16; // two sums of n terms
    }

    private static int terms(GoldenCsv.Case golden) {
        return Shape.of(golden.shape("x")).trailing(integer(golden, "axes")).size();
    }

    @Test
    void probabilitiesSumToOne() {
        double[] y = Ops.softmax(vector(1000, 999.5, -1000, 998), 1).value().toDoubles();
        assertThat(java.util.Arrays.stream(y).sum()).isCloseTo(1, Offset.offset(4e-16));
    }
}
