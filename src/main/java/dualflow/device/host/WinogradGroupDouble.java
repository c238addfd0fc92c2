package dualflow.device.host;

import dualflow.op.Winograd;
import dualflow.tensor.Shape;

/**
 * The Winograd convolution of a group of tiles in float64, which share one reading of the weights: the tiles are transformed, multiplied
 * in each of the 36 places, and transformed back where the sums are. {@link WinogradGroupFloat} is the same in float32.
 */
final class WinogradGroupDouble {
    private static final int PLACES = Winograd.PLACES;

    private final int padding;
    private final Shape images;
    private final Shape result;
    private final int down;
    private final int across;
    private final int channels;
    private final int n;
    private final double[][] window; // of one tile, by place
    private final double[][] transformed; // of all tiles, by place
    private final RowSumsDouble[] products; // of all tiles, by place
    private final double[][] tile; // the sums of one tile, by place

    /**
     * Allocates what a group needs.
     *
     * @param padding the convolution's padding
     * @param images the shape of a block of images
     * @param result the shape of a block of the result
     * @param most the maximum number of tiles of a group, at most 64
     */
    WinogradGroupDouble(int padding, Shape images, Shape result, int most) {
        this.padding = padding;
        this.images = images;
        this.result = result;
        down = Winograd.tiles(result.dim(-3));
        across = Winograd.tiles(result.dim(-2));
        channels = images.dim(-1);
        n = result.dim(-1);
        window = new double[PLACES][channels];
        transformed = new double[PLACES][most * channels];
        products = new RowSumsDouble[PLACES];
        for (int place = 0; place < PLACES; place++) {
            products[place] = new RowSumsDouble(most, n);
        }
        tile = new double[PLACES][];
    }

    /** Convolves the tiles from {@code first} to before {@code end}, of a block of images x, of transformed weights u and of the result y. */
    void convolve(int first, int end, double[] x, int xStart, double[] u, int uStart, double[] y, int yStart) {
        for (int row = 0; row < end - first; row++) {
            for (int place = 0; place < PLACES; place++) {
                int pixel = Winograd.source(images, padding, down, across, first + row, place);
                WinogradLoopsDouble.read(x, xStart + pixel * channels, pixel >= 0, window[place]);
            }
            WinogradRowsDouble.input(window);
            for (int place = 0; place < PLACES; place++) {
                System.arraycopy(window[place], 0, transformed[place], row * channels, channels);
            }
        }
        for (int place = 0; place < PLACES; place++) {
            products[place].begin(end - first);
            for (int row = 0; row < end - first; row++) {
                products[place].start(row, row * channels);
            }
            products[place].add(transformed[place], 1, u, uStart + place * channels * n, channels);
        }
        for (int row = 0; row < end - first; row++) {
            for (int place = 0; place < PLACES; place++) {
                tile[place] = products[place].sum(row);
            }
            WinogradRowsDouble.output(tile);
            for (int place = 0; place < PLACES; place++) {
                int pixel = Winograd.pixel(result, down, across, first + row, place);
                if (pixel >= 0) {
                    System.arraycopy(tile[place], 0, y, yStart + pixel * n, n);
                }
            }
        }
    }
}
