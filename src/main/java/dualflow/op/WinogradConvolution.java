package dualflow.op;

import dualflow.tensor.BilinearOp;
import dualflow.tensor.Blocks;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The 3x3 convolution of stride 1 of images [N, H, W, C] by Winograd's F(4x4, 3x3), with weights [36, C, O] as {@link WinogradWeights}
 * makes them: images [N, H', W', O] with H' = H + 2 padding - 2 and W' likewise.
 *
 * <p>It is {@link WinogradOutput} of the {@link MatMul} of {@link WinogradInput} and the weights, with the same arithmetic in the same order;
 * in one op the 36 places of a tile need not be stored.
 *
 * @param padding zero padding on each side
 */
public record WinogradConvolution(int padding) implements BilinearOp {
    /**
     * Checks the component.
     *
     * @param padding zero padding on each side
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

    /**
     * The tiles of an image.
     *
     * @param y the shape of the result's images
     * @return their number
     */
    public static int tiles(Shape y) {
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
