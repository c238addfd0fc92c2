package dualflow.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Something that stores tensors and runs primitives on them, one after the other. It keeps a byte account and refuses
 * early; it releases everything when it closes. Its methods may be called from several threads and are serialised;
 * all share one stack of arenas.
 */
public abstract class Device implements AutoCloseable {
    private static final AtomicInteger OPENED = new AtomicInteger();

    private final String id;
    private final int number = OPENED.incrementAndGet();
    private final MemoryAccount account;
    private Arena arena;
    private long launches;
    private Profile profile;
    private Tape recorded; // the innermost tape on which ops are noted, or null
    private boolean closed;

    /**
     * A device with an open outermost arena.
     *
     * @param id its name, such as {@code host} or {@code opencl:0:0}
     * @param memoryLimit the most bytes that tensors may hold
     */
    @SuppressWarnings(
            "this-escape") // The arena keeps the reference and calls nothing on it yet; JDK 21 and newer warn.
    protected Device(String id, long memoryLimit) {
        this.id = id;
        this.account = new MemoryAccount(id, memoryLimit);
        this.arena = new Arena(this, null);
    }

    /**
     * The name by which a user chooses this device.
     *
     * @return {@code host} or {@code opencl:PLATFORM:DEVICE}
     */
    public final String id() {
        return id;
    }

    /**
     * The number of this device among all that this program has opened, which tells devices of one name apart.
     *
     * @return 1 for the first
     */
    public final int number() {
        return number;
    }

    /**
     * What an error calls this device where it stands beside another one.
     *
     * @param other the other device
     * @return its name, with its number where both have the same
     */
    public final String idBeside(Device other) {
        return id.equals(other.id) && number != other.number
                ? id + " (the device opened as number " + number + ")"
                : id;
    }

    /**
     * A description of this device for users.
     *
     * @return one line
     */
    public abstract String description();

    /**
     * Whether this device supports a format.
     *
     * @param dtype the format
     * @return true if it does
     */
    public abstract boolean supports(DType dtype);

    /**
     * The memory account.
     *
     * @return bytes held, peak and limit
     */
    public final MemoryAccount account() {
        return account;
    }

    /**
     * The number of ops that this device has run; views and empty results run nothing.
     *
     * @return launches since the device was opened
     */
    public final synchronized long launches() {
        return launches;
    }

    /**
     * Bytes that were ever allocated from the driver or from Java for tensors. A device that reuses memory allocates less than its tensors
     * hold one after the other; a steady loop then allocates nothing.
     *
     * @return bytes since the device was opened
     */
    public long allocatedBytes() {
        return account.taken();
    }

    /**
     * Whether tensors have numbers here.
     *
     * @return false if only their shapes are kept, so that what is read is always zero
     */
    public boolean storesNumbers() {
        return true;
    }

    /** Waits until everything that was launched has run. */
    public void finish() {
        // Ops run to completion, unless a device says otherwise.
    }

    /**
     * Times every op from now on. Each then waits for the one before, so a profiled program takes longer than the sum.
     *
     * @param into records the times; null stops
     */
    public final synchronized void profile(Profile into) {
        requireOpen();
        profile = into;
    }

    /**
     * Whether a profile's times are from this device's own clock, and so only those of the ops.
     *
     * @return false if it has no clock, so that the times are measured from outside and include launching
     */
    public boolean timesItself() {
        return true;
    }

    /**
     * Opens an arena: what is made from now on is released when it closes.
     *
     * @return the arena, to be closed
     */
    public final synchronized Arena arena() {
        requireOpen();
        arena = new Arena(this, arena);
        return arena;
    }

    /**
     * The innermost open arena.
     *
     * @return the arena that holds what is made now
     */
    public final synchronized Arena currentArena() {
        requireOpen();
        return arena;
    }

    /**
     * Copies an array to the device.
     *
     * @param dtype the format; float32 rounds each number to nearest
     * @param shape the shape
     * @param values the elements, row-major
     * @return the tensor
     * @throws ShapeException if the shape does not hold exactly these elements
     * @throws DeviceException if the device does not support the format or has not enough memory
     */
    public final synchronized DeviceTensor tensor(DType dtype, Shape shape, double... values) {
        if (values.length != shape.size()) {
            throw new ShapeException("shape " + shape + " holds " + shape.size() + " numbers, got " + values.length);
        }
        DeviceTensor tensor = make(dtype, shape);
        if (values.length > 0) {
            write(tensor.memory(), dtype, values);
        }
        return tensor;
    }

