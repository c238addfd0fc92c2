package dualflow.op;

import dualflow.tensor.BilinearOp;
import dualflow.tensor.Blocks;
import dualflow.tensor.Kernel;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The transpose of {@link ConvolutionByWinograd} in its weights, summed over a batch: of images x [N, H, W, C] and y [N, H', W', O] weights
 * [3, 3, C, O], the same as those of {@link ConvolutionWeights} but for rounding, with a quarter of the products:
 *
 * <p>w = G^T (sum over tiles of (B^T d B) (A y A^T)) G, where the product in each of the 36 places is that of each channel of x with each of y.
 *
 * <p>The T tiles of all images are cut into n = ceil(T / 256) parts of ceil(T / n) tiles, which give a sum each, in order, from zero, by
 * fma; these are added in order, from zero. {@link Winograd} has the matrices and the order of the rest; columns come before rows.
 *
 * @param padding how many zeros are thought around x, at most 2
 */
public record ConvolutionWeightsByWinograd(int padding) implements BilinearOp {
    private static final int SIDE = 3;

    /** About how many tiles a part has; work for one work-item. */
    private static final int PART = 256;

    /** The channels of x for a work-item: the sums of a panel, and a few tiles of both images, fit in a core's own cache. */
    private static final int PANEL = 32;

    /** The vectors of y's channels for a work-item. */
    private static final int VECTORS = 4;

    /** So many tiles at a time. */
    private static final int TILES = 24;

    /** Of float64's vectors, which are the shorter ones. */
    private static final int SHORTEST = 8;

    private static final int VECTOR_BYTES = 64;

    /**
     * Checks the component.
     *
     * @param padding how many zeros are thought around x, at most 2
     * @throws ShapeException if it is negative or greater
     */
    public ConvolutionWeightsByWinograd {
        ConvolutionByWinograd.requirePadding(padding);
    }

    @Override
    public int arity() {
        return 2;
    }

    @Override
    public int trailing(int argument) {
        return 4;
    }

    @Override
    public Shape block(List<Shape> blocks) {
        return new ConvolutionWeights(1, padding, SIDE, SIDE).block(blocks);
    }

    private static int tiles(Shape y) {
        return Math.multiplyExact(Winograd.tiles(y.dim(-3)), Winograd.tiles(y.dim(-2)));
    }

    private static int allTiles(Shape y) {
        return Math.multiplyExact(y.dim(-4), tiles(y));
    }

    private static int parts(int tiles) {
        return Math.max(1, (tiles + PART - 1) / PART);
    }

    private static int tilesOfPart(int tiles) {
        return Math.max(1, (tiles + parts(tiles) - 1) / parts(tiles));
    }

    /** Where place (i, j) of a tile of y's tiles stands in an image that is so much longer on each side; -1 outside. */
    private static int source(Shape image, Shape y, int padding, int tile, int i, int j) {
        int across = Winograd.tiles(y.dim(-2));
        int row = tile % tiles(y) / across * Winograd.TILE - padding + i;
        int column = tile % across * Winograd.TILE - padding + j;
        boolean inside = row >= 0 && row < image.dim(-3) && column >= 0 && column < image.dim(-2);
        return inside ? (tile / tiles(y) * image.dim(-3) + row) * image.dim(-2) + column : -1;
    }

