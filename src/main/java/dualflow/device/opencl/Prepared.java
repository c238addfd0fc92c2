package dualflow.device.opencl;

import dualflow.tensor.Part;
import dualflow.tensor.Profile;
import dualflow.tensor.Replay;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.cl_buffer_region;

/** Launches with kernels of their own, whose arguments are set once. */
final class Prepared extends Replay {
    private record Ready(CompiledKernel kernel, LaunchQueue.Grid grid, Profile.Call call) {}

    private final OpenClDevice device;
    private final LaunchQueue queue;
    private final Programs programs;
    private final List<Ready> launches = new ArrayList<>();
    private final List<Buffer> parts = new ArrayList<>();
    private final List<Buffer> scratch = new ArrayList<>();

    Prepared(OpenClDevice device, LaunchQueue queue, Programs programs) {
        this.device = device;
        this.queue = queue;
        this.programs = programs;
    }

    /** Adds a launch; the call is what profiles name it. */
    void add(Work work, List<Buffer> inputs, List<Buffer> outputs, Profile.Call call) {
        CompiledKernel compiled = programs.another(work.entry());
        launches.add(new Ready(compiled, queue.grid(work, compiled), call));
        List<Buffer> buffers = new ArrayList<>(inputs);
        buffers.addAll(outputs);
        compiled.set(queue.arguments(work, buffers, parts));
    }

    /** The buffer of a part of a tensor; of an empty part that of the tensor, since there are no empty buffers. */
    Buffer buffer(Part part) {
        Buffer whole = OpenClDevice.buffer(part);
        if (part.offset() == 0 || part.shape().size() == 0) {
            return whole;
        }
        long number = part.tensor().dtype().bytes();
        long bytes = part.shape().size() * number;
        cl_buffer_region region = new cl_buffer_region(part.offset() * number, bytes);
        Buffer buffer = new Buffer(
                CL.clCreateSubBuffer(
                        whole.handle(), CL.CL_MEM_READ_WRITE, CL.CL_BUFFER_CREATE_TYPE_REGION, region, null),
                bytes);
        parts.add(buffer);
        return buffer;
    }

    /** A buffer for a launch whose result only the next one reads; none of those that it reads itself. */
    Buffer scratch(long bytes, List<Buffer> inputs) {
        for (Buffer buffer : scratch) {
            if (buffer.bytes() >= bytes && !inputs.contains(buffer)) {
                return buffer;
            }
        }
        Buffer buffer = device.pool().take(bytes);
        scratch.add(buffer);
        return buffer;
    }

    @Override
    public void run() {
        device.replay(launches.size(), profile -> {
            for (Ready ready : launches) {
                queue.launch(ready.kernel(), ready.grid());
                if (profile != null) {
                    profile.add(ready.call(), queue.takeNanoseconds());
                }
            }
        });
    }

    @Override
    public void close() {
        synchronized (device) {
            device.forget(this);
            launches.forEach(ready -> OpenClDevice.ignoringErrors(
                    () -> CL.clReleaseKernel(ready.kernel().handle())));
            launches.clear();
            parts.forEach(Buffer::release);
            parts.clear();
            scratch.forEach(device.pool()::give);
            scratch.clear();
        }
    }
}
