package dualflow.device;

import dualflow.tensor.DeviceException;

/** The device that was asked for is not on this machine, or cannot do what was asked of it. */
public final class NoSuchDeviceException extends DeviceException {
    private static final long serialVersionUID = 1L;

    /**
     * States what was asked for and what there is.
     *
     * @param message one sentence: what, where, what to do
     */
    public NoSuchDeviceException(String message) {
        super(message);
    }
}
