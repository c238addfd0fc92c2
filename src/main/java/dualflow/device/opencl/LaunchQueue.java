package dualflow.device.opencl;

import dualflow.launch.Argument;
import dualflow.launch.Kernel;
import dualflow.tensor.DeviceException;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_device_id;
import org.jocl.cl_event;

/** A device's in-order queue and the launches on it; it can time them by the device's own clock. */
final class LaunchQueue {
    private final String deviceName;
    private final Limits limits;
    private final cl_context context;
    private final cl_device_id device;
    private cl_command_queue queue;
    private boolean hasClock;
    private boolean keepsTime;
    private boolean timing;
    private long nanoseconds;

    LaunchQueue(String deviceName, Limits limits, cl_context context, cl_device_id device) {
        this.deviceName = deviceName;
        this.limits = limits;
        hasClock = limits.profiles();
        this.context = context;
        this.device = device;
        queue = create(0);
    }

    /**
     * The size of a launch in work-items.
     *
     * @param globalSize the total
     * @param localSize the work-group size
     */
    record Grid(long globalSize, long localSize) {}

    @SuppressWarnings("deprecation") // OpenCL 1.2 drivers lack the newer call
    private cl_command_queue create(long properties) {
        return CL.clCreateCommandQueue(context, device, properties, null);
    }

    /** The driver's queue; replaced by another one when timing starts. */
    cl_command_queue handle() {
        return queue;
    }

    /** Waits until all launches have completed. */
    void finish() {
        CL.clFinish(queue);
    }

    void release() {
        CL.clReleaseCommandQueue(queue);
    }

    /** Enqueues a kernel; while timing, waits for it. */
    void launch(CompiledKernel kernel, Grid grid) {
        if (!timing) {
            enqueue(kernel, grid, null);
            return;
        }
        finish();
        long begin = System.nanoTime();
        if (!hasClock) {
            enqueue(kernel, grid, null);
            finish();
            nanoseconds += System.nanoTime() - begin;
            return;
        }
        cl_event event = new cl_event();
        enqueue(kernel, grid, event);
        try {
            CL.clWaitForEvents(1, new cl_event[] {event});
            nanoseconds += time(event, System.nanoTime() - begin);
        } finally {
            Session.ignoringErrors(() -> CL.clReleaseEvent(event));
        }
    }

    /** The time by the device's clock, or by the host's where it has none. */
    private long time(cl_event event, long here) {
        try {
            return time(event, CL.CL_PROFILING_COMMAND_END) - time(event, CL.CL_PROFILING_COMMAND_START);
        } catch (CLException e) {
            hasClock = false; // some drivers create a profiling queue but report no times
            return here;
        }
    }

    private void enqueue(CompiledKernel kernel, Grid grid, cl_event event) {
        long[] globalSize = {grid.globalSize};
        long[] localSize = {grid.localSize};
        CL.clEnqueueNDRangeKernel(queue, kernel.handle(), 1, null, globalSize, localSize, 0, null, event);
    }

    private static long time(cl_event event, int what) {
        long[] time = new long[1];
        CL.clGetEventProfilingInfo(event, what, Sizeof.cl_ulong, Pointer.to(time), null);
        return time[0];
    }

    /** Starts timing launches, by the device's clock or, if it has none, by the host's. */
    void startTiming() {
        if (hasClock && !keepsTime) {
            finish();
            keepTime();
        }
        timing = true;
        nanoseconds = 0;
    }

    private void keepTime() {
        cl_command_queue keepingTime;
        try {
            keepingTime = create(CL.CL_QUEUE_PROFILING_ENABLE);
        } catch (CLException e) {
            hasClock = false;
            return;
        }
        Session.ignoringErrors(this::release);
        queue = keepingTime;
        keepsTime = true;
    }

    /** Whether times are taken by the device's clock; otherwise by the host's, including launch overhead. */
    boolean timesItself() {
        return hasClock;
    }

    /** Whether the queue executes in order. */
    boolean isInOrder() {
        long[] properties = new long[1];
        CL.clGetCommandQueueInfo(queue, CL.CL_QUEUE_PROPERTIES, Sizeof.cl_long, Pointer.to(properties), null);
        return (properties[0] & CL.CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE) == 0;
    }

    /** The time of the launches since the last call, or since the beginning. */
    long takeNanoseconds() {
        long taken = nanoseconds;
        nanoseconds = 0;
        return taken;
    }

    /** Stops timing. */
    void stopTiming() {
        timing = false;
    }

    /** The size of a launch rounded up to whole work-groups, checked against the device's limits. */
    Grid grid(Kernel kernel, CompiledKernel compiled) {
        return grid(kernel, compiled, limits, deviceName);
    }

    static Grid grid(Kernel kernel, CompiledKernel compiled, Limits limits, String deviceName) {
        int localSize = compiled.localSize(kernel.localSize());
        long most = Math.min(limits.maxWorkGroup(), compiled.maxLocalSize());
        if (localSize > most) {
            throw new DeviceException("kernel " + kernel.function() + " needs work-groups of " + localSize + ", device "
                    + deviceName + " has at most " + most + "; use another device");
        }
        long localBytes = compiled.localBytes() + kernel.localBytes();
        if (localBytes > limits.localBytes()) {
            throw new DeviceException(
                    "kernel " + kernel.function() + " needs " + localBytes + " bytes of local memory, device "
                            + deviceName + " has " + limits.localBytes() + "; use another device");
        }
        long globalSize = (kernel.items() + localSize - 1) / localSize * localSize;
        if (globalSize > 1L << 31) {
            throw new DeviceException("kernel " + kernel.function() + " would need " + kernel.items()
                    + " work-items at once, more than can be counted; use smaller batches");
        }
        return new Grid(globalSize, localSize);
    }

    /**
     * Creates the buffer of a table.
     *
     * @param table its ints
     * @return a buffer, for the caller to release
     */
    Buffer table(Argument.Table table) {
        int[] values = new int[Math.max(1, table.values().size())]; // empty buffers do not exist
        for (int i = 0; i < table.values().size(); i++) {
            values[i] = table.values().get(i);
        }
        long bytes = (long) values.length * Sizeof.cl_int;
        long flags = CL.CL_MEM_READ_ONLY | CL.CL_MEM_COPY_HOST_PTR;
        return new Buffer(CL.clCreateBuffer(context, flags, bytes, Pointer.to(values), null), bytes);
    }
}
