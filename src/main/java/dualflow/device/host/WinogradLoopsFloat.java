package dualflow.device.host;

import dualflow.op.ConvolutionByWinograd;
import dualflow.op.ConvolutionWeightsByWinograd;
import dualflow.op.MatMul;
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
 * Winograd convolutions and their stages in float32, all channels of a tile at once. {@link WinogradLoopsDouble} is the same in float64.
 */
final class WinogradLoopsFloat {
    private static final int PLACES = Winograd.PLACES;
    private static final int TAPS = 9;
    private static final int SIDE = 3;

    private WinogradLoopsFloat() {}

    /** Tiles of all blocks. */
    static void input(WinogradInput op, Blocks blocks, int from, int to, float[][] x, float[] y) {
        Shape images = blocks.block(0);
        int channels = images.dim(-1);
        int down = Winograd.tiles(Winograd.result(images.dim(-3), op.padding()));
        int across = Winograd.tiles(Winograd.result(images.dim(-2), op.padding()));
        int tiles = blocks.result().dim(-2);
        float[][] d = new float[PLACES][channels];
        for (int at = from; at < to; at++) {
            int tile = at % tiles;
            int block = at / tiles;
            for (int place = 0; place < PLACES; place++) {
                int pixel = Winograd.source(images, op.padding(), down, across, tile, place);
                read(x[0], blocks.start(0, block) + pixel * channels, pixel >= 0, d[place]);
            }
            WinogradRowsFloat.input(d);
            for (int place = 0; place < PLACES; place++) {
                System.arraycopy(d[place], 0, y, ((block * PLACES + place) * tiles + tile) * channels, channels);
            }
        }
    }

