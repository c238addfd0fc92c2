package dualflow.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.host.HostDevice;
import dualflow.device.meta.MetaDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.TestDevices;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A fused function equals its ops, in one launch and without memory for intermediate results. */
class FusedTest {
    /** With a broadcast argument, constants and two results. */
    private static List<Tensor> function(List<Tensor> x) {
        Tensor scaled = Ops.scale(Ops.subtract(x.get(0), x.get(1)), 0.1);
        return List.of(Ops.multiply(scaled, scaled), Ops.sqrt(Ops.shift(Ops.abs(scaled), 1e-3)));
    }

    private static List<Tensor> arguments(Device device, DType dtype) {
        double[] numbers = new double[3 * 37];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = StrictMath.sin(i) * 5;
        }
        return List.of(
                device.tensor(dtype, Shape.of(3, 37), numbers),
                device.tensor(dtype, Shape.of(3, 1), 0.25, -0.5, 2.0 / 3));
    }

    @Test
    void bitsAreThoseOfTheOps() {
        for (Device device : TestDevices.all()) {
            try (device) {
                for (DType dtype : DType.values()) {
                    if (device.supports(dtype)) {
                        List<Tensor> x = arguments(device, dtype);
                        List<Tensor> expected = function(x);
                        List<Tensor> fused = Fused.run(x, FusedTest::function);
                        for (int k = 0; k < 2; k++) {
                            assertThat(fused.get(k).shape()).isEqualTo(Shape.of(3, 37));
                            assertThat(fused.get(k).value().toDoubles())
                                    .isEqualTo(expected.get(k).value().toDoubles());
                        }
                    }
                }
            }
        }
    }

    @Test
    void takesTheMemoryOfItsResultsAloneInOneLaunch() {
        List<Device> devices = new ArrayList<>(TestDevices.all());
        devices.add(new MetaDevice());
        for (Device device : devices) {
            try (device) {
                List<Tensor> x = arguments(device, DType.FLOAT32);
                long before = device.account().live();
                long launches = device.launches();
                Fused.run(x, FusedTest::function);
                assertThat(device.account().peak() - before).isEqualTo(2 * 4 * 3 * 37);
                assertThat(device.account().live()).isEqualTo(device.account().peak());
                assertThat(device.launches() - launches).isEqualTo(1);
            }
        }
    }

    @Test
    void isDifferentiatedAsItsOps() {
        try (Device device = new HostDevice()) {
            List<Tensor> x = arguments(device, DType.FLOAT64);
            Tensor direction = device.fill(DType.FLOAT64, x.get(0).shape(), 1);
            Dual fused = Autodiff.jvp(
                    v -> Fused.run(List.of(v, x.get(1)), FusedTest::function).get(0), x.get(0), direction);
            Dual plain = Autodiff.jvp(v -> function(List.of(v, x.get(1))).get(0), x.get(0), direction);
            assertThat(fused.tangent().value().toDoubles())
                    .isEqualTo(plain.tangent().value().toDoubles());
        }
    }

    @Test
    void refusesFunctionsOfAnotherKind() {
        try (Device device = new HostDevice()) {
            List<Tensor> x = arguments(device, DType.FLOAT64);
            assertThatThrownBy(() -> Fused.run(x, v -> List.of(Ops.sumTo(v.get(0), Shape.of(37)))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("sum");
            assertThatThrownBy(() -> Fused.run(x, v -> List.of(Ops.add(v.get(0), x.get(0)))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("arguments");
            assertThatThrownBy(() -> Fused.run(x, v -> List.of(v.get(0)))).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
