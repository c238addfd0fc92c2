package dualflow.device.host;

import dualflow.op.ConvolutionByWinograd;
import dualflow.op.ConvolutionWeightsByWinograd;
import dualflow.op.Winograd;
import dualflow.op.WinogradConvolution;
import dualflow.op.WinogradInput;
import dualflow.op.WinogradOutput;
import dualflow.op.WinogradWeights;
import dualflow.tensor.Blocks;
import dualflow.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Winograd convolutions and their stages in float64, all channels of a tile at once. {@link WinogradLoopsFloat} is the same in float32.
 */
final class WinogradLoopsDouble {
    private static final int PLACES = Winograd.PLACES;
    private static final int TAPS = 9;
    private static final int SIDE = 3;
    private static final int MOST = 64; // tiles of a group
    private static final int FEWEST = 8;
    private static final int PARTS = 4; // of the tiles of a block, at least, where there are not too few of them

    private WinogradLoopsDouble() {}

    /** Tiles of all blocks. */
    static void input(WinogradInput op, Blocks blocks, int from, int to, double[][] x, double[] y) {
        Shape images = blocks.block(0);
        int channels = images.dim(-1);
        int down = Winograd.tiles(Winograd.result(images.dim(-3), op.padding()));
        int across = Winograd.tiles(Winograd.result(images.dim(-2), op.padding()));
        int tiles = blocks.result().dim(-2);
        double[][] d = new double[PLACES][channels];
        for (int at = from; at < to; at++) {
            int tile = at % tiles;
            int block = at / tiles;
            for (int place = 0; place < PLACES; place++) {
                int pixel = Winograd.source(images, op.padding(), down, across, tile, place);
                read(x[0], blocks.start(0, block) + pixel * channels, pixel >= 0, d[place]);
            }
            WinogradRowsDouble.input(d);
            for (int place = 0; place < PLACES; place++) {
                System.arraycopy(d[place], 0, y, ((block * PLACES + place) * tiles + tile) * channels, channels);
            }
        }
    }

    /** Tiles of all blocks. */
    static void output(WinogradOutput op, Blocks blocks, int from, int to, double[][] x, double[] y) {
        int tiles = blocks.block(0).dim(-2);
        int channels = blocks.block(0).dim(-1);
        int down = Winograd.tiles(op.height());
        int across = Winograd.tiles(op.width());
        double[][] m = new double[PLACES][channels];
        for (int at = from; at < to; at++) {
            int tile = at % tiles;
            int block = at / tiles;
            for (int place = 0; place < PLACES; place++) {
                System.arraycopy(
                        x[0], blocks.start(0, block) + (place * tiles + tile) * channels, m[place], 0, channels);
            }
            WinogradRowsDouble.output(m);
            for (int place = 0; place < PLACES; place++) {
                int pixel = Winograd.pixel(blocks.result(), down, across, tile, place);
                if (pixel >= 0) {
                    int start = block * blocks.result().size() + pixel * channels;
                    System.arraycopy(m[place], 0, y, start, channels);
                }
            }
        }
    }

    /** Channels of the images, in all blocks. */
    static void weights(WinogradWeights op, Blocks blocks, int from, int to, double[][] x, double[] y) {
        int rows = blocks.block(0).dim(-2);
        int n = blocks.block(0).dim(-1);
        double[][] w = new double[PLACES][n];
        for (int at = from; at < to; at++) {
            int row = at % rows;
            int block = at / rows;
            for (int tap = 0; tap < TAPS; tap++) {
                int start = blocks.start(0, block) + (tap * rows + row) * n;
                System.arraycopy(x[0], start, w[tap / SIDE * Winograd.WINDOW + tap % SIDE], 0, n);
            }
            WinogradRowsDouble.weights(w);
            for (int place = 0; place < PLACES; place++) {
                System.arraycopy(w[place], 0, y, ((block * PLACES + place) * rows + row) * n, n);
            }
        }
    }

    /** The number of groups of tiles of all blocks; a group shares one reading of the weights. */
    static int groups(Blocks blocks) {
        return blocks.count() * ceilDiv(tiles(blocks.result()), group(blocks.result()));
    }

    private static int tiles(Shape result) {
        return result.dim(-4) * Winograd.tiles(result.dim(-3)) * Winograd.tiles(result.dim(-2));
    }

    /** The tiles of a group: many, unless threads would have nothing to do. */
    private static int group(Shape result) {
        return Math.max(FEWEST, Math.min(MOST, ceilDiv(tiles(result), PARTS)));
    }

    private static int ceilDiv(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }

