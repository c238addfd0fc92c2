package dualflow.device.opencl;

import dualflow.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_context;
import org.jocl.cl_mem;

/**
 * Transfers between Java arrays and buffers, chunk by chunk through one direct buffer. (Mapping the device's memory would save a copy on a
 * CPU, but corrupts the heap under Oclgrind.)
 */
final class Transfers {
    private static final int BYTES = 1 << 22;

    private final cl_context context;
    private final LaunchQueue queue;
    private final ByteBuffer staging = ByteBuffer.allocateDirect(BYTES).order(ByteOrder.nativeOrder());

    Transfers(cl_context context, LaunchQueue queue) {
        this.context = context;
        this.queue = queue;
    }

    /**
     * Copies elements to a buffer.
     *
     * @param buffer the target
     * @param dtype its format
     * @param values the elements
     * @param later whether a small transfer need not wait for earlier launches: the driver copies the elements
     */
    void write(Buffer buffer, DType dtype, double[] values, boolean later) {
        long bytes = (long) values.length * dtype.bytes();
        if (!later || bytes > BYTES / 4) {
            queue.finish();
            transfer(buffer, dtype, values, true);
            return;
        }
        copy(staging, dtype, values, 0, values.length, true);
        // A non-blocking write would cost an extra JOCL thread that waits for it.
        cl_mem taken = CL.clCreateBuffer(
                context, CL.CL_MEM_READ_ONLY | CL.CL_MEM_COPY_HOST_PTR, bytes, Pointer.toBuffer(staging), null);
        try {
            CL.clEnqueueCopyBuffer(queue.handle(), taken, buffer.handle(), 0, 0, bytes, 0, null, null);
        } finally {
            CL.clReleaseMemObject(taken);
        }
    }

    /** Copies elements from a buffer, after all work enqueued before. */
    void read(Buffer buffer, DType dtype, double[] values) {
        transfer(buffer, dtype, values, false);
    }

    /** Fills a buffer with one number. */
    void fill(Buffer buffer, DType dtype, int count, double value) {
        Pointer pattern =
                dtype == DType.FLOAT32 ? Pointer.to(new float[] {(float) value}) : Pointer.to(new double[] {value});
        long bytes = (long) count * dtype.bytes();
        CL.clEnqueueFillBuffer(queue.handle(), buffer.handle(), pattern, dtype.bytes(), 0, bytes, 0, null, null);
    }

    /** Copies elements from one position to another; offsets are in elements. */
    void copy(DType dtype, int count, Buffer from, int fromOffset, Buffer to, int toOffset) {
        long number = dtype.bytes();
        CL.clEnqueueCopyBuffer(
                queue.handle(),
                from.handle(),
                to.handle(),
                fromOffset * number,
                toOffset * number,
                count * number,
                0,
                null,
                null);
    }

    /** Sets all bits, a NaN in both formats. By a write, not a fill: Oclgrind treats filled memory as uninitialised. */
    void writeNaN(Buffer buffer, long bytes) {
        for (int i = 0; i < Math.min(bytes, BYTES); i++) {
            staging.put(i, (byte) -1);
        }
        Pointer pointer = Pointer.toBuffer(staging);
        for (long first = 0; first < bytes; first += BYTES) {
            long count = Math.min(BYTES, bytes - first);
            CL.clEnqueueWriteBuffer(queue.handle(), buffer.handle(), true, first, count, pointer, 0, null, null);
        }
    }

    private void transfer(Buffer buffer, DType dtype, double[] values, boolean toDevice) {
        cl_mem handle = buffer.handle();
        Pointer pointer = Pointer.toBuffer(staging);
        int piece = BYTES / dtype.bytes();
        for (int first = 0; first < values.length; first += piece) {
            int count = Math.min(piece, values.length - first);
            long offset = (long) first * dtype.bytes();
            long bytes = (long) count * dtype.bytes();
            if (toDevice) {
                copy(staging, dtype, values, first, count, true);
                CL.clEnqueueWriteBuffer(queue.handle(), handle, true, offset, bytes, pointer, 0, null, null);
            } else {
                CL.clEnqueueReadBuffer(queue.handle(), handle, true, offset, bytes, pointer, 0, null, null);
                copy(staging, dtype, values, first, count, false);
            }
        }
    }

    private static void copy(ByteBuffer numbers, DType dtype, double[] values, int first, int count, boolean toDevice) {
        if (dtype == DType.FLOAT64) {
            if (toDevice) {
                numbers.asDoubleBuffer().put(values, first, count);
            } else {
                numbers.asDoubleBuffer().get(values, first, count);
            }
            return;
        }
        FloatBuffer floats = numbers.asFloatBuffer();
        if (toDevice) {
            for (int i = 0; i < count; i++) {
                floats.put(i, (float) values[first + i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                values[first + i] = floats.get(i);
            }
        }
    }
}
