package dualflow.device;

import dualflow.tensor.DeviceException;

/** The requested device does not exist on this machine or does not support what was requested. */
public final class NoSuchDeviceException extends DeviceException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception that states what was requested and what is available.
     *
     * @param message one sentence: what, where, what to do
     */
    public NoSuchDeviceException(String message) {
        super(message);
    }
}
