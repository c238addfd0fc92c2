package dualflow.device;

import dualflow.device.host.HostDevice;
import dualflow.device.opencl.OpenCl;
import dualflow.device.opencl.OpenClDevice;
import dualflow.device.opencl.OpenClInfo;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The devices of this machine: the host, which is always there, and those of OpenCL. */
public final class Devices {
    /** Chooses the best device: a graphics processor, else another OpenCL device, else the host. */
    public static final String AUTO = "auto";

    /** Chooses the Java loops. */
    public static final String HOST = "host";

    private Devices() {}

    /**
     * An open device and why it is this one.
     *
     * @param device the device, to be closed
     * @param reason for people, such as "a processor through Portable Computing Language: no graphics processor was found"
     */
    public record Choice(Device device, String reason) {}

    /**
     * The OpenCL devices, also those that cannot be used.
     *
     * @return what each says of itself; empty where there is none
     */
    public static List<OpenClInfo> openCl() {
        return OpenCl.devices();
    }

    /**
     * Why there is no OpenCL device.
     *
     * @return one sentence that says what to install; empty where there is one
     */
    public static Optional<String> openClAbsence() {
        return OpenCl.absence();
    }

    /**
     * Opens a device.
     *
     * @param choice {@code auto}, {@code host} or {@code opencl:PLATFORM:DEVICE}
     * @param dtype the format that it must compute in
     * @return the device and the reason
     * @throws NoSuchDeviceException if there is no such device, or it does not compute in this format
     */
    public static Choice open(String choice, DType dtype) {
        if (choice.equals(HOST)) {
            return new Choice(new HostDevice(), "asked for");
        }
        if (choice.equals(AUTO)) {
            return best(dtype)
                    .map(Devices::openBest)
                    .orElseGet(() -> new Choice(new HostDevice(), "Java on the processor: " + whyNone(dtype)));
        }
        return named(choice, dtype);
    }

    /**
     * Opens an OpenCL device, and nothing else in its place.
     *
     * @param choice {@code auto} or {@code opencl:PLATFORM:DEVICE}
     * @param dtype the format that it must compute in
     * @return the device and the reason
     * @throws NoSuchDeviceException if there is no such device, it does not compute in this format, or the host was asked
     *     for
     */
    public static Choice requireOpenCl(String choice, DType dtype) {
        if (choice.equals(HOST)) {
            throw new NoSuchDeviceException("device host is not an OpenCL device, and one is required; choose one of "
                    + AUTO + names(usable()) + " or leave --require-opencl out");
        }
        if (choice.equals(AUTO)) {
            return best(dtype)
                    .map(Devices::openBest)
                    .orElseThrow(() -> new NoSuchDeviceException("an OpenCL device is required: " + whyNone(dtype)));
        }
        return named(choice, dtype);
    }

    /**
     * The OpenCL device of a name, not opened.
     *
     * @param choice {@code auto} for the best one, or {@code opencl:PLATFORM:DEVICE}
     * @return its description
     * @throws NoSuchDeviceException if there is none, or it cannot be used
     */
    public static OpenClInfo openCl(String choice) {
        if (choice.equals(AUTO)) {
            return best(DType.FLOAT32)
                    .orElseThrow(() -> new NoSuchDeviceException(
                            "an OpenCL device is needed to be checked: " + whyNone(DType.FLOAT32)));
        }
        return info(choice);
    }

    private static OpenClInfo info(String choice) {
        OpenClInfo info = openCl().stream()
                .filter(candidate -> candidate.id().equals(choice))
                .findFirst()
                .orElseThrow(() -> new NoSuchDeviceException("there is no device '" + choice + "'; there are " + AUTO
                        + ", " + HOST + names(openCl().stream())
                        + openClAbsence().map(sentence -> ": " + sentence).orElse("")));
        if (!info.usable()) {
            throw new NoSuchDeviceException(
                    "device " + choice + " (" + info.name() + ") " + String.join("; ", info.notes()));
        }
        return info;
    }

    private static Choice named(String choice, DType dtype) {
        OpenClInfo info = info(choice);
        if (!computes(info, dtype)) {
            throw new NoSuchDeviceException("device " + choice + " (" + info.name() + ") does not compute in " + dtype
                    + "; choose --dtype float32, or the device " + HOST + names(suiting(dtype)));
        }
        return new Choice(OpenClDevice.open(info), "asked for");
    }

    private static Optional<OpenClInfo> best(DType dtype) {
        // The first of the best kind; enough memory and cores are the user's to judge, by name.
        return suiting(dtype).min(Comparator.comparing(info -> info.kind() != OpenClInfo.Kind.GPU));
    }

    private static Choice openBest(OpenClInfo info) {
        String reason = info.kind() == OpenClInfo.Kind.GPU
                ? "a graphics processor through " + info.platform()
                : (info.kind() == OpenClInfo.Kind.CPU ? "a processor" : "an accelerator") + " through "
                        + info.platform() + ": no graphics processor was found";
        return new Choice(OpenClDevice.open(info), reason);
    }

    private static String whyNone(DType dtype) {
        return openClAbsence().orElse("no OpenCL device of this machine can be used for " + dtype);
    }

    private static Stream<OpenClInfo> usable() {
        return openCl().stream().filter(OpenClInfo::usable);
    }

    private static Stream<OpenClInfo> suiting(DType dtype) {
        return usable().filter(info -> computes(info, dtype));
    }

    private static boolean computes(OpenClInfo info, DType dtype) {
        return dtype == DType.FLOAT32 || info.float64();
    }

    private static String names(Stream<OpenClInfo> infos) {
        return infos.map(info -> ", " + info.id() + " (" + info.name() + ")").collect(Collectors.joining());
    }
}
