package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.device.host.HostDevice;
import dualflow.device.meta.MetaDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MultiplyAddsTest {
    static Stream<Arguments> products() {
        return Stream.of(
                Arguments.of(new MatMul(), Shape.of(3, 4, 5), Shape.of(5, 6)),
                Arguments.of(new MatMul(), Shape.of(2, 1, 4, 5), Shape.of(3, 5, 6)),
                Arguments.of(new Convolution(1, 0), Shape.of(2, 7, 8, 3), Shape.of(3, 2, 3, 5)),
                Arguments.of(new Convolution(2, 0), Shape.of(2, 7, 8, 3), Shape.of(2, 3, 3, 3, 5)),
                Arguments.of(new TransposedConvolution(2, 0, 9, 7), Shape.of(2, 4, 3, 3), Shape.of(3, 3, 3, 5)),
                Arguments.of(new ConvolutionWeights(2, 0, 3, 2), Shape.of(3, 7, 8, 2), Shape.of(3, 3, 4, 5)));
    }

    /** Of ones, each product is 1 and the results' sum counts them. */
    @ParameterizedTest
    @MethodSource("products")
    void areTheProductsThatAreSummed(Op op, Shape left, Shape right) {
        try (Device host = new HostDevice();
                MetaDevice meta = new MetaDevice()) {
            double[] results = apply(op, host, left, right).value().toDoubles();
            long products = (long) Arrays.stream(results).sum();
            assertThat(apply(op, meta, left, right).shape().size()).isEqualTo(results.length);
            assertThat(meta.multiplyAdds()).isPositive().isEqualTo(products);
        }
    }

    @Test
    void ofWinogradAreThoseOfTheComposedRule() {
        Shape images = Shape.of(3, 2, 5, 7, 4);
        try (MetaDevice fused = new MetaDevice();
                MetaDevice composed = new MetaDevice()) {
            apply(new WinogradConvolution(1), fused, images, Shape.of(36, 4, 6));
            Tensor places = new WinogradInput(1).on(composed.fill(DType.FLOAT64, images, 1));
            Ops.matmul(places, composed.fill(DType.FLOAT64, Shape.of(36, 4, 6), 1));
            assertThat(fused.multiplyAdds()).isPositive().isEqualTo(composed.multiplyAdds());
        }
    }

    private static Tensor apply(Op op, Device device, Shape left, Shape right) {
        return op.on(device.fill(DType.FLOAT64, left, 1), device.fill(DType.FLOAT64, right, 1));
    }

    @Test
    void countTapsOutsideOfTheImageAndNothingElementwise() {
        try (MetaDevice meta = new MetaDevice()) {
            Tensor y = apply(new Convolution(1, 1), meta, Shape.of(4, 4, 1), Shape.of(3, 3, 1, 2));
            assertThat(meta.multiplyAdds()).isEqualTo(4 * 4 * 3 * 3 * 2);
            assertThat(Ops.multiply(y, Ops.exp(y)).shape()).isEqualTo(Shape.of(4, 4, 2));
            assertThat(meta.multiplyAdds()).isEqualTo(4 * 4 * 3 * 3 * 2);
        }
    }
}
