package dualflow.device.opencl;

import dualflow.tensor.Attention;
import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceException;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Fusion;
import dualflow.tensor.Kernel;
import dualflow.tensor.Launch;
import dualflow.tensor.Memory;
import dualflow.tensor.Op;
import dualflow.tensor.Part;
import dualflow.tensor.Profile;
import dualflow.tensor.Replay;
import dualflow.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_buffer_region;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_event;
import org.jocl.cl_mem;

/**
 * An OpenCL device: one context and one queue that works in order, so that nothing waits until numbers are read. Once the
 * driver reports an error, nothing on the device can be trusted: every later use is refused, and only closing works.
 */
public final class OpenClDevice extends Device {
    /** Set to {@code true}, this system property guards every tensor against kernels that write beyond it. */
    public static final String GUARD_PROPERTY = "dualflow.guard";

    private static final int GUARD_NUMBERS = 64;
    private static final int GUARD = 0xA5A5A5A5;
    private static final int TRANSFER_BYTES = 1 << 22;
    private static final int ALIGNMENT = 64;

    private final OpenClInfo info;
    private final Memcheck memcheck;
    private final boolean cpuKernels;
    private final Tuner tuner;
    private final cl_context context;
    private final cl_device_id device;
    private cl_command_queue queue;
    private boolean keepsTime;
    private boolean timing;
    private long nanoseconds;
    private final BufferPool pool;
    private final Programs programs;
    private final Set<Prepared> replays = new HashSet<>(); // that are not closed yet
    private final ByteBuffer staging = ByteBuffer.allocateDirect(TRANSFER_BYTES).order(ByteOrder.nativeOrder());
    private int staged; // bytes of the staging buffer that writes under way may still read
    private String failure;

    /** What to do about kernels that reach beyond a tensor or leave a part of their result unwritten. */
    enum Memcheck {
        /** Nothing. */
        NONE,
        /** Put marked numbers behind every tensor, look at them after every op, and fill new tensors with NaN; slow. */
        GUARDS,
        /** Make every buffer just as long as its tensor, for a device that checks, and fill new tensors with NaN. */
        EXACT
    }

    private static final class BufferMemory extends Memory {
        private final Buffer buffer;

        BufferMemory(Buffer buffer, long bytes) {
            super(bytes);
            this.buffer = buffer;
        }
    }

    /**
     * Opens a device.
     *
     * @param info one of {@link OpenCl#devices()}
     * @return the device, to be closed
     * @throws DeviceException if the device cannot be used or its driver fails
     */
    public static OpenClDevice open(OpenClInfo info) {
        return new OpenClDevice(
                info,
                Boolean.getBoolean(GUARD_PROPERTY) ? Memcheck.GUARDS : Memcheck.NONE,
                info.kind() == OpenClInfo.Kind.CPU,
                Tuner.of(info));
    }

    /**
     * Opens a device.
     *
     * @param info one of {@link OpenCl#devices()}
     * @param memcheck what to check
     * @param cpuKernels whether to launch those kernels that are meant for CPUs
     */
    OpenClDevice(OpenClInfo info, Memcheck memcheck, boolean cpuKernels) {
        this(info, memcheck, cpuKernels, Tuner.byRule(info));
    }

    /**
     * Opens a device.
     *
     * @param info one of {@link OpenCl#devices()}
     * @param memcheck what to check
     * @param cpuKernels whether to launch those kernels that are meant for CPUs
     * @param tuner what chooses among the others
     */
    OpenClDevice(OpenClInfo info, Memcheck memcheck, boolean cpuKernels, Tuner tuner) {
        super(info.id(), info.memoryBytes() / 16 * 13);
        if (!info.usable()) {
            throw new DeviceException(
                    "device " + info.id() + " (" + info.name() + ") " + String.join("; ", info.notes()));
        }
        this.info = info;
        this.memcheck = memcheck;
        this.cpuKernels = cpuKernels;
        this.tuner = tuner;
        OpenCl.Found found = OpenCl.find(info);
        device = found.device();
        cl_context opened = null;
        try {
            cl_context_properties properties = new cl_context_properties();
            properties.addProperty(CL.CL_CONTEXT_PLATFORM, found.platform());
            opened = CL.clCreateContext(properties, 1, new cl_device_id[] {device}, null, null, null);
            queue = createQueue(opened, device, 0);
        } catch (CLException e) {
            if (opened != null) {
                CL.clReleaseContext(opened);
            }
            throw new DeviceException(
                    "device " + info.id() + " (" + info.name() + ") cannot be opened: " + e.getMessage(), e);
        }
        context = opened;
        pool = new BufferPool(
                info.id(),
                context,
                info.maxAllocationBytes(),
                info.memoryBytes() / 16 * 15,
                memcheck == Memcheck.EXACT);
        programs = new Programs(info, context, device, cpuKernels);
    }

