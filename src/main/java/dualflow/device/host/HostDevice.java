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

/** The JVM itself: runs the ops' own loops, which define what every other device must compute, or their {@link HostLowering}. Always there. */
public final class HostDevice extends FusionDevice {
    private static final int THREADS =
            Math.min(Runtime.getRuntime().availableProcessors(), ForkJoinPool.getCommonPoolParallelism() + 1);

    /** Several for each thread, since others of the machine's programs may slow one down. */
    private static final int MOST_RANGES = 4 * THREADS;

    /** The least numbers and products of a range, which take longer than handing it over to a thread. */
    private static final int RANGE = 1 << 15;

    /** Opens the host; tensors may hold three quarters of the heap. */
    public HostDevice() {
        this(Runtime.getRuntime().maxMemory() / 4 * 3);
    }

    /**
     * Opens the host with a limit of one's own.
     *
     * @param memoryLimit the most bytes that tensors may hold
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
    protected Memory allocate(DType dtype, int count, long bytes) {
        return dtype == DType.FLOAT32 ? new Floats(count, bytes) : new Doubles(count, bytes);
    }

    @Override
    protected void free(Memory memory) {
        // The garbage collector's work.
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
        HostLowering<Op> lowering = HostLowering.of(op);
        int items = lowering.items().applyAsInt(op, blocks);
        if (output instanceof Floats y) {
            float[][] x = inputs.stream().map(m -> ((Floats) m).numbers).toArray(float[][]::new);
            long numbers =
                    Arrays.stream(x).mapToLong(argument -> argument.length).sum() + y.numbers.length;
            share(
                    items,
                    op.multiplyAdds(blocks) + numbers,
                    (from, to) -> lowering.floats().run(op, blocks, from, to, x, y.numbers));
        } else {
            double[][] x = inputs.stream().map(m -> ((Doubles) m).numbers).toArray(double[][]::new);
            double[] y = ((Doubles) output).numbers;
            long numbers =
                    Arrays.stream(x).mapToLong(argument -> argument.length).sum() + y.length;
            share(
                    items,
                    op.multiplyAdds(blocks) + numbers,
                    (from, to) -> lowering.doubles().run(op, blocks, from, to, x, y));
        }
    }

    /** A part of an op's work. */
    private interface Range {
        void run(int from, int to);
    }

    /**
     * Runs an op in several threads, those of Java's common pool and the calling one, if it has enough work for them. Each number of the
     * result is made by one thread with the same loop, so it does not depend on how many there are.
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
        // Nothing but heap memory is held.
    }

    private static final class Floats extends Memory {
        private final float[] numbers;

        Floats(int count, long bytes) {
            super(bytes);
            numbers = new float[count];
        }
    }

    private static final class Doubles extends Memory {
        private final double[] numbers;

        Doubles(int count, long bytes) {
            super(bytes);
            numbers = new double[count];
        }
    }
}
