package dualflow.device.opencl;

import dualflow.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_mem;

/**
 * Numbers on their way between Java's arrays and buffers, piece by piece through one direct buffer. (Mapping the device's own memory would
 * spare a copy on a CPU, but corrupts the heap under Oclgrind.)
 */
final class Transfers {
    private static final int BYTES = 1 << 22;
    private static final int ALIGNMENT = 64;

    private final LaunchQueue queue;
    private final ByteBuffer staging = ByteBuffer.allocateDirect(BYTES).order(ByteOrder.nativeOrder());
    private int staged; // bytes of the staging buffer that writes under way may still read

    Transfers(LaunchQueue queue) {
        this.queue = queue;
    }

    /**
     * Copies numbers to a buffer.
     *
     * @param buffer the target
     * @param dtype its format
     * @param values the numbers
     * @param later whether a few numbers need not wait for what was launched before; the staging buffer holds them until they are taken
     */
    void write(Buffer buffer, DType dtype, double[] values, boolean later) {
        int bytes = values.length * dtype.bytes();
        if (!later || (long) values.length * dtype.bytes() > BYTES / 4) {
            queue.finish();
            transfer(buffer, dtype, values, true);
            return;
        }
        if (staged + bytes > BYTES) {
            queue.finish();
            staged = 0;
        }
        ByteBuffer piece = staging.slice(staged, bytes).order(ByteOrder.nativeOrder());
        copy(piece, dtype, values, 0, values.length, true);
        Pointer pointer = Pointer.toBuffer(piece);
        CL.clEnqueueWriteBuffer(queue.handle(), buffer.handle(), false, 0, bytes, pointer, 0, null, null);
        staged += (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Copies numbers from a buffer, after all that was enqueued before. */
    void read(Buffer buffer, DType dtype, double[] values) {
        transfer(buffer, dtype, values, false);
    }

    /** Writes all-ones bits, a NaN in both formats. By a write, not a fill: Oclgrind takes filled memory for uninitialised. */
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
        staged = 0; // whatever is read comes after the writes under way
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
