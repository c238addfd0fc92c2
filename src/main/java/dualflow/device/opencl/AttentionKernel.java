package dualflow.device.opencl;

import dualflow.tensor.Attention;
import dualflow.tensor.DType;
import dualflow.tensor.Kernel;
import java.util.ArrayList;
import java.util.List;

/** The kernels of {@link Attention}, {@code opencl/attention.cl}: for CPUs, where the scores of some queries fit in local memory. */
final class AttentionKernel {
    private static final int VECTOR_BYTES = 64;
    /** Rows that the kernel takes at a time. */
    private static final int ROWS = 8;
    /** Work-items that should be left for a device's cores. */
    private static final int FEWEST_ITEMS = 16;

    private AttentionKernel() {}

    /** Whether the kernel takes this size: keys for whole tiles, and rows of values and results of whole vectors. */
    static boolean takes(Attention attention, DType dtype, long localBytes) {
        return attention.keys() >= ROWS
                && attention.channels() % (VECTOR_BYTES / dtype.bytes()) == 0
                && localBytes(attention, 1) <= localBytes;
    }

    /** How many groups of queries a work-item takes: two where that leaves room and work, so that keys and values are read half as often. */
    private static int groups(Attention attention, DType dtype, long localBytes) {
        boolean hasRoom = localBytes(attention, 2)
                <= localBytes / 2; // local memory is the core's cache, where keys and values are too
        return hasRoom && items(attention, dtype, 2) >= FEWEST_ITEMS ? 2 : 1;
    }

    private static long items(Attention attention, DType dtype, int groups) {
        int queries = groups * VECTOR_BYTES / dtype.bytes();
        return (long) attention.matrices() * ((attention.queries() + queries - 1) / queries);
    }

    /** For each group vectors of scores, of q's columns and of results; with a derivative, of those of both and of a sum's other half. */
    private static long localBytes(Attention attention, int groups) {
        long primal = (long) attention.keys() + attention.depth() + attention.channels();
        return (long) groups
                * VECTOR_BYTES
                * (attention.directions() == 0 ? primal : 2 * primal + attention.channels());
    }

    static Work work(Attention attention, DType dtype, long localBytes) {
        int groups = groups(attention, dtype, localBytes);
        List<Object> parameters = new ArrayList<>(
                List.of(attention.queries(), groups, attention.keys(), attention.depth(), attention.channels()));
        if (attention.directions() > 0) {
            parameters.addAll(List.of(attention.matrices(), attention.directions()));
        }
        parameters.add(new Kernel.Local(Math.toIntExact(localBytes(attention, groups))));
        String function = attention.directions() == 0 ? "attention" : "attention_tangents";
        return new Work(Programs.entry("attention", function, dtype), items(attention, dtype, groups), 1, parameters);
    }
}
