package dualflow.picture;

import dualflow.figure.ColourBar;
import dualflow.figure.Drawing;
import dualflow.figure.HeatMap;
import dualflow.figure.Sheet;
import dualflow.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleToIntFunction;
import java.util.stream.IntStream;

/**
 * A generated image next to the derivative J z along one direction, as in the paper's Fig. 3(a): white for no change, red for brighter,
 * blue for darker; the colour scale ends at the largest change. For a colour image the mean over the channels is shown.
 */
public final class DerivativeImage {
    private static final double ABOUT = 300;

    private DerivativeImage() {}

    /**
     * Draws both.
     *
     * @param image the pixels, row by row, channels last; 0 is black, 1 is white, and values outside are clamped
     * @param derivative the derivative of each pixel
     * @param shape the shape of the image, [rows, columns, channels]
     * @return the picture
     */
    public static Drawing draw(double[] image, double[] derivative, Shape shape) {
        int rows = shape.dim(-3);
        int columns = shape.dim(-2);
        int channels = shape.dim(-1);
        double[] changes = IntStream.range(0, rows * columns)
                .mapToDouble(p -> Arrays.stream(derivative, p * channels, (p + 1) * channels)
                        .average()
                        .orElseThrow())
                .toArray();
        double largest = Arrays.stream(changes).map(Math::abs).max().orElse(0);
        DoubleToIntFunction colour = HeatMap.signed(largest);
        int[] pixels = IntStream.range(0, rows * columns)
                .map(p -> PixelColour.of(image, p * channels, channels))
                .toArray();
        double side = side(rows, columns);
        return new Sheet("The derivative along one direction")
                .row(List.of(
                        new ImagePanel("the image", columns, pixels, side),
                        new ImagePanel("its derivative", columns, colours(changes, colour), side),
                        new ColourBar("change of a pixel", -largest, largest, rows * side, colour, false)))
                .draw();
    }

    /** The side of a pixel, in points. */
    static double side(int rows, int columns) {
        return Math.max(0.5, Math.rint(2 * ABOUT / Math.max(rows, columns)) / 2);
    }

    static int[] colours(double[] numbers, DoubleToIntFunction colour) {
        return Arrays.stream(numbers).mapToInt(colour).toArray();
    }
}
