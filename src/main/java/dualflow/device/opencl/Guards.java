package dualflow.device.opencl;

import dualflow.tensor.DType;
import java.util.Arrays;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;

/**
 * Guard values after the end of each tensor, which no kernel may overwrite.
 *
 * @param queue the device's queue
 */
record Guards(LaunchQueue queue) {
    private static final int NUMBERS = 64;
    private static final int MARK = 0xA5A5A5A5;

    /** The size of a guard in bytes. */
    static long bytes(DType dtype) {
        return (long) NUMBERS * dtype.bytes();
    }

    /** Writes a guard after a number of bytes. */
    void put(Buffer buffer, DType dtype, long behind) {
        Pointer mark = Pointer.to(new int[] {MARK});
        CL.clEnqueueFillBuffer(
                queue.handle(), buffer.handle(), mark, Sizeof.cl_int, behind, bytes(dtype), 0, null, null);
    }

    /** Whether the guard after a tensor is intact once all launches have run. */
    boolean stand(BufferMemory memory, DType dtype) {
        int[] guard = new int[(int) bytes(dtype) / Integer.BYTES];
        CL.clEnqueueReadBuffer(
                queue.handle(),
                memory.buffer().handle(),
                true,
                memory.bytes(),
                bytes(dtype),
                Pointer.to(guard),
                0,
                null,
                null);
        return Arrays.stream(guard).allMatch(word -> word == MARK);
    }
}
