package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.host.HostDevice;
import dualflow.recording.RecordedFunction;
import dualflow.tensor.Arena;
import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceException;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.TestDevices;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An op of a user's own is a record and a kernel on the class path, and nothing else. */
class OwnOpTest {
    private static final Shape SHAPE = Shape.of(3, 37);

    static Stream<Op> ops() {
        return Stream.of(
                new Stencil(List.of(0, 1, 5), 0.3, true, Stencil.Side.AHEAD),
                new Stencil(List.of(2), -1.7, false, Stencil.Side.BEHIND),
                new Stencil(List.of(), 1, false, Stencil.Side.AHEAD),
                new Affine(0.7, -1.3));
    }

    @ParameterizedTest
    @MethodSource("ops")
    void kernelEqualsHost(Op op) {
        for (Device device : TestDevices.all()) {
            try (device;
                    Device host = new HostDevice()) {
                for (DType dtype : DType.values()) {
                    if (device.supports(dtype)) {
                        List<Tensor> x = arguments(device, dtype);
                        List<Tensor> expected = derivative(op, arguments(host, dtype));
                        requireSame(derivative(op, x), expected);
                        try (Arena arena = device.arena();
                                RecordedFunction recorded = new RecordedFunction(in -> derivative(op, in), arena)) {
                            requireSame(recorded.apply(x), expected);
                        }
                    }
                }
            }
        }
    }

    private static List<Tensor> derivative(Op op, List<Tensor> x) {
        Dual y = Autodiff.jvp(at -> op.on(at), x.get(0), x.get(1));
        return List.of(y.primal(), y.tangent());
    }

    private static List<Tensor> arguments(Device device, DType dtype) {
        SplittableRandom random = new SplittableRandom(1);
        return Stream.of(SHAPE, SHAPE)
                .map(shape -> (Tensor) device.tensor(
                        dtype, shape, random.doubles(shape.size(), -1, 1).toArray()))
                .toList();
    }

    private static void requireSame(List<Tensor> found, List<Tensor> expected) {
        for (int k = 0; k < expected.size(); k++) {
            assertThat(found.get(k).value().toDoubles())
                    .isEqualTo(expected.get(k).value().toDoubles());
        }
    }

    /** y = x, with a component that no kernel takes. */
    private record Named(String name) implements LinearOp {
        @Override
        public int arity() {
            return 1;
        }

        @Override
        public int trailing(int argument) {
            return 0;
        }

        @Override
        public Shape block(List<Shape> blocks) {
            return Shape.SCALAR;
        }

        @Override
        public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
            System.arraycopy(x[0], from, y, from, to - from);
        }

        @Override
        public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
            System.arraycopy(x[0], from, y, from, to - from);
        }

        @Override
        public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
            return List.of(on(yBar));
        }
    }

    @Test
    void whatAKernelCannotTakeIsNamed() {
        try (Device device = TestDevices.openCl()) {
            Tensor x = device.fill(DType.FLOAT32, SHAPE, 1);
            assertThatThrownBy(() -> new Named("max").on(x))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("component name is max");
        }
    }

    @Test
    void opWithoutAKernelIsRefusedOnOpenClAlone() {
        Op op = new Named("no_such_kernel");
        try (Device device = TestDevices.openCl()) {
            Tensor x = device.fill(DType.FLOAT32, SHAPE, 1);
            assertThatThrownBy(() -> op.on(x))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("there is no opencl/no_such_kernel.cl on the class path");
        }
        try (Device host = new HostDevice()) {
            assertThat(op.on(host.fill(DType.FLOAT32, SHAPE, 1)).value().toDoubles())
                    .containsOnly(1);
        }
    }
}
