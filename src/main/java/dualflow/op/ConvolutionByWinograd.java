package dualflow.op;

import dualflow.tensor.BilinearOp;
import dualflow.tensor.Blocks;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The 3x3 convolution of stride 1 of images [N, H, W, C] with weights [3, 3, C, O]: images [N, H', W', O] with H' = H + 2 padding - 2 and
 * W' likewise. The arithmetic is that of {@link WinogradConvolution} with the weights of {@link WinogradWeights}.
 *
 * <p>It is for weights that have derivatives: as a map of images, its transpose is a convolution with the same kernels rotated, which
 * holds for transformed weights that come from kernels and not for arbitrary ones.
 *
 * @param padding zero padding on each side, at most 2
 * @param turned whether each kernel is rotated by 180 degrees first
 */
public record ConvolutionByWinograd(int padding, boolean turned) implements BilinearOp {
    /** A kernel's length; a transpose has padding {@code SIDE - 1 - padding}. */
    private static final int SIDE = 3;

    /** The number of transformed elements of a kernel, 36, for each of its own 9. */
    private static final int TIMES = Winograd.PLACES / (SIDE * SIDE);

    /**
     * Checks the components.
     *
     * @param padding zero padding on each side, at most 2
     * @param turned whether each kernel is rotated by 180 degrees first
     * @throws ShapeException if the padding is negative or greater than 2
     */
    public ConvolutionByWinograd {
        requirePadding(padding);
    }

    static void requirePadding(int padding) {
        Winograd.requirePadding(padding);
        if (padding >= SIDE) {
            throw new ShapeException(
                    "a convolution by Winograd with derivatives needs a padding of at most 2, not " + padding);
        }
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
        return convolution().block(List.of(blocks.get(0), places(blocks.get(1))));
    }

    private WinogradConvolution convolution() {
        return new WinogradConvolution(padding);
    }

    private static Shape places(Shape weights) {
        return new WinogradWeights().block(List.of(weights));
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        Shape images = blocks.block(0);
        Shape weights = blocks.block(1);
        int kernels = weights.size() / (SIDE * SIDE);
        double[] w = new double[weights.size()];
        for (int block = from; block < to; block++) {
            for (int tap = 0; tap < SIDE * SIDE; tap++) {
                int source = blocks.start(1, block) + (turned ? SIDE * SIDE - 1 - tap : tap) * kernels;
                System.arraycopy(x[1], source, w, tap * kernels, kernels);
            }
            int start = blocks.start(0, block);
            double[] image = Arrays.copyOfRange(x[0], start, start + images.size());
            double[] u = Winograd.apply(new WinogradWeights(), List.of(weights), w);
            double[] result = Winograd.apply(convolution(), List.of(images, places(weights)), image, u);
            System.arraycopy(result, 0, y, block * result.length, result.length);
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        Shape images = blocks.block(0);
        Shape weights = blocks.block(1);
        int kernels = weights.size() / (SIDE * SIDE);
        float[] w = new float[weights.size()];
        for (int block = from; block < to; block++) {
            for (int tap = 0; tap < SIDE * SIDE; tap++) {
                int source = blocks.start(1, block) + (turned ? SIDE * SIDE - 1 - tap : tap) * kernels;
                System.arraycopy(x[1], source, w, tap * kernels, kernels);
            }
            int start = blocks.start(0, block);
            float[] image = Arrays.copyOfRange(x[0], start, start + images.size());
            float[] u = Winograd.apply(new WinogradWeights(), List.of(weights), w);
            float[] result = Winograd.apply(convolution(), List.of(images, places(weights)), image, u);
            System.arraycopy(result, 0, y, block * result.length, result.length);
        }
    }

    /** The products in the 36 places of each tile. */
    @Override
    public long multiplyAdds(Blocks blocks) {
        return TIMES * convolution().multiplyAdds(blocks);
    }

    @Override
    public Tensor transposeLeft(Tensor yBar, Tensor right, Shape left) {
        ConvolutionByWinograd transpose = new ConvolutionByWinograd(SIDE - 1 - padding, !turned);
        return Ops.sumTo(transpose.on(yBar, Ops.transpose(right)), left);
    }

    /** With rotated kernels, the roles of the images are exchanged. */
    @Override
    public Tensor transposeRight(Tensor yBar, Tensor left, Shape right) {
        Tensor weights = turned
                ? Ops.transpose(new ConvolutionWeightsByWinograd(SIDE - 1 - padding).on(yBar, left))
                : new ConvolutionWeightsByWinograd(padding).on(left, yBar);
        return Ops.sumTo(weights, right);
    }
}
