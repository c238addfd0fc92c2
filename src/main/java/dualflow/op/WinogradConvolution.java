package dualflow.op;

import dualflow.tensor.BilinearOp;
import dualflow.tensor.Blocks;
import dualflow.tensor.Kernel;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The 3x3 convolution of stride 1 of images [N, H, W, C] by Winograd's F(4x4, 3x3), with weights [36, C, O] as {@link WinogradWeights}
 * makes them: images [N, H', W', O] with H' = H + 2 padding - 2 and W' likewise.
 *
 * <p>It is {@link WinogradOutput} of the {@link MatMul} of {@link WinogradInput} and the weights, with the same arithmetic in the same order;
 * in one op the 36 places of a tile need not be stored.
 *
 * @param padding how many zeros are thought around the images
 */
public record WinogradConvolution(int padding) implements BilinearOp {
    private static final String NAME = "winograd_convolution";

    /** The channels of the result for a work-group. */
    private static final int PART = 64;

    /** Rows of a multiple of this length are whole vectors of 64 bytes in both formats. */
    private static final int LANES = 16;

    /** Of float64's vectors, which are the shorter ones. */
    private static final int SHORTEST = 8;

    private static final int VECTOR_BYTES = 64;

    /** The rows by which register tiles may reach beyond a group. */
    private static final int ROWS_TOO_MANY = 3;

    /**
     * Tiles and vectors of the result's channels for a work-item, the quickest first. The more tiles, the seldomer the weights are
     * read, the more vectors, the seldomer the images are transformed; what is held of both fits in a core's own cache.
     */
    private static final int[][] GROUPS = {{32, 8}, {24, 8}, {24, 4}, {16, 4}, {12, 4}, {16, 2}, {12, 2}, {8, 2}};

    /** Where the device has less memory for a work-item. */
    private static final int[][] SMALL_GROUPS = {{4, 4}};

    /** So many vectors of the images' channels at a time. */
    private static final int MOST_IN = 4;

    /** So many work-items share the work evenly. */
    private static final int ENOUGH_ITEMS = 8;

    /**
     * Checks the component.
     *
     * @param padding how many zeros are thought around the images
     * @throws ShapeException if it is negative
     */
    public WinogradConvolution {
        Winograd.requirePadding(padding);
    }

    @Override
    public int arity() {
        return 2;
    }

    @Override
    public int trailing(int argument) {
        return argument == 0 ? 4 : 3;
    }

    @Override
    public Shape block(List<Shape> blocks) {
        Shape x = blocks.get(0);
        Shape u = blocks.get(1);
        if (u.dim(-3) != Winograd.PLACES) {
            throw new ShapeException("weights of Winograd have " + Winograd.PLACES + " places, not " + u.dim(-3));
        }
        Convolutions.requireChannels(x, u);
        return Shape.of(x.dim(-4), rows(x), columns(x), u.dim(-1));
    }

    private int rows(Shape x) {
        return Winograd.result(x.dim(-3), padding);
    }

    private int columns(Shape x) {
        return Winograd.result(x.dim(-2), padding);
    }

