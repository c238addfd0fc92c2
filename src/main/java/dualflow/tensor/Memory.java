package dualflow.tensor;

/**
 * An allocation in a device's memory, reference-counted: a tensor and its reshapes share one. Freed when the last holder releases
 * it.
 */
public abstract class Memory {
    private final long bytes;
    private int holders = 1;

    /**
     * Memory with one holder.
     *
     * @param bytes the size charged to the device's account
     */
    protected Memory(long bytes) {
        this.bytes = bytes;
    }

    /**
     * The size charged to the device's account.
     *
     * @return bytes
     */
    public final long bytes() {
        return bytes;
    }

    final Memory hold() {
        holders++;
        return this;
    }

    final boolean letGo() {
        return --holders == 0;
    }
}
