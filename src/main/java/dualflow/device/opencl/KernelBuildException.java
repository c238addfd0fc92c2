package dualflow.device.opencl;

import dualflow.tensor.DeviceException;

/** A device's compiler refused a kernel file. */
public final class KernelBuildException extends DeviceException {
    private static final long serialVersionUID = 1L;

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
    }
}
