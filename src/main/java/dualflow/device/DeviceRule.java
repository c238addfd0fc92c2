package dualflow.device;

import dualflow.device.opencl.OpenCl;
import dualflow.device.opencl.OpenClInfo;
import dualflow.tensor.DType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rule that chooses a device, separate from opening it. Under {@link Devices#AUTO}, small workloads run on the host and large ones on
 * the best OpenCL device: GPUs are preferred, software emulation of a GPU comes last, and ties go to the first device listed. If there is
 * no OpenCL device, the host is used.
 *
 * @param openCl the OpenCL devices, enumerated only when needed
 * @param trial tests a device, which may turn out to be unusable
 * @param faults the platforms without a device, and the failures in them
 * @param absence why there is no OpenCL device
 */
record DeviceRule(
        Supplier<List<OpenClInfo>> openCl,
        UnaryOperator<OpenClInfo> trial,
        Supplier<List<OpenCl.Fault>> faults,
        Supplier<Optional<String>> absence) {
    /**
     * The device chosen.
     *
     * @param openCl an OpenCL device, or empty for the host
     * @param reason the reason, in human-readable form
     */
    record Decision(Optional<OpenClInfo> openCl, String reason) {}

    /** {@link Devices#open(String, DType, Workload)}, without opening it. */
    Decision any(String choice, DType dtype, Workload work) {
        if (choice.equals(Devices.HOST)) {
            return host("asked for");
        }
        if (!choice.equals(Devices.AUTO)) {
            return named(choice, dtype);
        }
        if (work == Workload.SMALL) {
            return host("Java on the processor: this is little work, done before a driver has compiled kernels for it");
        }
        return best(dtype).orElseGet(() -> host("Java on the processor: " + whyNone(dtype)));
    }

    /** {@link Devices#requireOpenCl}, without opening it. */
    Decision openClOnly(String choice, DType dtype) {
        if (choice.equals(Devices.HOST)) {
            throw new NoSuchDeviceException("device host is not an OpenCL device, and one is required; choose one of "
                    + Devices.AUTO + names(usable()) + " or leave --require-opencl out");
        }
        if (!choice.equals(Devices.AUTO)) {
            return named(choice, dtype);
        }
        return best(dtype)
                .orElseThrow(() -> new NoSuchDeviceException("an OpenCL device is required: " + whyNone(dtype)));
    }

    private Decision named(String choice, DType dtype) {
        OpenClInfo info = openCl.get().stream()
                .filter(candidate -> candidate.id().equals(choice))
                .findFirst()
                .map(trial)
                .orElseThrow(() -> new NoSuchDeviceException("there is no device '" + choice + "'; there are "
                        + Devices.AUTO + ", " + Devices.HOST + names(openCl.get().stream())
                        + others()));
        if (!info.usable()) {
            throw new NoSuchDeviceException(
                    "device " + choice + " (" + info.name() + ") " + String.join("; ", info.notes()));
        }
        if (!computes(info, dtype)) {
            throw new NoSuchDeviceException("device " + choice + " (" + info.name() + ") does not compute in " + dtype
                    + "; choose --dtype float32, or the device " + Devices.HOST + names(suiting(dtype)));
        }
        return new Decision(Optional.of(info), "asked for");
    }

    /** Additional information for the error message when a device is not found. */
    private String others() {
        return absence.get()
                .map(sentence -> ": " + sentence)
                .orElseGet(
                        () -> faults.get().stream().map(fault -> "; " + fault).collect(Collectors.joining()));
    }

    private Optional<Decision> best(DType dtype) {
        // For a device chosen by name, memory and core count are the user's concern.
        return suiting(dtype)
                .sorted(Comparator.comparing(DeviceRule::rank))
                .map(trial) // stops at the first that passes
                .filter(OpenClInfo::usable)
                .findFirst()
                .map(info -> new Decision(Optional.of(info), reason(info)));
    }

    private static int rank(OpenClInfo info) {
        if (isSoftware(info)) {
            return 2;
        }
        return info.kind() == OpenClInfo.Kind.GPU ? 0 : 1;
    }

    /** Whether this is one of Mesa's software rasterisers, which run on the CPU although some report a GPU. */
    private static boolean isSoftware(OpenClInfo info) {
        return info.name().startsWith("llvmpipe") || info.name().startsWith("softpipe");
    }

    private static String reason(OpenClInfo info) {
        if (info.kind() == OpenClInfo.Kind.GPU && !isSoftware(info)) {
            return "a graphics processor through " + info.platform();
        }
        String what = info.kind() == OpenClInfo.Kind.OTHER ? "an accelerator" : "a processor";
        return what + " through " + info.platform() + ": no graphics processor was found";
    }

    private static Decision host(String reason) {
        return new Decision(Optional.empty(), reason);
    }

    private String whyNone(DType dtype) {
        return absence.get().orElse("no OpenCL device of this machine can be used for " + dtype);
    }

    private Stream<OpenClInfo> usable() {
        return openCl.get().stream().filter(OpenClInfo::usable);
    }

    private Stream<OpenClInfo> suiting(DType dtype) {
        return usable().filter(info -> computes(info, dtype));
    }

    private static boolean computes(OpenClInfo info, DType dtype) {
        return dtype == DType.FLOAT32 || info.float64();
    }

    private static String names(Stream<OpenClInfo> infos) {
        return infos.map(info -> ", " + info.id() + " (" + info.name() + ")").collect(Collectors.joining());
    }
}
