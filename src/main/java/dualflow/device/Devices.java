package dualflow.device;

import dualflow.device.calibration.Calibration;
import dualflow.device.host.HostCalibration;
import dualflow.device.host.HostDevice;
import dualflow.device.opencl.OpenCl;
import dualflow.device.opencl.OpenClCalibration;
import dualflow.device.opencl.OpenClDevice;
import dualflow.device.opencl.OpenClInfo;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.List;
import java.util.Optional;

/** The devices of this machine: the host, which is always available, and the OpenCL devices. */
public final class Devices {
    /** Chooses by workload: the host for small ones, otherwise the first available of a GPU, another OpenCL device and the host. */
    public static final String AUTO = "auto";

    /** Selects the Java loops. */
    public static final String HOST = "host";

    private static final DeviceRule RULE =
            new DeviceRule(OpenCl::devices, OpenCl::tried, OpenCl::faults, OpenCl::absence);

    private Devices() {}

    /**
     * An open device and the reason for choosing it.
     *
     * @param device the device, to be closed
     * @param reason the reason in human-readable form, such as "a processor through Portable Computing Language: no graphics processor was
     *     found"
     */
    public record Choice(Device device, String reason) {}

    /**
     * The OpenCL devices, including unusable ones.
     *
     * @return their descriptions; empty if there are none
     */
    public static List<OpenClInfo> openCl() {
        return OpenCl.devices();
    }

    /**
     * Tests the arithmetic of an OpenCL device.
     *
     * @param info one of {@link #openCl()}
     * @return the same description with the results of the test
     */
    public static OpenClInfo tried(OpenClInfo info) {
        return OpenCl.tried(info);
    }

    /**
     * The OpenCL platforms without a device, and the failures in them.
     *
     * @return one sentence each; empty if every platform has devices
     */
    public static List<OpenCl.Fault> openClFaults() {
        return OpenCl.faults();
    }

    /**
     * The reason why there is no OpenCL device.
     *
     * @return one sentence that says what to install; empty if there is a device
     */
    public static Optional<String> openClAbsence() {
        return OpenCl.absence();
    }

    /**
     * Opens a device for a large workload.
     *
     * @param choice {@code auto}, {@code host} or {@code opencl:PLATFORM:DEVICE}
     * @param dtype the format that it must support
     * @return the device and the reason
     * @throws NoSuchDeviceException if there is no such device, or it does not support this format
     */
    public static Choice open(String choice, DType dtype) {
        return open(choice, dtype, Workload.LARGE);
    }

    /**
     * Opens a device.
     *
     * @param choice {@code auto}, {@code host} or {@code opencl:PLATFORM:DEVICE}
     * @param dtype the format that it must support
     * @param work the workload, by which {@code auto} chooses
     * @return the device and the reason
     * @throws NoSuchDeviceException if there is no such device, or it does not support this format
     */
    public static Choice open(String choice, DType dtype, Workload work) {
        return opened(RULE.any(choice, dtype, work));
    }

    /**
     * Opens an OpenCL device, never a substitute.
     *
     * @param choice {@code auto} or {@code opencl:PLATFORM:DEVICE}
     * @param dtype the format that it must support
     * @return the device and the reason
     * @throws NoSuchDeviceException if there is no such device, it does not support this format, or the host was requested
     */
    public static Choice requireOpenCl(String choice, DType dtype) {
        return opened(RULE.openClOnly(choice, dtype));
    }

    /**
     * Finds an OpenCL device by name without opening it.
     *
     * @param choice {@code auto} for the best one, or {@code opencl:PLATFORM:DEVICE}
     * @return its description
     * @throws NoSuchDeviceException if there is none, or it cannot be used
     */
    public static OpenClInfo openCl(String choice) {
        return RULE.openClOnly(choice, DType.FLOAT32).openCl().orElseThrow();
    }

    /**
     * Returns the calibration of a device.
     *
     * @param device the device to measure
     * @param dtype the format of numbers
     * @return the calibration; it must not outlive the device
     */
    public static Calibration calibration(Device device, DType dtype) {
        return device instanceof OpenClDevice openClDevice
                ? new OpenClCalibration(openClDevice, dtype)
                : new HostCalibration(dtype);
    }

    private static Choice opened(DeviceRule.Decision decision) {
        Device device = decision.openCl().<Device>map(OpenClDevice::open).orElseGet(HostDevice::new);
        return new Choice(device, decision.reason());
    }
}