    /**
     * Copies a vector to the device.
     *
     * @param dtype the format; float32 rounds each number to nearest
     * @param values the n elements
     * @return the tensor, [n]
     * @throws DeviceException if the device does not support the format or has not enough memory
     */
    public final DeviceTensor tensor(DType dtype, double... values) {
        return tensor(dtype, Shape.of(values.length), values);
    }

    /**
     * Copies a matrix to the device.
     *
     * @param dtype the format; float32 rounds each number to nearest
     * @param rows its m rows of n elements
     * @return the tensor, [m, n]
     * @throws ShapeException if rows differ in length
     * @throws DeviceException if the device does not support the format or has not enough memory
     */
    public final DeviceTensor tensor(DType dtype, double[][] rows) {
        return tensor(dtype, NestedArrays.shape(rows), NestedArrays.flat(rows));
    }

    /**
     * Copies a stack of matrices to the device.
     *
     * @param dtype the format; float32 rounds each number to nearest
     * @param matrices l matrices, each of m rows of n elements
     * @return the tensor, [l, m, n]
     * @throws ShapeException if rows or matrices differ in length
     * @throws DeviceException if the device does not support the format or has not enough memory
     */
    public final DeviceTensor tensor(DType dtype, double[][][] matrices) {
        return tensor(dtype, NestedArrays.shape(matrices), NestedArrays.flat(matrices));
    }

    /**
     * Copies a scalar to the device.
     *
     * @param dtype the format
     * @param value the number
     * @return a tensor of shape []
     */
    public final DeviceTensor scalar(DType dtype, double value) {
        return fill(dtype, Shape.SCALAR, value);
    }

    /**
     * A tensor of equal elements.
     *
     * @param dtype the format
     * @param shape the shape
     * @param value the number, rounded to the format
     * @return the tensor
     */
    public final synchronized DeviceTensor fill(DType dtype, Shape shape, double value) {
        DeviceTensor tensor = make(dtype, shape);
        if (shape.size() > 0) {
            fill(tensor.memory(), dtype, shape.size(), value);
        }
        return tensor;
    }

    /**
     * Copies a tensor.
     *
     * @param from the source
     * @return the copy
     */
    public final synchronized DeviceTensor copy(Part from) {
        DeviceTensor result = make(from.tensor().dtype(), from.shape());
        copy(from, new Part(result));
        return result;
    }

    /**
     * Copies a tensor's elements over those of another.
     *
     * @param from what to copy
     * @param to the target, of equal size and the same format; modified
     * @throws ShapeException if size or format differ
     */
    public final synchronized void copy(Part from, Part to) {
        requireOpen();
        spoilTapes();
        DType dtype = from.tensor().dtype();
        int count = from.shape().size();
        if (count != to.shape().size() || dtype != to.tensor().dtype()) {
            throw new ShapeException("numbers of shape " + from.shape() + " cannot be copied over " + to.shape());
        }
        if (count > 0) {
            copy(
                    dtype,
                    count,
                    from.tensor().memory(),
                    from.offset(),
                    to.tensor().memory(),
                    to.offset());
        }
    }

    /**
     * The memory of a tensor, for launches by the device itself.
     *
     * @param part a part of a tensor of this device
     * @return the tensor's memory
     */
    protected static Memory memory(Part part) {
        return part.tensor().memory();
    }

    final synchronized double[] download(DeviceTensor tensor) {
        requireOpen();
        spoilTapes();
        double[] values = new double[tensor.shape().size()];
        Memory memory = tensor.memory();
        if (values.length > 0) {
            read(memory, tensor.dtype(), values);
        }
        return values;
    }

    /** Some elements of a tensor, at these offsets, which rise; few, so that no more is copied than asked for. */
    final synchronized double[] download(DeviceTensor tensor, int[] offsets) {
        if (offsets.length == tensor.shape().size()) {
            return download(tensor);
        }
        requireOpen();
        spoilTapes();
        Memory part =
                memory(tensor.dtype(), (long) offsets.length * tensor.dtype().bytes());
        try {
            int from = 0;
            while (from < offsets.length) { // a run of neighbours at a time
                int to = from + 1;
                while (to < offsets.length && offsets[to] == offsets[to - 1] + 1) {
                    to++;
                }
                copy(tensor.dtype(), to - from, tensor.memory(), offsets[from], part, from);
                from = to;
            }
            double[] values = new double[offsets.length];
            read(part, tensor.dtype(), values);
            return values;
        } finally {
            letGo(part);
        }
    }

