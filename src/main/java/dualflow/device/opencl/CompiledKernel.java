package dualflow.device.opencl;

import dualflow.tensor.DType;
import dualflow.tensor.Kernel;
import java.util.Arrays;
import java.util.Objects;
import org.jocl.CL;
import org.jocl.NativePointerObject;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_kernel;

/** A kernel ready to launch. It remembers its arguments and sets only those that change: each costs as much as a launch. */
final class CompiledKernel {
    private final String name;
    private final cl_kernel handle;
    private final long maxLocalSize;
    private final boolean sizeRequired;
    private final long localBytes;
    private final DType dtype;
    private final Object[] arguments;

    /**
     * A kernel.
     *
     * @param name its function's name
     * @param handle the driver's kernel
     * @param argumentCount how many arguments it takes
     * @param maxLocalSize the most work-items that the driver puts in a work-group of it
     * @param sizeRequired whether it was built for work-groups of one size
     * @param localBytes the memory that the work-items of a group share, but for arguments of that kind
     * @param dtype the format of its numbers
     */
    CompiledKernel(
            String name,
            cl_kernel handle,
            int argumentCount,
            long maxLocalSize,
            boolean sizeRequired,
            long localBytes,
            DType dtype) {
        this.name = name;
        this.handle = handle;
        this.maxLocalSize = maxLocalSize;
        this.sizeRequired = sizeRequired;
        this.localBytes = localBytes;
        this.dtype = dtype;
        this.arguments = new Object[argumentCount];
    }

    cl_kernel handle() {
        return handle;
    }

    long maxLocalSize() {
        return maxLocalSize;
    }

    /**
     * The size of a launch's work-groups: as asked for, or the largest power of two that the driver allows. A kernel whose text needs a
     * size says so (reqd_work_group_size), and the driver has built it for that.
     */
    int localSize(int asked) {
        return asked <= maxLocalSize || sizeRequired ? asked : (int) Long.highestOneBit(maxLocalSize);
    }

    /** The memory that the work-items of a group share, but for arguments of that kind. */
    long localBytes() {
        return localBytes;
    }

    /**
     * Sets all arguments.
     *
     * @param values Buffer, Integer (int), Double (real), int[] (a struct of ints) or Local, in order
     */
    void set(Object[] values) {
        if (values.length != arguments.length) {
            throw new IllegalArgumentException(
                    "kernel " + name + " takes " + arguments.length + " arguments, got " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            boolean same = value instanceof int[] now
                    ? arguments[i] instanceof int[] before && Arrays.equals(now, before)
                    : !(value instanceof Double) && Objects.equals(value, arguments[i]);
            if (!same) {
                arguments[i] = null;
                set(i, value);
                arguments[i] = value;
            }
        }
    }

    private void set(int index, Object value) {
        if (value instanceof Buffer buffer) {
            CL.clSetKernelArg(handle, index, Sizeof.cl_mem, Pointer.to((NativePointerObject) buffer.handle()));
        } else if (value instanceof int[] struct) {
            CL.clSetKernelArg(handle, index, (long) struct.length * Sizeof.cl_int, Pointer.to(struct));
        } else if (value instanceof Integer number) {
            CL.clSetKernelArg(handle, index, Sizeof.cl_int, Pointer.to(new int[] {number}));
        } else if (value instanceof Kernel.Local local) {
            CL.clSetKernelArg(handle, index, local.bytes(), null);
        } else if (value instanceof Double number && dtype == DType.FLOAT32) {
            CL.clSetKernelArg(handle, index, Sizeof.cl_float, Pointer.to(new float[] {number.floatValue()}));
        } else if (value instanceof Double number) {
            CL.clSetKernelArg(handle, index, Sizeof.cl_double, Pointer.to(new double[] {number}));
        } else {
            throw new IllegalArgumentException(
                    "kernel " + name + " got an argument that is none of Integer, Double, int[] and Local: " + value);
        }
    }
}
