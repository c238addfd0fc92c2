package dualflow.picture;

import dualflow.figure.Drawing;
import dualflow.figure.Palette;
import dualflow.figure.Plot;
import java.util.Arrays;

/**
 * A density as colours: darkest at its maximum, by the square root, so that tails are seen.
 *
 * @param low the left and the bottom of what is shown, [2]
 * @param high the right and the top, [2]
 * @param columns how many cells are in a row
 * @param values the densities, row by row from the top
 */
record DensityLayer(double[] low, double[] high, int columns, double[] values) implements Plot.Layer {
    /** The darkest part of the colours that is used, so that what is drawn above stays visible. */
    private static final double DARKEST = 0.75;

    @Override
    public void draw(Drawing drawing, Plot.Place place) {
        double greatest = Arrays.stream(values).max().orElse(0);
        int[] rgb = Arrays.stream(values)
                .mapToInt(p -> Palette.amount(greatest > 0 ? DARKEST * Math.sqrt(p / greatest) : 0))
                .toArray();
        double left = place.x(low[0]);
        double top = place.y(high[1]);
        drawing.pixels(left, top, place.x(high[0]) - left, place.y(low[1]) - top, columns, rgb);
    }
}