    @SuppressWarnings("deprecation") // the newer call is missing from OpenCL 1.2 drivers
    private static cl_command_queue createQueue(cl_context context, cl_device_id device, long properties) {
        return CL.clCreateCommandQueue(context, device, properties, null);
    }

    /**
     * What the device says of itself.
     *
     * @return its description
     */
    public OpenClInfo info() {
        return info;
    }

    @Override
    public String description() {
        return info.name() + ", " + info.platform() + " " + info.driver();
    }

    @Override
    public boolean supports(DType dtype) {
        return dtype == DType.FLOAT32 || info.float64();
    }

    @Override
    public synchronized long allocatedBytes() {
        return pool.createdBytes();
    }

    @Override
    protected Memory allocate(DType dtype, int count, long bytes) {
        requireWorking();
        if (memcheck == Memcheck.NONE) {
            return new BufferMemory(pool.take(bytes), bytes);
        }
        long guardBytes = memcheck == Memcheck.GUARDS ? (long) GUARD_NUMBERS * dtype.bytes() : 0;
        Buffer buffer = pool.take(bytes + guardBytes);
        try {
            writeNaN(buffer.handle(), bytes);
            if (guardBytes > 0) {
                CL.clEnqueueFillBuffer(
                        queue,
                        buffer.handle(),
                        Pointer.to(new int[] {GUARD}),
                        Sizeof.cl_int,
                        bytes,
                        guardBytes,
                        0,
                        null,
                        null);
            }
        } catch (CLException e) {
            pool.give(buffer);
            throw failed("preparing memory", e);
        }
        return new BufferMemory(buffer, bytes);
    }

    @Override
    protected void free(Memory memory) {
        pool.give(((BufferMemory) memory).buffer);
    }

    @Override
    protected void write(Memory memory, DType dtype, double[] values) {
        requireRoom(memory, dtype, values.length);
        if (memcheck == Memcheck.NONE && (long) values.length * dtype.bytes() <= TRANSFER_BYTES / 4) {
            writeLater(memory, dtype, values);
        } else {
            transfer(memory, dtype, values, true);
        }
    }

    @Override
    protected void read(Memory memory, DType dtype, double[] values) {
        requireRoom(memory, dtype, values.length);
        transfer(memory, dtype, values, false);
    }

