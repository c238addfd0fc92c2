package dualflow.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.launch.Launcher;
import dualflow.nn.GroupNorm;
import dualflow.op.Ops;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.TestDevices;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroupNormPatternTest {
    /** Samples, positions, groups, channels of a group. */
    private static final int[][] SIZES = {
        {3, 150, 16, 2}, {2, 7, 32, 1}, {2, 90, 16, 3}, {5, 65, 16, 4}, {2, 1, 16, 5}, {2, 6, 3, 2}
    };

    private static final double EPSILON = 0.25;
    private static final int DIRECTIONS = 3;

    static List<Device> devices() {
        return TestDevices.all();
    }

    @ParameterizedTest
    @MethodSource("devices")
    void fusedKernelMatchesComposedRule(Device device) {
        for (DType dtype : DType.values()) {
            for (int[] size : SIZES) {
                for (boolean silu : new boolean[] {true, false}) {
                    try (Arena arena = device.arena()) {
                        requireSame(arena, dtype, size, silu, 0);
                        requireSame(arena, dtype, size, silu, 1);
                        requireSame(arena, dtype, size, silu, DIRECTIONS);
                    }
                }
            }
        }
    }

    private static void requireSame(Arena arena, DType dtype, int[] size, boolean silu, int directions) {
        Device device = arena.device();
        int channels = size[2] * size[3];
        Shape shape = Shape.of(size[0], size[1], channels);
        Tensor weight = numbers(device, dtype, Shape.of(channels), 1);
        Tensor bias = numbers(device, dtype, Shape.of(channels), 2);
        UnaryOperator<Tensor> norm = x -> {
            Tensor y = GroupNorm.normalise(x, weight, bias, 1, size[2], EPSILON);
            return silu ? Ops.silu(y) : y;
        };
        Function<List<Tensor>, List<Tensor>> program = in -> {
            if (directions == 0) {
                return List.of(norm.apply(in.get(0)));
            }
            Dual y = directions == 1
                    ? Autodiff.jvp(norm, in.get(0), in.get(1))
                    : Autodiff.jvps(norm, in.get(0), in.get(1));
            return List.of(y.primal(), y.tangent());
        };
        Tensor x = numbers(device, dtype, shape, 3);
        Tensor along = numbers(device, dtype, directions > 1 ? shape.withFirst(directions) : shape, 4);
        List<Tensor> arguments = directions == 0 ? List.of(x) : List.of(x, along);
        long launches = Replays.launches(arena, arguments, program);
        GroupNormKernel fused = new GroupNormKernel(size[0], size[1], channels, size[2], EPSILON, silu, directions);
        if (Launcher.of(device)
                .flatMap(launcher -> fused.kernel(dtype, launcher.target()))
                .isPresent()) {
            assertThat(launches).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("devices")
    void programThatReadsTheCentredNumbersKeepsThem(Device device) {
        try (Arena arena = device.arena()) {
            Tensor ones = device.fill(DType.FLOAT32, Shape.of(32), 1);
            Function<List<Tensor>, List<Tensor>> program = in -> {
                Tensor y = GroupNorm.normalise(in.get(0), ones, ones, 1, 32, EPSILON);
                Tensor x = Ops.reshape(in.get(0), Shape.of(4, 5, 32, 1));
                Tensor mean = Ops.scale(Ops.broadcast(Ops.sumTo(x, Shape.of(4, 1, 32, 1)), Shape.of(4, 1, 32, 1)), 0.2);
                return List.of(y, Ops.subtract(in.get(0), Ops.reshape(mean, Shape.of(4, 1, 32))));
            };
            assertThat(Replays.launches(arena, List.of(numbers(device, DType.FLOAT32, Shape.of(4, 5, 32), 1)), program))
                    .isGreaterThan(1);
        }
    }

    private static Tensor numbers(Device device, DType dtype, Shape shape, long seed) {
        return device.tensor(
                dtype,
                shape,
                new SplittableRandom(seed).doubles(shape.size(), -2, 2).toArray());
    }
}
