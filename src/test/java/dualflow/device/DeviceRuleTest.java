package dualflow.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dualflow.device.opencl.OpenCl;
import dualflow.device.opencl.OpenClInfo;
import dualflow.tensor.DType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The choice among made-up devices. */
class DeviceRuleTest {
    private static final OpenClInfo POCL = info("opencl:0:0", OpenClInfo.Kind.CPU, "pthread-znver4", true, true);
    private static final OpenClInfo LLVMPIPE =
            info("opencl:1:0", OpenClInfo.Kind.CPU, "llvmpipe (LLVM 15.0.6, 256 bits)", true, true);
    private static final OpenClInfo ACCELERATOR = info("opencl:2:0", OpenClInfo.Kind.OTHER, "a card", true, true);
    private static final OpenClInfo GPU = info("opencl:3:0", OpenClInfo.Kind.GPU, "a GPU", true, true);
    private static final OpenClInfo GPU_WITHOUT_FLOAT64 =
            info("opencl:4:0", OpenClInfo.Kind.GPU, "a small GPU", false, true);
    private static final OpenClInfo BROKEN = info("opencl:5:0", OpenClInfo.Kind.GPU, "a broken GPU", true, false);

    private static OpenClInfo info(String id, OpenClInfo.Kind kind, String name, boolean float64, boolean usable) {
        List<String> notes = usable ? List.of() : List.of("cannot be used: it has no compiler");
        return new OpenClInfo(
                id,
                kind,
                name,
                "vendor",
                "platform",
                "1",
                "OpenCL 1.2",
                float64,
                1 << 30,
                1 << 28,
                1 << 15,
                256,
                4,
                128,
                8,
                true,
                Optional.empty(),
                notes,
                usable);
    }

    private static DeviceRule rule(OpenClInfo... infos) {
        return new DeviceRule(
                () -> List.of(infos),
                info -> info,
                List::of,
                () -> infos.length == 0 ? Optional.of("no OpenCL") : Optional.empty());
    }

    private static void requireBest(OpenClInfo best, DType dtype, OpenClInfo... infos) {
        assertThat(rule(infos).any("auto", dtype, Workload.LARGE).openCl()).contains(best);
        assertThat(rule(infos).openClOnly("auto", dtype).openCl()).contains(best);
    }

    @Test
    void largeWorkTakesTheBestDevice() {
        requireBest(POCL, DType.FLOAT64, POCL);
        requireBest(GPU, DType.FLOAT64, POCL, ACCELERATOR, GPU);
        requireBest(POCL, DType.FLOAT64, POCL, ACCELERATOR);
        requireBest(GPU_WITHOUT_FLOAT64, DType.FLOAT32, POCL, GPU_WITHOUT_FLOAT64);
        requireBest(POCL, DType.FLOAT64, BROKEN, GPU_WITHOUT_FLOAT64, POCL);
        assertThat(rule(POCL, GPU).any("auto", DType.FLOAT64, Workload.LARGE).reason())
                .isEqualTo("a graphics processor through platform");
        assertThat(rule(POCL).any("auto", DType.FLOAT64, Workload.LARGE).reason())
                .isEqualTo("a processor through platform: no graphics processor was found");
    }

    @Test
    void softwareInPlaceOfAGraphicsProcessorComesLast() {
        requireBest(POCL, DType.FLOAT32, LLVMPIPE, POCL);
        requireBest(LLVMPIPE, DType.FLOAT32, LLVMPIPE);
        requireBest(ACCELERATOR, DType.FLOAT32, LLVMPIPE, ACCELERATOR);
        OpenClInfo posing = info("opencl:6:0", OpenClInfo.Kind.GPU, "softpipe", true, true);
        requireBest(POCL, DType.FLOAT32, posing, POCL);
        assertThat(rule(posing).any("auto", DType.FLOAT32, Workload.LARGE).reason())
                .contains("a processor through platform", "no graphics processor was found");
    }

    @Test
    void smallWorkTakesTheHostAndDoesNotEvenLookForDevices() {
        DeviceRule blind = new DeviceRule(
                () -> {
                    throw new AssertionError("looked for devices");
                },
                info -> info,
                List::of,
                Optional::empty);
        DeviceRule.Decision decision = blind.any("auto", DType.FLOAT64, Workload.SMALL);
        assertThat(decision.openCl()).isEmpty();
        assertThat(decision.reason()).contains("little work");
    }

