package dualflow.device.opencl.lowering;

import dualflow.launch.Arguments;
import dualflow.launch.Kernel;
import dualflow.launch.Target;
import dualflow.op.ConvolutionWeights;
import dualflow.op.ConvolutionWeightsByWinograd;
import dualflow.op.Winograd;
import dualflow.op.WinogradConvolution;
import dualflow.tensor.Blocks;
import dualflow.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Weight cotangents of convolutions: a stage for sums over parts of the images, then their sum. */
final class ConvolutionWeightsLowering {
    /** Rows whose length is a multiple of this are whole 64-byte vectors in both formats. */
    private static final int LANES = 16;

    /** The rows of a register tile. */
    private static final int TILE_ROWS = 8;

    /** The number of partial sums that a work-item adds, as in {@code opencl/convolution_weights.cl}. */
    private static final int PARTIALS = 8;

    /**
     * With Winograd, the channels of x per work-item, the fastest first: the sums of a panel and a few tiles of both images fit in a core's
     * private cache, which on a CPU is what its local memory counts.
     */
    private static final int[] PANELS = {32, 16, 8};

    /** The number of vectors of y's channels per work-item. */
    private static final int VECTORS = 4;

    /** The most tiles processed at a time, and the fewest that a panel should leave room for. */
    private static final int TILES = 24;

    private static final int FEWEST_TILES = 6;

    /** The length of float64 vectors, the shorter of the two. */
    private static final int SHORTEST = 8;

    private static final int VECTOR_BYTES = 64;

    private ConvolutionWeightsLowering() {}

    static List<Candidate> candidates(ConvolutionWeights op, Blocks blocks, Target target) {
        String name = op.name();
        Shape x = blocks.block(0);
        Shape y = blocks.block(1);
        int[] sizes = {
            x.dim(-3),
            x.dim(-2),
            x.dim(-1),
            op.height(),
            op.width(),
            y.dim(-3),
            y.dim(-2),
            y.dim(-1),
            op.stride(),
            op.padding()
        };
        int all = blocks.count() * blocks.result().size();
        int rows = PARTIALS * ConvolutionWeights.rowsOfPartial(y);
        int sums = Math.max(1, (x.dim(-4) * y.dim(-3) + rows - 1) / rows);
        Arguments arguments = new Arguments().struct(sizes).ints(x.dim(-4), ConvolutionWeights.rowsOfPartial(y), all);
        int tiles = (x.dim(-1) + TILE_ROWS - 1) / TILE_ROWS;
        Kernel kernel = target.forCpus() && y.dim(-1) % LANES == 0
                ? Kernels.loops(
                        name, name + "_tiles", blocks, (long) sums * blocks.count() * op.height() * tiles, arguments)
                : Kernels.items(name, name, blocks, Math.multiplyExact(sums, all), arguments);
        return List.of(SumLowering.ofParts(kernel, sums, all, blocks));
    }

    static List<Candidate> byWinograd(ConvolutionWeightsByWinograd op, Blocks blocks, Target target) {
        String name = op.name();
        Shape x = blocks.block(0);
        Shape y = blocks.block(1);
        int in = x.dim(-1);
        int out = y.dim(-1);
        int tiles = WinogradConvolution.tiles(y);
        int all = Math.multiplyExact(y.dim(-4), tiles);
        int parts = ConvolutionWeightsByWinograd.parts(all);
        int kernels = Math.multiplyExact(in, out);
        int[] sizes = {
            x.dim(-3),
            x.dim(-2),
            in,
            y.dim(-3),
            y.dim(-2),
            out,
            op.padding(),
            tiles,
            Winograd.tiles(y.dim(-2)),
            all,
            parts,
            ConvolutionWeightsByWinograd.tilesOfPart(all)
        };
        int items = Math.multiplyExact(Math.multiplyExact(blocks.count(), parts), kernels);
        Kernel sums = Kernels.items(name, name, blocks, items, new Arguments().struct(sizes));
        Arguments arguments = new Arguments().ints(in, out, parts);
        if (!target.forCpus() || out % LANES != 0 || in == 0) {
            long numbers = (long) blocks.count() * kernels;
            Kernel taps = Kernels.loops(name, name + "_taps", blocks, numbers, arguments);
            return List.of(inTwo(sums, taps, items));
        }
        Kernel taps = Kernels.loops(name, name + "_taps_rows", blocks, (long) blocks.count() * in, arguments);
        return List.of(
                inTwo(inPanels(name, sizes, blocks.count() * parts, blocks, target), taps, items),
                inTwo(sums, taps, items));
    }

    private static Candidate inTwo(Kernel sums, Kernel taps, int items) {
        int numbers = Math.multiplyExact(Winograd.PLACES, items);
        return Candidate.of(new Stage.OfKernel(sums, List.of(0, 1), numbers), new Stage.OfKernel(taps, List.of(2), 1));
    }

    private static Kernel inPanels(String name, int[] sizes, int parts, Blocks blocks, Target target) {
        int vectors = Math.min(VECTORS, sizes[5] / SHORTEST);
        int most = Math.min(TILES, Math.max(1, sizes[11]));
        int panel = Arrays.stream(PANELS)
                .map(channels -> Math.min(channels, sizes[2]))
                .filter(channels -> tilesThatFit(channels, vectors, target) >= Math.min(FEWEST_TILES, most))
                .findFirst()
                .orElse(Math.min(PANELS[PANELS.length - 1], sizes[2]));
        int tiles = Math.max(1, Math.min(most, tilesThatFit(panel, vectors, target)));
        int panels = (sizes[2] + panel - 1) / panel * ((sizes[5] / SHORTEST + vectors - 1) / vectors);
        Arguments arguments = new Arguments()
                .struct(sizes)
                .ints(parts, panel, vectors, tiles)
                .local(bytes(vectors(panel, vectors, tiles)));
        return Kernels.loops(name, name + "_panels", blocks, Math.multiplyExact(parts, panels), arguments);
    }

    /** How many tiles fit into the local memory beside the sums of a panel. */
    private static int tilesThatFit(int panel, int vectors, Target target) {
        int sums = vectors(panel, vectors, 0);
        int tile = vectors(panel, vectors, 1) - sums;
        return (int) Math.min(TILES, (target.localBytes() / bytes(1) - sums) / tile);
    }

    /** The vectors in local memory for one position: the sums of a panel, tiles of both images, and one of each to keep positions apart. */
    private static int vectors(int panel, int vectors, int tiles) {
        int vectorsOfX = (panel + SHORTEST - 1) / SHORTEST;
        return panel * vectors + 1 + tiles * (vectorsOfX + vectors) + 2;
    }

    private static long bytes(int vectors) {
        return (long) Winograd.PLACES * vectors * VECTOR_BYTES;
    }
}
