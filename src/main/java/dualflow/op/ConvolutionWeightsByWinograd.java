package dualflow.op;

import dualflow.tensor.BilinearOp;
import dualflow.tensor.Blocks;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The transpose of {@link ConvolutionByWinograd} in its weights, summed over a batch: of images x [N, H, W, C] and y [N, H', W', O] weights
 * [3, 3, C, O], the same as those of {@link ConvolutionWeights} up to rounding, with a quarter of the products:
 *
 * <p>w = G^T (sum over tiles of (B^T d B) (A y A^T)) G, where the product in each of the 36 places is that of each channel of x with each of y.
 *
 * <p>The T tiles of all images are divided into n = ceil(T / 256) parts of ceil(T / n) tiles, each of which gives a sum, in order, from
 * zero, by fma; these are added in order, from zero. {@link Winograd} has the matrices and the order of the rest; columns come before rows.
 *
 * @param padding zero padding of x on each side, at most 2
 */
public record ConvolutionWeightsByWinograd(int padding) implements BilinearOp {
    private static final int SIDE = 3;

    /** The approximate number of tiles in a part. */
    private static final int PART = 256;

    /**
     * Checks the component.
     *
     * @param padding zero padding of x on each side, at most 2
     * @throws ShapeException if it is negative or greater than 2
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

    private static int tilesDown(Shape y) {
        return Winograd.tiles(y.dim(-3));
    }

    private static int tilesAcross(Shape y) {
        return Winograd.tiles(y.dim(-2));
    }

    private static int tiles(Shape y) {
        return Math.multiplyExact(tilesDown(y), tilesAcross(y));
    }

    private static int allTiles(Shape y) {
        return Math.multiplyExact(y.dim(-4), tiles(y));
    }

    /**
     * The number of parts into which tiles are divided.
     *
     * @param tiles the number of tiles of all images
     * @return the number of parts, at least 1
     */
    public static int parts(int tiles) {
        return Math.max(1, (tiles + PART - 1) / PART);
    }

    /**
     * The tiles of a part.
     *
     * @param tiles the number of tiles of all images
     * @return their number, at least 1; the last part may have fewer
     */
    public static int tilesOfPart(int tiles) {
        return Math.max(1, (tiles + parts(tiles) - 1) / parts(tiles));
    }

    /**
     * Whether a part of the tiles of all images ends with a tile.
     *
     * @param y the shape of y, [N, H', W', O]
     * @param tile the tile, from 0
     * @return true for the last tile of each part
     */
    public static boolean endsPart(Shape y, int tile) {
        int all = allTiles(y);
        return (tile + 1) % tilesOfPart(all) == 0 || tile + 1 == all;
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] arguments, double[] w) {
        Shape x = blocks.block(0);
        Shape y = blocks.block(1);
        int in = x.dim(-1);
        int out = y.dim(-1);
        for (int at = from * in * out; at < to * in * out; at++) { // block, channel of x, channel of y
            int block = at / out / in;
            int xAt = blocks.start(0, block) + at / out % in;
            int yAt = blocks.start(1, block) + at % out;
            double[] sum = new double[Winograd.PLACES];
            double[] part = new double[Winograd.PLACES];
            for (int tile = 0; tile < allTiles(y); tile++) {
                double[] d = new double[Winograd.PLACES];
                double[] m = new double[Winograd.PLACES];
                for (int place = 0; place < Winograd.PLACES; place++) {
                    int pixel = Winograd.source(x, padding, tilesDown(y), tilesAcross(y), tile, place);
                    d[place] = pixel < 0 ? 0 : arguments[0][xAt + pixel * in];
                    pixel = Winograd.pixel(y, tilesDown(y), tilesAcross(y), tile, place);
                    m[place] = pixel < 0 ? 0 : arguments[1][yAt + pixel * out];
                }
                WinogradMapsDouble.input(d);
                WinogradMapsDouble.outputTransposed(m);
                for (int place = 0; place < Winograd.PLACES; place++) {
                    part[place] = Math.fma(d[place], m[place], part[place]);
                    if (endsPart(y, tile)) {
                        sum[place] += part[place];
                        part[place] = 0;
                    }
                }
            }
            WinogradMapsDouble.weightsTransposed(sum);
            for (int tap = 0; tap < SIDE * SIDE; tap++) {
                int place = tap / SIDE * Winograd.WINDOW + tap % SIDE;
                w[(block * SIDE * SIDE + tap) * in * out + at % (in * out)] = sum[place];
            }
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] arguments, float[] w) {
        Shape x = blocks.block(0);
        Shape y = blocks.block(1);
        int in = x.dim(-1);
        int out = y.dim(-1);
        for (int at = from * in * out; at < to * in * out; at++) { // block, channel of x, channel of y
            int block = at / out / in;
            int xAt = blocks.start(0, block) + at / out % in;
            int yAt = blocks.start(1, block) + at % out;
            float[] sum = new float[Winograd.PLACES];
            float[] part = new float[Winograd.PLACES];
            for (int tile = 0; tile < allTiles(y); tile++) {
                float[] d = new float[Winograd.PLACES];
                float[] m = new float[Winograd.PLACES];
                for (int place = 0; place < Winograd.PLACES; place++) {
                    int pixel = Winograd.source(x, padding, tilesDown(y), tilesAcross(y), tile, place);
                    d[place] = pixel < 0 ? 0 : arguments[0][xAt + pixel * in];
                    pixel = Winograd.pixel(y, tilesDown(y), tilesAcross(y), tile, place);
                    m[place] = pixel < 0 ? 0 : arguments[1][yAt + pixel * out];
                }
                WinogradMapsFloat.input(d);
                WinogradMapsFloat.outputTransposed(m);
                for (int place = 0; place < Winograd.PLACES; place++) {
                    part[place] = Math.fma(d[place], m[place], part[place]);
                    if (endsPart(y, tile)) {
                        sum[place] += part[place];
                        part[place] = 0;
                    }
                }
            }
            WinogradMapsFloat.weightsTransposed(sum);
            for (int tap = 0; tap < SIDE * SIDE; tap++) {
                int place = tap / SIDE * Winograd.WINDOW + tap % SIDE;
                w[(block * SIDE * SIDE + tap) * in * out + at % (in * out)] = sum[place];
            }
        }
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
