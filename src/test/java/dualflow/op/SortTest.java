package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SortTest {
    private final HostDevice host = new HostDevice();

    static Stream<GoldenCsv.Case> goldens() {
        return GoldenCsv.read("op/sort").cases().stream();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void matchesPyTorch(GoldenCsv.Case golden) {
        int axis = ComposedGoldens.integer(golden, "axis");
        ComposedGoldens.assertMatches(host, golden, x -> switch (golden.name().split(" ", -1)[0]) {
            case "argsort" -> Ops.argsort(x.get(0), axis);
            case "argmax" -> Ops.argmax(x.get(0), axis);
            case "argmin" -> Ops.argmin(x.get(0), axis);
            default -> Ops.sort(x.get(0), axis);
        });
    }

    /** The tangents go where the numbers went, and again in the second derivative. */
    @Test
    void derivativeIsThePermutation() {
        Tensor x = host.tensor(DType.FLOAT64, Shape.of(3), 3, 1, 2);
        Tensor jacobian = Autodiff.jacobian(v -> Ops.sort(v, -1), x);
        assertThat(jacobian.value().toDoubles()).containsExactly(0, 1, 0, 0, 0, 1, 1, 0, 0);
        Tensor hessian = Autodiff.jacobian(
                v -> Autodiff.grad(
                        w -> {
                            Tensor sorted = Ops.sort(w, -1);
                            return Ops.sum(Ops.multiply(Ops.slice(sorted, -1, 0, 2), Ops.slice(sorted, -1, 1, 2)));
                        },
                        v),
                x);
        // y_0 y_1 + y_1 y_2 with y = (x_1, x_2, x_0)
        assertThat(hessian.value().toDoubles()).containsExactly(0, 0, 1, 0, 0, 1, 1, 1, 0);
    }

    @Test
    void positionsHaveNoDerivative() {
        Tensor x = host.tensor(DType.FLOAT64, Shape.of(3), 3, 1, 2);
        assertThat(Autodiff.jvp(v -> Ops.argsort(v, -1), x, x).tangent().value().toDoubles())
                .containsExactly(0, 0, 0);
        assertThat(Autodiff.jvp(v -> Ops.argmax(v, -1), x, x).tangent().value().toDoubles())
                .containsExactly(0);
    }
}
