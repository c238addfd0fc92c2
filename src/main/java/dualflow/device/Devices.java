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

/** The devices of this machine: the host, which is always there, and those of OpenCL. */
public final class Devices {
    /** Chooses by the work: the host for little, else a graphics processor, another OpenCL device or the host, the first there is. */
    public static final String AUTO = "auto";

    /** Chooses the Java loops. */
    public static final String HOST = "host";

    private static final DeviceRule RULE =
            new DeviceRule(OpenCl::devices, OpenCl::tried, OpenCl::faults, OpenCl::absence);

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
     * An OpenCL device after a trial of its arithmetic.
     *
     * @param info one of {@link #openCl()}
     * @return the same with what the trial found
     */
    public static OpenClInfo tried(OpenClInfo info) {
        return OpenCl.tried(info);
    }

    /**
     * The OpenCL platforms without a device, and what fails in them.
     *
     * @return one sentence for each; empty where each platform has devices
     */
    public static List<OpenCl.Fault> openClFaults() {
        return OpenCl.faults();
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
     * Opens a device for large work.
     *
     * @param choice {@code auto}, {@code host} or {@code opencl:PLATFORM:DEVICE}
     * @param dtype the format that it must compute in
     * @return the device and the reason
     * @throws NoSuchDeviceException if there is no such device, or it does not compute in this format
     */
    public static Choice open(String choice, DType dtype) {
        return open(choice, dtype, Workload.LARGE);
    }

    /**
     * Opens a device.
     *
     * @param choice {@code auto}, {@code host} or {@code opencl:PLATFORM:DEVICE}
     * @param dtype the format that it must compute in
     * @param work how much there is to compute, by which {@code auto} chooses
     * @return the device and the reason
     * @throws NoSuchDeviceException if there is no such device, or it does not compute in this format
     */
    public static Choice open(String choice, DType dtype, Workload work) {
        return opened(RULE.any(choice, dtype, work));
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
        return opened(RULE.openClOnly(choice, dtype));
    }

    /**
     * The OpenCL device of a name, not opened.
     *
     * @param choice {@code auto} for the best one, or {@code opencl:PLATFORM:DEVICE}
     * @return its description
     * @throws NoSuchDeviceException if there is none, or it cannot be used
     */
    public static OpenClInfo openCl(String choice) {
        return RULE.openClOnly(choice, DType.FLOAT32).openCl().orElseThrow();
    }

    /**
     * The calibration of a device.
     *
     * @param device where to measure
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