    /** Copies a few numbers without waiting for what was launched before; the staging buffer holds them until they are taken. */
    private void writeLater(Memory memory, DType dtype, double[] values) {
        requireWorking();
        int bytes = values.length * dtype.bytes();
        try {
            if (staged + bytes > TRANSFER_BYTES) {
                CL.clFinish(queue);
                staged = 0;
            }
            ByteBuffer piece = staging.slice(staged, bytes).order(ByteOrder.nativeOrder());
            copy(piece, dtype, values, 0, values.length, true);
            cl_mem handle = ((BufferMemory) memory).buffer.handle();
            CL.clEnqueueWriteBuffer(queue, handle, false, 0, bytes, Pointer.toBuffer(piece), 0, null, null);
            staged += (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        } catch (CLException e) {
            throw failed("writing numbers", e);
        }
    }

    /**
     * Copies piece by piece through one direct buffer. (Mapping the device's own memory would spare a copy on a CPU, but
     * corrupts the heap under Oclgrind.)
     */
    private void transfer(Memory memory, DType dtype, double[] values, boolean toDevice) {
        requireWorking();
        cl_mem handle = ((BufferMemory) memory).buffer.handle();
        Pointer pointer = Pointer.toBuffer(staging);
        int piece = TRANSFER_BYTES / dtype.bytes();
        try {
            if (toDevice) {
                CL.clFinish(queue);
            }
            staged = 0; // whatever is read comes after the writes under way
            for (int first = 0; first < values.length; first += piece) {
                int count = Math.min(piece, values.length - first);
                long offset = (long) first * dtype.bytes();
                long bytes = (long) count * dtype.bytes();
                if (toDevice) {
                    copy(staging, dtype, values, first, count, true);
                    CL.clEnqueueWriteBuffer(queue, handle, true, offset, bytes, pointer, 0, null, null);
                } else {
                    CL.clEnqueueReadBuffer(queue, handle, true, offset, bytes, pointer, 0, null, null);
                    copy(staging, dtype, values, first, count, false);
                }
            }
        } catch (CLException e) {
            throw failed(toDevice ? "writing numbers" : "reading numbers", e);
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

    @Override
    protected void fill(Memory memory, DType dtype, int count, double value) {
        requireRoom(memory, dtype, count);
        requireWorking();
        Pointer pattern =
                dtype == DType.FLOAT32 ? Pointer.to(new float[] {(float) value}) : Pointer.to(new double[] {value});
        cl_mem handle = ((BufferMemory) memory).buffer.handle();
        try {
            CL.clEnqueueFillBuffer(
                    queue, handle, pattern, dtype.bytes(), 0, (long) count * dtype.bytes(), 0, null, null);
        } catch (CLException e) {
            throw failed("filling a tensor", e);
        }
    }

    /** Writes all-ones bits, a NaN in both formats. By a write, not a fill: Oclgrind takes filled memory for uninitialised. */
    private void writeNaN(cl_mem handle, long bytes) {
        for (int i = 0; i < Math.min(bytes, TRANSFER_BYTES); i++) {
            staging.put(i, (byte) -1);
        }
        Pointer pointer = Pointer.toBuffer(staging);
        for (long first = 0; first < bytes; first += TRANSFER_BYTES) {
            long count = Math.min(TRANSFER_BYTES, bytes - first);
            CL.clEnqueueWriteBuffer(queue, handle, true, first, count, pointer, 0, null, null);
        }
    }

    @Override
    protected void run(Op op, Blocks blocks, DType dtype, List<Memory> inputs, Memory output) {
        requireWorking();
        if (op instanceof ElementwiseOp elementwise && fuses(elementwise)) {
            launch(Work.of(FusedKernel.of(elementwise, blocks, cpuKernels), dtype), dtype, inputs, List.of(output));
            return;
        }
        List<Op.Step> steps = cpuKernels ? List.of() : op.steps(blocks);
        if (!steps.isEmpty()) {
            run(steps, dtype, inputs, output);
            return;
        }
        Kernel kernel = chosen(op.kernel(blocks), blocks, dtype, buffers(inputs));
        Work work = Work.of(kernel, blocks, dtype);
        if (kernel.first().isEmpty()) {
            launch(work, dtype, inputs, List.of(output));
            return;
        }
        Kernel.Stage first = kernel.first().get();
        Memory between = allocate(dtype, first.numbers(), (long) first.numbers() * dtype.bytes());
        try {
            Kernel before = chosen(first.kernel(), blocks, dtype, buffers(first.taken(inputs)));
            launch(Work.of(before, blocks, dtype), dtype, first.taken(inputs), List.of(between));
            launch(work, dtype, first.passed(inputs, between), List.of(output));
        } finally {
            free(between); // what reuses it waits in the same queue
        }
    }

    /** Runs ops one after the other, each on the result of the one before it and the arguments that are left. */
    private void run(List<Op.Step> steps, DType dtype, List<Memory> inputs, Memory output) {
        List<Memory> between = new ArrayList<>();
        List<Memory> arguments = new ArrayList<>(inputs);
        try {
            for (Op.Step step : steps) {
                Memory result = output;
                if (between.size() < steps.size() - 1) {
                    int count = step.blocks().shape().size();
                    result = allocate(dtype, count, (long) count * dtype.bytes());
                    between.add(result);
                }
                List<Memory> taken = arguments.subList(0, step.op().arity());
                run(step.op(), step.blocks(), dtype, taken, result);
                taken.clear();
                arguments.add(0, result);
            }
        } finally {
            between.forEach(this::free); // as above
        }
    }

    private static List<Buffer> buffers(List<Memory> memories) {
        return memories.stream().map(memory -> ((BufferMemory) memory).buffer).toList();
    }

    /** In one launch where each op can be part of one; an output's memory may be that of an input of the fusion's own shape. */
    @Override
    protected void run(Fusion fusion, DType dtype, List<Memory> inputs, List<Memory> outputs) {
        requireWorking();
        if (fusion.nodes().stream().allMatch(node -> fuses(node.op()))) {
            launch(Work.of(FusedKernel.of(fusion, cpuKernels), dtype), dtype, inputs, outputs);
        } else {
            super.run(fusion, dtype, inputs, outputs);
        }
    }

    private Kernel chosen(Kernel kernel, Blocks blocks, DType dtype, List<Buffer> inputs) {
        if (!cpuKernels) {
            return tuner.choose(kernel, dtype, new TilesTrial(blocks, dtype, inputs));
        }
        Optional<Kernel> cpu = kernel.cpu();
        while (cpu.isPresent() && !hasRoom(cpu.get())) {
            cpu = cpu.get().cpu();
        }
        return cpu.orElse(kernel);
    }

    private boolean hasRoom(Kernel kernel) {
        return kernel.parameters().stream()
                .allMatch(p -> !(p instanceof Kernel.Local local) || local.bytes() <= info.localBytes());
    }

    /** Tries kernels on their arguments; the result goes to a buffer that nobody reads. */
    private final class TilesTrial implements Tuner.Trial {
        private final Blocks blocks;
        private final DType dtype;
        private final List<Buffer> inputs;

        TilesTrial(Blocks blocks, DType dtype, List<Buffer> inputs) {
            this.blocks = blocks;
            this.dtype = dtype;
            this.inputs = inputs;
        }

        @Override
        public boolean runs(Kernel kernel) {
            if (kernel.localSize() > info.maxWorkGroup()) {
                return false;
            }
            try {
                CompiledKernel compiled = programs.kernel(Programs.entry(kernel, dtype));
                return kernel.localSize() <= compiled.maxLocalSize() && compiled.localBytes() <= info.localBytes();
            } catch (DeviceException e) {
                return false; // it needs more than the device has
            }
        }

        @Override
        public long nanoseconds(Kernel kernel) {
            Work work = Work.of(kernel, blocks, dtype);
            Buffer result = null;
            try {
                CompiledKernel compiled = programs.kernel(work.entry());
                long globalSize = globalSize(work, compiled);
                result = pool.take((long) blocks.shape().size() * dtype.bytes());
                List<Buffer> all = new ArrayList<>(inputs);
                all.add(result);
                compiled.set(arguments(work, all, List.of()));
                CL.clFinish(queue);
                long begin = System.nanoTime();
                CL.clEnqueueNDRangeKernel(
                        queue,
                        compiled.handle(),
                        1,
                        null,
                        new long[] {globalSize},
                        new long[] {work.localSize()},
                        0,
                        null,
                        null);
                CL.clFinish(queue);
                return System.nanoTime() - begin;
            } catch (CLException | DeviceException e) {
                return Long.MAX_VALUE; // no room to try it
            } finally {
                if (result != null) {
                    pool.give(result);
                }
            }
        }
    }

    private void launch(Work work, DType dtype, List<Memory> inputs, List<Memory> outputs) {
        CompiledKernel compiled = programs.kernel(work.entry());
        long globalSize = globalSize(work, compiled);
        List<Memory> memories = new ArrayList<>(inputs);
        memories.addAll(outputs);
        List<Buffer> tables = new ArrayList<>();
        try {
            compiled.set(arguments(work, buffers(memories), tables));
            launch(compiled, new long[] {globalSize}, new long[] {work.localSize()});
            if (memcheck == Memcheck.GUARDS) {
                memories.forEach(memory -> requireGuard(memory, dtype, work.name()));
            }
        } catch (CLException e) {
            throw failed("running kernel " + work.name(), e);
        } finally {
            tables.forEach(Buffer::release); // the driver keeps them until the kernel has run
        }
    }

    /** Whole work-groups of work-items. */
    private long globalSize(Work work, CompiledKernel compiled) {
        int localSize = work.localSize();
        if (localSize > compiled.maxLocalSize()) {
            throw new DeviceException("kernel " + work.name() + " needs work-groups of " + localSize + ", device "
                    + id() + " has at most " + compiled.maxLocalSize() + "; use another device");
        }
        long globalSize = (work.items() + localSize - 1) / localSize * localSize;
        if (globalSize > 1L << 31) {
            throw new DeviceException("kernel " + work.name() + " would need " + work.items()
                    + " work-items at once, more than can be counted; use smaller batches");
        }
        return globalSize;
    }

    /** Inputs, outputs and parameters, with a buffer for each table. */
    private Object[] arguments(Work work, List<Buffer> buffers, List<Buffer> tables) {
        List<Object> arguments = new ArrayList<>(buffers);
        for (Object parameter : work.parameters()) {
            arguments.add(parameter instanceof Kernel.Table table ? buffer(table, tables) : parameter);
        }
        return arguments.toArray();
    }

    @Override
    protected void copy(DType dtype, int count, Memory from, int fromOffset, Memory to, int toOffset) {
        requireWorking();
        try {
            CL.clEnqueueCopyBuffer(
                    queue,
                    ((BufferMemory) from).buffer.handle(),
                    ((BufferMemory) to).buffer.handle(),
                    (long) fromOffset * dtype.bytes(),
                    (long) toOffset * dtype.bytes(),
                    (long) count * dtype.bytes(),
                    0,
                    null,
                    null);
        } catch (CLException e) {
            throw failed("copying numbers", e);
        }
    }

    @Override
    public boolean fuses(ElementwiseOp op) {
        return ElementwiseSource.of(op).isPresent();
    }

    @Override
    public boolean attends(Attention attention, DType dtype) {
        return cpuKernels && AttentionKernel.takes(attention, dtype, info.localBytes());
    }

    @Override
    public boolean replays() {
        return true;
    }

    @Override
    public int partAlignment() {
        return Math.max(ALIGNMENT, info.partAlignment());
    }

    @Override
    protected Replay ready(List<Launch> launches) {
        requireWorking();
        Prepared prepared = new Prepared();
        try {
            launches.forEach(launch -> prepare(launch, prepared));
            replays.add(prepared);
            return prepared;
        } catch (CLException e) {
            prepared.close();
            throw failed("getting launches ready", e);
        } catch (RuntimeException | Error e) {
            prepared.close();
            throw e;
        }
    }

    private void prepare(Launch launch, Prepared prepared) {
        List<Shape> shapes = launch.inputs().stream().map(Part::shape).toList();
        List<Buffer> inputs = launch.inputs().stream().map(prepared::buffer).toList();
        List<Buffer> outputs = launch.outputs().stream().map(prepared::buffer).toList();
        Part output = launch.outputs().get(0);
        DType dtype = output.tensor().dtype();
        if (launch instanceof Launch.Fused fused) {
            Shape written =
                    outputs.size() == 1 ? output.shape() : output.shape().withFirst(outputs.size());
            Profile.Call call = new Profile.Call(launch.name(), dtype, shapes, written, 0);
            prepared.add(Work.of(FusedKernel.of(fused.fusion(), cpuKernels), dtype), inputs, outputs, call);
            return;
        }
        if (launch instanceof Launch.Attended attended) {
            long work = attended.attention().multiplyAdds();
            Shape written = output.shape().withFirst(1 + attended.attention().directions());
            Profile.Call call = new Profile.Call(launch.name(), dtype, shapes, written, work);
            prepared.add(AttentionKernel.work(attended.attention(), dtype), inputs, outputs, call);
            return;
        }
        Op op = ((Launch.One) launch).op();
        Blocks blocks = Blocks.of(op, shapes);
        Profile.Call call = new Profile.Call(op.name(), dtype, shapes, output.shape(), op.multiplyAdds(blocks));
        List<Op.Step> steps = cpuKernels ? List.of() : op.steps(blocks);
        List<Buffer> arguments = new ArrayList<>(inputs);
        for (int k = 0; k < steps.size() - 1; k++) {
            Op.Step step = steps.get(k);
            List<Buffer> taken = arguments.subList(0, step.op().arity());
            Buffer between = prepared.scratch((long) step.blocks().shape().size() * dtype.bytes(), taken);
            prepare(step.op(), step.blocks(), dtype, List.copyOf(taken), List.of(between), call, prepared);
            taken.clear();
            arguments.add(0, between);
        }
        Op.Step last = steps.isEmpty() ? new Op.Step(op, blocks) : steps.get(steps.size() - 1);
        prepare(last.op(), last.blocks(), dtype, arguments, outputs, call, prepared);
    }

    private void prepare(
            Op op,
            Blocks blocks,
            DType dtype,
            List<Buffer> inputs,
            List<Buffer> outputs,
            Profile.Call call,
            Prepared prepared) {
        if (op instanceof ElementwiseOp elementwise && fuses(elementwise)) {
            prepared.add(Work.of(FusedKernel.of(elementwise, blocks, cpuKernels), dtype), inputs, outputs, call);
            return;
        }
        Kernel kernel = chosen(op.kernel(blocks), blocks, dtype, inputs);
        List<Buffer> arguments = inputs;
        if (kernel.first().isPresent()) {
            Kernel.Stage first = kernel.first().get();
            Buffer between = prepared.scratch((long) first.numbers() * dtype.bytes(), inputs);
            Kernel before = chosen(first.kernel(), blocks, dtype, first.taken(inputs));
            prepared.add(Work.of(before, blocks, dtype), first.taken(inputs), List.of(between), call);
            arguments = first.passed(inputs, between);
        }
        prepared.add(Work.of(kernel, blocks, dtype), arguments, outputs, call);
    }

    /** Launches with kernels of their own, whose arguments are set once. */
    private final class Prepared extends Replay {
        private record Ready(CompiledKernel kernel, long[] globalSize, long[] localSize, Profile.Call call) {}

        private final List<Ready> launches = new ArrayList<>();
        private final List<Buffer> parts = new ArrayList<>();
        private final List<Buffer> scratch = new ArrayList<>();

        void add(Work work, List<Buffer> inputs, List<Buffer> outputs, Profile.Call call) {
            CompiledKernel compiled = programs.another(work.entry());
            long[] localSize = {work.localSize()};
            launches.add(new Ready(compiled, new long[] {globalSize(work, compiled)}, localSize, call));
            List<Buffer> buffers = new ArrayList<>(inputs);
            buffers.addAll(outputs);
            compiled.set(arguments(work, buffers, parts));
        }

        Buffer buffer(Part part) {
            Buffer whole = ((BufferMemory) memory(part)).buffer;
            if (part.offset() == 0) {
                return whole;
            }
            long bytes = (long) part.shape().size() * part.tensor().dtype().bytes();
            cl_buffer_region region = new cl_buffer_region(
                    (long) part.offset() * part.tensor().dtype().bytes(), bytes);
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
            Buffer buffer = pool.take(bytes);
            scratch.add(buffer);
            return buffer;
        }

        @Override
        public void run() {
            synchronized (OpenClDevice.this) {
                requireWorking();
                try {
                    if (profile() != null) {
                        keepTime();
                    }
                    for (Ready ready : launches) {
                        nanoseconds = 0;
                        launch(ready.kernel(), ready.globalSize(), ready.localSize());
                        if (timing) {
                            profile().add(ready.call(), nanoseconds);
                        }
                    }
                    count(launches.size());
                } catch (CLException e) {
                    throw failed("replaying launches", e);
                } finally {
                    timing = false;
                }
            }
        }

        @Override
        public void close() {
            synchronized (OpenClDevice.this) {
                replays.remove(this);
                launches.forEach(ready ->
                        ignoringErrors(() -> CL.clReleaseKernel(ready.kernel().handle())));
                launches.clear();
                parts.forEach(Buffer::release);
                parts.clear();
                scratch.forEach(pool::give);
                scratch.clear();
            }
        }
    }

    private void launch(CompiledKernel kernel, long[] globalSize, long[] localSize) {
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

    /** Times every launch by the device's own clock, on a queue that keeps time, until {@code timing} is false again. */
    private void keepTime() {
        if (!keepsTime) {
            cl_command_queue keepingTime = createQueue(context, device, CL.CL_QUEUE_PROFILING_ENABLE);
            CL.clFinish(queue);
            CL.clReleaseCommandQueue(queue);
            queue = keepingTime;
            keepsTime = true;
        }
        timing = true;
    }

    @Override
    protected long timedRun(Op op, Blocks blocks, DType dtype, List<Memory> inputs, Memory output) {
        return timed(op.name(), () -> run(op, blocks, dtype, inputs, output));
    }

    @Override
    protected long timedRun(Fusion fusion, DType dtype, List<Memory> inputs, List<Memory> outputs) {
        return timed(fusion.name(), () -> run(fusion, dtype, inputs, outputs));
    }

    private long timed(String name, Runnable launches) {
        requireWorking();
        try {
            keepTime();
            nanoseconds = 0;
            launches.run();
            return nanoseconds;
        } catch (CLException e) {
            throw failed("timing op " + name, e);
        } finally {
            timing = false;
        }
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

    private void requireGuard(Memory memory, DType dtype, String name) {
        int[] guard = new int[GUARD_NUMBERS * dtype.bytes() / Integer.BYTES];
        CL.clEnqueueReadBuffer(
                queue,
                ((BufferMemory) memory).buffer.handle(),
                true,
                memory.bytes(),
                (long) guard.length * Sizeof.cl_int,
                Pointer.to(guard),
                0,
                null,
                null);
        for (int word : guard) {
            if (word != GUARD) {
                failure = "kernel " + name + " wrote beyond a tensor on " + id();
                throw new DeviceException(failure + "; this is an error of its kernel");
            }
        }
    }

    private static void requireRoom(Memory memory, DType dtype, int count) {
        if ((long) count * dtype.bytes() > memory.bytes()) {
            throw new IllegalArgumentException(
                    count + " numbers of " + dtype + " do not fit in " + memory.bytes() + " bytes");
        }
    }

    private void requireWorking() {
        if (failure != null) {
            throw new DeviceException("device " + id() + " failed before (" + failure
                    + "), so its numbers cannot be trusted; close it and open it anew");
        }
    }

    private DeviceException failed(String doing, CLException cause) {
        failure = doing + ": " + cause.getMessage();
        return new DeviceException(
                "device " + id() + " (" + info.name() + ") failed while " + doing + ": " + cause.getMessage()
                        + "; close it and open it anew, with smaller batches if its memory was short",
                cause);
    }

    @Override
    public synchronized void finish() {
        try {
            CL.clFinish(queue);
        } catch (CLException e) {
            throw failed("finishing its work", e);
        }
    }

    @Override
    protected void closeDevice() {
        ignoringErrors(() -> CL.clFinish(queue));
        List.copyOf(replays).forEach(Prepared::close);
        pool.releaseFree();
        programs.close();
        ignoringErrors(() -> CL.clReleaseCommandQueue(queue));
        ignoringErrors(() -> CL.clReleaseContext(context));
    }

    /** A kernel of a file, built if need be. */
    CompiledKernel compiled(String file, String entry, DType dtype) {
        requireWorking();
        return programs.kernel(Programs.entry(file, entry, dtype));
    }

    /** Launches a kernel when all before it has run, and waits for it. Gives nanoseconds by the host's clock. */
    long timed(CompiledKernel kernel, Object[] arguments, long globalSize, long localSize) {
        try {
            kernel.set(arguments);
            CL.clFinish(queue);
            long begin = System.nanoTime();
            launch(kernel, new long[] {globalSize}, new long[] {localSize});
            CL.clFinish(queue);
            return System.nanoTime() - begin;
        } catch (CLException e) {
            throw failed("measuring its peak", e);
        }
    }

    /** Writes zeros, so that a buffer has memory behind it. */
    void fillZeros(Buffer buffer, long bytes) {
        try {
            Pointer pattern = Pointer.to(new int[1]);
            CL.clEnqueueFillBuffer(queue, buffer.handle(), pattern, Sizeof.cl_int, 0, bytes, 0, null, null);
        } catch (CLException e) {
            throw failed("measuring its peak", e);
        }
    }

    /** Gives a handle back: if that fails the device is lost, and nothing is left to give. */
    static void ignoringErrors(Runnable release) {
        try {
            release.run();
        } catch (CLException e) {
            // See above.
        }
    }

    BufferPool pool() {
        return pool;
    }

    /** Whether a new buffer of so many bytes starts at a multiple of an address; maps it to see, so only on a CPU. */
    synchronized boolean isAligned(long bytes, int multiple) {
        Buffer buffer = pool.take(bytes);
        try {
            ByteBuffer mapped =
                    CL.clEnqueueMapBuffer(queue, buffer.handle(), true, CL.CL_MAP_READ, 0, bytes, 0, null, null, null);
            boolean aligned = mapped.alignmentOffset(0, multiple) == 0;
            CL.clEnqueueUnmapMemObject(queue, buffer.handle(), mapped, 0, null, null);
            CL.clFinish(queue);
            return aligned;
        } finally {
            pool.give(buffer);
        }
    }

    /** How many things refer to the context: on PoCL itself, the queue, and each buffer and program. */
    int contextReferences() {
        int[] count = new int[1];
        CL.clGetContextInfo(context, CL.CL_CONTEXT_REFERENCE_COUNT, Sizeof.cl_uint, Pointer.to(count), null);
        return count[0];
    }
}