    /** Groups of tiles of all blocks. */
    static void convolution(WinogradConvolution op, Blocks blocks, int from, int to, double[][] x, double[] y) {
        Shape result = blocks.result();
        int tiles = tiles(result);
        int group = group(result);
        int groups = ceilDiv(tiles, group);
        if (from == to) {
            return;
        }
        WinogradGroupDouble tilesTogether = new WinogradGroupDouble(op.padding(), blocks.block(0), result, group);
        for (int item = from; item < to; item++) {
            int block = item / groups;
            int first = item % groups * group;
            tilesTogether.convolve(
                    first,
                    Math.min(tiles, first + group),
                    x[0],
                    blocks.start(0, block),
                    x[1],
                    blocks.start(1, block),
                    y,
                    block * result.size());
        }
    }

    /** Images of all blocks, for untransformed weights. */
    static void ofKernels(ConvolutionByWinograd op, Blocks blocks, int from, int to, double[][] x, double[] y) {
        if (from == to) {
            return;
        }
        Shape weights = blocks.block(1);
        Shape result = blocks.result();
        WinogradWeights transform = new WinogradWeights();
        Blocks transformed = Blocks.of(transform, List.of(weights));
        int images = result.dim(-4);
        int tiles = images == 0 ? 0 : tiles(result) / images;
        int kernels = weights.size() / TAPS;
        double[] w = new double[weights.size()];
        double[] u = new double[transformed.shape().size()];
        WinogradGroupDouble tilesTogether = new WinogradGroupDouble(op.padding(), blocks.block(0), result, MOST);
        for (int item = from; item < to; ) {
            int block = item / images;
            int first = item % images;
            int end = Math.min(images, first + to - item);
            for (int tap = 0; tap < TAPS; tap++) {
                int source = op.turned() ? TAPS - 1 - tap : tap;
                System.arraycopy(x[1], blocks.start(1, block) + source * kernels, w, tap * kernels, kernels);
            }
            weights(transform, transformed, 0, weights.dim(-2), new double[][] {w}, u);
            for (int tile = first * tiles; tile < end * tiles; tile += MOST) {
                int last = Math.min(end * tiles, tile + MOST);
                tilesTogether.convolve(tile, last, x[0], blocks.start(0, block), u, 0, y, block * result.size());
            }
            item += end - first;
        }
    }

    /** Rows of the weight cotangents, one for each channel of x, in all blocks. */
    static void cotangent(
            ConvolutionWeightsByWinograd op, Blocks blocks, int from, int to, double[][] arguments, double[] w) {
        int in = blocks.block(0).dim(-1);
        for (int item = from; item < to; ) {
            int first = item % in;
            int end = Math.min(in, first + to - item);
            cotangent(op, blocks, item / in, first, end, arguments, w);
            item += end - first;
        }
    }

    /** The weight cotangents of some channels of x. */
    private static void cotangent(
            ConvolutionWeightsByWinograd op,
            Blocks blocks,
            int block,
            int first,
            int end,
            double[][] arguments,
            double[] w) {
        Shape x = blocks.block(0);
        Shape y = blocks.block(1);
        int in = x.dim(-1);
        int out = y.dim(-1);
        int down = Winograd.tiles(y.dim(-3));
        int across = Winograd.tiles(y.dim(-2));
        double[][] d = new double[PLACES][end - first];
        double[][] m = new double[PLACES][out];
        double[][] part = new double[PLACES][(end - first) * out];
        double[][] sum = new double[PLACES][(end - first) * out];
        for (int tile = 0; tile < y.dim(-4) * down * across; tile++) {
            for (int place = 0; place < PLACES; place++) {
                int pixel = Winograd.source(x, op.padding(), down, across, tile, place);
                read(arguments[0], blocks.start(0, block) + pixel * in + first, pixel >= 0, d[place]);
                pixel = Winograd.pixel(y, down, across, tile, place);
                read(arguments[1], blocks.start(1, block) + pixel * out, pixel >= 0, m[place]);
            }
            WinogradRowsDouble.input(d);
            WinogradRowsDouble.outputTransposed(m);
            boolean complete = ConvolutionWeightsByWinograd.endsPart(y, tile);
            for (int place = 0; place < PLACES; place++) {
                add(d[place], m[place], part[place]);
                for (int k = 0; complete && k < part[place].length; k++) {
                    sum[place][k] += part[place][k];
                    part[place][k] = 0;
                }
            }
        }
        WinogradRowsDouble.weightsTransposed(sum);
        for (int tap = 0; tap < TAPS; tap++) {
            double[] taps = sum[tap / SIDE * Winograd.WINDOW + tap % SIDE];
            System.arraycopy(taps, 0, w, ((block * TAPS + tap) * in + first) * out, taps.length);
        }
    }

    /** Copies a row of numbers, or zeros outside. */
    static void read(double[] numbers, int at, boolean inside, double[] to) {
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
}
