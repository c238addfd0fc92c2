package dualflow.device.opencl;

import dualflow.tensor.DeviceException;
import dualflow.tensor.Kernel;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_device_id;
import org.jocl.cl_event;

/** A device's queue, which works in order, and launches on it; it can take their time by the device's own clock. */
final class LaunchQueue {
    private final OpenClInfo info;
    private final cl_context context;
    private final cl_device_id device;
    private cl_command_queue queue;
    private boolean keepsTime;
    private boolean timing;
    private long nanoseconds;

    LaunchQueue(OpenClInfo info, cl_context context, cl_device_id device) {
        this.info = info;
        this.context = context;
        this.device = device;
        queue = create(0);
    }

    /**
     * How many work-items a launch has.
     *
     * @param globalSize in all
     * @param localSize in a work-group
     */
    record Grid(long globalSize, long localSize) {}

    @SuppressWarnings("deprecation") // the newer call is missing from OpenCL 1.2 drivers
    private cl_command_queue create(long properties) {
        return CL.clCreateCommandQueue(context, device, properties, null);
    }

    /** The driver's queue; another one from the time on that time is taken. */
    cl_command_queue handle() {
        return queue;
    }

    /** Waits until everything that was launched has run. */
    void finish() {
        CL.clFinish(queue);
    }

    void release() {
        CL.clReleaseCommandQueue(queue);
    }

    /** Enqueues a kernel; while time is taken, waits for it. */
    void launch(CompiledKernel kernel, Grid grid) {
        long[] globalSize = {grid.globalSize};
        long[] localSize = {grid.localSize};
        cl_event event = timing ? new cl_event() : null;
        CL.clEnqueueNDRangeKernel(queue, kernel.handle(), 1, null, globalSize, localSize, 0, null, event);
        if (timing) {
            CL.clWaitForEvents(1, new cl_event[] {event});
            nanoseconds += time(event, CL.CL_PROFILING_COMMAND_END) - time(event, CL.CL_PROFILING_COMMAND_START);
            CL.clReleaseEvent(event);
        }
    }

    private static long time(cl_event event, int what) {
        long[] time = new long[1];
        CL.clGetEventProfilingInfo(event, what, Sizeof.cl_ulong, Pointer.to(time), null);
        return time[0];
    }

    /** Takes the time of launches from now on. */
    void startTiming() {
        if (!keepsTime) {
            cl_command_queue keepingTime = create(CL.CL_QUEUE_PROFILING_ENABLE);
            finish();
            release();
            queue = keepingTime;
            keepsTime = true;
        }
        timing = true;
        nanoseconds = 0;
    }

    /** The time of the launches since this was last asked, or since the beginning. */
    long takeNanoseconds() {
        long taken = nanoseconds;
        nanoseconds = 0;
        return taken;
    }

    /** Takes no time any more. */
    void stopTiming() {
        timing = false;
    }

    /** Whole work-groups of a launch's work-items. */
    Grid grid(Work work, CompiledKernel compiled) {
        int localSize = compiled.localSize(work.localSize());
        if (localSize > info.maxWorkGroup()) {
            throw new DeviceException("kernel " + work.name() + " needs work-groups of " + localSize + ", device "
                    + info.id() + " has at most " + info.maxWorkGroup() + "; use another device");
        }
        long globalSize = (work.items() + localSize - 1) / localSize * localSize;
        if (globalSize > 1L << 31) {
            throw new DeviceException("kernel " + work.name() + " would need " + work.items()
                    + " work-items at once, more than can be counted; use smaller batches");
        }
        return new Grid(globalSize, localSize);
    }

    /**
     * A launch's arguments.
     *
     * @param work the launch
     * @param buffers its inputs, then its outputs
     * @param tables receives a buffer for each table among the parameters, for the caller to release
     * @return the buffers and the parameters
     */
    Object[] arguments(Work work, List<Buffer> buffers, List<Buffer> tables) {
        List<Object> arguments = new ArrayList<>(buffers);
        for (Object parameter : work.parameters()) {
            arguments.add(parameter instanceof Kernel.Table table ? buffer(table, tables) : parameter);
        }
        return arguments.toArray();
    }

    private Buffer buffer(Kernel.Table table, List<Buffer> tables) {
        int[] values = new int[Math.max(1, table.values().size())]; // there are no empty buffers
        for (int i = 0; i < table.values().size(); i++) {
            values[i] = table.values().get(i);
        }
        long bytes = (long) values.length * Sizeof.cl_int;
        long flags = CL.CL_MEM_READ_ONLY | CL.CL_MEM_COPY_HOST_PTR;
        Buffer buffer = new Buffer(CL.clCreateBuffer(context, flags, bytes, Pointer.to(values), null), bytes);
        tables.add(buffer);
        return buffer;
    }
}
