package dualflow.device.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.device.host.HostDevice;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.testing.TestDevices;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OpenClDeviceTest {
    private static OpenClDevice device;
    private static OpenClDevice guarded;

    @BeforeAll
    static void open() {
        device = TestDevices.openCl();
        guarded = new OpenClDevice(TestDevices.openClInfo(), true);
    }

    @AfterAll
    static void close() {
        if (device != null) {
            device.close();
            guarded.close();
        }
    }

    static Stream<Arguments> cases() {
        return Stream.of(DType.values())
                .flatMap(dtype -> OpCases.small().stream().map(c -> Arguments.of(c, dtype)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void kernelEqualsHost(OpCases c, DType dtype) {
        try (HostDevice host = new HostDevice();
                Arena plain = device.arena();
                Arena checked = guarded.arena()) {
            double[] expected = c.on(host, dtype);
            assertThat(c.on(device, dtype)).as("in %s", plain).isEqualTo(expected);
            assertThat(c.on(guarded, dtype)).as("in %s", checked).isEqualTo(expected);
        }
    }
}
