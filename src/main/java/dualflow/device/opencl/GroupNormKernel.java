package dualflow.device.opencl;

import dualflow.tensor.DType;
import dualflow.tensor.GroupNormalisation;
import dualflow.tensor.Kernel;
import java.util.ArrayList;
import java.util.List;

/** The kernels of {@link GroupNormalisation}, {@code opencl/group_norm.cl}: for CPUs, with as many groups in a work-item as a vector has numbers. */
final class GroupNormKernel {
    private static final int VECTOR_BYTES = 64;
    /** Numbers of a group at a position at most. */
    private static final int LARGEST = 32;

    private GroupNormKernel() {}

    /** Whether the kernel takes this size: groups for whole vectors, and work-items for all of a device's cores. */
    static boolean takes(GroupNormalisation size, DType dtype, int computeUnits, long localBytes) {
        int lanes = VECTOR_BYTES / dtype.bytes();
        return size.groups() % lanes == 0
                && size.channels() / size.groups() <= LARGEST
                && items(size, lanes) >= computeUnits
                && localBytes(size) <= localBytes;
    }

    private static long items(GroupNormalisation size, int lanes) {
        return (long) size.samples() * (size.groups() / lanes);
    }

    /** Of the groups' channels two rows, and two for each direction. */
    private static long localBytes(GroupNormalisation size) {
        return (2 + 2L * size.directions()) * VECTOR_BYTES * (size.channels() / size.groups());
    }

    static Work work(GroupNormalisation size, DType dtype) {
        int lanes = VECTOR_BYTES / dtype.bytes();
        int inGroup = size.channels() / size.groups();
        List<Object> parameters = new ArrayList<>(List.of(
                size.positions(),
                size.channels(),
                inGroup,
                1.0 / ((double) size.positions() * inGroup),
                size.epsilon(),
                size.silu() ? 1 : 0));
        if (size.directions() > 0) {
            parameters.addAll(
                    List.of(size.directions(), size.samples() * size.positions() * (size.channels() / lanes)));
        }
        parameters.add(new Kernel.Local(Math.toIntExact(localBytes(size))));
        String function = size.directions() == 0 ? "group_norm" : "group_norm_tangents";
        return new Work(Programs.entry("group_norm", function, dtype), items(size, lanes), 1, parameters);
    }
}
