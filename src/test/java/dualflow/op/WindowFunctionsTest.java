package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WindowFunctionsTest {
    private final HostDevice host = new HostDevice();

    static Stream<GoldenCsv.Case> goldens() {
        return GoldenCsv.read("op/window_functions").cases().stream();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void matchPyTorch(GoldenCsv.Case golden) {
        ComposedGoldens.assertMatches(host, golden, x -> of(golden, x));
    }

    private static Tensor of(GoldenCsv.Case golden, List<Tensor> x) {
        Sliding plain = new Sliding(list(golden, "stride"), list(golden, "padding"), list(golden, "dilation"), false);
        Sliding sliding =
                golden.has("ceil") && ComposedGoldens.integer(golden, "ceil") == 1 ? plain.roundedUp() : plain;
        return switch (golden.name().split(" ", -1)[0]) {
            case "convolution" ->
                Ops.convolution(x.get(0), x.get(1), sliding, ComposedGoldens.integer(golden, "groups"));
            case "transposed" ->
                Ops.transposedConvolution(
                        x.get(0),
                        x.get(1),
                        sliding,
                        list(golden, "output_padding"),
                        ComposedGoldens.integer(golden, "groups"));
            case "max" -> Ops.maxPool(x.get(0), list(golden, "window"), sliding);
            case "average" ->
                Ops.averagePool(
                        x.get(0), list(golden, "window"), sliding, ComposedGoldens.integer(golden, "counts") == 1);
            default -> Ops.unfold(x.get(0), list(golden, "window"), sliding);
        };
    }

    private static List<Integer> list(GoldenCsv.Case golden, String quantity) {
        return Arrays.stream(golden.vector(quantity)).mapToObj(n -> (int) n).toList();
    }

    /** With one stride and padding the functions are the ops for images: the same bits. */
    @Test
    void plainConvolutionsAndPoolsOfImagesAreTheOps() {
        Tensor x = counted(Shape.of(2, 7, 6, 4));
        Tensor w = counted(Shape.of(3, 3, 4, 2));
        Sliding sliding = Sliding.over(2).withStride(2).withPadding(1);
        assertThat(numbers(Ops.convolution(x, w, sliding, 1))).isEqualTo(numbers(Ops.convolution(x, w, 2, 1)));
        assertThat(numbers(Ops.maxPool(x, List.of(3, 3), sliding))).isEqualTo(numbers(Ops.maxPool(x, 3, 2, 1)));
        assertThat(numbers(Ops.unfold(x, List.of(3, 3), sliding))).isEqualTo(numbers(Ops.unfold(x, 3, 2, 1)));
        assertThat(numbers(Ops.averagePool(x, List.of(3, 3), sliding, true)))
                .containsExactly(numbers(Ops.averagePool(x, 3, 2, 1)), Offset.offset(1e-15));
    }

    /** Of equal numbers in a window the first has the whole slope, and a NaN is the greatest, whether the op is used or the windows. */
    @Test
    void firstOfEqualGreatestNumbersHasTheWholeSlope() {
        Tensor x = host.tensor(DType.FLOAT64, Shape.of(4, 1), 3, 3, 1, 3);
        Sliding by2 = Sliding.over(1).withStride(2);
        assertThat(numbers(Autodiff.grad(v -> Ops.sum(Ops.maxPool(v, List.of(2), by2)), x)))
                .containsExactly(1, 0, 0, 1);
        Tensor special = host.tensor(DType.FLOAT64, Shape.of(4, 1), 1, Double.NaN, Double.NEGATIVE_INFINITY, -0.0);
        assertThat(numbers(Ops.maxPool(special, List.of(2), by2))).containsExactly(Double.NaN, -0.0);
    }

    /** Zeros of a dilated kernel are not there: what lies between its places has no effect. */
    @Test
    void whatLiesBetweenTheTapsHasNoEffect() {
        Tensor x = host.tensor(DType.FLOAT64, Shape.of(3, 1), 1, Double.POSITIVE_INFINITY, 2);
        Tensor w = host.tensor(DType.FLOAT64, Shape.of(2, 1, 1), 10, 100);
        assertThat(numbers(Ops.convolution(x, w, Sliding.over(1).withDilation(2), 1)))
                .containsExactly(210);
    }

    @Test
    void derivativesOfSecondOrderAgree() {
        Tensor x = counted(Shape.of(5, 4));
        Tensor w = counted(Shape.of(2, 2, 4));
        Sliding sliding = Sliding.over(1).withDilation(2).withPadding(1);
        Tensor hessian = Autodiff.jacobian(
                v -> Autodiff.grad(
                        u -> {
                            Tensor y = Ops.convolution(u, w, sliding, 2);
                            return Ops.sum(Ops.multiply(y, y));
                        },
                        v),
                x);
        double[] h = numbers(hessian);
        Tensor jacobian = Ops.reshape(Autodiff.jacobian(v -> Ops.convolution(v, w, sliding, 2), x), Shape.of(20, 20));
        double[] product = numbers(Ops.scale(Ops.matmul(Ops.transpose(jacobian), jacobian), 2)); // of a quadratic form
        assertThat(h).containsExactly(product, Offset.offset(1e-12));
    }

    @Test
    void rejectsWhatDoesNotFit() {
        Tensor x = counted(Shape.of(5, 6, 4));
        Tensor w = counted(Shape.of(3, 3, 4, 2));
        Sliding plain = Sliding.over(2);
        refused("channels", () -> Ops.convolution(x, w, plain, 2));
        refused("groups", () -> Ops.convolution(x, counted(Shape.of(3, 3, 2, 3)), plain, 2));
        refused("1 group or more", () -> Ops.convolution(x, w, plain, 0));
        refused("rounded up", () -> Ops.convolution(x, w, plain.roundedUp(), 1));
        refused("does not fit", () -> Ops.convolution(x, w, plain.withDilation(3), 1));
        refused("axes", () -> Ops.maxPool(x, List.of(2), plain));
        refused("more than half", () -> Ops.maxPool(x, List.of(2, 3), plain.withPadding(1, 2)));
        refused("output padding", () -> Ops.transposedConvolution(x, w, plain, List.of(1, 0), 1));
        refused("leaves nothing", () -> Ops.transposedConvolution(x, w, plain.withPadding(4, 4), List.of(0, 0), 1));
        refused("of as many axes", () -> plain.withStride(1, 2, 3));
        refused("at least 1", () -> plain.withStride(0));
        refused("at least 1", () -> plain.withDilation(1, 0));
        refused("not negative", () -> plain.withPadding(-1));
        refused("axes", () -> Sliding.over(0));
        refused("empty", () -> Ops.averagePool(x, List.of(0, 1), plain, true));
    }

    private static void refused(String words, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(ShapeException.class).hasMessageContaining(words);
    }

    private Tensor counted(Shape shape) {
        double[] numbers = new double[shape.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Math.sin(i + 1.0);
        }
        return host.tensor(DType.FLOAT64, shape, numbers);
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }
}
