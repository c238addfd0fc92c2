package dualflow.device.host;

import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.Memory;
import dualflow.tensor.Op;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * Loops over items that can be computed independently, on fixed arrays.
 *
 * @param items the number of items
 * @param work elements and products, by which it is decided on how many threads they run
 * @param range the loops
 */
record HostWork(int items, long work, Range range) {
    private static final int THREADS =
            Math.min(Runtime.getRuntime().availableProcessors(), ForkJoinPool.getCommonPoolParallelism() + 1);

    /** Several ranges per thread, since other programs on the machine may slow a thread down. */
    private static final int MOST_RANGES = 4 * THREADS;

    /** The minimum numbers of elements and products in a range, so that it takes longer than handing it to a thread. */
    private static final int RANGE = 1 << 15;

    /** A part of the items. */
    interface Range {
        void run(int from, int to);
    }

    /** The loops of an op, to be given arrays, which may be longer than the tensors in them. */
    interface Loops {
        HostWork on(List<Memory> inputs, Memory output);
    }

    /** The loops of an op, looked up once. */
    static Loops of(Op op, Blocks blocks, DType dtype) {
        HostLowering<Op> lowering = HostLowering.of(op);
        int items = lowering.items().applyAsInt(op, blocks);
        long written = op.multiplyAdds(blocks) + blocks.shape().size();
        if (dtype == DType.FLOAT32) {
            return (inputs, output) -> {
                float[][] x = new float[inputs.size()][];
                long work = written;
                for (int k = 0; k < x.length; k++) {
                    x[k] = ((HostMemory.Floats) inputs.get(k)).numbers;
                    work += x[k].length;
                }
                float[] y = ((HostMemory.Floats) output).numbers;
                return new HostWork(items, work, (from, to) -> lowering.floats().run(op, blocks, from, to, x, y));
            };
        }
        return (inputs, output) -> {
            double[][] x = new double[inputs.size()][];
            long work = written;
            for (int k = 0; k < x.length; k++) {
                x[k] = ((HostMemory.Doubles) inputs.get(k)).numbers;
                work += x[k].length;
            }
            double[] y = ((HostMemory.Doubles) output).numbers;
            return new HostWork(items, work, (from, to) -> lowering.doubles().run(op, blocks, from, to, x, y));
        };
    }

    /**
     * Runs the loops on several threads, those of Java's common pool and the calling one, if there is enough work. Each element of the result
     * is computed by one thread with the same loop, so results do not depend on the number of threads.
     */
    void run() {
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
}
