package dualflow.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.launch.Launcher;
import dualflow.nn.MultiheadAttention;
import dualflow.op.Ops;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.TestDevices;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attention in one launch gives the bits of its ops, and similar patterns are not mistaken for it. */
class AttentionPatternTest {
    /** Matrices, queries, keys, depth, channels: whole vectors of queries and not, numbers of keys that are no multiple of a tile, long and short sums. */
    private static final int[][] SIZES = {
        {2, 32, 40, 8, 16},
        {1, 21, 13, 5, 32},
        {3, 1, 8, 1, 16},
        {1, 7, 530, 3, 48},
        {4, 150, 70, 5, 48},
        {16, 40, 33, 3, 16}
    };

    private static final int DIRECTIONS = 3;

    static List<Device> devices() {
        return TestDevices.all();
    }

    @ParameterizedTest
    @MethodSource("devices")
    void fusedKernelMatchesComposedRule(Device device) {
        for (DType dtype : DType.values()) {
            for (int[] size : SIZES) {
                try (Arena arena = device.arena()) {
                    List<Tensor> x = arguments(device, dtype, size, 0);
                    requireSame(arena, x, Programs::primal, size, 0);
                    requireSame(arena, joined(x, arguments(device, dtype, size, 1)), Programs::jvp, size, 1);
                    List<Tensor> directions = arguments(device, dtype, size, DIRECTIONS);
                    requireSame(arena, joined(x, directions), Programs::jvps, size, DIRECTIONS);
                }
            }
        }
    }

    private static List<Tensor> joined(List<Tensor> x, List<Tensor> along) {
        return Stream.concat(x.stream(), along.stream()).toList();
    }

    /** The programs. */
    private static final class Programs {
        static List<Tensor> primal(List<Tensor> x) {
            return List.of(MultiheadAttention.attention(x.get(0), x.get(1), x.get(2)));
        }

        static List<Tensor> jvp(List<Tensor> x) {
            Dual y = Autodiff.jvp(at -> primal(at).get(0), x.subList(0, 3), x.subList(3, 6));
            return List.of(y.primal(), y.tangent());
        }

        static List<Tensor> jvps(List<Tensor> x) {
            Tensor[] primal = new Tensor[1];
            Tensor tangents = Autodiff.vmap(
                    along -> {
                        Dual y = Autodiff.jvp(at -> primal(at).get(0), x.subList(0, 3), along);
                        primal[0] = y.primal();
                        return y.tangent();
                    },
                    x.subList(3, 6),
                    Collections.nCopies(3, true));
            return List.of(primal[0], tangents);
        }
    }

    @ParameterizedTest
    @MethodSource("devices")
    void programThatReadsTheScoresKeepsThem(Device device) {
        try (Arena arena = device.arena()) {
            List<Tensor> x = arguments(device, DType.FLOAT32, SIZES[0], 0);
            Function<List<Tensor>, List<Tensor>> program = in -> {
                Tensor shares = Ops.softmax(Ops.matmul(in.get(0), Ops.transpose(in.get(1))), 1);
                return List.of(Ops.matmul(shares, in.get(2)), shares);
            };
            assertThat(Replays.launches(arena, x, program)).isGreaterThan(1);
        }
    }

    private static void requireSame(
            Arena arena, List<Tensor> x, Function<List<Tensor>, List<Tensor>> program, int[] size, int directions) {
        AttentionKernel attention = new AttentionKernel(size[0], size[1], size[2], size[3], size[4], directions);
        long launches = Replays.launches(arena, x, program);
        if (Launcher.of(arena.device())
                .flatMap(launcher -> attention.kernel(x.get(0).dtype(), launcher.target()))
                .isPresent()) {
            assertThat(launches).isEqualTo(1);
        }
    }

    private static List<Tensor> arguments(Device device, DType dtype, int[] size, int directions) {
        SplittableRandom random = new SplittableRandom(directions);
        Shape leading = directions > 1 ? Shape.of(directions, size[0]) : Shape.of(size[0]);
        return Stream.of(Shape.of(size[1], size[3]), Shape.of(size[2], size[3]), Shape.of(size[2], size[4]))
                .map(leading::then)
                .map(shape -> (Tensor) device.tensor(
                        dtype, shape, random.doubles(shape.size(), -2, 2).toArray()))
                .toList();
    }
}
