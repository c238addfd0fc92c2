package dualflow.device.opencl;

import dualflow.tensor.Attention;
import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceException;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Fusion;
import dualflow.tensor.GroupNormalisation;
import dualflow.tensor.Kernel;
import dualflow.tensor.Launch;
import dualflow.tensor.Memory;
import dualflow.tensor.Op;
import dualflow.tensor.Part;
import dualflow.tensor.Profile;
import dualflow.tensor.Replay;
import dualflow.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
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
    private static final int ALIGNMENT = 64;

    private final OpenClInfo info;
    private final Limits limits;
    private final Memcheck memcheck;
    private final boolean cpuKernels;
    private final Tuner tuner;
    private final cl_context context;
    private final LaunchQueue queue;
    private final Transfers transfers;
    private final BufferPool pool;
    private final Programs programs;
    private final Set<Prepared> replays = new HashSet<>(); // that are not closed yet
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
                info.takesCpuKernels(),
                Tuner.of(info));
    }

    /**
     * Opens a device to launch kernels of a certain style, whatever suits it best; nothing is timed.
     *
     * @param info one of {@link OpenCl#devices()}
     * @param style which kernels
     * @return the device, to be closed
     * @throws DeviceException if the device cannot be used or its driver fails
     */
    public static OpenClDevice open(OpenClInfo info, KernelStyle style) {
        Tuner tuner = style.tiles().isPresent() ? Tuner.fixed(style.tiles().getAsInt()) : Tuner.byRule(info);
        return new OpenClDevice(info, Memcheck.NONE, style.forCpus(), tuner);
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
        this(info, limits(info), memcheck, cpuKernels, tuner);
    }

    /**
     * Opens a device that is no larger than it is said to be.
     *
     * @param info one of {@link OpenCl#devices()}
     * @param limits what to keep to
     * @param memcheck what to check
     * @param cpuKernels whether to launch those kernels that are meant for CPUs
     * @param tuner what chooses among the others
     */
    OpenClDevice(OpenClInfo info, Limits limits, Memcheck memcheck, boolean cpuKernels, Tuner tuner) {
        super(info.id(), limits.tensorBytes());
        this.info = OpenCl.tried(info);
        if (!this.info.usable()) {
            throw new DeviceException(
                    "device " + info.id() + " (" + info.name() + ") " + String.join("; ", this.info.notes()));
        }
        this.limits = limits;
        this.memcheck = memcheck;
        this.cpuKernels = cpuKernels;
        this.tuner = tuner;
        OpenCl.Found found = OpenCl.find(info);
        cl_context opened = null;
        try {
            cl_context_properties properties = new cl_context_properties();
            properties.addProperty(CL.CL_CONTEXT_PLATFORM, found.platform());
            opened = CL.clCreateContext(properties, 1, new cl_device_id[] {found.device()}, null, null, null);
            queue = new LaunchQueue(info.id(), limits, opened, found.device());
        } catch (CLException e) {
            if (opened != null) {
                CL.clReleaseContext(opened);
            }
            throw new DeviceException(
                    "device " + info.id() + " (" + info.name() + ") cannot be opened: " + e.getMessage(), e);
        }
        context = opened;
        transfers = new Transfers(context, queue);
        pool = new BufferPool(
                info.id(), context, limits.maxAllocationBytes(), limits.bufferBytes(), memcheck == Memcheck.EXACT);
        programs = new Programs(this.info, limits, context, found.device(), cpuKernels);
    }

    private static Limits limits(OpenClInfo info) {
        try {
            return Limits.of(info);
        } catch (CLException e) {
            throw new DeviceException(
                    "device " + info.id() + " (" + info.name() + ") does not say how large it is: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public boolean timesItself() {
        return queue.timesItself();
    }

    /** Whether the driver's queue works in order, as all launches presume. */
    boolean isInOrder() {
        return queue.isInOrder();
    }

    /**
     * What the device says of itself.
     *
     * @return its description
     */
    public OpenClInfo info() {
        return info;
    }

    /**
     * A kernel function that was built.
     *
     * @param function its name
     * @param title the file that it is of
     * @param dtype the format
     * @param options further options of the build, beginning with a blank; or empty
     * @param text the whole source
     */
    public record Built(String function, String title, DType dtype, String options, String text) {}

    /**
     * The kernel functions that were built so far.
     *
     * @return each once
     */
    public synchronized List<Built> built() {
        return programs.made().stream()
                .map(entry -> new Built(
                        entry.function(),
                        entry.build().title(),
                        entry.build().dtype(),
                        entry.build().options(),
                        entry.build().text()))
                .toList();
    }

    /**
     * Whether the driver has reported no error so far.
     *
     * @return false if the device must be closed and opened anew
     */
    public synchronized boolean works() {
        return failure == null;
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
            transfers.writeNaN(buffer, bytes);
            if (guardBytes > 0) {
                CL.clEnqueueFillBuffer(
                        queue.handle(),
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
        requireWorking();
        try {
            transfers.write(((BufferMemory) memory).buffer, dtype, values, memcheck == Memcheck.NONE);
        } catch (CLException e) {
            throw failed("writing numbers", e);
        }
    }

    @Override
    protected void read(Memory memory, DType dtype, double[] values) {
        requireRoom(memory, dtype, values.length);
        requireWorking();
        try {
            transfers.read(((BufferMemory) memory).buffer, dtype, values);
        } catch (CLException e) {
            throw failed("reading numbers", e);
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
                    queue.handle(), handle, pattern, dtype.bytes(), 0, (long) count * dtype.bytes(), 0, null, null);
        } catch (CLException e) {
            throw failed("filling a tensor", e);
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
                    int count = Math.max(1, step.blocks().shape().size()); // no memory is empty
                    result = allocate(dtype, count, (long) count * dtype.bytes());
                    between.add(result);
                }
                List<Memory> taken = arguments.subList(0, step.op().arity());
                if (step.blocks().shape().size() > 0) {
                    run(step.op(), step.blocks(), dtype, taken, result);
                }
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
        Tuner.Trial trial = new TilesTrial(limits, queue, programs, pool, blocks, dtype, inputs);
        Kernel chosen = cpuKernels ? firstWithRoom(kernel.cpu()).orElse(kernel) : tuner.choose(kernel, dtype, trial);
        return chosen.alone().isPresent() && !trial.runs(chosen)
                ? chosen.alone().get()
                : chosen;
    }

    private Optional<Kernel> firstWithRoom(Optional<Kernel> cpu) {
        Optional<Kernel> kernel = cpu;
        while (kernel.isPresent() && !hasRoom(kernel.get())) {
            kernel = kernel.get().cpu();
        }
        return kernel;
    }

    private Optional<Kernel> ofJoined(Op op, List<Shape> inputs) {
        return cpuKernels
                ? firstWithRoom(op.kernelOfJoined(
                        Launch.Joined.blocks(op, inputs), inputs.get(0).dim(-1)))
                : Optional.empty();
    }

    private boolean hasRoom(Kernel kernel) {
        return kernel.parameters().stream()
                .allMatch(p -> !(p instanceof Kernel.Local local) || local.bytes() <= limits.localBytes());
    }

    private void launch(Work work, DType dtype, List<Memory> inputs, List<Memory> outputs) {
        CompiledKernel compiled = programs.kernel(work.entry());
        LaunchQueue.Grid grid = queue.grid(work, compiled);
        List<Memory> memories = new ArrayList<>(inputs);
        memories.addAll(outputs);
        List<Buffer> tables = new ArrayList<>();
        try {
            compiled.set(queue.arguments(work, buffers(memories), tables));
            queue.launch(compiled, grid);
            if (memcheck == Memcheck.GUARDS) {
                memories.forEach(memory -> requireGuard(memory, dtype, work.name()));
            }
        } catch (CLException e) {
            throw failed("running kernel " + work.name(), e);
        } finally {
            tables.forEach(Buffer::release); // the driver keeps them until the kernel has run
        }
    }

    @Override
    protected void copy(DType dtype, int count, Memory from, int fromOffset, Memory to, int toOffset) {
        requireWorking();
        try {
            CL.clEnqueueCopyBuffer(
                    queue.handle(),
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
        return cpuKernels && AttentionKernel.takes(attention, dtype, limits.localBytes());
    }

    @Override
    public boolean normalises(GroupNormalisation normalisation, DType dtype) {
        return cpuKernels && GroupNormKernel.takes(normalisation, dtype, info.computeUnits(), limits.localBytes());
    }

    @Override
    public boolean joins(Op op, List<Shape> inputs) {
        return ofJoined(op, inputs).isPresent();
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
        Prepared prepared = new Prepared(this, queue, programs);
        try {
            launches.stream()
                    .filter(launch -> launch.outputs().get(0).shape().size() > 0) // else there is nothing to run
                    .forEach(launch -> prepare(launch, prepared));
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

    /** Replays launches one at a time, with what takes down their times or null. */
    synchronized void replay(int count, Consumer<Profile> launches) {
        requireWorking();
        try {
            if (profile() != null) {
                queue.startTiming();
            }
            launches.accept(profile());
            count(count);
        } catch (CLException e) {
            throw failed("replaying launches", e);
        } finally {
            queue.stopTiming();
        }
    }

    void forget(Prepared closed) {
        replays.remove(closed);
    }

    /** The buffer of a part's whole tensor. */
    static Buffer buffer(Part part) {
        return ((BufferMemory) memory(part)).buffer;
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
            prepared.add(AttentionKernel.work(attended.attention(), dtype, limits.localBytes()), inputs, outputs, call);
            return;
        }
        if (launch instanceof Launch.Normalised normalised) {
            Shape written =
                    output.shape().withFirst(1 + normalised.normalisation().directions());
            Profile.Call call = new Profile.Call(launch.name(), dtype, shapes, written, 0);
            prepared.add(GroupNormKernel.work(normalised.normalisation(), dtype), inputs, outputs, call);
            return;
        }
        if (launch instanceof Launch.Joined joined) {
            Kernel kernel = ofJoined(joined.op(), shapes)
                    .orElseThrow(
                            () -> new IllegalArgumentException("op " + joined.name() + " takes no joined argument"));
            Blocks blocks = Launch.Joined.blocks(joined.op(), shapes);
            long work = joined.op().multiplyAdds(blocks);
            Profile.Call call = new Profile.Call(launch.name(), dtype, shapes, output.shape(), work);
            prepared.add(Work.of(kernel, blocks, dtype), inputs, outputs, call);
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
            int count = step.blocks().shape().size();
            Buffer between = prepared.scratch((long) Math.max(1, count) * dtype.bytes(), taken);
            if (count > 0) {
                prepare(step.op(), step.blocks(), dtype, List.copyOf(taken), List.of(between), call, prepared);
            }
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
            queue.startTiming();
            launches.run();
            return queue.takeNanoseconds();
        } catch (CLException e) {
            throw failed("timing op " + name, e);
        } finally {
            queue.stopTiming();
        }
    }

    private void requireGuard(Memory memory, DType dtype, String name) {
        int[] guard = new int[GUARD_NUMBERS * dtype.bytes() / Integer.BYTES];
        CL.clEnqueueReadBuffer(
                queue.handle(),
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
            queue.finish();
        } catch (CLException e) {
            throw failed("finishing its work", e);
        }
    }

    @Override
    protected void closeDevice() {
        ignoringErrors(queue::finish);
        List.copyOf(replays).forEach(Prepared::close);
        pool.releaseFree();
        programs.close();
        ignoringErrors(queue::release);
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
            queue.finish();
            long begin = System.nanoTime();
            queue.launch(kernel, new LaunchQueue.Grid(globalSize, localSize));
            queue.finish();
            return System.nanoTime() - begin;
        } catch (CLException e) {
            throw failed("launching a kernel", e);
        }
    }

    /** Writes zeros, so that a buffer has memory behind it. */
    void fillZeros(Buffer buffer, long bytes) {
        try {
            Pointer pattern = Pointer.to(new int[1]);
            CL.clEnqueueFillBuffer(queue.handle(), buffer.handle(), pattern, Sizeof.cl_int, 0, bytes, 0, null, null);
        } catch (CLException e) {
            throw failed("launching a kernel", e);
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

    /** How many things refer to the context: on PoCL itself, the queue, and each buffer and program. */
    int contextReferences() {
        int[] count = new int[1];
        CL.clGetContextInfo(context, CL.CL_CONTEXT_REFERENCE_COUNT, Sizeof.cl_uint, Pointer.to(count), null);
        return count[0];
    }
}
