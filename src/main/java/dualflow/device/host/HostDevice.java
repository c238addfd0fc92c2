package dualflow.device.host;

import dualflow.launch.FusionDevice;
import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.Memory;
import dualflow.tensor.Op;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * The JVM itself: runs the loops that define the ops, and thereby every other device's results, or their {@link HostLowering}. Always
 * available.
 */
public final class HostDevice extends FusionDevice {
    private static final int THREADS =
            Math.min(Runtime.getRuntime().availableProcessors(), ForkJoinPool.getCommonPoolParallelism() + 1);

    /** Several ranges per thread, since other programs on the machine may slow a thread down. */
    private static final int MOST_RANGES = 4 * THREADS;

    /** The minimum numbers of elements and products in a range, so that it takes longer than handing it to a thread. */
    private static final int RANGE = 1 << 15;

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
        return dtype == DType.FLOAT32 ? new Floats(count, bytes) : new Doubles(count, bytes);
    }

    @Override
    protected void free(Memory memory) {
        // Left to the garbage collector, also where a tape still tells values apart by their memory.
        if (memory instanceof Floats floats) {
            floats.numbers = new float[0];
        } else {
            ((Doubles) memory).numbers = new double[0];
        }
    }

    @Override
    protected void write(Memory memory, DType dtype, double[] values) {
        if (memory instanceof Floats floats) {
            for (int i = 0; i < values.length; i++) {
                floats.numbers[i] = (float) values[i];
            }
        } else {
            System.arraycopy(values, 0, ((Doubles) memory).numbers, 0, values.length);
        }
    }

    @Override
    protected void read(Memory memory, DType dtype, double[] values) {
        if (memory instanceof Floats floats) {
            for (int i = 0; i < values.length; i++) {
                values[i] = floats.numbers[i];
            }
        } else {
            System.arraycopy(((Doubles) memory).numbers, 0, values, 0, values.length);
        }
    }

    @Override
    protected void fill(Memory memory, DType dtype, int count, double value) {
        if (memory instanceof Floats floats) {
            Arrays.fill(floats.numbers, (float) value);
        } else {
            Arrays.fill(((Doubles) memory).numbers, value);
        }
    }

    @Override
    protected void copy(DType dtype, int count, Memory from, int fromOffset, Memory to, int toOffset) {
        if (from instanceof Floats floats) {
            System.arraycopy(floats.numbers, fromOffset, ((Floats) to).numbers, toOffset, count);
        } else {
            System.arraycopy(((Doubles) from).numbers, fromOffset, ((Doubles) to).numbers, toOffset, count);
        }
    }

    @Override
    protected void run(Op op, Blocks blocks, DType dtype, List<Memory> inputs, Memory output) {
        ready(op, blocks, dtype).run(inputs, output);
    }

    @Override
    protected ReadyOp ready(Op op, Blocks blocks, DType dtype) {
        HostLowering<Op> lowering = HostLowering.of(op);
        int items = lowering.items().applyAsInt(op, blocks);
        long products = op.multiplyAdds(blocks);
        return dtype == DType.FLOAT32
                ? (inputs, output) -> compute(lowering, op, blocks, items, products, inputs, ((Floats) output).numbers)
                : (inputs, output) ->
                        compute(lowering, op, blocks, items, products, inputs, ((Doubles) output).numbers);
    }

    private static void compute(
            HostLowering<Op> lowering,
            Op op,
            Blocks blocks,
            int items,
            long products,
            List<Memory> inputs,
            float... y) {
        float[][] x = new float[inputs.size()][];
        long work = products + y.length;
        for (int k = 0; k < x.length; k++) {
            x[k] = ((Floats) inputs.get(k)).numbers;
            work += x[k].length;
        }
        share(items, work, (from, to) -> lowering.floats().run(op, blocks, from, to, x, y));
    }

    private static void compute(
            HostLowering<Op> lowering,
            Op op,
            Blocks blocks,
            int items,
            long products,
            List<Memory> inputs,
            double... y) {
        double[][] x = new double[inputs.size()][];
        long work = products + y.length;
        for (int k = 0; k < x.length; k++) {
            x[k] = ((Doubles) inputs.get(k)).numbers;
            work += x[k].length;
        }
        share(items, work, (from, to) -> lowering.doubles().run(op, blocks, from, to, x, y));
    }

    /** A part of an op's work. */
    private interface Range {
        void run(int from, int to);
    }

    /**
     * Runs an op on several threads, those of Java's common pool and the calling one, if there is enough work. Each element of the result
     * is computed by one thread with the same loop, so results do not depend on the number of threads.
     */
    private static void share(int items, long work, Range range) {
        long ranges = Math.min(work / RANGE, MOST_RANGES);
        int count = THREADS == 1 ? 1 : (int) Math.max(1, Math.min(items, ranges));
        if (count == 1) {
            range.run(0, items);
        } else {
            IntStream.range(0, count)
                    .parallel()
                    .forEach(i -> range.run((int) ((long) items * i / count), (int) ((long) items * (i + 1) / count)));
        }
    }

    @Override
    protected void closeDevice() {
        // Holds only heap memory.
    }

    private static final class Floats extends Memory {
        private float[] numbers;

        Floats(int count, long bytes) {
            super(bytes);
            numbers = new float[count];
        }
    }

    private static final class Doubles extends Memory {
        private double[] numbers;

        Doubles(int count, long bytes) {
            super(bytes);
            numbers = new double[count];
        }
    }
}
