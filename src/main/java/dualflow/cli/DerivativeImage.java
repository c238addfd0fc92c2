package dualflow.cli;

import dualflow.tensor.Shape;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A generated image next to the derivative J z along one direction, as in the paper's Fig. 3(a): white for no change, red for brighter,
 * blue for darker; the colour scale ends at the largest change. For a colour image the mean over the channels is shown.
 */
final class DerivativeImage {
    private static final int SCALE = 10;
    private static final int GAP = 2;

    private DerivativeImage() {}

    /**
     * Draws both.
     *
     * @param image the pixels, row by row, channels last; 0 is black, 1 is white, and values outside are clamped
     * @param derivative the derivative of each pixel
     * @param shape the shape of the image, [rows, columns, channels]
     * @return the picture
     */
    static BufferedImage draw(double[] image, double[] derivative, Shape shape) {
        int rows = shape.dim(-3);
        int columns = shape.dim(-2);
        int channels = shape.dim(-1);
        double[] changes = IntStream.range(0, rows * columns)
                .mapToDouble(p -> Arrays.stream(derivative, p * channels, (p + 1) * channels)
                        .average()
                        .orElseThrow())
                .toArray();
        double largest = Arrays.stream(changes).map(Math::abs).max().orElse(0);
        BufferedImage picture =
                new BufferedImage((2 * columns + GAP) * SCALE, rows * SCALE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int row = y / SCALE * columns;
                int column = x / SCALE;
                if (column < columns) {
                    picture.setRGB(x, y, Colour.of(image, (row + column) * channels, channels));
                } else if (column < columns + GAP) {
                    picture.setRGB(x, y, Colour.WHITE);
                } else {
                    double change = changes[row + column - columns - GAP];
                    picture.setRGB(x, y, Colour.ofChange(largest == 0 ? 0 : change / largest));
                }
            }
        }
        return picture;
    }
}