    /** Tiles of all blocks. */
    static void output(WinogradOutput op, Blocks blocks, int from, int to, float[][] x, float[] y) {
        int tiles = blocks.block(0).dim(-2);
        int channels = blocks.block(0).dim(-1);
        int down = Winograd.tiles(op.height());
        int across = Winograd.tiles(op.width());
        float[][] m = new float[PLACES][channels];
        for (int at = from; at < to; at++) {
            int tile = at % tiles;
            int block = at / tiles;
            for (int place = 0; place < PLACES; place++) {
                System.arraycopy(
                        x[0], blocks.start(0, block) + (place * tiles + tile) * channels, m[place], 0, channels);
            }
            WinogradRowsFloat.output(m);
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
    static void weights(WinogradWeights op, Blocks blocks, int from, int to, float[][] x, float[] y) {
        int rows = blocks.block(0).dim(-2);
        int n = blocks.block(0).dim(-1);
        float[][] w = new float[PLACES][n];
        for (int at = from; at < to; at++) {
            int row = at % rows;
            int block = at / rows;
            for (int tap = 0; tap < TAPS; tap++) {
                int start = blocks.start(0, block) + (tap * rows + row) * n;
                System.arraycopy(x[0], start, w[tap / SIDE * Winograd.WINDOW + tap % SIDE], 0, n);
            }
            WinogradRowsFloat.weights(w);
            for (int place = 0; place < PLACES; place++) {
                System.arraycopy(w[place], 0, y, ((block * PLACES + place) * rows + row) * n, n);
            }
        }
    }

    /** Images of all blocks, one at a time, so that the positions of one stay in the cache. */
    static void convolution(WinogradConvolution op, Blocks blocks, int from, int to, float[][] x, float[] y) {
        Shape result = blocks.result();
        WinogradInput input = new WinogradInput(op.padding());
        WinogradOutput output = new WinogradOutput(result.dim(-3), result.dim(-2));
        Blocks places = Blocks.of(input, List.of(blocks.block(0).trailing(3).withFirst(1)));
        MatMul product = new MatMul();
        Blocks products = Blocks.of(product, List.of(places.shape(), blocks.block(1)));
        Blocks image = Blocks.of(output, List.of(products.shape()));
        float[] d = new float[places.block(0).size()];
        float[] u = new float[blocks.block(1).size()];
        float[] transformed = new float[places.shape().size()];
        float[] m = new float[products.shape().size()];
        float[] pixels = new float[image.shape().size()];
        int images = result.dim(-4);
        for (int i = from; i < to; i++) {
            int block = i / images;
            if (i == from || i % images == 0) {
                System.arraycopy(x[1], blocks.start(1, block), u, 0, u.length);
            }
            System.arraycopy(x[0], blocks.start(0, block) + i % images * d.length, d, 0, d.length);
            int tiles = places.result().dim(-2);
            input(input, places, 0, tiles, new float[][] {d}, transformed);
            ProductLoopsFloat.matMul(product, products, 0, PLACES * tiles, new float[][] {transformed, u}, m);
            output(output, image, 0, tiles, new float[][] {m}, pixels);
            System.arraycopy(pixels, 0, y, i * pixels.length, pixels.length);
        }
    }

    /** Images of all blocks, for untransformed weights. */
    static void ofKernels(ConvolutionByWinograd op, Blocks blocks, int from, int to, float[][] x, float[] y) {
        Shape weights = blocks.block(1);
        WinogradConvolution convolution = new WinogradConvolution(op.padding());
        WinogradWeights transform = new WinogradWeights();
        Blocks transformed = Blocks.of(transform, List.of(weights));
        Blocks convolved = Blocks.of(convolution, List.of(blocks.block(0), transformed.shape()));
        int images = blocks.result().dim(-4);
        int kernels = weights.size() / TAPS;
        float[] w = new float[weights.size()];
        float[] u = new float[transformed.shape().size()];
        float[] image = new float[blocks.block(0).size()];
        float[] result = new float[blocks.result().size()];
        for (int item = from; item < to; ) {
            int block = item / images;
            int first = item % images;
            int end = Math.min(images, first + to - item);
            for (int tap = 0; tap < TAPS; tap++) {
                int source = op.turned() ? TAPS - 1 - tap : tap;
                System.arraycopy(x[1], blocks.start(1, block) + source * kernels, w, tap * kernels, kernels);
            }
            weights(transform, transformed, 0, weights.dim(-2), new float[][] {w}, u);
            System.arraycopy(x[0], blocks.start(0, block), image, 0, image.length);
            convolution(convolution, convolved, first, end, new float[][] {image, u}, result);
            int size = result.length / images;
            System.arraycopy(result, first * size, y, item * size, (end - first) * size);
            item += end - first;
        }
    }

    /** Rows of the weight cotangents, one for each channel of x, in all blocks. */
    static void cotangent(
            ConvolutionWeightsByWinograd op, Blocks blocks, int from, int to, float[][] arguments, float[] w) {
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
            float[][] arguments,
            float[] w) {
        Shape x = blocks.block(0);
        Shape y = blocks.block(1);
        int in = x.dim(-1);
        int out = y.dim(-1);
        int down = Winograd.tiles(y.dim(-3));
        int across = Winograd.tiles(y.dim(-2));
        float[][] d = new float[PLACES][end - first];
        float[][] m = new float[PLACES][out];
        float[][] part = new float[PLACES][(end - first) * out];
        float[][] sum = new float[PLACES][(end - first) * out];
        for (int tile = 0; tile < y.dim(-4) * down * across; tile++) {
            for (int place = 0; place < PLACES; place++) {
                int pixel = Winograd.source(x, op.padding(), down, across, tile, place);
                read(arguments[0], blocks.start(0, block) + pixel * in + first, pixel >= 0, d[place]);
                pixel = Winograd.pixel(y, down, across, tile, place);
                read(arguments[1], blocks.start(1, block) + pixel * out, pixel >= 0, m[place]);
            }
            WinogradRowsFloat.input(d);
            WinogradRowsFloat.outputTransposed(m);
            boolean complete = ConvolutionWeightsByWinograd.endsPart(y, tile);
            for (int place = 0; place < PLACES; place++) {
                add(d[place], m[place], part[place]);
                for (int k = 0; complete && k < part[place].length; k++) {
                    sum[place][k] += part[place][k];
                    part[place][k] = 0;
                }
            }
        }
        WinogradRowsFloat.weightsTransposed(sum);
        for (int tap = 0; tap < TAPS; tap++) {
            float[] taps = sum[tap / SIDE * Winograd.WINDOW + tap % SIDE];
            System.arraycopy(taps, 0, w, ((block * TAPS + tap) * in + first) * out, taps.length);
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
}
