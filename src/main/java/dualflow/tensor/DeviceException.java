package dualflow.tensor;

/** A device failed, ran out of memory, or was used after it was closed. */
public class DeviceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * States what failed.
     *
     * @param message one sentence: what, where, what to do
     */
    public DeviceException(String message) {
        super(message);
    }

    /**
     * States what failed, and why.
     *
     * @param message one sentence: what, where, what to do
     * @param cause the error below it
     */
    public DeviceException(String message, Throwable cause) {
        super(message, cause);
    }
}
