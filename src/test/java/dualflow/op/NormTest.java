package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.conformance.OpCase;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(OpCase.of(new Norm(2), Shape.of(3)), OpCase.of(new Norm(-1), Shape.of(3)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new Norm(integer(golden, "axes"));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 4 + terms(golden); // half of the sum's error, and a root
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 8 + 2 * terms(golden);
    }

    private static int terms(GoldenCsv.Case golden) {
        return Shape.of(golden.shape("x")).trailing(integer(golden, "axes")).size();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-1074, 0x1p-1022, 0x1p-540, 1, 0x1p540, 0x1p1020})
    void neitherOverflowsNorUnderflows(double unit) {
        Tensor x = vector(3 * unit, -4 * unit);
        Tensor v = vector(1, 0.5);
        assertThat(Ops.norm(x, 1).value().toDouble()).isEqualTo(5 * unit);
        double tangent =
                Autodiff.jvp(at -> Ops.norm(at, 1), x, v).tangent().value().toDouble();
        assertThat(tangent).isCloseTo(0.2, Offset.offset(1e-15));
    }

    /** v^T (I - u u^T) w / |x| at x = (3, 4) along v = w = (1, 0): 0.64 / 5. */
    @Test
    void secondDerivativeIsThatOfTheProjection() {
        assertThat(second(vector(3, 4), vector(1, 0))).isCloseTo(0.128, Offset.offset(1e-16));
    }

    @Test
    void allDerivativesAtZeroAreZero() {
        Tensor zero = vector(0.0, -0.0);
        Tensor v = vector(1, 2);
        assertThat(Autodiff.jvp(at -> Ops.norm(at, 1), zero, v)
                        .tangent()
                        .value()
                        .toDouble())
                .isZero();
        assertThat(Autodiff.grad(at -> Ops.norm(at, 1), zero).value().toDoubles())
                .containsExactly(0, 0);
        assertThat(second(zero, v)).isZero();
    }

    private static double second(Tensor x, Tensor v) {
        return Autodiff.jvp(at -> Autodiff.jvp(a -> Ops.norm(a, 1), at, v).tangent(), x, v)
                .tangent()
                .value()
                .toDouble();
    }
}