    final synchronized DeviceTensor execute(Op op, List<DeviceTensor> inputs) {
        requireOpen();
        List<Shape> shapesOf = new ArrayList<>(inputs.size());
        List<Memory> memories = new ArrayList<>(inputs.size());
        for (DeviceTensor input : inputs) {
            shapesOf.add(input.shape());
            memories.add(input.memory());
        }
        Blocks blocks = Blocks.of(op, shapesOf);
        DType dtype = inputs.get(0).dtype();
        if (op.isView()) {
            return register(new DeviceTensor(
                    blocks.shape(), dtype, this, memories.get(0).hold()));
        }
        DeviceTensor result = make(dtype, blocks.shape());
        if (blocks.shape().size() > 0) {
            try {
                if (profile == null) {
                    run(op, blocks, dtype, memories, result.memory());
                } else {
                    profile.add(
                            new Profile.Call(op.name(), dtype, shapesOf, blocks.shape(), op.multiplyAdds(blocks)),
                            timedRun(op, blocks, dtype, memories, result.memory()));
                }
            } catch (RuntimeException | Error e) {
                result.release();
                throw e;
            }
            launches++;
            for (Tape tape = recorded; tape != null; tape = tape.outer()) {
                tape.add(op, blocks, dtype, memories, result.memory());
            }
        }
        return result;
    }

    /**
     * Whether programs can be run again from a {@link Tape}, which needs a device on which interpreting them takes longer than the ops.
     *
     * @return true if they can, now
     */
    public boolean replays() {
        return false;
    }

    final Tape recorded() {
        return recorded;
    }

    final void record(Tape tape) {
        recorded = tape;
    }

    /** Gives up all tapes that are being recorded, since something runs that is no op. */
    protected final void spoilTapes() {
        for (Tape tape = recorded; tape != null; tape = tape.outer()) {
            tape.spoil();
        }
    }

    /**
     * Memory of no tensor.
     *
     * @param dtype the format
     * @param bytes its size
     * @return the memory, to be let go
     */
    protected final Memory memory(DType dtype, long bytes) {
        account.take(bytes);
        try {
            return allocate(dtype, (int) (bytes / dtype.bytes()), bytes);
        } catch (RuntimeException | Error e) {
            account.give(bytes);
            throw e;
        }
    }

    /** A tensor in memory that something else holds too. */
    final DeviceTensor view(DType dtype, Shape shape, Memory memory) {
        return register(new DeviceTensor(shape, dtype, this, memory.hold()));
    }

    /**
     * Frees memory if nobody else holds it.
     *
     * @param memory the memory
     */
    protected final void letGo(Memory memory) {
        if (memory.letGo()) {
            account.give(memory.bytes());
            free(memory);
        }
    }

    final synchronized void release(DeviceTensor tensor) {
        Memory memory = tensor.takeMemory();
        if (memory == null) {
            return;
        }
        tensor.moveTo(null);
        letGo(memory);
    }

    final synchronized void closeThrough(Arena target) {
        while (true) {
            Arena innermost = arena;
            arena = innermost.parent();
            innermost.releaseAll();
            if (innermost == target) {
                return;
            }
        }
    }

    /** Releases every tensor and the device itself; does nothing the second time. */
    @Override
    public final synchronized void close() {
        if (!closed) {
            while (arena != null) {
                closeThrough(arena);
            }
            closed = true;
            closeDevice();
        }
    }

    /**
     * Makes a tensor in the innermost arena.
     *
     * @param dtype the format
     * @param shape the shape
     * @return the tensor; its elements are undefined
     * @throws DeviceException if the device has no such format or not enough memory
     */
    protected final DeviceTensor make(DType dtype, Shape shape) {
        requireOpen();
        if (!supports(dtype)) {
            throw new DeviceException("device " + id + " (" + description() + ") does not compute in " + dtype
                    + "; choose --dtype float32 or another device");
        }
        long bytes = Math.max(1, (long) shape.size()) * dtype.bytes();
        account.take(bytes);
        try {
            return register(new DeviceTensor(shape, dtype, this, allocate(dtype, Math.max(1, shape.size()), bytes)));
        } catch (RuntimeException | Error e) {
            account.give(bytes);
            throw e;
        }
    }

