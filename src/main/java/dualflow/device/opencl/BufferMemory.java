package dualflow.device.opencl;

import dualflow.tensor.Memory;

/** A tensor's memory: a buffer, or some of it. */
final class BufferMemory extends Memory {
    private final Buffer buffer;

    /**
     * Memory.
     *
     * @param buffer the buffer
     * @param bytes what it counts for, at most as many as the buffer has
     */
    BufferMemory(Buffer buffer, long bytes) {
        super(bytes);
        this.buffer = buffer;
    }

    Buffer buffer() {
        return buffer;
    }
}