    private static int tiles(Shape y) {
        return Math.multiplyExact(Winograd.tiles(y.dim(-3)), Winograd.tiles(y.dim(-2)));
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        WinogradInput input = new WinogradInput(padding);
        WinogradOutput output = output(blocks.block(0));
        Shape weights = blocks.block(1);
        Shape places = input.shape(List.of(blocks.block(0)));
        Shape products = new MatMul().shape(List.of(places, weights));
        for (int block = from; block < to; block++) {
            int start = blocks.start(0, block);
            double[] images =
                    Arrays.copyOfRange(x[0], start, start + blocks.block(0).size());
            start = blocks.start(1, block);
            double[] u = Arrays.copyOfRange(x[1], start, start + weights.size());
            double[] d = Winograd.apply(input, List.of(blocks.block(0)), images);
            double[] m = Winograd.apply(new MatMul(), List.of(places, weights), d, u);
            double[] result = Winograd.apply(output, List.of(products), m);
            System.arraycopy(result, 0, y, block * result.length, result.length);
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        WinogradInput input = new WinogradInput(padding);
        WinogradOutput output = output(blocks.block(0));
        Shape weights = blocks.block(1);
        Shape places = input.shape(List.of(blocks.block(0)));
        Shape products = new MatMul().shape(List.of(places, weights));
        for (int block = from; block < to; block++) {
            int start = blocks.start(0, block);
            float[] images =
                    Arrays.copyOfRange(x[0], start, start + blocks.block(0).size());
            start = blocks.start(1, block);
            float[] u = Arrays.copyOfRange(x[1], start, start + weights.size());
            float[] d = Winograd.apply(input, List.of(blocks.block(0)), images);
            float[] m = Winograd.apply(new MatMul(), List.of(places, weights), d, u);
            float[] result = Winograd.apply(output, List.of(products), m);
            System.arraycopy(result, 0, y, block * result.length, result.length);
        }
    }

    /** The three ops, whose 36 products read the weights seldomer, where images that share the weights are one batch. */
    @Override
    public List<Step> steps(Blocks blocks) {
        Shape x = blocks.block(0);
        Shape y = blocks.result();
        long all = (long) blocks.count() * y.dim(-4) * tiles(y);
        if (!areOneBatch(blocks) || Winograd.PLACES * all * Math.max(x.dim(-1), y.dim(-1)) > Integer.MAX_VALUE) {
            return List.of();
        }
        Op input = new WinogradInput(padding);
        Op product = new MatMul();
        Op output = new WinogradOutput(y.dim(-3), y.dim(-2));
        Shape images = Shape.of(blocks.count() * x.dim(-4), x.dim(-3), x.dim(-2), x.dim(-1));
        Step first = new Step(input, Blocks.of(input, List.of(images)));
        Step second =
                new Step(product, Blocks.of(product, List.of(first.blocks().shape(), blocks.block(1))));
        return List.of(
                first,
                second,
                new Step(output, Blocks.of(output, List.of(second.blocks().shape()))));
    }

    /** A work-group for a tile and some channels; on CPUs, where channels fill whole vectors, blocks that fit in a core's cache. */
    @Override
    public Kernel kernel(Blocks blocks) {
        return kernel(blocks, 1);
    }

    /** With weights of so many times as many numbers as the op's argument. */
    Kernel kernel(Blocks blocks, int times) {
        Shape x = blocks.block(0);
        Shape y = blocks.result();
        int tiles = tiles(y);
        int all = Math.multiplyExact(y.dim(-4), tiles);
        int parts = (y.dim(-1) + PART - 1) / PART;
        Kernel general = new Kernel(
                        NAME,
                        Math.multiplyExact(Math.multiplyExact(all, parts), PART),
                        List.of(sizes(x, y, all), times))
                .orWithoutGroups(new Kernel(
                        NAME + "_alone", Math.multiplyExact(all, y.dim(-1)), List.of(sizes(x, y, all), times)));
        return areVectors(blocks)
                ? general.orOnCpu(inBlocks(blocks, times, GROUPS, OptionalInt.empty())
                        .orOnCpu(inBlocks(blocks, times, SMALL_GROUPS, OptionalInt.empty())))
                : general;
    }

    /** Both parts of the images in whole vectors, where the images are one batch. */
    @Override
    public Optional<Kernel> kernelOfJoined(Blocks blocks, int first) {
        return areVectors(blocks) && first % LANES == 0 && areOneBatch(blocks)
                ? Optional.of(inBlocks(blocks, 1, GROUPS, OptionalInt.of(first))
                        .orOnCpu(inBlocks(blocks, 1, SMALL_GROUPS, OptionalInt.of(first))))
                : Optional.empty();
    }

    private static boolean areVectors(Blocks blocks) {
        int channels = blocks.block(0).dim(-1);
        return channels % LANES == 0 && blocks.result().dim(-1) % LANES == 0 && channels > 0;
    }

    /** Images that share the weights and stand one behind the other. */
    private static boolean areOneBatch(Blocks blocks) {
        return blocks.isShared(1) && blocks.isContiguous(0);
    }

    private int[] sizes(Shape x, Shape y, int all) {
        return new int[] {
            x.dim(-3),
            x.dim(-2),
            x.dim(-1),
            y.dim(-3),
            y.dim(-2),
            y.dim(-1),
            padding,
            tiles(y),
            Winograd.tiles(y.dim(-2)),
            all
        };
    }

    /** With the channels of the first part of the images where they have two. */
    private Kernel inBlocks(Blocks blocks, int times, int[][] splits, OptionalInt first) {
        Shape x = blocks.block(0);
        Shape y = blocks.result();
        boolean together = areOneBatch(blocks);
        int count = together ? 1 : blocks.count();
        int all = Math.multiplyExact(y.dim(-4) * tiles(y), together ? blocks.count() : 1);
        int[] split = split(splits, all, y.dim(-1) / LANES);
        int group = Math.min(split[0], all);
        int in = Math.min(MOST_IN, x.dim(-1) / SHORTEST);
        int out = Math.min(split[1], y.dim(-1) / SHORTEST);
        int items = count * ((all + group - 1) / group) * ((y.dim(-1) / SHORTEST + out - 1) / out);
        int room = Winograd.PLACES * (group * in + 1 + (group + ROWS_TOO_MANY) * out + 1) * VECTOR_BYTES;
        List<Object> parameters =
                new ArrayList<>(List.of(sizes(x, y, all), times, count, group, in, out, new Kernel.Local(room)));
        first.ifPresent(parameters::add);
        return Kernel.loops(NAME, NAME + (first.isPresent() ? "_joined" : "_blocks"), items, parameters);
    }

    /** The first of the groups of which there are enough, or four, so that two or four cores have the same to do; else the last. */
    private static int[] split(int[][] splits, int all, int vectors) {
        for (int[] tilesAndVectors : splits) {
            int groups = (all + tilesAndVectors[0] - 1) / tilesAndVectors[0];
            int items = groups * ((vectors + tilesAndVectors[1] - 1) / tilesAndVectors[1]);
            if (items >= ENOUGH_ITEMS || items == 4) {
                return new int[] {(all + groups - 1) / groups, tilesAndVectors[1]};
            }
        }
        return splits[splits.length - 1];
    }

    /** The products in the 36 places of each tile. */
    @Override
    public long multiplyAdds(Blocks blocks) {
        return (long) blocks.count()
                * blocks.result().dim(-4)
                * tiles(blocks.result())
                * blocks.block(1).size();
    }

    @Override
    public Tensor transposeLeft(Tensor yBar, Tensor right, Shape left) {
        Tensor products = output(left).transpose(yBar, List.of(Shape.SCALAR)).get(0);
        Tensor places = Ops.matmul(products, Ops.transpose(right));
        Shape own = places.shape().leading(3).then(left.trailing(4));
        return Ops.sumTo(
                new WinogradInput(padding).transpose(places, List.of(own)).get(0), left);
    }

    @Override
    public Tensor transposeRight(Tensor yBar, Tensor left, Shape right) {
        Tensor products =
                output(left.shape()).transpose(yBar, List.of(Shape.SCALAR)).get(0);
        Tensor places = new WinogradInput(padding).on(left);
        return Ops.sumTo(Ops.matmul(Ops.transpose(places), products), right);
    }

    private WinogradOutput output(Shape x) {
        return new WinogradOutput(rows(x), columns(x));
    }
}
