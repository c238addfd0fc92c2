package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.conformance.OpCase;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TransposedConvolutionTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new TransposedConvolution(1, 0, 5, 5), Shape.of(3, 3, 3), Shape.of(3, 3, 2, 4)),
                OpCase.of(new TransposedConvolution(2, 0, 6, 7), Shape.of(3, 3, 3), Shape.of(3, 3, 3, 4)),
                OpCase.of(new TransposedConvolution(1, 0, 2, 5), Shape.of(3, 3, 3), Shape.of(3, 3, 3, 4)),
                OpCase.of(new TransposedConvolution(1, 0, -1, 5), Shape.of(3, 3, 3), Shape.of(3, 3, 3, 4)),
                OpCase.of(new TransposedConvolution(1, 1, 3, 3), Shape.of(2, 3, 3, 3), Shape.of(3, 3, 3, 3, 4)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new TransposedConvolution(
                integer(golden, "stride"),
                integer(golden, "padding"),
                integer(golden, "height"),
                integer(golden, "width"));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        int[] w = golden.shape("b");
        return w[w.length - 4] * w[w.length - 3] * w[w.length - 2]; // gamma_n: n products, added by fma
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return tolerance(golden) + 1; // and the sum of the two products
    }

    @Test
    void rejectsStrideZeroAndNegativePadding() {
        assertThatThrownBy(() -> new TransposedConvolution(0, 0, 1, 1)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new TransposedConvolution(1, -1, 1, 1)).isInstanceOf(ShapeException.class);
    }

    @Test
    void ofTheSameWeightsIsTheTransposeOfTheConvolution() {
        try (HostDevice host = new HostDevice()) {
            OpCase c = OpCase.of(new Convolution(2, 1), Shape.of(5, 4, 2), Shape.of(3, 3, 2, 3));
            Tensor x = c.arguments(host, DType.FLOAT64).get(0);
            Tensor w = c.arguments(host, DType.FLOAT64).get(1);
            Tensor y = OpCase.of(c.op(), Shape.of(3, 2, 3))
                    .arguments(host, DType.FLOAT64)
                    .get(0);
            double left = Ops.sum(Ops.multiply(y, Ops.convolution(x, w, 2, 1)))
                    .value()
                    .toDouble();
            double right = Ops.sum(Ops.multiply(Ops.transposedConvolution(y, Ops.transpose(w), 2, 1, 5, 4), x))
                    .value()
                    .toDouble();
            assertThat(right).isCloseTo(left, Offset.offset(1e-12));
        }
    }
}
