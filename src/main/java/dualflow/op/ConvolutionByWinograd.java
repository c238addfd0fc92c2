package dualflow.op;

import dualflow.tensor.BilinearOp;
import dualflow.tensor.Blocks;
import dualflow.tensor.Kernel;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.OptionalInt;

/**
 * The 3x3 convolution of stride 1 of images [N, H, W, C] with weights [3, 3, C, O]: images [N, H', W', O] with H' = H + 2 padding - 2 and
 * W' likewise. The arithmetic is that of {@link WinogradConvolution} with the weights of {@link WinogradWeights}.
 *
 * <p>It is for weights that have derivatives: as a map of images, its transpose is a convolution with the same kernels turned, which is
 * true of weights that come from kernels and not of any numbers in the 36 places.
 *
 * @param padding how many zeros are thought around the images, at most 2
 * @param turned whether each kernel is turned by 180 degrees first
 */
public record ConvolutionByWinograd(int padding, boolean turned) implements BilinearOp {
    /** A kernel's length; a transpose has padding {@code SIDE - 1 - padding}. */
    private static final int SIDE = 3;

    /** The numbers of a kernel's 36 places for one of its own 9. */
    private static final int TIMES = Winograd.PLACES / (SIDE * SIDE);

    /**
     * Checks the components.
     *
     * @param padding how many zeros are thought around the images, at most 2
     * @param turned whether each kernel is turned by 180 degrees first
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

    /** The images of all blocks. */
    @Override
    public int hostItems(Blocks blocks) {
        return blocks.count() * blocks.result().dim(-4);
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        Shape weights = blocks.block(1);
        WinogradWeights transform = new WinogradWeights();
        Blocks transformed = Blocks.of(transform, List.of(weights));
        Blocks convolved = Blocks.of(convolution(), List.of(blocks.block(0), transformed.shape()));
        int images = convolution().hostItems(convolved);
        int kernels = weights.size() / (SIDE * SIDE);
        double[] own = new double[weights.size()];
        double[] places = new double[TIMES * own.length];
        double[] image = new double[blocks.block(0).size()];
        double[] result = new double[blocks.result().size()];
        for (int item = from; item < to; ) {
            int block = item / images;
            int first = item % images;
            int end = Math.min(images, first + to - item);
            for (int tap = 0; tap < SIDE * SIDE; tap++) {
                int source = turned ? SIDE * SIDE - 1 - tap : tap;
                System.arraycopy(x[1], blocks.start(1, block) + source * kernels, own, tap * kernels, kernels);
            }
            transform.host(transformed, 0, transform.hostItems(transformed), new double[][] {own}, places);
            System.arraycopy(x[0], blocks.start(0, block), image, 0, image.length);
            convolution().host(convolved, first, end, new double[][] {image, places}, result);
            int size = result.length / images;
            System.arraycopy(result, first * size, y, item * size, (end - first) * size);
            item += end - first;
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        Shape weights = blocks.block(1);
        WinogradWeights transform = new WinogradWeights();
        Blocks transformed = Blocks.of(transform, List.of(weights));
        Blocks convolved = Blocks.of(convolution(), List.of(blocks.block(0), transformed.shape()));
        int images = convolution().hostItems(convolved);
        int kernels = weights.size() / (SIDE * SIDE);
        float[] own = new float[weights.size()];
        float[] places = new float[TIMES * own.length];
        float[] image = new float[blocks.block(0).size()];
        float[] result = new float[blocks.result().size()];
        for (int item = from; item < to; ) {
            int block = item / images;
            int first = item % images;
            int end = Math.min(images, first + to - item);
            for (int tap = 0; tap < SIDE * SIDE; tap++) {
                int source = turned ? SIDE * SIDE - 1 - tap : tap;
                System.arraycopy(x[1], blocks.start(1, block) + source * kernels, own, tap * kernels, kernels);
            }
            transform.host(transformed, 0, transform.hostItems(transformed), new float[][] {own}, places);
            System.arraycopy(x[0], blocks.start(0, block), image, 0, image.length);
            convolution().host(convolved, first, end, new float[][] {image, places}, result);
            int size = result.length / images;
            System.arraycopy(result, first * size, y, item * size, (end - first) * size);
            item += end - first;
        }
    }

    /** One stage for the weights, then the convolution. */
    @Override
    public Kernel kernel(Blocks blocks) {
        Shape weights = blocks.block(1);
        int in = weights.dim(-2);
        int out = weights.dim(-1);
        int count = 1; // of the weights' own blocks, which stand one behind the other
        int[] lengths = blocks.lengths();
        int[] strides = blocks.strides(1);
        for (int axis = 0; axis < lengths.length; axis++) {
            count *= strides[axis] == 0 ? 1 : lengths[axis];
        }
        List<Object> parameters = List.of(in, out, turned ? 1 : 0);
        Kernel transform = Kernel.items(name(), name(), count * in * out, parameters);
        if (out % Convolutions.TILE_LANES == 0) {
            transform = transform.orOnCpu(Kernel.loops(name(), name() + "_rows", count * in, parameters));
        }
        int numbers = Math.multiplyExact(count, TIMES * weights.size());
        return convolution().kernel(blocks, TIMES).after(new Kernel.Stage(transform, numbers, OptionalInt.of(1)));
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

    /** Turned, the roles of the images are exchanged. */
    @Override
    public Tensor transposeRight(Tensor yBar, Tensor left, Shape right) {
        Tensor weights = turned
                ? Ops.transpose(new ConvolutionWeightsByWinograd(SIDE - 1 - padding).on(yBar, left))
                : new ConvolutionWeightsByWinograd(padding).on(left, yBar);
        return Ops.sumTo(weights, right);
    }
}
