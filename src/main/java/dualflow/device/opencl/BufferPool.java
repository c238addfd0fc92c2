package dualflow.device.opencl;

import dualflow.tensor.DeviceException;
import dualflow.tensor.Mebibytes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_context;

/**
 * A pool of reusable buffers, so that a steady-state loop allocates nothing from the driver. Sizes are rounded up to eight classes per
 * doubling, at most an eighth more than requested. Free buffers are returned to the driver when their memory is needed.
 */
final class BufferPool {
    private static final long SMALLEST = 256;
    private static final int CLASSES_PER_DOUBLING = 8;

    private final String device;
    private final cl_context context;
    private final long largest;
    private final long limit;
    private final boolean exact;
    private final Map<Long, Deque<Buffer>> free = new HashMap<>();
    private long held;
    private long created;
    private long createdBytes;

    /**
     * Creates an empty pool.
     *
     * @param device the device's name, for messages
     * @param context the context in which buffers are created
     * @param largest the maximum size of one buffer, in bytes
     * @param limit the maximum number of bytes to allocate from the driver
     * @param exact whether buffers have exactly the requested size and are never reused
     */
    BufferPool(String device, cl_context context, long largest, long limit, boolean exact) {
        this.device = device;
        this.context = context;
        this.largest = largest;
        this.limit = limit;
        this.exact = exact;
    }

    /** The buffer size for a number of bytes. */
    static long sizeClass(long bytes) {
        if (bytes <= SMALLEST) {
            return SMALLEST;
        }
        long step = Math.max(64, Long.highestOneBit(bytes - 1) / CLASSES_PER_DOUBLING);
        return (bytes + step - 1) / step * step;
    }

    Buffer take(long bytes) {
        if (bytes > largest) {
            throw new DeviceException("one tensor would need " + Mebibytes.needed(bytes) + ", more than the "
                    + Mebibytes.available(largest) + " that device " + device
                    + " gives at once; use smaller batches or another device");
        }
        long size = exact ? bytes : Math.min(sizeClass(bytes), largest);
        Deque<Buffer> waiting = free.get(size);
        if (waiting != null && !waiting.isEmpty()) {
            return waiting.pop();
        }
        if (size > limit - held) {
            releaseFree();
        }
        if (size > limit - held) {
            throw outOfMemory(bytes, null);
        }
        Buffer buffer;
        try {
            buffer = create(size);
        } catch (CLException e) {
            releaseFree();
            try {
                buffer = create(size);
            } catch (CLException again) {
                throw outOfMemory(bytes, again);
            }
        }
        held += size;
        created++;
        createdBytes += size;
        return buffer;
    }

    void give(Buffer buffer) {
        if (exact) {
            held -= buffer.bytes();
            buffer.release();
            return;
        }
        free.computeIfAbsent(buffer.bytes(), size -> new ArrayDeque<>()).push(buffer);
    }

    /** Returns free buffers to the driver. */
    void releaseFree() {
        for (Deque<Buffer> waiting : free.values()) {
            for (Buffer buffer : waiting) {
                buffer.release();
                held -= buffer.bytes();
            }
        }
        free.clear();
    }

    /** The number of bytes allocated from the driver, in use or free. */
    long held() {
        return held;
    }

    /** The number of buffers ever allocated from the driver. */
    long created() {
        return created;
    }

    /** The total size in bytes of all buffers ever allocated from the driver. */
    long createdBytes() {
        return createdBytes;
    }

    private Buffer create(long size) {
        return new Buffer(CL.clCreateBuffer(context, CL.CL_MEM_READ_WRITE, size, null, null), size);
    }

    private DeviceException outOfMemory(long bytes, CLException cause) {
        String how = cause == null ? " is out of memory" : " gives no more memory (" + cause.getMessage() + ")";
        return new DeviceException(
                "device " + device + how + ": of " + Mebibytes.available(limit) + " " + Mebibytes.needed(held)
                        + " are taken, " + Mebibytes.needed(bytes)
                        + " more are asked for; use smaller batches or another device",
                cause);
    }
}
