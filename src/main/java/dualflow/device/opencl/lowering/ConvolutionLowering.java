package dualflow.device.opencl.lowering;

import dualflow.launch.Arguments;
import dualflow.launch.Target;
import dualflow.op.Convolution;
import dualflow.op.TransposedConvolution;
import dualflow.tensor.Blocks;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolutions and their transposes: on CPUs register tiles of pixels by channels, otherwise one work-item per element, or work-group
 * tiles.
 */
final class ConvolutionLowering {
    /** The maximum number of pixels of a work-item on CPUs, large enough that pixels at image edges fill tiles too. */
    private static final int GROUP_PIXELS = 384;

    /** Transposed convolutions with more phases than this are left to the general kernel. */
    private static final int MOST_PHASES = 64;

    private ConvolutionLowering() {}

    static List<Candidate> candidates(Convolution op, Blocks blocks, Target target) {
        return candidates(op.name(), op.stride(), op.padding(), false, blocks, target);
    }

    static List<Candidate> candidates(TransposedConvolution op, Blocks blocks, Target target) {
        return candidates(op.name(), op.stride(), op.padding(), true, blocks, target);
    }

    private static List<Candidate> candidates(
            String name, int stride, int padding, boolean transposed, Blocks blocks, Target target) {
        Shape image = blocks.block(0);
        Shape kernel = blocks.block(1);
        Shape result = blocks.result();
        int[] sizes = {
            image.dim(-3),
            image.dim(-2),
            image.dim(-1),
            kernel.dim(-4),
            kernel.dim(-3),
            result.dim(-3),
            result.dim(-2),
            result.dim(-1),
            stride,
            padding
        };
        // Contiguous images that share the weights are tiled together.
        boolean together = blocks.isShared(1) && blocks.isContiguous(0);
        int images = together ? blocks.count() : 1;
        int products = blocks.count() / Math.max(1, images);
        if (target.forCpus()) {
            int pixels = result.dim(-3) * result.dim(-2) * images;
            int phases = transposed ? stride : 1;
            int taps = ((kernel.dim(-4) + phases - 1) / phases) * ((kernel.dim(-3) + phases - 1) / phases);
            return RegisterTiles.candidates(
                    new Products(products, pixels, result.dim(-1), taps * kernel.dim(-2)),
                    GROUP_PIXELS,
                    tiles -> Candidate.of(
                            Kernels.loops(
                                    name,
                                    name + "_tiles",
                                    blocks,
                                    (long) products * tiles.items(),
                                    new Arguments().struct(sizes).ints(images, tiles.groups(), tiles.strips())),
                            blocks));
        }
        List<Candidate> candidates = new ArrayList<>(inTiles(products, images, sizes, stride, transposed, blocks));
        long items = (long) blocks.count() * result.size();
        candidates.add(Candidate.of(Kernels.items(name, name, blocks, items, new Arguments().struct(sizes)), blocks));
        return candidates;
    }

    /** Pixels that use the same taps form one product: all of them or, if transposed, every stride-th one along both axes. */
    private static List<Candidate> inTiles(
            int count, int images, int[] sizes, int stride, boolean transposed, Blocks blocks) {
        long phases = transposed ? stride : 1;
        if (phases > MOST_PHASES) {
            return List.of();
        }
        long pixels = images * ((sizes[5] + phases - 1) / phases) * ((sizes[6] + phases - 1) / phases);
        long taps = ((sizes[3] + phases - 1) / phases) * ((sizes[4] + phases - 1) / phases);
        return new Products(count * phases * phases, (int) pixels, sizes[7], (int) taps * sizes[2])
                .candidates(
                        "convolution_product",
                        blocks,
                        new Arguments().struct(sizes).ints(images, transposed ? 1 : 0));
    }
}
