package dualflow.tensor;

/** The bytes of a device's memory that tensors hold, and the limit beyond which allocations are refused. */
public final class MemoryAccount {
    private final String device;
    private final long limit;
    private long live;
    private long peak;
    private long taken;

    /**
     * An empty account.
     *
     * @param device the device's name, for messages
     * @param limit the most bytes that may be held at a time
     */
    public MemoryAccount(String device, long limit) {
        this.device = device;
        this.limit = limit;
    }

    /**
     * Bytes held now.
     *
     * @return bytes
     */
    public long live() {
        return live;
    }

    /**
     * The most bytes held at any time.
     *
     * @return bytes
     */
    public long peak() {
        return peak;
    }

    /**
     * The most bytes that may be held.
     *
     * @return bytes
     */
    public long limit() {
        return limit;
    }

    /** All bytes that were ever allocated, released or not. */
    long taken() {
        return taken;
    }

    void take(long bytes) {
        if (bytes > limit - live) {
            throw new DeviceException("device " + device + " would need " + Mebibytes.needed(live + bytes)
                    + ", more than its " + Mebibytes.available(limit) + "; use smaller batches or another device");
        }
        live += bytes;
        taken += bytes;
        peak = Math.max(peak, live);
    }

    void give(long bytes) {
        live -= bytes;
    }
}
