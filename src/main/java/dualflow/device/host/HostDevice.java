package dualflow.device.host;

import dualflow.launch.FusionDevice;
import dualflow.launch.Launch;
import dualflow.launch.Launcher;
import dualflow.launch.Replay;
import dualflow.launch.Target;
import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Memory;
import dualflow.tensor.Op;
import dualflow.tensor.Part;
import dualflow.tensor.Profile;
import dualflow.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The JVM itself: runs the loops that define the ops, and thereby every other device's results, or their {@link HostLowering}. Always
 * available.
 */
public final class HostDevice extends FusionDevice implements Launcher {
    /** Loops begin with an array, so no two tensors stand in one; and there are no kernels, of whole rules either. */
    private static final Target TARGET = new Target(false, 0, 1, 0);

    /** Opens the host; tensors may occupy three quarters of the heap. */
    public HostDevice() {
        this(Runtime.getRuntime().maxMemory() / 4 * 3);
    }

    /**
     * Opens the host with a given memory limit.
     *
     * @param memoryLimit the maximum number of bytes in tensors
     */
    public HostDevice(long memoryLimit) {
        super("host", memoryLimit);
    }

    @Override
    public String description() {
        return "Java " + Runtime.version().feature() + " on " + System.getProperty("os.arch");
    }

    @Override
    public boolean supports(DType dtype) {
        return true;
    }

    @Override
    public boolean replays() {
        return profile() == null;
    }

    @Override
    protected Memory allocate(DType dtype, int count, long bytes) {
        return HostMemory.of(dtype, count, bytes);
    }

    @Override
    protected void free(Memory memory) {
        ((HostMemory) memory).free();
    }

    @Override
    protected void write(Memory memory, DType dtype, double[] values) {
        if (dtype == DType.FLOAT32) {
            float[] numbers = ((HostMemory.Floats) memory).numbers;
            for (int i = 0; i < values.length; i++) {
                numbers[i] = (float) values[i];
            }
        } else {
            System.arraycopy(values, 0, ((HostMemory.Doubles) memory).numbers, 0, values.length);
        }
    }

    @Override
    protected void read(Memory memory, DType dtype, double[] values) {
        if (dtype == DType.FLOAT32) {
            float[] numbers = ((HostMemory.Floats) memory).numbers;
            for (int i = 0; i < values.length; i++) {
                values[i] = numbers[i];
            }
        } else {
            System.arraycopy(((HostMemory.Doubles) memory).numbers, 0, values, 0, values.length);
        }
    }

    @Override
    protected void fill(Memory memory, DType dtype, int count, double value) {
        if (dtype == DType.FLOAT32) {
            Arrays.fill(((HostMemory.Floats) memory).numbers, (float) value);
        } else {
            Arrays.fill(((HostMemory.Doubles) memory).numbers, value);
        }
    }

    @Override
    protected void copy(DType dtype, int count, Memory from, int fromOffset, Memory to, int toOffset) {
        if (dtype == DType.FLOAT32) {
            System.arraycopy(
                    ((HostMemory.Floats) from).numbers, fromOffset, ((HostMemory.Floats) to).numbers, toOffset, count);
        } else {
            System.arraycopy(
                    ((HostMemory.Doubles) from).numbers,
                    fromOffset,
                    ((HostMemory.Doubles) to).numbers,
                    toOffset,
                    count);
        }
    }

    @Override
    protected void run(Op op, Blocks blocks, DType dtype, List<Memory> inputs, Memory output) {
        HostWork.of(op, blocks, dtype).on(inputs, output).run();
    }

    @Override
    protected ReadyOp ready(Op op, Blocks blocks, DType dtype) {
        HostWork.Loops loops = HostWork.of(op, blocks, dtype);
        return (inputs, output) -> loops.on(inputs, output).run();
    }

    @Override
    public Target target() {
        return TARGET;
    }

    @Override
    public boolean fuses(ElementwiseOp op) {
        return true;
    }

    @Override
    public boolean joins(Op op, List<Shape> inputs) {
        return false;
    }

    @Override
    public synchronized Replay prepare(List<Launch> launches) {
        requireOpen();
        return new HostReplay(this, launches);
    }

    /** Runs launches one after the other, with the profile that records their times, or null. */
    synchronized void replay(int count, Consumer<Profile> launches) {
        requireOpen();
        spoilTapes();
        launches.accept(profile());
        count(count);
    }

    /** Memory of no tensor, to be given back. */
    synchronized Memory between(DType dtype, int count) {
        return memory(dtype, (long) count * dtype.bytes());
    }

    synchronized void giveBack(Memory memory) {
        letGo(memory);
    }

    static Memory memoryOf(Part part) {
        return memory(part);
    }

    @Override
    protected void closeDevice() {
        // Holds only heap memory.
    }
}
