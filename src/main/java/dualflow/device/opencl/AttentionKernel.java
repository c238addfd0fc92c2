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

    private AttentionKernel() {}

    /** Whether the kernel takes this size: keys for whole tiles, and rows of values and results of whole vectors. */
    static boolean takes(Attention attention, DType dtype, long localBytes) {
        return attention.keys() >= ROWS
                && attention.channels() % (VECTOR_BYTES / dtype.bytes()) == 0
                && localBytes(attention) <= localBytes;
    }

    /** Vectors of scores, of q's columns and of results; with a derivative, of those of both and of a sum's other half. */
    private static long localBytes(Attention attention) {
        long primal = (long) attention.keys() + attention.depth() + attention.channels();
        return VECTOR_BYTES * (attention.directions() == 0 ? primal : 2 * primal + attention.channels());
    }

    static Work work(Attention attention, DType dtype) {
        int lanes = VECTOR_BYTES / dtype.bytes();
        int blocks = (attention.queries() + lanes - 1) / lanes;
        List<Object> parameters = new ArrayList<>(
                List.of(attention.queries(), attention.keys(), attention.depth(), attention.channels()));
        if (attention.directions() > 0) {
            parameters.addAll(List.of(attention.matrices(), attention.directions()));
        }
        parameters.add(new Kernel.Local(Math.toIntExact(localBytes(attention))));
        String function = attention.directions() == 0 ? "attention" : "attention_tangents";
        return new Work(
                Programs.entry("attention", function, dtype), (long) blocks * attention.matrices(), 1, parameters);
    }
}
