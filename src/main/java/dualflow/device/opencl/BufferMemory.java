package dualflow.device.opencl;

import dualflow.tensor.Memory;

/** A tensor's memory: a buffer, or part of one. */
final class BufferMemory extends Memory {
    private final Buffer buffer;

    /**
     * Creates memory.
     *
     * @param buffer the buffer
     * @param bytes its accounted size, at most that of the buffer
     */
    BufferMemory(Buffer buffer, long bytes) {
        super(bytes);
        this.buffer = buffer;
    }

    Buffer buffer() {
        return buffer;
    }
}
