package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IndexAddTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new IndexAdd(3), Shape.of(3, 5), Shape.of(2)),
                OpCase.of(new IndexAdd(3), Shape.of(3), Shape.of(3)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new IndexAdd(integer(golden, "rows"));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return golden.values("b").length; // gamma_n: one rounding for each term
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return tolerance(golden);
    }

    @Test
    void rejectsANegativeNumberOfRows() {
        assertThatThrownBy(() -> new IndexAdd(-1)).isInstanceOf(ShapeException.class);
    }

    @Test
    void allIsNanWhereAnIndexNamesNoRow() {
        Tensor x = Ops.reshape(vector(1, 2), Shape.of(2, 1));
        assertThat(new IndexAdd(2).on(x, vector(0, 2)).value().toDoubles()).containsExactly(Double.NaN, Double.NaN);
        assertThat(new IndexAdd(2).on(x, vector(0, 0.5)).value().toDoubles()).containsExactly(Double.NaN, Double.NaN);
    }

    @Test
    void hasTheBitsOfScatterAdd() {
        OpCase c = cases().get(cases().size() - 1);
        Tensor x = vector(c.usual().get(0));
        double[] indices = c.usual().get(1);
        Tensor rows = Ops.reshape(x, c.shapes().get(0));
        List<Integer> list = IntStream.range(0, indices.length)
                .mapToObj(i -> (int) indices[i])
                .toList();
        assertThat(new IndexAdd(2).on(rows, vector(indices)).value().toDoubles())
                .containsExactly(new ScatterAdd(list, 2).on(rows).value().toDoubles());
    }
}
