package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.conformance.OpCase;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexSelectTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new IndexSelect(), Shape.of(3), Shape.of(2)),
                OpCase.of(new IndexSelect(), Shape.of(3, 2), Shape.SCALAR),
                OpCase.of(new IndexSelect(), Shape.of(2, 3, 2), Shape.of(3, 2)));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // nothing is rounded
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 0; // nothing is rounded
    }

    @Test
    void isNanWhereAnIndexNamesNoRow() {
        Tensor x = Ops.reshape(vector(1, 2, 3, 4), Shape.of(2, 2));
        double[] none = {-1, 2, 0.5, Double.NaN, Double.POSITIVE_INFINITY, 1e300, -1e300, 4294967296.0, Double.MIN_VALUE
        };
        for (double index : none) {
            assertThat(new IndexSelect().on(x, vector(index, 1)).value().toDoubles())
                    .containsExactly(Double.NaN, Double.NaN, 3, 4);
        }
        assertThat(new IndexSelect().on(x, vector(-0.0)).value().toDoubles()).containsExactly(1, 2);
    }

    @Test
    void indicesOfFloat32AreHeldToTheSameRule() {
        float[] none = {-1, 2, 0.5f, Float.NaN, Float.NEGATIVE_INFINITY, 1e30f, Float.MIN_VALUE};
        for (float index : none) {
            assertThat(Indices.row(index, 2)).isEqualTo(-1);
        }
        assertThat(Indices.row(1f, 2)).isEqualTo(1);
        assertThat(Indices.row(0x1p31f, Integer.MAX_VALUE)).isEqualTo(-1);
    }
}
