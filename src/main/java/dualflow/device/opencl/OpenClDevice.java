package dualflow.device.opencl;

import dualflow.device.opencl.lowering.Lowerings;
import dualflow.launch.Fusion;
import dualflow.launch.FusionDevice;
import dualflow.launch.Launch;
import dualflow.launch.Launcher;
import dualflow.launch.Replay;
import dualflow.launch.Target;
import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.DeviceException;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Memory;
import dualflow.tensor.Op;
import dualflow.tensor.Part;
import dualflow.tensor.Profile;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jocl.CLException;

/**
 * An OpenCL device: one context and one in-order queue, so that nothing blocks until results are read. Once the driver reports an error,
 * nothing on the device can be trusted: every later use is rejected except closing it.
 */
public final class OpenClDevice extends FusionDevice implements Launcher {
    /** When {@code true}, this system property guards every tensor against kernels that write beyond its end. */
    public static final String GUARD_PROPERTY = "dualflow.guard";

    private static final int ALIGNMENT = 64;

    private final OpenClInfo info;
    private final Memcheck memcheck;
    private final Session session;
    private final LaunchPlanner planner;
    private final Guards guards;
    private final Set<Prepared> replays = new HashSet<>(); // not yet closed

    /** How to detect kernels that access memory beyond a tensor or leave part of their result unwritten. */
    enum Memcheck {
        /** No checks. */
        NONE,
        /** Place guard values after every tensor, verify them after every op, and fill new tensors with NaN; slow. */
        GUARDS,
        /** Make every buffer exactly as long as its tensor, for a device that checks bounds, and fill new tensors with NaN. */
        EXACT
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
     * Opens a device that launches kernels of a given style, even if another suits it better; nothing is timed.
     *
     * @param info one of {@link OpenCl#devices()}
     * @param style the kernel style
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
     * @param memcheck the checks to perform
     * @param cpuKernels whether to launch the kernels meant for CPUs
     */
    OpenClDevice(OpenClInfo info, Memcheck memcheck, boolean cpuKernels) {
        this(info, memcheck, cpuKernels, Tuner.byRule(info));
    }

    /**
     * Opens a device.
     *
     * @param info one of {@link OpenCl#devices()}
     * @param memcheck the checks to perform
     * @param cpuKernels whether to launch the kernels meant for CPUs
     * @param tuner chooses among the others
     */
    OpenClDevice(OpenClInfo info, Memcheck memcheck, boolean cpuKernels, Tuner tuner) {
        this(info, limits(info), memcheck, cpuKernels, tuner);
    }

    /**
     * Opens a device with given limits.
     *
     * @param info one of {@link OpenCl#devices()}
     * @param limits the limits to respect
     * @param memcheck the checks to perform
     * @param cpuKernels whether to launch the kernels meant for CPUs
     * @param tuner chooses among the others
     */
    OpenClDevice(OpenClInfo info, Limits limits, Memcheck memcheck, boolean cpuKernels, Tuner tuner) {
        super(info.id(), limits.tensorBytes());
        SignalChaining.check(info);
        this.info = OpenCl.tried(info);
        if (!this.info.usable()) {
            throw new DeviceException(
                    "device " + info.id() + " (" + info.name() + ") " + String.join("; ", this.info.notes()));
        }
        this.memcheck = memcheck;
        session = new Session(this.info, limits, memcheck == Memcheck.EXACT, cpuKernels);
        Target target = target(this.info, limits.localBytes(), cpuKernels);
        planner = new LaunchPlanner(target, tuner, session);
        guards = new Guards(session.queue());
    }

    /** What kernels for a device, its arithmetic tried, must respect. */
    static Target target(OpenClInfo info, long localBytes, boolean cpuKernels) {
        return new Target(
                cpuKernels,
                localBytes,
                info.computeUnits(),
                Math.max(ALIGNMENT, info.partAlignment()),
                info.arithmetic().filter(found -> !found.endsLoops()).isPresent()
                        ? Long.MAX_VALUE
                        : ArithmeticTrial.FEW_ROUNDS);
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
        return session.queue().timesItself();
    }

    /**
     * The description of the device.
     *
     * @return the description
     */
    public OpenClInfo info() {
        return info;
    }

    /**
     * A compiled kernel function.
     *
     * @param function its name
     * @param title the title of its source
     * @param dtype the format
     * @param options further build options, beginning with a blank, or empty
     * @param text the complete source
     */
    public record Built(String function, String title, DType dtype, String options, String text) {}

    /**
     * The kernel functions compiled so far.
     *
     * @return each once
     */
    public synchronized List<Built> built() {
        return session.programs().made().stream()
                .map(entry -> new Built(
                        entry.function(),
                        entry.build().program().title(),
                        entry.build().dtype(),
                        entry.build().program().options(),
                        entry.build().program().text()))
                .toList();
    }

    /**
     * The candidates chosen so far where there were several.
     *
     * @return their indices among {@link Choices#labels}
     */
    public synchronized List<Integer> choices() {
        return planner.choices();
    }

    /**
     * Whether the device is still working: the driver has reported no error so far.
     *
     * @return false if the device must be closed and opened anew
     */
    public synchronized boolean works() {
        return session.works();
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
        return session.pool().createdBytes();
    }

    @Override
    protected Memory allocate(DType dtype, int count, long bytes) {
        return allocate(dtype, bytes);
    }

    private BufferMemory allocate(DType dtype, long bytes) {
        session.requireWorking();
        boolean guarded = memcheck == Memcheck.GUARDS;
        Buffer buffer = session.pool().take(guarded ? bytes + Guards.bytes(dtype) : bytes);
        if (memcheck != Memcheck.NONE) {
            try {
                session.transfers().writeNaN(buffer, bytes);
                if (guarded) {
                    guards.put(buffer, dtype, bytes);
                }
            } catch (CLException e) {
                session.pool().give(buffer);
                throw session.failed("preparing memory", e);
            }
        }
        return new BufferMemory(buffer, bytes);
    }

    @Override
    protected void free(Memory memory) {
        session.pool().give(buffer(memory));
    }

    private static Buffer buffer(Memory memory) {
        return ((BufferMemory) memory).buffer();
    }

    @Override
    protected void write(Memory memory, DType dtype, double[] values) {
        requireRoom(memory, dtype, values.length);
        boolean later = memcheck == Memcheck.NONE;
        session.call("writing numbers", () -> session.transfers().write(buffer(memory), dtype, values, later));
    }

    @Override
    protected void read(Memory memory, DType dtype, double[] values) {
        requireRoom(memory, dtype, values.length);
        session.call("reading numbers", () -> session.transfers().read(buffer(memory), dtype, values));
    }

    @Override
    protected void fill(Memory memory, DType dtype, int count, double value) {
        if (memcheck == Memcheck.EXACT) { // Oclgrind treats filled memory as uninitialised
            double[] values = new double[count];
            Arrays.fill(values, value);
            write(memory, dtype, values);
            return;
        }
        requireRoom(memory, dtype, count);
        session.call("filling a tensor", () -> session.transfers().fill(buffer(memory), dtype, count, value));
    }

    @Override
    protected void copy(DType dtype, int count, Memory from, int fromOffset, Memory to, int toOffset) {
        session.call(
                "copying numbers",
                () -> session.transfers().copy(dtype, count, buffer(from), fromOffset, buffer(to), toOffset));
    }

    @Override
    protected void run(Op op, Blocks blocks, DType dtype, List<Memory> inputs, Memory output) {
        session.requireWorking();
        List<BufferMemory> scratch = new ArrayList<>();
        try {
            planner.plan(op, blocks, dtype, buffers(inputs), (BufferMemory) output, (format, bytes, besides) -> {
                        scratch.add(allocate(format, bytes));
                        return scratch.get(scratch.size() - 1);
                    })
                    .forEach(this::launch);
        } finally {
            scratch.forEach(this::free); // whatever reuses it is ordered after it in the same queue
        }
    }

    /** Runs a fusion in one launch if every op can be fused; an output may share the memory of an input of the fusion's shape. */
    @Override
    protected void run(Fusion fusion, DType dtype, List<Memory> inputs, List<Memory> outputs) {
        session.requireWorking();
        if (fusion.nodes().stream().allMatch(node -> fuses(node.op()))) {
            launch(planner.plan(fusion, dtype, buffers(inputs), buffers(outputs)));
        } else {
            super.run(fusion, dtype, inputs, outputs);
        }
    }

    private static List<BufferMemory> buffers(List<Memory> memories) {
        return memories.stream().map(BufferMemory.class::cast).toList();
    }

    private void launch(Launched launched) {
        String name = launched.kernel().function();
        CompiledKernel compiled = session.programs().kernel(launched.entry());
        LaunchQueue.Grid grid = session.queue().grid(launched.kernel(), compiled);
        List<Buffer> tables = new ArrayList<>();
        try {
            session.call("running kernel ", name, () -> {
                compiled.set(launched.buffers(), launched.kernel().arguments(), table -> {
                    tables.add(session.queue().table(table));
                    return tables.get(tables.size() - 1);
                });
                session.queue().launch(compiled, grid);
                if (memcheck == Memcheck.GUARDS
                        && !launched.memories().stream().allMatch(m -> guards.stand(m, launched.dtype()))) {
                    throw session.failed(name);
                }
            });
        } finally {
            tables.forEach(Buffer::release); // the driver retains them until the kernel has run
        }
    }

    @Override
    public Target target() {
        return planner.target();
    }

    @Override
    public boolean fuses(ElementwiseOp op) {
        return Lowerings.fuses(op);
    }

    @Override
    public boolean joins(Op op, List<Shape> inputs) {
        return planner.ofJoined(op, inputs).isPresent();
    }

    @Override
    public synchronized Replay prepare(List<Launch> launches) {
        requireOpen();
        session.requireWorking();
        Prepared prepared = new Prepared(this, session);
        try {
            launches.stream()
                    .filter(launch -> launch.outputs().get(0).shape().size() > 0) // otherwise there is nothing to run
                    .forEach(launch -> prepared.add(launch, planner));
            replays.add(prepared);
            return prepared;
        } catch (CLException e) {
            prepared.close();
            throw session.failed("getting launches ready", e);
        } catch (RuntimeException | Error e) {
            prepared.close();
            throw e;
        }
    }

    /** Replays launches one at a time, with the profile that records their times, or null. */
    synchronized void replay(int count, Consumer<Profile> launches) {
        try {
            session.call("replaying launches", () -> {
                if (profile() != null) {
                    session.queue().startTiming();
                }
                launches.accept(profile());
                count(count);
            });
        } finally {
            session.queue().stopTiming();
        }
    }

    void forget(Prepared closed) {
        replays.remove(closed);
    }

    /** The memory of the whole tensor of a part. */
    static BufferMemory wholeMemory(Part part) {
        return (BufferMemory) memory(part);
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
        try {
            session.call("timing op ", name, () -> {
                session.queue().startTiming();
                launches.run();
            });
            return session.queue().takeNanoseconds();
        } finally {
            session.queue().stopTiming();
        }
    }

    private static void requireRoom(Memory memory, DType dtype, int count) {
        if ((long) count * dtype.bytes() > memory.bytes()) {
            throw new IllegalArgumentException(
                    count + " numbers of " + dtype + " do not fit in " + memory.bytes() + " bytes");
        }
    }

    @Override
    public synchronized void finish() {
        try {
            session.queue().finish();
        } catch (CLException e) {
            throw session.failed("finishing its work", e);
        }
    }

    @Override
    protected void closeDevice() {
        Session.ignoringErrors(session.queue()::finish);
        List.copyOf(replays).forEach(Prepared::close);
        session.close();
    }

    /** The driver session. */
    Session session() {
        return session;
    }
}
