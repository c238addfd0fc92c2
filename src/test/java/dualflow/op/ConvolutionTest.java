package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.conformance.OpCase;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConvolutionTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new Convolution(1, 0), Shape.of(5, 5, 3), Shape.of(3, 3, 2, 4)),
                OpCase.of(new Convolution(1, 0), Shape.of(2, 5, 3), Shape.of(3, 3, 3, 4)),
                OpCase.of(new Convolution(1, 0), Shape.of(5, 5, 3), Shape.of(0, 3, 3, 4)),
                OpCase.of(new Convolution(1, 0), Shape.of(5, 3), Shape.of(3, 3, 3, 4)),
                OpCase.of(new Convolution(1, Integer.MAX_VALUE), Shape.of(5, 5, 3), Shape.of(3, 3, 3, 4)),
                OpCase.of(new Convolution(1, 1), Shape.of(2, 5, 5, 3), Shape.of(3, 3, 3, 3, 4)));
    }

    @Override
    Op golden(GoldenCsv.Case golden) {
        return new Convolution(integer(golden, "stride"), integer(golden, "padding"));
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
        assertThatThrownBy(() -> new Convolution(0, 0)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new Convolution(1, -1)).isInstanceOf(ShapeException.class);
    }

    /** What lies outside the image is not multiplied: an infinite weight meets no zero there. */
    @Test
    void tapsOutsideAreSkipped() {
        Tensor x = Ops.reshape(vector(1, 2), Shape.of(1, 2, 1));
        Tensor w = Ops.reshape(vector(Double.POSITIVE_INFINITY, 3, 4), Shape.of(1, 3, 1, 1));
        assertThat(Ops.slice(Ops.convolution(x, w, 1, 1), -3, 1, 1).value().toDoubles())
                .containsExactly(11, Double.POSITIVE_INFINITY);
    }

    /** Weights shared by a batch have one gradient, summed inside the op: no stack of gradients is ever made. */
    @Test
    void weightGradientOfABatchIsSummedInOneOp() {
        try (HostDevice host = new HostDevice()) {
            Tensor x = host.fill(DType.FLOAT64, Shape.of(4, 3, 3, 2), 1);
            Tensor w = host.fill(DType.FLOAT64, Shape.of(3, 3, 2, 5), 1);
            long before = host.launches();
            Tensor y = Autodiff.linearize(v -> Ops.convolution(x, v.get(0), 1, 1), List.of(w))
                    .map()
                    .applyTranspose(host.fill(DType.FLOAT64, Shape.of(4, 3, 3, 5), 1))
                    .get(0);
            assertThat(y.shape()).isEqualTo(w.shape());
            assertThat(host.launches() - before).isEqualTo(2); // the primal and the gradient
        }
    }

    /** K weights on one batch: as many gradients as weights, each summed over the batch. */
    @Test
    void gradientsOfStackedWeightsEqualOneByOne() {
        try (HostDevice host = new HostDevice()) {
            OpCase c = OpCase.of(new Convolution(2, 1), Shape.of(3, 4, 5, 2), Shape.of(2, 1, 3, 3, 2, 3));
            Tensor x = c.arguments(host, DType.FLOAT64).get(0);
            Tensor w = c.arguments(host, DType.FLOAT64).get(1);
            Tensor yBar = OpCase.of(new Convolution(2, 1), Shape.of(2, 3, 2, 3, 3))
                    .directions(host, DType.FLOAT64, 1)
                    .get(0);
            double[] all = gradient(x, w, yBar);
            for (int k = 0; k < 2; k++) {
                Tensor one = Ops.reshape(Ops.slice(w, -6, k, 1), Shape.of(3, 3, 2, 3));
                double[] alone = gradient(x, one, Ops.reshape(Ops.slice(yBar, -5, k, 1), Shape.of(3, 2, 3, 3)));
                assertThat(Arrays.copyOfRange(all, k * alone.length, (k + 1) * alone.length))
                        .isEqualTo(alone);
            }
        }
    }

    private static double[] gradient(Tensor x, Tensor w, Tensor yBar) {
        return Autodiff.grad(v -> Ops.sum(Ops.multiply(yBar, Ops.convolution(x, v, 2, 1))), w)
                .value()
                .toDoubles();
    }
}
