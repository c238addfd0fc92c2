package dualflow.op;

import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images of another size, [..., H, W, C] to [..., H', W', C], by the conventions of PyTorch's {@code interpolate}. Every map here
 * is one linear map along the height and one along the width: products with constant matrices, or rows selected by index.
 *
 * <p>Where alignCorners holds, the centres of the corner pixels are aligned: index i of n' reads at i (n - 1) / (n' - 1), or at
 * 0 where n' = 1. Otherwise the corners of the images are: it reads at max(0, (i + 1/2) r - 1/2) with r = n / n', or the reciprocal
 * of the factor where one is given.
 */
public final class Resize {
    private Resize() {}

    /**
     * Bilinear interpolation to a size.
     *
     * @param x images, [..., H, W, C]
     * @param height H'
     * @param width W'
     * @param alignCorners whether the centres of the corner pixels are aligned
     * @return [..., H', W', C]
     * @throws ShapeException if either image has no pixels
     */
    public static Tensor bilinear(Tensor x, int height, int width, boolean alignCorners) {
        require(x, height, width);
        int h = x.shape().dim(-3);
        int w = x.shape().dim(-2);
        return product(
                x,
                interpolation(h, height, (double) h / height, alignCorners),
                interpolation(w, width, (double) w / width, alignCorners));
    }

    /**
     * Bilinear interpolation by a factor: H' = floor(H factor) and W' likewise.
     *
     * @param x images, [..., H, W, C]
     * @param factor the scale factor
     * @param alignCorners whether the centres of the corner pixels are aligned
     * @return [..., H', W', C]
     * @throws ShapeException if either image has no pixels
     */
    public static Tensor bilinear(Tensor x, double factor, boolean alignCorners) {
        int height = scaled(x.shape().dim(-3), factor);
        int width = scaled(x.shape().dim(-2), factor);
        require(x, height, width);
        return product(
                x,
                interpolation(x.shape().dim(-3), height, 1 / factor, alignCorners),
                interpolation(x.shape().dim(-2), width, 1 / factor, alignCorners));
    }

    /**
     * The nearest pixel, to a size: index i of n' reads at floor(i n / n').
     *
     * @param x images, [..., H, W, C]
     * @param height H'
     * @param width W'
     * @return [..., H', W', C]
     * @throws ShapeException if either image has no pixels
     */
    public static Tensor nearest(Tensor x, int height, int width) {
        require(x, height, width);
        int h = x.shape().dim(-3);
        int w = x.shape().dim(-2);
        return rows(x, indices(h, height, (float) h / height), indices(w, width, (float) w / width));
    }

    /**
     * The nearest pixel, by a factor: H' = floor(H factor) and W' likewise; index i reads at floor(i / factor).
     *
     * @param x images, [..., H, W, C]
     * @param factor the scale factor
     * @return [..., H', W', C]
     * @throws ShapeException if either image has no pixels
     */
    public static Tensor nearest(Tensor x, double factor) {
        int h = x.shape().dim(-3);
        int w = x.shape().dim(-2);
        int height = scaled(h, factor);
        int width = scaled(w, factor);
        require(x, height, width);
        return rows(x, indices(h, height, (float) (1 / factor)), indices(w, width, (float) (1 / factor)));
    }

    private static void require(Tensor x, int height, int width) {
        if (height < 1 || width < 1 || x.shape().dim(-3) < 1 || x.shape().dim(-2) < 1) {
            throw new ShapeException("images of " + x.shape() + " cannot be resized to " + height + " by " + width
                    + "; both need pixels");
        }
    }

    private static int scaled(int length, double factor) {
        return (int) Math.floor(length * factor);
    }

    /** The matrix [n', n] of linear interpolation along an axis. */
    private static double[][] interpolation(int from, int to, double ratio, boolean alignCorners) {
        double[][] matrix = new double[to][from];
        for (int i = 0; i < to; i++) {
            double at =
                    alignCorners ? i * (to == 1 ? 0 : (from - 1.0) / (to - 1)) : Math.max(0, (i + 0.5) * ratio - 0.5);
            int left = Math.min((int) at, from - 1);
            double share = Math.min(at - left, 1);
            matrix[i][left] += 1 - share;
            matrix[i][Math.min(left + 1, from - 1)] += share;
        }
        return matrix;
    }

    /** The rows of a 0-1 matrix as indices; the ratio is rounded to float32, as in PyTorch. */
    private static List<Integer> indices(int from, int to, float ratio) {
        return IntStream.range(0, to)
                .map(i -> Math.min((int) (i * ratio), from - 1))
                .boxed()
                .toList();
    }

    private static Tensor product(Tensor x, double[][] vertical, double[][] horizontal) {
        Shape images = x.shape().leading(3);
        int channels = x.shape().dim(-1);
        Tensor rows =
                Ops.reshape(x, images.then(Shape.of(x.shape().dim(-3), x.shape().dim(-2) * channels)));
        Tensor tall = Ops.matmul(constant(x, vertical), rows);
        Shape shape = images.then(Shape.of(vertical.length, x.shape().dim(-2), channels));
        return Ops.matmul(constant(x, horizontal), Ops.reshape(tall, shape));
    }

    private static Tensor rows(Tensor x, List<Integer> vertical, List<Integer> horizontal) {
        Shape images = x.shape().leading(3);
        int channels = x.shape().dim(-1);
        Tensor rows =
                Ops.reshape(x, images.then(Shape.of(x.shape().dim(-3), x.shape().dim(-2) * channels)));
        Tensor tall = Ops.gather(rows, vertical);
        Shape shape = images.then(Shape.of(vertical.size(), x.shape().dim(-2), channels));
        return Ops.gather(Ops.reshape(tall, shape), horizontal);
    }

    private static Tensor constant(Tensor x, double[][] matrix) {
        double[] numbers = new double[matrix.length * matrix[0].length];
        for (int i = 0; i < matrix.length; i++) {
            System.arraycopy(matrix[i], 0, numbers, i * matrix[0].length, matrix[0].length);
        }
        return x.device().tensor(x.dtype(), Shape.of(matrix.length, matrix[0].length), numbers);
    }
}
