package dualflow.picture;

import dualflow.experiment.Figure3;
import dualflow.figure.ColourBar;
import dualflow.figure.Drawing;
import dualflow.figure.HeatMap;
import dualflow.figure.Look;
import dualflow.figure.Palette;
import dualflow.figure.Plot;
import dualflow.figure.Sheet;
import dualflow.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleToIntFunction;
import java.util.stream.IntStream;

/** Figure 3 as a picture: the derivative image with a colour bar and the two pixels marked, the pairs of derivatives, and the pairs of pixels. */
public final class Figure3Picture {
    private static final double SIZE = 300;
    private static final int BINS = 16;

    private Figure3Picture() {}

    /**
     * Draws the figure.
     *
     * @param figure the figure
     * @param image the shape of an image, [rows, columns, 1]
     * @param pixels the indices of the two pixels
     * @return the picture
     */
    public static Drawing draw(Figure3 figure, Shape image, int... pixels) {
        double[] derivative = figure.image().tangents();
        double side = DerivativeImage.side(image.dim(-3), image.dim(-2));
        double largest = largest(derivative);
        DoubleToIntFunction colour = HeatMap.signed(largest);
        int[] counts = counts(figure.images());
        double most = Math.log10(1.0 + Arrays.stream(counts).max().orElseThrow());
        DoubleToIntFunction amount = x -> Palette.amount(x / most);
        return new Sheet("Figure 3: the derivatives of two pixels")
                .row(List.of(
                        new ImagePanel(
                                "(a) derivative, the two pixels framed",
                                image.dim(-2),
                                DerivativeImage.colours(derivative, colour),
                                side,
                                pixels),
                        new ColourBar("change of a pixel", -largest, largest, side * image.dim(-3), colour, false),
                        derivatives(figure.derivatives().products().tangents()),
                        pixels(counts, amount),
                        new ColourBar("log₁₀(1 + images)", 0, most, SIZE, amount, false)))
                .draw();
    }

    private static Plot derivatives(double[] pairs) {
        double largest = largest(pairs);
        double reach = largest > 0 ? 1.05 * largest : 1;
        return new Plot("(b) derivatives of the two pixels", "derivative of the first", "derivative of the second")
                .size(SIZE, SIZE)
                .rangeX(-reach, reach)
                .rangeY(-reach, reach)
                .add(
                        "",
                        column(pairs, 0),
                        column(pairs, 1),
                        Look.marks(Palette.BLUE, Look.Mark.CIRCLE).sized(2).faint(0.55));
    }

    /** The darker a cell, the more images it holds, by the logarithm of their number. */
    private static Plot pixels(int[] counts, DoubleToIntFunction amount) {
        int[] rgb = Arrays.stream(counts)
                .map(n -> amount.applyAsInt(Math.log10(1.0 + n)))
                .toArray();
        return new Plot("(c) the two pixels in the images", "brightness of the first", "brightness of the second")
                .size(SIZE, SIZE)
                .rangeX(0, 1)
                .rangeY(0, 1)
                .withoutGrid()
                .below((drawing, place) -> drawing.pixels(place.x(0), place.y(1), SIZE, SIZE, BINS, rgb));
    }

    private static int[] counts(double[] pairs) {
        int[] counts = new int[BINS * BINS];
        for (int i = 0; i < pairs.length; i += 2) {
            counts[(BINS - 1 - bin(pairs[i + 1])) * BINS + bin(pairs[i])]++;
        }
        return counts;
    }

    private static int bin(double brightness) {
        return (int) Math.max(0, Math.min(BINS - 1, brightness * BINS));
    }

    private static double[] column(double[] pairs, int axis) {
        return IntStream.range(0, pairs.length / 2)
                .mapToDouble(i -> pairs[2 * i + axis])
                .toArray();
    }

    private static double largest(double[] numbers) {
        return Arrays.stream(numbers).map(Math::abs).max().orElse(0);
    }
}
