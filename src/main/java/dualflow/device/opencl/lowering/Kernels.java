package dualflow.device.opencl.lowering;

import dualflow.launch.Arguments;
import dualflow.launch.Kernel;
import dualflow.launch.KernelFile;
import dualflow.tensor.Blocks;
import dualflow.tensor.Walk;

/** Kernels of ops. Their first argument after the buffers is the struct {@code Blocks} of {@code opencl/include/common.cl}. */
final class Kernels {
    private static final int LOCAL_SIZE = 64;

    private Kernels() {}

    /** Function {@code op_<entry>} of a file, with many work-items that each compute little. */
    static Kernel items(String file, String entry, Blocks blocks, long items, Arguments arguments) {
        return of(new KernelFile(file), entry, blocks, items, LOCAL_SIZE, arguments);
    }

    /** A kernel for CPUs, whose work-items loop over many elements, each alone in its work-group. */
    static Kernel loops(String file, String entry, Blocks blocks, long items, Arguments arguments) {
        return of(new KernelFile(file), entry, blocks, items, 1, arguments);
    }

    static Kernel of(KernelFile file, String entry, Blocks blocks, long items, int localSize, Arguments arguments) {
        Arguments all = new Arguments().struct(struct(blocks, (int) items)).all(arguments);
        return new Kernel(file, "op_" + entry, items, localSize, all.list());
    }

    /** The struct {@code Blocks}: work-items, merged rank, lengths (last axis first), and the strides of three arguments. */
    private static int[] struct(Blocks blocks, int items) {
        int[] lengths = blocks.lengths();
        int[] struct = new int[2 + Blocks.MAX_AXES * 4];
        struct[0] = items;
        struct[1] = lengths.length;
        System.arraycopy(lengths, 0, struct, 2, lengths.length);
        for (int k = 0; k < blocks.arguments(); k++) {
            System.arraycopy(blocks.strides(k), 0, struct, 2 + Blocks.MAX_AXES * (k + 1), lengths.length);
        }
        return struct;
    }

    /** The struct {@code Walk}: rank, lengths (last axis first), strides. */
    static int[] struct(Walk walk) {
        int[] lengths = walk.lengths();
        int[] struct = new int[1 + 2 * Blocks.MAX_AXES];
        struct[0] = lengths.length;
        System.arraycopy(lengths, 0, struct, 1, lengths.length);
        System.arraycopy(walk.strides(), 0, struct, 1 + Blocks.MAX_AXES, lengths.length);
        return struct;
    }
}
