package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The 3x3 convolution of stride 1 with 4 times fewer products: Winograd's F(4x4, 3x3), y = A^T ((G w G^T) (B^T d B)) A for each 6x6
 * tile d of the images, whose 4x4 results do not overlap. In each of the 36 places (positions in a transformed tile) it is one matrix
 * product over the channels.
 *
 * <p>The matrices interpolate at 0, a, -a, b, -b and infinity with a = sqrt(1/2) and b = sqrt(2):
 *
 * <pre>
 * B^T = [1  0   -5/2   0   1 0]    G = [   1       0     0 ]    A^T = [1  1    1    1   1  0]
 *       [0 -2 a  -2    a   1 0]        [-2/3 -2 a/3  -1/3 ]          [0  a   -a    b  -b  0]
 *       [0  2 a  -2   -a   1 0]        [-2/3  2 a/3  -1/3 ]          [0 1/2  1/2   2   2  0]
 *       [0 -b/2 -1/2   b   1 0]        [ 1/6    b/6   1/3 ]          [0 a/2 -a/2  2 b -2 b 1]
 *       [0  b/2 -1/2  -b   1 0]        [ 1/6   -b/6   1/3 ]
 *       [0  1     0  -5/2  0 1]        [   0       0     1 ]
 * </pre>
 *
 * <p>Lavin and Gray, "Fast algorithms for convolutional neural networks", CVPR 2016, with other points: at theirs, 1 and 2, the
 * greatest error in float32 is about five times as large. Each transform is linear, so each is an op with its transpose: {@link WinogradInput},
 * {@link WinogradWeights}, {@link WinogradOutput}. {@link WinogradMapsDouble} has the order of arithmetic.
 */
public final class Winograd {
    /** Height and width of a tile of the result. */
    public static final int TILE = 4;

    /** Height and width of a tile of the images. */
    public static final int WINDOW = 6;

    /** The places of a tile of the images. */
    public static final int PLACES = WINDOW * WINDOW;

    /** a, an interpolation point. */
    public static final double A = Math.sqrt(0.5);

    /** b, an interpolation point. */
    public static final double B = Math.sqrt(2);

    private static final double[][] INPUT = {
        {1, 0, -2.5, 0, 1, 0},
        {0, -2 * A, -2, A, 1, 0},
        {0, 2 * A, -2, -A, 1, 0},
        {0, -B / 2, -0.5, B, 1, 0},
        {0, B / 2, -0.5, -B, 1, 0},
        {0, 1, 0, -2.5, 0, 1}
    };

    private static final double[][] WEIGHTS = {
        {1, 0, 0},
        {-2.0 / 3, -2 * A / 3, -1.0 / 3},
        {-2.0 / 3, 2 * A / 3, -1.0 / 3},
        {1.0 / 6, B / 6, 1.0 / 3},
        {1.0 / 6, -B / 6, 1.0 / 3},
        {0, 0, 1}
    };

    private static final double[][] OUTPUT = {
        {1, 1, 1, 1, 1, 0}, {0, A, -A, B, -B, 0}, {0, 0.5, 0.5, 2, 2, 0}, {0, A / 2, -A / 2, 2 * B, -2 * B, 1}
    };

    private Winograd() {}

    /**
     * The tiles along an axis of the result.
     *
     * @param length the axis's length
     * @return the number of tiles, the last of which may extend beyond it
     */
    public static int tiles(int length) {
        return (length + TILE - 1) / TILE;
    }

    /**
     * The length of the result along an axis of the images.
     *
     * @param length the axis's length
     * @param padding the zero padding on each side
     * @return length + 2 padding - 2
     * @throws ShapeException if a kernel of length 3 does not fit
     */
    public static int result(int length, int padding) {
        return Convolutions.positions(length, 3, 1, padding);
    }

