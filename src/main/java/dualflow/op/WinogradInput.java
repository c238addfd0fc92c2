package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.Kernel;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * B^T d B for each 6x6 tile d of images [N, H, W, C], whose results tile the convolution's images: [36, N th tw, C] with th = ceil(H' /
 * 4), H' = H + 2 padding - 2, tw likewise; zeros outside of the images. {@link Winograd} has the matrices and the order of
 * arithmetic; the columns of a tile come first, then its rows.
 *
 * @param padding how many zeros are thought around the images
 */
public record WinogradInput(int padding) implements LinearOp {
    /**
     * Checks the component.
     *
     * @param padding how many zeros are thought around the images
     * @throws ShapeException if it is negative
     */
    public WinogradInput {
        Winograd.requirePadding(padding);
    }

    @Override
    public int arity() {
        return 1;
    }

    @Override
    public int trailing(int argument) {
        return 4;
    }

    @Override
    public Shape block(List<Shape> blocks) {
        Shape x = blocks.get(0);
        return Shape.of(Winograd.PLACES, Math.multiplyExact(x.dim(-4), tilesOf(x)), x.dim(-1));
    }

    private int tilesOf(Shape x) {
        return Winograd.tiles(Winograd.result(x.dim(-3), padding)) * tilesAcross(x);
    }

    private int tilesAcross(Shape x) {
        return Winograd.tiles(Winograd.result(x.dim(-2), padding));
    }

    /** Where place (i, j) of a tile stands in its image, channels left out; -1 outside. */
    private int source(Shape x, int tile, int place) {
        int across = tilesAcross(x);
        int row = tile / across * Winograd.TILE - padding + place / Winograd.WINDOW;
        int column = tile % across * Winograd.TILE - padding + place % Winograd.WINDOW;
        boolean inside = row >= 0 && row < x.dim(-3) && column >= 0 && column < x.dim(-2);
        return inside ? row * x.dim(-2) + column : -1;
    }

    /** The tiles of all blocks. */
    @Override
    public int hostItems(Blocks blocks) {
        return blocks.count() * blocks.result().dim(-2);
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        Shape image = blocks.block(0);
        int channels = image.dim(-1);
        int tiles = tilesOf(image);
        int all = blocks.result().dim(-2);
        double[][] d = new double[Winograd.PLACES][channels];
        for (int at = from; at < to; at++) {
            int tile = at % all;
            int block = at / all;
            int start = blocks.start(0, block) + tile / tiles * image.dim(-3) * image.dim(-2) * channels;
            for (int place = 0; place < d.length; place++) {
                int source = source(image, tile % tiles, place);
                if (source < 0) {
                    Arrays.fill(d[place], 0);
                } else {
                    System.arraycopy(x[0], start + source * channels, d[place], 0, channels);
                }
            }
            for (int i = 0; i < Winograd.WINDOW; i++) {
                Winograd.input(d, i, Winograd.WINDOW, Winograd.A, Winograd.B);
            }
            for (int i = 0; i < Winograd.WINDOW; i++) {
                Winograd.input(d, i * Winograd.WINDOW, 1, Winograd.A, Winograd.B);
            }
            for (int place = 0; place < d.length; place++) {
                System.arraycopy(d[place], 0, y, ((block * d.length + place) * all + tile) * channels, channels);
            }
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        Shape image = blocks.block(0);
        int channels = image.dim(-1);
        int tiles = tilesOf(image);
        int all = blocks.result().dim(-2);
        float[][] d = new float[Winograd.PLACES][channels];
        for (int at = from; at < to; at++) {
            int tile = at % all;
            int block = at / all;
            int start = blocks.start(0, block) + tile / tiles * image.dim(-3) * image.dim(-2) * channels;
            for (int place = 0; place < d.length; place++) {
                int source = source(image, tile % tiles, place);
                if (source < 0) {
                    Arrays.fill(d[place], 0);
                } else {
                    System.arraycopy(x[0], start + source * channels, d[place], 0, channels);
                }
            }
            for (int i = 0; i < Winograd.WINDOW; i++) {
                Winograd.input(d, i, Winograd.WINDOW, (float) Winograd.A, (float) Winograd.B);
            }
            for (int i = 0; i < Winograd.WINDOW; i++) {
                Winograd.input(d, i * Winograd.WINDOW, 1, (float) Winograd.A, (float) Winograd.B);
            }
            for (int place = 0; place < d.length; place++) {
                System.arraycopy(d[place], 0, y, ((block * d.length + place) * all + tile) * channels, channels);
            }
        }
    }

    @Override
    public Kernel kernel(Blocks blocks) {
        Shape x = blocks.block(0);
        int tiles = tilesOf(x);
        return Winograd.kernel(
                name(),
                blocks.result().dim(-2),
                x.dim(-1),
                List.of(
                        x.dim(-3),
                        x.dim(-2),
                        x.dim(-1),
                        tiles,
                        tilesAcross(x),
                        blocks.result().dim(-2),
                        padding));
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        Shape x = inputs.get(0).trailing(4);
        int across = tilesAcross(x);
        int down = tilesOf(x) / across;
        Tensor places = Winograd.placesBehind(yBar, x.dim(-4), down, across);
        int height = down * Winograd.TILE + 2;
        int width = across * Winograd.TILE + 2;
        Tensor padded = new Fold(Winograd.WINDOW, Winograd.TILE, 0, height, width).on(Winograd.transposedInput(places));
        return List.of(Ops.slice(Ops.slice(padded, -3, padding, x.dim(-3)), -2, padding, x.dim(-2)));
    }
}
