package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * B^T d B for each 6x6 tile d of images [N, H, W, C], whose results tile the convolution's images: [36, N th tw, C] with th = ceil(H' /
 * 4), H' = H + 2 padding - 2, tw likewise; zeros outside the images. {@link Winograd} has the matrices and the order of
 * arithmetic; the columns of a tile come first, then its rows.
 *
 * @param padding zero padding on each side
 */
public record WinogradInput(int padding) implements LinearOp {
    /**
     * Checks the component.
     *
     * @param padding zero padding on each side
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
        return Shape.of(Winograd.PLACES, Math.multiplyExact(x.dim(-4), tilesDown(x) * tilesAcross(x)), x.dim(-1));
    }

    private int tilesDown(Shape x) {
        return Winograd.tiles(Winograd.result(x.dim(-3), padding));
    }

    private int tilesAcross(Shape x) {
        return Winograd.tiles(Winograd.result(x.dim(-2), padding));
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        Shape images = blocks.block(0);
        int channels = images.dim(-1);
        int tiles = blocks.result().dim(-2);
        double[] d = new double[Winograd.PLACES];
        for (int at = from * tiles * channels; at < to * tiles * channels; at++) {
            int c = at % channels;
            int tile = at / channels % tiles;
            int block = at / channels / tiles;
            for (int place = 0; place < d.length; place++) {
                int pixel = Winograd.source(images, padding, tilesDown(images), tilesAcross(images), tile, place);
                d[place] = pixel < 0 ? 0 : x[0][blocks.start(0, block) + pixel * channels + c];
            }
            WinogradMapsDouble.input(d);
            for (int place = 0; place < d.length; place++) {
                y[((block * d.length + place) * tiles + tile) * channels + c] = d[place];
            }
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        Shape images = blocks.block(0);
        int channels = images.dim(-1);
        int tiles = blocks.result().dim(-2);
        float[] d = new float[Winograd.PLACES];
        for (int at = from * tiles * channels; at < to * tiles * channels; at++) {
            int c = at % channels;
            int tile = at / channels % tiles;
            int block = at / channels / tiles;
            for (int place = 0; place < d.length; place++) {
                int pixel = Winograd.source(images, padding, tilesDown(images), tilesAcross(images), tile, place);
                d[place] = pixel < 0 ? 0 : x[0][blocks.start(0, block) + pixel * channels + c];
            }
            WinogradMapsFloat.input(d);
            for (int place = 0; place < d.length; place++) {
                y[((block * d.length + place) * tiles + tile) * channels + c] = d[place];
            }
        }
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        Shape x = inputs.get(0).trailing(4);
        int across = tilesAcross(x);
        int down = tilesDown(x);
        Tensor places = Winograd.placesBehind(yBar, x.dim(-4), down, across);
        int height = down * Winograd.TILE + 2;
        int width = across * Winograd.TILE + 2;
        Tensor padded = new Fold(Winograd.WINDOW, Winograd.TILE, 0, height, width).on(Winograd.transposedInput(places));
        return List.of(Ops.slice(Ops.slice(padded, -3, padding, x.dim(-3)), -2, padding, x.dim(-2)));
    }
}
