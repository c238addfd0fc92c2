package dualflow.op;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dualflow.device.host.HostDevice;
import dualflow.nn.GroupNorm;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Composed ops refuse arguments that do not fit by name, before they compute with them. */
class OpsArgumentsTest {
    private static Tensor zeros(Device device, Shape shape) {
        return device.tensor(DType.FLOAT64, shape, new double[shape.size()]);
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "2, -1", "2, 3", "0, 1", "0, 0"})
    void groupNormRefusesChannelsThatAreNoMultipleOfTheGroups(int channels, int groups) {
        try (HostDevice device = new HostDevice()) {
            Tensor x = zeros(device, Shape.of(3, channels));
            Tensor w = zeros(device, Shape.of(channels));
            assertThatExceptionOfType(ShapeException.class)
                    .isThrownBy(() -> GroupNorm.normalise(x, w, w, 1, groups, 1e-5))
                    .withMessageContaining("got " + channels + " channels and " + groups + " groups");
        }
    }

    @ParameterizedTest
    @CsvSource({"-1", "2", "7"})
    void groupNormRefusesAxesThatAreNotThere(int positionAxes) {
        try (HostDevice device = new HostDevice()) {
            Tensor x = zeros(device, Shape.of(3, 2));
            Tensor w = zeros(device, Shape.of(2));
            assertThatExceptionOfType(ShapeException.class)
                    .isThrownBy(() -> GroupNorm.normalise(x, w, w, positionAxes, 1, 1e-5))
                    .withMessageContaining("needs " + positionAxes + " axes of positions");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, -1", "-1, 1", "3, 1"})
    void insertAxesRefusesPlacesThatAreNotThere(int at, int count) {
        try (HostDevice device = new HostDevice()) {
            Tensor x = zeros(device, Shape.of(3, 2));
            assertThatExceptionOfType(ShapeException.class)
                    .isThrownBy(() -> Ops.insertAxes(x, at, count))
                    .withMessageContaining("cannot insert " + count + " axes after the first " + at);
        }
    }

    @Test
    void groupNormRefusesASingleNumber() {
        try (HostDevice device = new HostDevice()) {
            Tensor x = device.scalar(DType.FLOAT64, 1);
            assertThatExceptionOfType(ShapeException.class).isThrownBy(() -> GroupNorm.normalise(x, x, x, 0, 1, 1e-5));
        }
    }
}
