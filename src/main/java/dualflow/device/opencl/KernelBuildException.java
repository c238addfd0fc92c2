package dualflow.device.opencl;

import dualflow.tensor.DeviceException;

/** A device's compiler refused a kernel file. */
public final class KernelBuildException extends DeviceException {
    private static final long serialVersionUID = 1L;

    /** The kernel file and the options, for people. */
    private final String what;

    /** What the compiler printed. */
    private final String log;

    /**
     * States which file, device and options.
     *
     * @param file the kernel file
     * @param device the device, for people
     * @param options the build options
     * @param log what the compiler printed
     * @param cause the error below it
     */
    KernelBuildException(String file, String device, String options, String log, Throwable cause) {
        super(
                "the kernels of " + file + " do not build on " + device + " with options '" + options + "': "
                        + (log.isBlank() ? "the compiler gave no reason" : log.strip()),
                cause);
        what = "the kernels of " + file + " with options '" + options + "'";
        this.log = log.strip();
    }

    /**
     * What does not build.
     *
     * @return file and options
     */
    public String what() {
        return what;
    }

    /**
     * What the compiler printed.
     *
     * @return its words; empty where it gave no reason
     */
    public String log() {
        return log;
    }
}
