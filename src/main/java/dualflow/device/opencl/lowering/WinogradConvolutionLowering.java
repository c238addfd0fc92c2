package dualflow.device.opencl.lowering;

import dualflow.launch.Arguments;
import dualflow.launch.Kernel;
import dualflow.launch.Target;
import dualflow.op.MatMul;
import dualflow.op.Winograd;
import dualflow.op.WinogradConvolution;
import dualflow.op.WinogradInput;
import dualflow.op.WinogradOutput;
import dualflow.tensor.Blocks;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * On CPUs, if channels fill whole vectors, blocks that fit in a core's cache. Otherwise, if images that share the weights form one batch,
 * the three constituent ops, whose 36 products read the weights less often; or one work-group for a tile and some channels.
 */
final class WinogradConvolutionLowering implements Lowering<WinogradConvolution> {
    private static final String NAME = "winograd_convolution";

    /** The channels of the result per work-group. */
    private static final int PART = 64;

    /** Rows whose length is a multiple of this are whole 64-byte vectors in both formats. */
    private static final int LANES = 16;

    /** The length of float64 vectors, the shorter of the two. */
    private static final int SHORTEST = 8;

    private static final int VECTOR_BYTES = 64;

    /** The number of rows by which register tiles may extend beyond a group. */
    private static final int ROWS_TOO_MANY = 3;

    /**
     * Tiles and vectors of the result's channels per work-item, the fastest first. More tiles mean that the weights are read less often,
     * more vectors that the images are transformed less often; the working set of both fits in a core's private cache, which on a CPU is
     * what its local memory counts.
     */
    private static final int[][] GROUPS = {{32, 8}, {24, 8}, {24, 4}, {16, 4}, {12, 4}, {16, 2}, {12, 2}, {8, 2}};

    /** For devices with less memory per work-item than any of these takes. */
    private static final int[] SMALL_GROUP = {4, 4};

    /** The number of vectors of the images' channels processed at a time. */
    private static final int MOST_IN = 4;

    /** The number of work-items that balance the load. */
    private static final int ENOUGH_ITEMS = 8;

    @Override
    public List<Candidate> candidates(WinogradConvolution op, Blocks blocks, Target target) {
        Shape x = blocks.block(0);
        Shape y = blocks.result();
        long all = (long) blocks.count() * y.dim(-4) * WinogradConvolution.tiles(y);
        boolean counts = Winograd.PLACES * all * Math.max(x.dim(-1), y.dim(-1)) <= Integer.MAX_VALUE;
        return !target.forCpus() && areOneBatch(blocks) && counts
                ? List.of(ops(op, blocks))
                : kernels(op.padding(), blocks, 1, target).stream()
                        .map(kernel -> Candidate.of(kernel, blocks))
                        .toList();
    }

    private static Candidate ops(WinogradConvolution op, Blocks blocks) {
        Shape x = blocks.block(0);
        Shape y = blocks.result();
        Op input = new WinogradInput(op.padding());
        Op product = new MatMul();
        Op output = new WinogradOutput(y.dim(-3), y.dim(-2));
        Shape images = Shape.of(blocks.count() * x.dim(-4), x.dim(-3), x.dim(-2), x.dim(-1));
        Blocks places = Blocks.of(input, List.of(images));
        Blocks products = Blocks.of(product, List.of(places.shape(), blocks.block(1)));
        Blocks results = Blocks.of(output, List.of(products.shape()));
        return Candidate.of(
                new Stage.OfOp(input, places, List.of(0)),
                new Stage.OfOp(product, products, List.of(2, 1)),
                new Stage.OfOp(output, results, List.of(3)));
    }

