package dualflow.device.opencl;

import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.Kernel;
import java.util.ArrayList;
import java.util.List;

/**
 * A launch but for its buffers.
 *
 * @param entry the kernel's function
 * @param items work-items in all
 * @param localSize work-items in a work-group
 * @param parameters the arguments after the buffers: Integer (int), Double (real), int[] (a struct of ints), Table
 */
record Work(Programs.Entry entry, long items, int localSize, List<Object> parameters) {
    static Work of(Kernel kernel, Blocks blocks, DType dtype) {
        long items =
                kernel.items().isPresent() ? kernel.items().getAsInt() : (long) blocks.count() * kernel.itemsPerBlock();
        List<Object> parameters = new ArrayList<>();
        parameters.add(blocks.packed((int) items));
        parameters.addAll(kernel.parameters());
        return new Work(Programs.entry(kernel, dtype), items, kernel.localSize(), parameters);
    }

    static Work of(FusedKernel fused, DType dtype) {
        return new Work(Programs.entry(fused.source(), dtype), fused.items(), fused.localSize(), fused.parameters());
    }

    /** The memory that the work-items of a group share by arguments. */
    long localBytes() {
        return parameters.stream()
                .mapToLong(parameter -> parameter instanceof Kernel.Local local ? local.bytes() : 0)
                .sum();
    }

    /** The function's name, for messages. */
    String name() {
        return entry.function();
    }
}
