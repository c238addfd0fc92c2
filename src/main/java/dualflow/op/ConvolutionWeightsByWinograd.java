package dualflow.op;

import dualflow.tensor.BilinearOp;
import dualflow.tensor.Blocks;
import dualflow.tensor.Kernel;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
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

    /** Where place (i, j) of a tile of y stands in y, channels left out; -1 outside of the image, or of the tile's 4x4 places. */
    private static int source(Shape y, int tile, int place) {
        int across = Winograd.tiles(y.dim(-2));
        int row = tile % tiles(y) / across * Winograd.TILE + place / Winograd.WINDOW;
        int column = tile % across * Winograd.TILE + place % Winograd.WINDOW;
        boolean inside = place / Winograd.WINDOW < Winograd.TILE
                && place % Winograd.WINDOW < Winograd.TILE
                && row < y.dim(-3)
                && column < y.dim(-2);
        return inside ? (tile / tiles(y) * y.dim(-3) + row) * y.dim(-2) + column : -1;
    }

    @Override
    public void host(Blocks blocks, double[][] arguments, double[] w) {
        Shape x = blocks.block(0);
        Shape y = blocks.block(1);
        int in = x.dim(-1);
        int out = y.dim(-1);
        int all = allTiles(y);
        int group = tilesOfPart(all);
        Blocks transform = Blocks.of(new WinogradInput(padding), List.of(x));
        double[] image = new double[x.size()];
        double[] d = new double[transform.result().size()];
        double[] m = new double[Winograd.PLACES * all * out];
        double[] u = new double[Winograd.PLACES];
        for (int block = 0; block < blocks.count(); block++) {
            System.arraycopy(arguments[0], blocks.start(0, block), image, 0, image.length);
            new WinogradInput(padding).host(transform, new double[][] {image}, d);
            for (int at = 0; at < all * out; at++) {
                int start = blocks.start(1, block) + at % out;
                for (int place = 0; place < Winograd.PLACES; place++) {
                    int from = source(y, at / out, place);
                    u[place] = from < 0 ? 0 : arguments[1][start + from * out];
                }
                for (int j = 0; j < Winograd.TILE; j++) {
                    Winograd.outputTransposed(u, j, Winograd.WINDOW, Winograd.A, Winograd.B);
                }
                for (int i = 0; i < Winograd.WINDOW; i++) {
                    Winograd.outputTransposed(u, i * Winograd.WINDOW, 1, Winograd.A, Winograd.B);
                }
                for (int place = 0; place < Winograd.PLACES; place++) {
                    m[place * all * out + at] = u[place];
                }
            }
            for (int at = 0; at < in * out; at++) {
                for (int place = 0; place < Winograd.PLACES; place++) {
                    u[place] = 0;
                    for (int first = 0; first < all; first += group) {
                        double part = 0;
                        for (int tile = first; tile < Math.min(first + group, all); tile++) {
                            double factor = d[(place * all + tile) * in + at / out];
                            part = Math.fma(factor, m[(place * all + tile) * out + at % out], part);
                        }
                        u[place] += part;
                    }
                }
                for (int j = 0; j < Winograd.WINDOW; j++) {
                    Winograd.weightsTransposed(u, j, Winograd.WINDOW, Winograd.A, Winograd.B, 1.0 / 3, 1.0 / 6);
                }
                for (int i = 0; i < SIDE; i++) {
                    Winograd.weightsTransposed(u, i * Winograd.WINDOW, 1, Winograd.A, Winograd.B, 1.0 / 3, 1.0 / 6);
                }
                for (int tap = 0; tap < SIDE * SIDE; tap++) {
                    w[(block * SIDE * SIDE + tap) * in * out + at] = u[tap / SIDE * Winograd.WINDOW + tap % SIDE];
                }
            }
        }
    }

    @Override
    public void host(Blocks blocks, float[][] arguments, float[] w) {
        Shape x = blocks.block(0);
        Shape y = blocks.block(1);
        int in = x.dim(-1);
        int out = y.dim(-1);
        int all = allTiles(y);
        int group = tilesOfPart(all);
        Blocks transform = Blocks.of(new WinogradInput(padding), List.of(x));
        float[] image = new float[x.size()];
        float[] d = new float[transform.result().size()];
        float[] m = new float[Winograd.PLACES * all * out];
        float[] u = new float[Winograd.PLACES];
        for (int block = 0; block < blocks.count(); block++) {
            System.arraycopy(arguments[0], blocks.start(0, block), image, 0, image.length);
            new WinogradInput(padding).host(transform, new float[][] {image}, d);
            for (int at = 0; at < all * out; at++) {
                int start = blocks.start(1, block) + at % out;
                for (int place = 0; place < Winograd.PLACES; place++) {
                    int from = source(y, at / out, place);
                    u[place] = from < 0 ? 0 : arguments[1][start + from * out];
                }
                for (int j = 0; j < Winograd.TILE; j++) {
                    Winograd.outputTransposed(u, j, Winograd.WINDOW, (float) Winograd.A, (float) Winograd.B);
                }
                for (int i = 0; i < Winograd.WINDOW; i++) {
                    Winograd.outputTransposed(u, i * Winograd.WINDOW, 1, (float) Winograd.A, (float) Winograd.B);
                }
                for (int place = 0; place < Winograd.PLACES; place++) {
                    m[place * all * out + at] = u[place];
                }
            }
            for (int at = 0; at < in * out; at++) {
                for (int place = 0; place < Winograd.PLACES; place++) {
                    u[place] = 0;
                    for (int first = 0; first < all; first += group) {
                        float part = 0;
                        for (int tile = first; tile < Math.min(first + group, all); tile++) {
                            float factor = d[(place * all + tile) * in + at / out];
                            part = Math.fma(factor, m[(place * all + tile) * out + at % out], part);
                        }
                        u[place] += part;
                    }
                }
                for (int j = 0; j < Winograd.WINDOW; j++) {
                    Winograd.weightsTransposed(u, j, Winograd.WINDOW, (float) Winograd.A, (float) Winograd.B, (float) (1.0 / 3), (float) (1.0 / 6));
                }
                for (int i = 0; i < SIDE; i++) {
                    Winograd.weightsTransposed(u, i * Winograd.WINDOW, 1, (float) Winograd.A, (float) Winograd.B, (float) (1.0 / 3), (float) (1.0 / 6));
                }
                for (int tap = 0; tap < SIDE * SIDE; tap++) {
                    w[(block * SIDE * SIDE + tap) * in * out + at] = u[tap / SIDE * Winograd.WINDOW + tap % SIDE];
                }
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