    @Test
    void theBestDeviceThatPassesATrialIsTaken() {
        OpenClInfo failed = info("opencl:3:0", OpenClInfo.Kind.GPU, "a GPU", true, false);
        DeviceRule rule = new DeviceRule(
                () -> List.of(LLVMPIPE, POCL, GPU),
                info -> {
                    assertThat(info).as("nothing worse is tried").isNotEqualTo(LLVMPIPE);
                    return info.equals(GPU) ? failed : info;
                },
                List::of,
                Optional::empty);
        assertThat(rule.any("auto", DType.FLOAT32, Workload.LARGE).openCl()).contains(POCL);
        assertThatExceptionOfType(NoSuchDeviceException.class)
                .isThrownBy(() -> rule.any("opencl:3:0", DType.FLOAT32, Workload.LARGE))
                .withMessageContaining("device opencl:3:0 (a GPU) cannot be used");
    }

    @Test
    void whatFailsIsNamedBesideTheDevicesThatThereAre() {
        DeviceRule rule = new DeviceRule(
                () -> List.of(POCL),
                info -> info,
                () -> List.of(new OpenCl.Fault("opencl:1", "rusticl has no device")),
                Optional::empty);
        assertThatExceptionOfType(NoSuchDeviceException.class)
                .isThrownBy(() -> rule.any("opencl:1:0", DType.FLOAT32, Workload.LARGE))
                .withMessage(
                        "there is no device 'opencl:1:0'; there are auto, host, opencl:0:0 (pthread-znver4); opencl:1:"
                                + " rusticl has no device");
    }

    @Test
    void whoAsksIsObeyedWhateverTheWork() {
        for (Workload work : Workload.values()) {
            assertThat(rule(POCL, GPU).any("opencl:0:0", DType.FLOAT64, work).openCl())
                    .contains(POCL);
            assertThat(rule(POCL, GPU).any("host", DType.FLOAT64, work).openCl())
                    .isEmpty();
        }
        assertThat(rule(POCL, GPU).openClOnly("opencl:0:0", DType.FLOAT64).openCl())
                .contains(POCL);
    }

    @Test
    void withoutDevicesLargeWorkTakesTheHostAndSaysWhy() {
        assertThat(rule().any("auto", DType.FLOAT64, Workload.LARGE))
                .isEqualTo(new DeviceRule.Decision(Optional.empty(), "Java on the processor: no OpenCL"));
        assertThat(rule(GPU_WITHOUT_FLOAT64)
                        .any("auto", DType.FLOAT64, Workload.LARGE)
                        .reason())
                .endsWith("no OpenCL device of this machine can be used for float64");
        assertThatExceptionOfType(NoSuchDeviceException.class)
                .isThrownBy(() -> rule().openClOnly("auto", DType.FLOAT64))
                .withMessage("an OpenCL device is required: no OpenCL");
    }

    @Test
    void refusesWhatIsNotThereOrDoesNotSuit() {
        assertThatExceptionOfType(NoSuchDeviceException.class)
                .isThrownBy(() -> rule(POCL).any("opencl:9:9", DType.FLOAT64, Workload.SMALL))
                .withMessageContaining("there is no device 'opencl:9:9'; there are auto, host, opencl:0:0");
        assertThatExceptionOfType(NoSuchDeviceException.class)
                .isThrownBy(() -> rule(BROKEN).any("opencl:5:0", DType.FLOAT64, Workload.SMALL))
                .withMessageContaining("cannot be used: it has no compiler");
        assertThatExceptionOfType(NoSuchDeviceException.class)
                .isThrownBy(() -> rule(GPU_WITHOUT_FLOAT64, POCL).any("opencl:4:0", DType.FLOAT64, Workload.LARGE))
                .withMessageContaining(
                        "does not compute in float64; choose --dtype float32, or the device host, opencl:0:0");
        assertThatExceptionOfType(NoSuchDeviceException.class)
                .isThrownBy(() -> rule(POCL).openClOnly("host", DType.FLOAT64))
                .withMessageContaining("host is not an OpenCL device");
    }

    @Test
    void theWorkIsMeasuredInMultiplyAdds() {
        assertThat(Workload.of(0)).isEqualTo(Workload.SMALL);
        assertThat(Workload.of(4_000_000_000L)).isEqualTo(Workload.SMALL);
        assertThat(Workload.of(4_000_000_001L)).isEqualTo(Workload.LARGE);
    }
}
