package dualflow.tensor;

/**
 * Numbers in a device's memory, counted by those who hold them: a tensor and its reshapes share one. Freed when the last
 * holder lets go.
 */
public abstract class Memory {
    private final long bytes;
    private int holders = 1;

    /**
     * Memory with one holder.
     *
     * @param bytes what it counts for in the device's account
     */
    protected Memory(long bytes) {
        this.bytes = bytes;
    }

    /**
     * What this memory counts for in the device's account.
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
