package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.TensorFunction;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;

/** Compares functions that are composed of ops with goldens of {@code tools/reference/op/composed.py}: values, tangents and gradients. */
final class ComposedGoldens {
    private static final double TOLERANCE = 1e-12;

    private ComposedGoldens() {}

    static Tensor tensor(HostDevice host, GoldenCsv.Case golden, String quantity) {
        return host.tensor(DType.FLOAT64, Shape.of(golden.shape(quantity)), golden.values(quantity));
    }

    static int integer(GoldenCsv.Case golden, String quantity) {
        return (int) golden.scalar(quantity);
    }

    /** The function of x, or of x and w; without a gradient in the golden, its value alone. */
    static void assertMatches(HostDevice host, GoldenCsv.Case golden, TensorFunction f) {
        List<Tensor> x = new ArrayList<>(List.of(tensor(host, golden, "x")));
        if (golden.has("w")) {
            x.add(tensor(host, golden, "w"));
        }
        Tensor y = f.apply(x);
        assertThat(y.shape()).isEqualTo(Shape.of(golden.shape("y")));
        assertClose(y, golden, "y");
        if (golden.has("y_bar")) {
            Tensor yBar = tensor(host, golden, "y_bar");
            List<Tensor> bars = Autodiff.grad(v -> Ops.sum(Ops.multiply(yBar, f.apply(v))), x);
            assertClose(bars.get(0), golden, "x_bar");
            if (golden.has("w")) {
                assertClose(bars.get(1), golden, "w_bar");
            }
            // The tangent against the cotangents: sum(y_bar y_dot) = sum(x_bar x_dot) + sum(w_bar w_dot).
            List<Tensor> xDot = x.stream().map(v -> direction(host, v.shape())).toList();
            double along = Ops.sum(Ops.multiply(yBar, Autodiff.jvp(f, x, xDot).tangent()))
                    .value()
                    .toDoubles()[0];
            double expected = 0;
            for (int k = 0; k < x.size(); k++) {
                expected +=
                        Ops.sum(Ops.multiply(bars.get(k), xDot.get(k))).value().toDoubles()[0];
            }
            assertThat(along).isCloseTo(expected, Offset.offset(TOLERANCE * Math.max(1, Math.abs(expected))));
        }
    }

    private static Tensor direction(HostDevice host, Shape shape) {
        return host.tensor(
                DType.FLOAT64,
                shape,
                IntStream.range(0, shape.size()).mapToDouble(Math::sin).toArray());
    }

    private static void assertClose(Tensor computed, GoldenCsv.Case golden, String quantity) {
        double[] numbers = computed.value().toDoubles();
        double[] expected = golden.values(quantity);
        assertThat(numbers).hasSameSizeAs(expected);
        for (int i = 0; i < numbers.length; i++) {
            if (Double.isFinite(expected[i])) {
                assertThat(numbers[i])
                        .as("%s %s %d", golden, quantity, i)
                        .isCloseTo(expected[i], Offset.offset(TOLERANCE * Math.max(1, Math.abs(expected[i]))));
            } else {
                assertThat((Double) numbers[i])
                        .as("%s %s %d", golden, quantity, i)
                        .isEqualTo((Double) expected[i]);
            }
        }
    }
}