    /**
     * The pixel at a place of a tile of images.
     *
     * @param images their shape, [..., N, H, W, C]
     * @param padding how far the first tile begins outside an image
     * @param down the tiles along the height
     * @param across the tiles along the width
     * @param tile the tile among those of all images, row-major
     * @param place the place, of 36, row-major
     * @return the index of the pixel among those of all images, or -1 outside the tile's image
     */
    public static int source(Shape images, int padding, int down, int across, int tile, int place) {
        int row = tile / across % down * TILE - padding + place / WINDOW;
        int column = tile % across * TILE - padding + place % WINDOW;
        boolean inside = row >= 0 && row < images.dim(-3) && column >= 0 && column < images.dim(-2);
        return inside ? (tile / across / down * images.dim(-3) + row) * images.dim(-2) + column : -1;
    }

    /**
     * The pixel at a place of a tile, in images composed of the tiles' first four rows and columns.
     *
     * @param images their shape, [..., N, H, W, C]
     * @param down the tiles along the height
     * @param across the tiles along the width
     * @param tile the tile among those of all images, row-major
     * @param place the place, of 36, row-major
     * @return the index of the pixel among those of all images, or -1 in no image
     */
    public static int pixel(Shape images, int down, int across, int tile, int place) {
        boolean isResult = place / WINDOW < TILE && place % WINDOW < TILE;
        return isResult ? source(images, 0, down, across, tile, place) : -1;
    }

    /** The result of an op on whole arguments. */
    static double[] apply(Op op, List<Shape> shapes, double[]... x) {
        Blocks blocks = Blocks.of(op, shapes);
        double[] y = new double[blocks.shape().size()];
        op.host(blocks, 0, op.hostItems(blocks), x, y);
        return y;
    }

    static float[] apply(Op op, List<Shape> shapes, float[]... x) {
        Blocks blocks = Blocks.of(op, shapes);
        float[] y = new float[blocks.shape().size()];
        op.host(blocks, 0, op.hostItems(blocks), x, y);
        return y;
    }

    static void requirePadding(int padding) {
        if (padding < 0) {
            throw new ShapeException("a convolution needs no negative padding, not " + padding);
        }
    }

    /** [..., 36, N down across, C] as [..., N, down, across, 36, C]. */
    static Tensor placesBehind(Tensor x, int images, int down, int across) {
        Shape leading = x.shape().leading(3);
        Shape apart = Shape.of(PLACES, images, down, across, x.shape().dim(-1));
        return Ops.permute(Ops.reshape(x, leading.then(apart)), 1, 2, 3, 0, 4);
    }

    /** The inverse of {@link #placesBehind}. */
    static Tensor placesInFront(Tensor x) {
        Shape block = x.shape().trailing(5);
        Shape together = Shape.of(PLACES, block.dim(-5) * block.dim(-4) * block.dim(-3), block.dim(-1));
        return Ops.reshape(Ops.permute(x, 3, 0, 1, 2, 4), x.shape().leading(5).then(together));
    }

    // The matrices of the transforms on a whole tile, for transposes.

    /** x with axis -2 multiplied by the transpose of the input transform: 36 elements from 36. */
    static Tensor transposedInput(Tensor x) {
        return product(INPUT, x);
    }

    /** x with axis -2 multiplied by the transpose of the weight transform: 9 elements from 36. */
    static Tensor transposedWeights(Tensor x) {
        return product(WEIGHTS, x);
    }

    /** x with axis -2 multiplied by the transpose of the output transform: 36 elements from 16. */
    static Tensor transposedOutput(Tensor x) {
        return product(OUTPUT, x);
    }

    /** (M kron M)^T x along axis -2. */
    private static Tensor product(double[][] matrix, Tensor x) {
        int rows = matrix.length;
        int columns = matrix[0].length;
        double[] kron = new double[columns * columns * rows * rows];
        for (int i = 0; i < columns * columns; i++) {
            for (int j = 0; j < rows * rows; j++) {
                kron[i * rows * rows + j] = matrix[j / rows][i / columns] * matrix[j % rows][i % columns];
            }
        }
        return Ops.matmul(x.device().tensor(x.dtype(), Shape.of(columns * columns, rows * rows), kron), x);
    }
}