    /**
     * The kernels, in order of preference.
     *
     * @param padding the padding of the op
     * @param blocks the layout of the blocks of images, weights and results
     * @param times the ratio of the number of weights to that of the second argument, which they replace
     * @param target the target device
     */
    static List<Kernel> kernels(int padding, Blocks blocks, int times, Target target) {
        List<Kernel> kernels = new ArrayList<>();
        if (target.forCpus() && areVectors(blocks)) {
            kernels.add(inBlocks(padding, blocks, times, OptionalInt.empty(), target));
        }
        Shape x = blocks.block(0);
        Shape y = blocks.result();
        int all = Math.multiplyExact(y.dim(-4), WinogradConvolution.tiles(y));
        int parts = (y.dim(-1) + PART - 1) / PART;
        Arguments arguments = new Arguments().struct(sizes(padding, x, y, all)).ints(times);
        int inGroups = Math.multiplyExact(Math.multiplyExact(all, parts), PART);
        int alone = Math.multiplyExact(all, y.dim(-1));
        kernels.add(Kernels.items(NAME, NAME, blocks, (long) blocks.count() * inGroups, arguments));
        // For devices without the necessary work-group size or local memory.
        String name = NAME + "_alone";
        kernels.add(Kernels.items(name, name, blocks, (long) blocks.count() * alone, arguments));
        return kernels;
    }

    /** Both parts of the images in whole vectors, if the images form one batch. */
    @Override
    public List<Candidate> ofJoined(WinogradConvolution op, Blocks blocks, int first, Target target) {
        if (!target.forCpus() || !areVectors(blocks) || first % LANES != 0 || !areOneBatch(blocks)) {
            return List.of();
        }
        Kernel joined = inBlocks(op.padding(), blocks, 1, OptionalInt.of(first), target);
        return List.of(Candidate.of(joined, blocks.arguments() + 1));
    }

    private static boolean areVectors(Blocks blocks) {
        int channels = blocks.block(0).dim(-1);
        return channels % LANES == 0 && blocks.result().dim(-1) % LANES == 0 && channels > 0;
    }

    /** Whether the images are contiguous and share the weights. */
    private static boolean areOneBatch(Blocks blocks) {
        return blocks.isShared(1) && blocks.isContiguous(0);
    }

    private static int[] sizes(int padding, Shape x, Shape y, int all) {
        return new int[] {
            x.dim(-3),
            x.dim(-2),
            x.dim(-1),
            y.dim(-3),
            y.dim(-2),
            y.dim(-1),
            padding,
            WinogradConvolution.tiles(y),
            Winograd.tiles(y.dim(-2)),
            all
        };
    }

    /** A kernel for blocks, given the channels of the first part if the images have two parts. */
    private static Kernel inBlocks(int padding, Blocks blocks, int times, OptionalInt first, Target target) {
        Shape x = blocks.block(0);
        Shape y = blocks.result();
        boolean together = areOneBatch(blocks);
        int count = together ? 1 : blocks.count();
        int all = Math.multiplyExact(y.dim(-4) * WinogradConvolution.tiles(y), together ? blocks.count() : 1);
        int in = Math.min(MOST_IN, x.dim(-1) / SHORTEST);
        int[] split = split(all, in, y.dim(-1), target.localBytes());
        int group = Math.min(split[0], all);
        int out = Math.min(split[1], y.dim(-1) / SHORTEST);
        int items = count * ((all + group - 1) / group) * ((y.dim(-1) / SHORTEST + out - 1) / out);
        Arguments arguments = new Arguments()
                .struct(sizes(padding, x, y, all))
                .ints(times, count, group, in, out)
                .local(room(group, in, out));
        first.ifPresent(arguments::ints);
        return Kernels.loops(NAME, NAME + (first.isPresent() ? "_joined" : "_blocks"), blocks, items, arguments);
    }

    /** The local memory, in bytes, of a group of tiles with so many vectors of the images' and of the result's channels. */
    private static long room(int group, int in, int out) {
        return (long) Winograd.PLACES * (group * in + 1 + (group + ROWS_TOO_MANY) * out + 1) * VECTOR_BYTES;
    }

    /**
     * Of the groups that fit into the local memory, the first that yields enough work-items, or exactly four, which balance over two or
     * four cores; otherwise the last.
     */
    private static int[] split(int all, int in, int channels, long localBytes) {
        int[] last = SMALL_GROUP;
        for (int[] tilesAndVectors : GROUPS) {
            int groups = (all + tilesAndVectors[0] - 1) / tilesAndVectors[0];
            int[] split = {(all + groups - 1) / groups, tilesAndVectors[1]};
            if (room(Math.min(split[0], all), in, Math.min(split[1], channels / SHORTEST)) > localBytes) {
                continue;
            }
            int items = groups * ((channels / LANES + split[1] - 1) / split[1]);
            if (items >= ENOUGH_ITEMS || items == 4) {
                return split;
            }
            last = split;
        }
        return last;
    }
}
