package dualflow.device.opencl;

import dualflow.launch.Argument;
import dualflow.tensor.DType;
import java.util.List;
import java.util.function.Function;
import org.jocl.CL;
import org.jocl.NativePointerObject;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_kernel;

/** A kernel ready to launch. It remembers its arguments and sets only those that change, since setting one costs as much as a launch. */
final class CompiledKernel {
    private final String name;
    private final cl_kernel handle;
    private final long maxLocalSize;
    private final boolean sizeRequired;
    private final long localBytes;
    private final DType dtype;
    private final Signature signature;
    private final Object[] now; // each argument, or its buffer
    private boolean isNew = true; // nothing has been set yet

    /**
     * Creates a kernel.
     *
     * @param name its function's name
     * @param handle the driver's kernel
     * @param signature the parameters it takes
     * @param maxLocalSize the maximum work-group size that the driver allows for it
     * @param sizeRequired whether it was built for one fixed work-group size
     * @param localBytes its local memory, excluding local arguments
     * @param dtype its number format
     */
    CompiledKernel(
            String name,
            cl_kernel handle,
            Signature signature,
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
        this.signature = signature;
        this.now = new Object[signature.parameters().size()];
    }

    cl_kernel handle() {
        return handle;
    }

    /** The parameters it takes. */
    Signature signature() {
        return signature;
    }

    long maxLocalSize() {
        return maxLocalSize;
    }

    /**
     * The work-group size of a launch: as requested, or the largest power of two that the driver allows. A kernel that needs a fixed size
     * declares it (reqd_work_group_size), and the driver has built it for that size.
     */
    int localSize(int asked) {
        return asked <= maxLocalSize || sizeRequired ? asked : (int) Long.highestOneBit(maxLocalSize);
    }

    /** Its local memory, excluding local arguments. */
    long localBytes() {
        return localBytes;
    }

    /**
     * Sets all arguments.
     *
     * @param buffers the leading arguments
     * @param arguments the arguments that follow
     * @param tables creates buffers for tables
     * @throws IllegalArgumentException if they do not match the kernel's parameters
     */
    void set(List<Buffer> buffers, List<Argument> arguments, Function<Argument.Table, Buffer> tables) {
        if (isNew || buffers.size() + arguments.size() != now.length) {
            signature.require(name, buffers.size(), arguments);
            isNew = false;
        }
        for (int i = 0; i < buffers.size(); i++) {
            set(i, buffers.get(i));
        }
        for (int k = 0; k < arguments.size(); k++) {
            Argument argument = arguments.get(k);
            set(buffers.size() + k, argument instanceof Argument.Table table ? tables.apply(table) : argument);
        }
    }

    /** Sets one argument unless it is unchanged; real numbers are always set. */
    private void set(int index, Object value) {
        if (value.equals(now[index]) && !(value instanceof Argument.Real)) {
            return;
        }
        now[index] = null;
        if (value instanceof Buffer buffer) {
            CL.clSetKernelArg(handle, index, Sizeof.cl_mem, Pointer.to((NativePointerObject) buffer.handle()));
        } else if (value instanceof Argument.Struct struct) {
            int[] ints = struct.ints();
            CL.clSetKernelArg(handle, index, (long) ints.length * Sizeof.cl_int, Pointer.to(ints));
        } else if (value instanceof Argument.Int number) {
            CL.clSetKernelArg(handle, index, Sizeof.cl_int, Pointer.to(new int[] {number.value()}));
        } else if (value instanceof Argument.Local local) {
            CL.clSetKernelArg(handle, index, local.bytes(), null);
        } else if (value instanceof Argument.Real number && dtype == DType.FLOAT32) {
            CL.clSetKernelArg(handle, index, Sizeof.cl_float, Pointer.to(new float[] {(float) number.value()}));
        } else if (value instanceof Argument.Real number) {
            CL.clSetKernelArg(handle, index, Sizeof.cl_double, Pointer.to(new double[] {number.value()}));
        }
        now[index] = value;
    }
}
