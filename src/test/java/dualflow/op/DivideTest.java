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

class DivideTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new Divide(), Shape.of(3), Shape.of(4)),
                OpCase.of(new Divide(), Shape.of(2, 3), Shape.of(2)),
                OpCase.of(new Divide(), Shape.of(0), Shape.of(2)));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // correctly rounded
    }

    @Test
    void tangentIsDividedWhereTheReciprocalIsInfinite() {
        Tensor least = vector(Double.MIN_VALUE, -3 * Double.MIN_VALUE);
        Tensor alongTheNumerator = Autodiff.jvp(
                        x -> Ops.divide(x.get(0), x.get(1)), List.of(least, least), Arrays.asList(least, null))
                .tangent();
        assertThat(alongTheNumerator.value().toDoubles()).containsExactly(1, 1);
        Tensor alongBoth = Autodiff.jvp(
                        x -> Ops.divide(x.get(0), x.get(1)), List.of(least, least), List.of(least, least))
                .tangent();
        assertThat(Arrays.stream(alongBoth.value().toDoubles())).allMatch(v -> v == 0);
        assertThat(Autodiff.grad(x -> Ops.sum(Ops.scale(Ops.log(x.get(0)), Double.MIN_VALUE)), List.of(least))
                        .get(0)
                        .value()
                        .toDoubles())
                .containsExactly(1, -1.0 / 3);
    }
}
