package dualflow.device.opencl;

import dualflow.tensor.DeviceException;

/** Thrown when a device's compiler rejects a kernel file. */
public final class KernelBuildException extends DeviceException {
    private static final long serialVersionUID = 1L;

    /** The kernel file and the options, in human-readable form. */
    private final String what;

    /** The compiler's output. */
    private final String log;

    /**
     * An exception that names file, device, options and the driver's error.
     *
     * @param file the kernel file
     * @param device the device, in human-readable form
     * @param options the build options
     * @param log the compiler's output
     * @param cause the driver's error
     */
    KernelBuildException(String file, String device, String options, String log, Throwable cause) {
        super(
                "the kernels of " + file + " do not build on " + device + " with options '" + options + "' ("
                        + cause.getMessage() + "): "
                        + (log.isBlank() ? "the compiler gave no reason" : log.strip()),
                cause);
        what = "the kernels of " + file + " with options '" + options + "'";
        this.log = log.strip();
    }

    /**
     * The program that does not build.
     *
     * @return file and options
     */
    public String what() {
        return what;
    }

    /**
     * The compiler's output.
     *
     * @return the build log; empty if it gave no reason
     */
    public String log() {
        return log;
    }
}
