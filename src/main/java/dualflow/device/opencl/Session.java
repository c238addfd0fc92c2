package dualflow.device.opencl;

import dualflow.launch.Argument;
import dualflow.tensor.DType;
import dualflow.tensor.DeviceException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;

/**
 * The open driver resources of one device: a context, an in-order queue, buffers and kernels. Once the driver reports an error, every later
 * use is rejected except closing.
 */
final class Session {
    private final OpenClInfo info;
    private final Limits limits;
    private final cl_context context;
    private final LaunchQueue queue;
    private final Transfers transfers;
    private final BufferPool pool;
    private final Programs programs;
    private String failure;

    /**
     * Opens a device.
     *
     * @param info the device
     * @param limits the limits to respect
     * @param exact whether buffers have exactly the requested size and are never reused
     * @param cpuKernels whether kernels are built for CPUs
     * @throws DeviceException if its driver fails
     */
    Session(OpenClInfo info, Limits limits, boolean exact, boolean cpuKernels) {
        this.info = info;
        this.limits = limits;
        OpenCl.Found found = OpenCl.find(info);
        cl_context opened = null;
        try {
            cl_context_properties properties = new cl_context_properties();
            properties.addProperty(CL.CL_CONTEXT_PLATFORM, found.platform());
            opened = CL.clCreateContext(properties, 1, new cl_device_id[] {found.device()}, null, null, null);
            queue = new LaunchQueue(info.id(), limits, opened, found.device());
        } catch (CLException e) {
            if (opened != null) {
                cl_context unusable = opened;
                ignoringErrors(() -> CL.clReleaseContext(unusable));
            }
            throw new DeviceException(
                    "device " + info.id() + " (" + info.name() + ") cannot be opened: " + e.getMessage(), e);
        }
        context = opened;
        transfers = new Transfers(context, queue);
        pool = new BufferPool(info.id(), context, limits.maxAllocationBytes(), limits.bufferBytes(), exact);
        programs = new Programs(info, limits, context, found.device(), cpuKernels);
    }

    Limits limits() {
        return limits;
    }

    LaunchQueue queue() {
        return queue;
    }

    Transfers transfers() {
        return transfers;
    }

    BufferPool pool() {
        return pool;
    }

    Programs programs() {
        return programs;
    }

    /** Whether the driver has reported no error so far. */
    boolean works() {
        return failure == null;
    }

    void requireWorking() {
        if (failure != null) {
            throw new DeviceException("device " + info.id() + " failed before (" + failure
                    + "), so its numbers cannot be trusted; close it and open it anew");
        }
    }

    /**
     * Calls the driver, unless it has failed before.
     *
     * @param doing the purpose, to follow "failed while"
     * @param calls the calls
     * @throws DeviceException if it reports an error
     */
    void call(String doing, Runnable calls) {
        call(doing, "", calls);
    }

    /** As {@link #call(String, Runnable)}, for something with a name. */
    void call(String doing, String name, Runnable calls) {
        requireWorking();
        try {
            calls.run();
        } catch (CLException e) {
            throw failed(doing + name, e);
        }
    }

    /** Marks the session as failed and returns the exception that says how. */
    DeviceException failed(String doing, CLException cause) {
        failure = doing + ": " + cause.getMessage();
        return new DeviceException(
                "device " + info.id() + " (" + info.name() + ") failed while " + doing + ": " + cause.getMessage()
                        + "; close it and open it anew, with smaller batches if its memory was short",
                cause);
    }

    /** Marks the session as failed because a kernel wrote beyond a tensor. */
    DeviceException failed(String kernel) {
        failure = "kernel " + kernel + " wrote beyond a tensor on " + info.id();
        return new DeviceException(failure + "; this is an error of its kernel");
    }

    /** Returns a kernel of a file, building it if necessary. */
    CompiledKernel compiled(String file, String entry, DType dtype) {
        requireWorking();
        return programs.kernel(Programs.entry(file, entry, dtype));
    }

    /** As {@link #nanoseconds}, except that an error marks the session as failed. */
    long timed(CompiledKernel kernel, List<Buffer> buffers, List<Argument> arguments, LaunchQueue.Grid grid) {
        long[] time = new long[1];
        call("launching a kernel", () -> time[0] = nanoseconds(kernel, buffers, arguments, grid));
        return time[0];
    }

    /** Launches a kernel after all earlier work has completed, and waits for it. Returns nanoseconds by the host's clock. */
    long nanoseconds(CompiledKernel kernel, List<Buffer> buffers, List<Argument> arguments, LaunchQueue.Grid grid) {
        kernel.set(buffers, arguments, queue::table);
        queue.finish();
        long begin = System.nanoTime();
        queue.launch(kernel, grid);
        queue.finish();
        return System.nanoTime() - begin;
    }

    /** Writes zeros, so that a buffer is backed by memory. */
    void fillZeros(Buffer buffer, long bytes) {
        Pointer zero = Pointer.to(new int[1]);
        call(
                "launching a kernel",
                () -> CL.clEnqueueFillBuffer(
                        queue.handle(), buffer.handle(), zero, Sizeof.cl_int, 0, bytes, 0, null, null));
    }

    /** Releases a handle: if that fails the device is lost, and there is nothing left to release. */
    static void ignoringErrors(Runnable release) {
        try {
            release.run();
        } catch (CLException e) {
            // See above.
        }
    }

    void close() {
        pool.releaseFree();
        programs.close();
        ignoringErrors(queue::release);
        ignoringErrors(() -> CL.clReleaseContext(context));
    }

    /** Whether a new buffer of a given size is aligned to a given boundary; maps it to find out, so only on a CPU. */
    boolean isAligned(long bytes, int multiple) {
        Buffer buffer = pool.take(bytes);
        try {
            ByteBuffer mapped = CL.clEnqueueMapBuffer(
                    queue.handle(), buffer.handle(), true, CL.CL_MAP_READ, 0, bytes, 0, null, null, null);
            boolean aligned = mapped.alignmentOffset(0, multiple) == 0;
            CL.clEnqueueUnmapMemObject(queue.handle(), buffer.handle(), mapped, 0, null, null);
            queue.finish();
            return aligned;
        } finally {
            pool.give(buffer);
        }
    }

    /** The reference count of the context: on PoCL the context itself, the queue, and each buffer and program. */
    int contextReferences() {
        int[] count = new int[1];
        CL.clGetContextInfo(context, CL.CL_CONTEXT_REFERENCE_COUNT, Sizeof.cl_uint, Pointer.to(count), null);
        return count[0];
    }
}
