package dualflow.device.opencl.lowering;

import dualflow.launch.Arguments;
import dualflow.launch.Kernel;
import dualflow.launch.Target;
import dualflow.op.ConvolutionByWinograd;
import dualflow.op.Winograd;
import dualflow.op.WinogradInput;
import dualflow.op.WinogradOutput;
import dualflow.op.WinogradWeights;
import dualflow.tensor.Blocks;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import java.util.List;

/** The transforms of Winograd's algorithm, and the convolution that starts with the transform of its weights. */
final class WinogradLowerings {
    /** Rows whose length is a multiple of this are whole 64-byte vectors in both formats. */
    private static final int LANES = 16;

    /** The ratio of a kernel's 36 transformed elements to its original 9. */
    private static final int TIMES = Winograd.PLACES / 9;

    private WinogradLowerings() {}

    static List<Candidate> input(WinogradInput op, Blocks blocks, Target target) {
        Shape x = blocks.block(0);
        int all = blocks.result().dim(-2);
        int across = Winograd.tiles(x.dim(-2) + 2 * op.padding() - 2);
        int down = Winograd.tiles(x.dim(-3) + 2 * op.padding() - 2);
        Arguments arguments =
                new Arguments().ints(x.dim(-3), x.dim(-2), x.dim(-1), down * across, across, all, op.padding());
        return places(op, all, x.dim(-1), arguments, blocks, target);
    }

    static List<Candidate> output(WinogradOutput op, Blocks blocks, Target target) {
        Shape m = blocks.block(0);
        int across = Winograd.tiles(op.width());
        Arguments arguments = new Arguments()
                .ints(op.height(), op.width(), m.dim(-1), Winograd.tiles(op.height()) * across, across, m.dim(-2));
        return places(op, m.dim(-2), m.dim(-1), arguments, blocks, target);
    }

    static List<Candidate> weights(WinogradWeights op, Blocks blocks, Target target) {
        Shape w = blocks.block(0);
        return places(op, w.dim(-2), w.dim(-1), new Arguments().ints(w.dim(-2), w.dim(-1)), blocks, target);
    }

    /** One work-item per element of each position; on CPUs one per row of vectors, if the channels fill whole vectors. */
    private static List<Candidate> places(
            Op op, int rows, int channels, Arguments arguments, Blocks blocks, Target target) {
        String name = op.name();
        Kernel kernel = target.forCpus() && channels % LANES == 0
                ? Kernels.loops(name, name + "_rows", blocks, (long) blocks.count() * rows, arguments)
                : Kernels.items(name, name, blocks, (long) blocks.count() * rows * channels, arguments);
        return List.of(Candidate.of(kernel, blocks));
    }

    /** One stage for the weights, then the convolution. */
    static List<Candidate> convolution(ConvolutionByWinograd op, Blocks blocks, Target target) {
        String name = op.name();
        Shape weights = blocks.block(1);
        int in = weights.dim(-2);
        int out = weights.dim(-1);
        int count = 1; // of the weights' own blocks, which are contiguous
        int[] lengths = blocks.lengths();
        int[] strides = blocks.strides(1);
        for (int axis = 0; axis < lengths.length; axis++) {
            count *= strides[axis] == 0 ? 1 : lengths[axis];
        }
        Arguments arguments = new Arguments().ints(in, out, op.turned() ? 1 : 0);
        Kernel transform = target.forCpus() && out % LANES == 0
                ? Kernels.loops(name, name + "_rows", blocks, (long) count * in, arguments)
                : Kernels.items(name, name, blocks, (long) count * in * out, arguments);
        int numbers = Math.multiplyExact(count, TIMES * weights.size());
        return WinogradConvolutionLowering.kernels(op.padding(), blocks, TIMES, target).stream()
                .map(kernel -> Candidate.of(
                        new Stage.OfKernel(transform, List.of(1), numbers),
                        new Stage.OfKernel(kernel, List.of(0, 2), blocks.shape().size())))
                .toList();
    }
}
