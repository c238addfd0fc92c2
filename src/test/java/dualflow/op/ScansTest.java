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

class ScansTest {
    private final HostDevice host = new HostDevice();

    static Stream<GoldenCsv.Case> goldens() {
        return GoldenCsv.read("op/scans").cases().stream();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void matchPyTorch(GoldenCsv.Case golden) {
        int axis = ComposedGoldens.integer(golden, "axis");
        ComposedGoldens.assertMatches(host, golden, x -> switch (golden.name().split(" ", -1)[0]) {
            case "sum" -> Ops.cumulativeSum(x.get(0), axis);
            case "product" -> Ops.cumulativeProduct(x.get(0), axis);
            case "whole" -> Scans.reduceProduct(x.get(0));
            default -> Ops.cumulativeLogSumExp(x.get(0), axis);
        });
    }

    /** At (5, 0, 0) the Hessian of the product abc is nonzero at (b, c) alone, where it is a. */
    @Test
    void secondDerivativesOfProductsAreRightAtZeros() {
        Tensor x = host.tensor(DType.FLOAT64, Shape.of(3), 5, 0, 0);
        Tensor hessian = Autodiff.jacobian(v -> Autodiff.grad(w -> Scans.reduceProduct(w), v), x);
        assertThat(hessian.value().toDoubles()).containsExactly(0, 0, 0, 0, 0, 5, 0, 5, 0);
        Tensor last = Autodiff.jacobian(
                v -> Autodiff.grad(w -> Ops.sum(Ops.slice(Ops.cumulativeProduct(w, -1), -1, 2, 1)), v), x);
        assertThat(last.value().toDoubles()).containsExactly(0, 0, 0, 0, 0, 5, 0, 5, 0);
    }

    @Test
    void nothingHasTheProductOne() {
        Tensor none = host.tensor(DType.FLOAT64, Shape.of(2, 0));
        assertThat(Scans.reduceProduct(none).value().toDoubles()).containsExactly(1, 1);
        assertThat(Ops.cumulativeProduct(none, -1).shape()).isEqualTo(Shape.of(2, 0));
        assertThat(Ops.cumulativeLogSumExp(none, -1).shape()).isEqualTo(Shape.of(2, 0));
    }
}
