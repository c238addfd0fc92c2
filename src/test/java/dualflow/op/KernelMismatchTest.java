package dualflow.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said where a kernel gives other numbers than the host. */
class KernelMismatchTest {
    @Test
    void ofAnElementwiseOpNamesTheArguments() {
        try (Device device = new HostDevice()) {
            Tensor a = device.tensor(DType.FLOAT64, Shape.of(2, 2), 1, 2, 3, 4);
            Tensor b = device.tensor(DType.FLOAT64, Shape.of(2), 10, 20);
            assertThatThrownBy(() -> OpContract.assertKernelGives(
                            new double[] {11, 22, 13, 25}, new Add(), List.of(a, b), device))
                    .hasMessageContaining("add in float64 on host")
                    .hasMessageContaining("number 3, that of 4.0 (0x1.0p2), 20.0 (0x1.4p4), is 24.0")
                    .hasMessageContaining("not 25.0");
        }
    }

    @Test
    void ofAnotherOpNamesTheShapes() {
        try (Device device = new HostDevice()) {
            Tensor x = device.tensor(DType.FLOAT64, Shape.of(2, 2), 1, 2, 3, 4);
            assertThatThrownBy(() -> OpContract.assertKernelGives(
                            new double[] {3, 6}, new Sum(Shape.of(2), Shape.SCALAR), List.of(x), device))
                    .hasMessageContaining("number 1 of the result of [[2, 2]] is 7.0");
        }
    }
}
