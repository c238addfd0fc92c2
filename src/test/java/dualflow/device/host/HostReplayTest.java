package dualflow.device.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.launch.Launch;
import dualflow.op.Ops;
import dualflow.op.Silu;
import dualflow.recording.RecordedFunction;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Part;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Recorded programs on the host; that they have the program's bits, {@code RecordedFunctionTest} shows on all devices. */
class HostReplayTest {
    private static final Shape SHAPE = Shape.of(300, 1001);

    private final HostDevice host = new HostDevice();

    private Tensor numbers(DType dtype, Shape shape, long seed) {
        return host.tensor(
                dtype,
                shape,
                new SplittableRandom(seed).doubles(shape.size(), -2, 2).toArray());
    }

    /** Enough elements for several threads, each with many strips and a last short one. */
    @ParameterizedTest
    @EnumSource
    void opsInStripsHaveTheBitsOfOneAfterTheOther(DType dtype) {
        Tensor bias = numbers(dtype, Shape.of(1001), 1);
        Tensor rows = numbers(dtype, Shape.of(300, 1), 2);
        UnaryOperator<Tensor> f =
                x -> Ops.subtract(Ops.multiply(Ops.silu(Ops.add(x, bias)), rows), Ops.tanh(Ops.multiply(x, x)));
        Tensor x = numbers(dtype, SHAPE, 3);
        Tensor v = numbers(dtype, SHAPE, 4);
        Dual expected = Autodiff.jvp(f, x, v);
        try (Arena arena = host.arena();
                RecordedFunction recorded = recorded(f, arena)) {
            long before = host.launches();
            List<Tensor> found = recorded.apply(List.of(x, v));
            long launches = host.launches() - before;
            assertThat(found.get(0).value().toDoubles())
                    .isEqualTo(expected.primal().value().toDoubles());
            assertThat(found.get(1).value().toDoubles())
                    .isEqualTo(expected.tangent().value().toDoubles());
            assertThat(launches).isEqualTo(1);
        }
    }

    @Test
    void aReplayAsksForNoMemoryButThatOfItsResults() {
        Tensor weights = numbers(DType.FLOAT32, Shape.of(3, 3, 8, 8), 1);
        UnaryOperator<Tensor> f = x -> {
            Tensor y = x;
            for (int i = 0; i < 4; i++) {
                y = Ops.add(y, Ops.silu(Ops.convolution(y, weights, 1, 1)));
            }
            return y;
        };
        Shape images = Shape.of(2, 16, 16, 8);
        List<Tensor> x = List.of(numbers(DType.FLOAT32, images, 2), numbers(DType.FLOAT32, images, 3));
        try (Arena arena = host.arena();
                RecordedFunction recorded = recorded(f, arena)) {
            List<Long> asked = new ArrayList<>();
            for (int run = 0; run < 4; run++) {
                long before = host.allocatedBytes();
                assertThat(recorded.apply(x)).hasSize(2);
                asked.add(host.allocatedBytes() - before);
            }
            long results = 2L * images.size() * DType.FLOAT32.bytes();
            assertThat(asked.get(0)).isGreaterThan(2 * results);
            assertThat(asked.subList(1, 4)).containsOnly(results);
        }
    }

    private static RecordedFunction recorded(UnaryOperator<Tensor> f, Arena arena) {
        return new RecordedFunction(
                in -> {
                    Dual y = Autodiff.jvp(f, in.get(0), in.get(1));
                    return List.of(y.primal(), y.tangent());
                },
                arena);
    }

    @Test
    void aPartInsideATensorIsRefused() {
        DeviceTensor x = host.fill(DType.FLOAT32, Shape.of(4), 1);
        DeviceTensor y = host.fill(DType.FLOAT32, Shape.of(2), 0);
        List<Launch> launches = List.of(new Launch.One(new Silu(), List.of(new Part(x, 2, Shape.of(2))), new Part(y)));
        assertThatThrownBy(() -> host.prepare(launches))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a part from number 2 on does not begin with its tensor");
    }
}