    /** The channels of x, of all blocks. */
    @Override
    public int hostItems(Blocks blocks) {
        return blocks.count() * blocks.result().dim(-2);
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] arguments, double[] w) {
        int in = blocks.block(0).dim(-1);
        for (int item = from; item < to; ) {
            int first = item % in;
            int end = Math.min(in, first + to - item);
            sums(blocks, item / in, first, end, arguments, w);
            item += end - first;
        }
    }

    /** The weights of some channels of x. */
    private void sums(Blocks blocks, int block, int first, int end, double[][] arguments, double[] w) {
        Shape x = blocks.block(0);
        Shape y = blocks.block(1);
        int in = x.dim(-1);
        int out = y.dim(-1);
        int all = allTiles(y);
        int group = tilesOfPart(all);
        double[][] d = new double[Winograd.PLACES][end - first];
        double[][] m = new double[Winograd.PLACES][out];
        double[][] part = new double[Winograd.PLACES][(end - first) * out];
        double[][] sum = new double[Winograd.PLACES][(end - first) * out];
        for (int tile = 0; tile < all; tile++) {
            for (int place = 0; place < Winograd.PLACES; place++) {
                int i = place / Winograd.WINDOW;
                int j = place % Winograd.WINDOW;
                int source = source(x, y, padding, tile, i, j);
                read(arguments[0], blocks.start(0, block) + source * in + first, source >= 0, d[place]);
                source = i < Winograd.TILE && j < Winograd.TILE ? source(y, y, 0, tile, i, j) : -1;
                read(arguments[1], blocks.start(1, block) + source * out, source >= 0, m[place]);
            }
            for (int j = 0; j < Winograd.WINDOW; j++) {
                Winograd.input(d, j, Winograd.WINDOW, Winograd.A, Winograd.B);
            }
            for (int i = 0; i < Winograd.WINDOW; i++) {
                Winograd.input(d, i * Winograd.WINDOW, 1, Winograd.A, Winograd.B);
            }
            for (int j = 0; j < Winograd.TILE; j++) {
                Winograd.outputTransposed(m, j, Winograd.WINDOW, Winograd.A, Winograd.B);
            }
            for (int i = 0; i < Winograd.WINDOW; i++) {
                Winograd.outputTransposed(m, i * Winograd.WINDOW, 1, Winograd.A, Winograd.B);
            }
            boolean complete = (tile + 1) % group == 0 || tile + 1 == all;
            for (int place = 0; place < Winograd.PLACES; place++) {
                add(d[place], m[place], part[place]);
                for (int k = 0; complete && k < part[place].length; k++) {
                    sum[place][k] += part[place][k];
                    part[place][k] = 0;
                }
            }
        }
        for (int j = 0; j < Winograd.WINDOW; j++) {
            Winograd.weightsTransposed(sum, j, Winograd.WINDOW, Winograd.A, Winograd.B, 1.0 / 3, 1.0 / 6);
        }
        for (int i = 0; i < SIDE; i++) {
            Winograd.weightsTransposed(sum, i * Winograd.WINDOW, 1, Winograd.A, Winograd.B, 1.0 / 3, 1.0 / 6);
        }
        for (int tap = 0; tap < SIDE * SIDE; tap++) {
            double[] taps = sum[tap / SIDE * Winograd.WINDOW + tap % SIDE];
            System.arraycopy(taps, 0, w, ((block * SIDE * SIDE + tap) * in + first) * out, taps.length);
        }
    }

    private static void read(double[] numbers, int at, boolean inside, double[] to) {
        if (inside) {
            System.arraycopy(numbers, at, to, 0, to.length);
        } else {
            Arrays.fill(to, 0);
        }
    }

    private static void add(double[] d, double[] m, double[] part) {
        for (int c = 0; c < d.length; c++) {
            double factor = d[c];
            for (int o = 0; o < m.length; o++) {
                part[c * m.length + o] = Math.fma(factor, m[o], part[c * m.length + o]);
            }
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] arguments, float[] w) {
        int in = blocks.block(0).dim(-1);
        for (int item = from; item < to; ) {
            int first = item % in;
            int end = Math.min(in, first + to - item);
            sums(blocks, item / in, first, end, arguments, w);
            item += end - first;
        }
    }

    /** The weights of some channels of x. */
    private void sums(Blocks blocks, int block, int first, int end, float[][] arguments, float[] w) {
        Shape x = blocks.block(0);
        Shape y = blocks.block(1);
        int in = x.dim(-1);
        int out = y.dim(-1);
        int all = allTiles(y);
        int group = tilesOfPart(all);
        float[][] d = new float[Winograd.PLACES][end - first];
        float[][] m = new float[Winograd.PLACES][out];
        float[][] part = new float[Winograd.PLACES][(end - first) * out];
        float[][] sum = new float[Winograd.PLACES][(end - first) * out];
        for (int tile = 0; tile < all; tile++) {
            for (int place = 0; place < Winograd.PLACES; place++) {
                int i = place / Winograd.WINDOW;
                int j = place % Winograd.WINDOW;
                int source = source(x, y, padding, tile, i, j);
                read(arguments[0], blocks.start(0, block) + source * in + first, source >= 0, d[place]);
                source = i < Winograd.TILE && j < Winograd.TILE ? source(y, y, 0, tile, i, j) : -1;
                read(arguments[1], blocks.start(1, block) + source * out, source >= 0, m[place]);
            }
            for (int j = 0; j < Winograd.WINDOW; j++) {
                Winograd.input(d, j, Winograd.WINDOW, (float) Winograd.A, (float) Winograd.B);
            }
            for (int i = 0; i < Winograd.WINDOW; i++) {
                Winograd.input(d, i * Winograd.WINDOW, 1, (float) Winograd.A, (float) Winograd.B);
            }
            for (int j = 0; j < Winograd.TILE; j++) {
                Winograd.outputTransposed(m, j, Winograd.WINDOW, (float) Winograd.A, (float) Winograd.B);
            }
            for (int i = 0; i < Winograd.WINDOW; i++) {
                Winograd.outputTransposed(m, i * Winograd.WINDOW, 1, (float) Winograd.A, (float) Winograd.B);
            }
            boolean complete = (tile + 1) % group == 0 || tile + 1 == all;
            for (int place = 0; place < Winograd.PLACES; place++) {
                add(d[place], m[place], part[place]);
                for (int k = 0; complete && k < part[place].length; k++) {
                    sum[place][k] += part[place][k];
                    part[place][k] = 0;
                }
            }
        }
        for (int j = 0; j < Winograd.WINDOW; j++) {
            Winograd.weightsTransposed(
                    sum, j, Winograd.WINDOW, (float) Winograd.A, (float) Winograd.B, (float) (1.0 / 3), (float)
                            (1.0 / 6));
        }
        for (int i = 0; i < SIDE; i++) {
            Winograd.weightsTransposed(
                    sum, i * Winograd.WINDOW, 1, (float) Winograd.A, (float) Winograd.B, (float) (1.0 / 3), (float)
                            (1.0 / 6));
        }
        for (int tap = 0; tap < SIDE * SIDE; tap++) {
            float[] taps = sum[tap / SIDE * Winograd.WINDOW + tap % SIDE];
            System.arraycopy(taps, 0, w, ((block * SIDE * SIDE + tap) * in + first) * out, taps.length);
        }
    }

    private static void read(float[] numbers, int at, boolean inside, float[] to) {
        if (inside) {
            System.arraycopy(numbers, at, to, 0, to.length);
        } else {
            Arrays.fill(to, 0);
        }
    }

    private static void add(float[] d, float[] m, float[] part) {
        for (int c = 0; c < d.length; c++) {
            float factor = d[c];
            for (int o = 0; o < m.length; o++) {
                part[c * m.length + o] = Math.fma(factor, m[o], part[c * m.length + o]);
            }
        }
    }

    /** One stage for the sums of the parts, then their sum and the map to the weights. */
    @Override
    public Kernel kernel(Blocks blocks) {
        Shape x = blocks.block(0);
        Shape y = blocks.block(1);
        int in = x.dim(-1);
        int out = y.dim(-1);
        int all = allTiles(y);
        int parts = parts(all);
        int kernels = Math.multiplyExact(in, out);
        int[] sizes = {
            x.dim(-3),
            x.dim(-2),
            in,
            y.dim(-3),
            y.dim(-2),
            out,
            padding,
            tiles(y),
            Winograd.tiles(y.dim(-2)),
            all,
            parts,
            tilesOfPart(all)
        };
        int items = Math.multiplyExact(Math.multiplyExact(blocks.count(), parts), kernels);
        Kernel sums = Kernel.items(name(), name(), items, List.of(sizes));
        Kernel weights = new Kernel(name(), name() + "_taps", kernels, 1, List.of(in, out, parts), Optional.empty());
        if (out % Convolutions.TILE_LANES == 0 && in > 0) {
            sums = sums.orOnCpu(inPanels(sizes, blocks.count() * parts));
            weights = weights.orOnCpu(
                    new Kernel(name(), name() + "_taps_rows", in, 1, List.of(in, out, parts), Optional.empty()));
        }
        return weights.after(new Kernel.Stage(sums, Math.multiplyExact(Winograd.PLACES, items)));
    }

    private Kernel inPanels(int[] sizes, int parts) {
        int panel = Math.min(PANEL, sizes[2]);
        int vectors = Math.min(VECTORS, sizes[5] / SHORTEST);
        int tiles = Math.min(TILES, Math.max(1, sizes[11]));
        int panels = (sizes[2] + panel - 1) / panel * ((sizes[5] / SHORTEST + vectors - 1) / vectors);
        int vectorsOfX = (panel + SHORTEST - 1) / SHORTEST;
        int room = Winograd.PLACES * (panel * vectors + 1 + tiles * (vectorsOfX + vectors) + 2) * VECTOR_BYTES;
        return Kernel.loops(
                name(),
                name() + "_panels",
                Math.multiplyExact(parts, panels),
                List.of(sizes, parts, panel, vectors, tiles, new Kernel.Local(room)));
    }

    /** The products in the 36 places of each tile. */
    @Override
    public long multiplyAdds(Blocks blocks) {
        Shape y = blocks.block(1);
        return (long) blocks.count()
                * Winograd.PLACES
                * allTiles(y)
                * blocks.block(0).dim(-1)
                * y.dim(-1);
    }

    @Override
    public Tensor transposeLeft(Tensor yBar, Tensor right, Shape left) {
        return new ConvolutionByWinograd(padding, false).transposeLeft(right, yBar, left);
    }

    @Override
    public Tensor transposeRight(Tensor yBar, Tensor left, Shape right) {
        return Ops.sumTo(new ConvolutionByWinograd(padding, false).on(left, yBar), right);
    }
}
