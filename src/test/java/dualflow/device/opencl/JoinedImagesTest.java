package dualflow.device.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.conformance.Comparison;
import dualflow.conformance.JoinTrial;
import dualflow.conformance.OpCase;
import dualflow.launch.Launch;
import dualflow.op.Abs;
import dualflow.op.MatMul;
import dualflow.op.Ops;
import dualflow.op.WinogradConvolution;
import dualflow.recording.RecordedFunction;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Op;
import dualflow.tensor.Part;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.TestDevices;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A convolution reads both parts of a concatenation that has no other reader. */
class JoinedImagesTest {
    private static final Op WINOGRAD = new WinogradConvolution(1);
    private static final Shape IMAGES = Shape.of(2, 6, 7, 16);

    private static OpenClDevice device(boolean cpuKernels) {
        return new OpenClDevice(TestDevices.openClInfo(), OpenClDevice.Memcheck.NONE, cpuKernels);
    }

    @Test
    void convolutionsOfTwoPartsHaveTheBitsOfThoseOfTheirConcatenation() {
        try (OpenClDevice device = device(true)) {
            assertThat(JoinTrial.all()).allMatch(trial -> device.joins(trial.op(), trial.shapes()));
            assertThat(Comparison.differing(device, List.copyOf(JoinTrial.all())))
                    .isEmpty();
        }
    }

    @Test
    void onlyWholeVectorsAndOneBatchAreTakenInParts() {
        Shape weights = Shape.of(36, 32, 16);
        try (OpenClDevice device = device(true)) {
            assertThat(device.joins(WINOGRAD, List.of(IMAGES, IMAGES, weights))).isTrue();
            assertThat(device.joins(WINOGRAD, List.of(Shape.of(2, 6, 7, 8), Shape.of(2, 6, 7, 24), weights)))
                    .isFalse();
            assertThat(device.joins(
                            WINOGRAD,
                            List.of(Shape.of(2, 1, 6, 7, 16), Shape.of(2, 1, 6, 7, 16), Shape.of(2, 36, 32, 16))))
                    .isFalse();
            assertThat(device.joins(new MatMul(), List.of(Shape.of(2, 16), Shape.of(2, 16), Shape.of(32, 16))))
                    .isFalse();
        }
        try (OpenClDevice device = device(false)) {
            assertThat(device.joins(WINOGRAD, List.of(IMAGES, IMAGES, weights))).isFalse();
        }
    }

    @Test
    void anOpThatTakesNoPartsIsRefused() {
        try (OpenClDevice device = device(true);
                Arena arena = device.arena()) {
            Part x = new Part(numbers(device, Shape.of(16, 16)));
            DeviceTensor y = device.fill(DType.FLOAT32, Shape.of(16, 16), 0);
            Launch launch = new Launch.Joined(new MatMul(), List.of(x, x, x), new Part(y));
            assertThatThrownBy(() -> device.prepare(List.of(launch)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("mat_mul");
            assertThat(arena.size()).isPositive();
        }
    }

    @Test
    void recordedConcatenationsAreStoredOnlyWhereAnythingElseTakesThem() {
        try (OpenClDevice device = device(true);
                Arena arena = device.arena()) {
            Tensor weights = numbers(device, Shape.of(36, 32, 16));
            List<Tensor> x = List.of(numbers(device, IMAGES), numbers(device, IMAGES));
            Function<List<Tensor>, List<Tensor>> alone =
                    in -> List.of(Ops.winogradConvolution(Ops.concat(in.get(0), in.get(1), -1), weights, 1));
            Function<List<Tensor>, List<Tensor>> twice = in -> {
                Tensor both = Ops.concat(in.get(0), in.get(1), -1);
                return List.of(Ops.winogradConvolution(both, weights, 1), Ops.tanh(both));
            };
            assertThat(launches(device, arena, alone, x)).isEqualTo(1);
            assertThat(launches(device, arena, twice, x)).isEqualTo(3);
        }
    }

    private static DeviceTensor numbers(Device device, Shape shape) {
        return (DeviceTensor)
                OpCase.of(new Abs(), shape).arguments(device, DType.FLOAT32).get(0);
    }

    /** The launches of a recorded program, which must have its bits. */
    private static long launches(
            Device device, Arena arena, Function<List<Tensor>, List<Tensor>> program, List<Tensor> x) {
        try (RecordedFunction recorded = new RecordedFunction(program, arena)) {
            recorded.apply(x);
            long before = device.launches();
            List<Tensor> y = recorded.apply(x);
            long launches = device.launches() - before;
            List<Tensor> expected = program.apply(x);
            for (int k = 0; k < y.size(); k++) {
                assertThat(y.get(k).value().toDoubles())
                        .isEqualTo(expected.get(k).value().toDoubles());
            }
            return launches;
        }
    }
}