    private DeviceTensor register(DeviceTensor tensor) {
        tensor.moveTo(arena);
        return tensor;
    }

    /**
     * Refuses a device that was closed.
     *
     * @throws StaleTensorException if it was
     */
    protected final void requireOpen() {
        if (closed) {
            throw new StaleTensorException("device " + id + " was used after it was closed");
        }
    }

    /**
     * Allocates memory.
     *
     * @param dtype the format
     * @param count how many numbers, at least 1
     * @param bytes the size charged to the account
     * @return the memory; its contents are undefined
     */
    protected abstract Memory allocate(DType dtype, int count, long bytes);

    /**
     * Frees memory that nobody holds any more.
     *
     * @param memory from {@link #allocate}
     */
    protected abstract void free(Memory memory);

    /**
     * Copies an array to memory.
     *
     * @param memory the target, of at least as many elements
     * @param dtype its format
     * @param values the numbers; not modified
     */
    protected abstract void write(Memory memory, DType dtype, double[] values);

    /**
     * Copies an array from memory, after everything that was enqueued before.
     *
     * @param memory the source, of at least as many elements
     * @param dtype its format
     * @param values receives the elements
     */
    protected abstract void read(Memory memory, DType dtype, double[] values);

    /**
     * Fills memory with one number.
     *
     * @param memory the target
     * @param dtype its format
     * @param count the number of elements
     * @param value the number, to be rounded to the format
     */
    protected abstract void fill(Memory memory, DType dtype, int count, double value);

    /**
     * Copies elements from one memory to another, or to another place that does not overlap.
     *
     * @param dtype their format
     * @param count the number of elements
     * @param from the source
     * @param fromOffset the index of its first element
     * @param to the target
     * @param toOffset the index of its first element
     */
    protected abstract void copy(DType dtype, int count, Memory from, int fromOffset, Memory to, int toOffset);

    /**
     * Counts launches other than those of single ops.
     *
     * @param count the number of launches
     */
    protected final void count(int count) {
        launches += count;
    }

    /**
     * The current profile.
     *
     * @return the profile, or null
     */
    protected final Profile profile() {
        return profile;
    }

    /**
     * Runs a primitive.
     *
     * @param op the primitive
     * @param blocks the layout of the blocks of arguments and result; the result is not empty
     * @param dtype the format of all arguments and the result
     * @param inputs the arguments' memory; not modified
     * @param output the result's memory, to be written completely
     */
    protected abstract void run(Op op, Blocks blocks, DType dtype, List<Memory> inputs, Memory output);

    /** A primitive that is ready to run, again and again, on memory of the same layout. */
    @FunctionalInterface
    protected interface ReadyOp {
        /**
         * Runs it.
         *
         * @param inputs the arguments' memory; not modified
         * @param output the result's memory, to be written completely
         */
        void run(List<Memory> inputs, Memory output);
    }

    /**
     * Prepares a primitive to be run often.
     *
     * @param op the primitive
     * @param blocks the layout of the blocks of arguments and result; the result is not empty
     * @param dtype the format of all arguments and the result
     * @return what {@link #run} does
     */
    protected ReadyOp ready(Op op, Blocks blocks, DType dtype) {
        return (inputs, output) -> run(op, blocks, dtype, inputs, output);
    }

    /**
     * Runs a primitive to completion and measures it.
     *
     * @param op the primitive
     * @param blocks where the blocks of arguments and result stand; the result is not empty
     * @param dtype the format of all arguments and the result
     * @param inputs the arguments' memory; not modified
     * @param output the result's memory, to be written whole
     * @return nanoseconds
     */
    protected long timedRun(Op op, Blocks blocks, DType dtype, List<Memory> inputs, Memory output) {
        long begin = System.nanoTime();
        run(op, blocks, dtype, inputs, output);
        return System.nanoTime() - begin;
    }

    /** Releases the device's own resources. */
    protected abstract void closeDevice();

    @Override
    public String toString() {
        return id + " (" + description() + ")";
    }
}
