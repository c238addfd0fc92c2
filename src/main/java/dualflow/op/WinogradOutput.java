package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * A^T m A for each tile m of [36, N th tw, O], assembled into images [N, H, W, O] with th = ceil(H / 4), tw = ceil(W / 4), where anything
 * outside is cropped. {@link Winograd} has the matrices and the order of arithmetic; the columns of a tile come first, then its rows.
 *
 * @param height H, at least 1
 * @param width W, at least 1
 */
public record WinogradOutput(int height, int width) implements LinearOp {
    /**
     * Checks the components.
     *
     * @param height H, at least 1
     * @param width W, at least 1
     * @throws ShapeException if there are no pixels
     */
    public WinogradOutput {
        if (height < 1 || width < 1) {
            throw new ShapeException("an image has at least one pixel, not " + height + " by " + width);
        }
    }

    @Override
    public int arity() {
        return 1;
    }

    @Override
    public int trailing(int argument) {
        return 3;
    }

    private int tilesDown() {
        return Winograd.tiles(height);
    }

    private int tilesAcross() {
        return Winograd.tiles(width);
    }

    private int tiles() {
        return Math.multiplyExact(tilesDown(), tilesAcross());
    }

    @Override
    public Shape block(List<Shape> blocks) {
        Shape m = blocks.get(0);
        if (m.dim(-3) != Winograd.PLACES || m.dim(-2) % tiles() != 0) {
            throw new ShapeException("images of " + height + " by " + width + " come of " + Winograd.PLACES
                    + " places and a multiple of " + tiles() + " tiles, not of " + m.dim(-3) + " and " + m.dim(-2));
        }
        return Shape.of(m.dim(-2) / tiles(), height, width, m.dim(-1));
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int tiles = blocks.block(0).dim(-2);
        int channels = blocks.block(0).dim(-1);
        double[] m = new double[Winograd.PLACES];
        for (int at = from * tiles * channels; at < to * tiles * channels; at++) {
            int c = at % channels;
            int tile = at / channels % tiles;
            int block = at / channels / tiles;
            for (int place = 0; place < m.length; place++) {
                m[place] = x[0][blocks.start(0, block) + (place * tiles + tile) * channels + c];
            }
            WinogradMapsDouble.output(m);
            for (int place = 0; place < m.length; place++) {
                int pixel = Winograd.pixel(blocks.result(), tilesDown(), tilesAcross(), tile, place);
                if (pixel >= 0) {
                    y[block * blocks.result().size() + pixel * channels + c] = m[place];
                }
            }
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int tiles = blocks.block(0).dim(-2);
        int channels = blocks.block(0).dim(-1);
        float[] m = new float[Winograd.PLACES];
        for (int at = from * tiles * channels; at < to * tiles * channels; at++) {
            int c = at % channels;
            int tile = at / channels % tiles;
            int block = at / channels / tiles;
            for (int place = 0; place < m.length; place++) {
                m[place] = x[0][blocks.start(0, block) + (place * tiles + tile) * channels + c];
            }
            WinogradMapsFloat.output(m);
            for (int place = 0; place < m.length; place++) {
                int pixel = Winograd.pixel(blocks.result(), tilesDown(), tilesAcross(), tile, place);
                if (pixel >= 0) {
                    y[block * blocks.result().size() + pixel * channels + c] = m[place];
                }
            }
        }
    }

    @Override
    public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
        int down = Winograd.tiles(height);
        Tensor whole = Ops.pad(
                Ops.pad(yBar, -3, 0, down * Winograd.TILE - height), -2, 0, tilesAcross() * Winograd.TILE - width);
        Tensor tiles = Ops.unfold(whole, Winograd.TILE, Winograd.TILE, 0);
        return List.of(Winograd.placesInFront(Winograd.transposedOutput(tiles)));
    }
}
