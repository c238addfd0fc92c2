package dualflow.check;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.testing.LoopDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs side by side, and what becomes of the others where one fails. */
class SideBySideTest {
    private static List<String> told(Device device, List<Function<Device, String>> jobs) {
        List<String> told = new ArrayList<>();
        new SideBySide<>(jobs, new SideBySide.Listener<String>() {
                    @Override
                    public void done(int job, String result) {
                        told.add(job + " " + result);
                    }

                    @Override
                    public void failed(int job, Throwable cause) {
                        told.add(job + " failed: " + cause);
                    }

                    @Override
                    public void waiting(int job, int finished) {
                        // Slowness is no failure.
                    }
                })
                .on(device);
        return told;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aJobThatFailsDoesNotEndTheOthers(boolean onHost) {
        List<Function<Device, String>> jobs = List.of(
                device -> "one",
                device -> {
                    throw new IllegalStateException("a bug");
                },
                device -> "three",
                device -> {
                    throw new OutOfMemoryError("full");
                },
                device -> "five");
        try (Device device = onHost ? new HostDevice() : new LoopDevice(DType.FLOAT64)) {
            assertThat(told(device, jobs))
                    .containsExactly(
                            "0 one",
                            "1 failed: java.lang.IllegalStateException: a bug",
                            "2 three",
                            "3 failed: java.lang.OutOfMemoryError: full",
                            "4 five");
        }
    }
}
