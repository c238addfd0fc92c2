package dualflow.device.opencl;

import dualflow.launch.Launch;
import dualflow.launch.Replay;
import dualflow.tensor.DType;
import dualflow.tensor.Part;
import dualflow.tensor.Profile;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.cl_buffer_region;

/** Prepared launches with their own kernel objects, whose arguments are set once. */
final class Prepared extends Replay {
    private record Ready(CompiledKernel kernel, LaunchQueue.Grid grid, Profile.Call call) {}

    private final OpenClDevice device;
    private final Session session;
    private final List<Ready> launches = new ArrayList<>();
    private final List<Buffer> parts = new ArrayList<>();
    private final List<BufferMemory> scratch = new ArrayList<>();

    Prepared(OpenClDevice device, Session session) {
        this.device = device;
        this.session = session;
    }

    /** Adds a launch on elements of one format. */
    void add(Launch launch, LaunchPlanner planner) {
        DType dtype = launch.outputs().get(0).tensor().dtype();
        Profile.Call call = launch.call();
        List<BufferMemory> inputs = launch.inputs().stream().map(this::memory).toList();
        List<BufferMemory> outputs = launch.outputs().stream().map(this::memory).toList();
        planner.plan(launch, dtype, inputs, outputs, this::scratch).forEach(launched -> add(launched, call));
    }

    private void add(Launched launched, Profile.Call call) {
        CompiledKernel compiled = session.programs().another(launched.entry());
        launches.add(new Ready(compiled, session.queue().grid(launched.kernel(), compiled), call));
        compiled.set(launched.buffers(), launched.kernel().arguments(), table -> {
            parts.add(session.queue().table(table));
            return parts.get(parts.size() - 1);
        });
    }

    /** The memory of a part of a tensor; for an empty part that of the whole tensor, since buffers cannot be empty. */
    private BufferMemory memory(Part part) {
        BufferMemory whole = OpenClDevice.wholeMemory(part);
        if (part.offset() == 0 || part.shape().size() == 0) {
            return whole;
        }
        long number = part.tensor().dtype().bytes();
        long bytes = part.shape().size() * number;
        cl_buffer_region region = new cl_buffer_region(part.offset() * number, bytes);
        Buffer buffer = new Buffer(
                CL.clCreateSubBuffer(
                        whole.buffer().handle(), CL.CL_MEM_READ_WRITE, CL.CL_BUFFER_CREATE_TYPE_REGION, region, null),
                bytes);
        parts.add(buffer);
        return new BufferMemory(buffer, bytes);
    }

    /** Memory allocated earlier if it is large enough and the launch does not read it, otherwise new memory. */
    private BufferMemory scratch(DType dtype, long bytes, List<BufferMemory> inputs) {
        for (BufferMemory memory : scratch) {
            if (memory.buffer().bytes() >= bytes && !inputs.contains(memory)) {
                return memory;
            }
        }
        BufferMemory memory = new BufferMemory(session.pool().take(bytes), bytes);
        scratch.add(memory);
        return memory;
    }

    @Override
    public void run() {
        device.replay(launches.size(), profile -> {
            for (Ready ready : launches) {
                session.queue().launch(ready.kernel(), ready.grid());
                if (profile != null) {
                    profile.add(ready.call(), session.queue().takeNanoseconds());
                }
            }
        });
    }

    @Override
    public void close() {
        synchronized (device) {
            device.forget(this);
            launches.forEach(ready -> Session.ignoringErrors(
                    () -> CL.clReleaseKernel(ready.kernel().handle())));
            launches.clear();
            parts.forEach(Buffer::release);
            parts.clear();
            scratch.forEach(memory -> session.pool().give(memory.buffer()));
            scratch.clear();
        }
    }
}
