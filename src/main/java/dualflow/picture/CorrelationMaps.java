package dualflow.picture;

import dualflow.figure.ColourBar;
import dualflow.figure.Drawing;
import dualflow.figure.HeatMap;
import dualflow.figure.Sheet;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleToIntFunction;

/** Two matrices of correlations and their difference as heat maps: red for positive, blue for negative, grey where undefined. */
public final class CorrelationMaps {
    private static final double SIZE = 280;

    private CorrelationMaps() {}

    /**
     * Draws the matrices; the difference has a scale of its own, which ends at the largest.
     *
     * @param estimated the one, with null where undefined
     * @param empirical the other, equally large
     * @return the picture
     */
    public static Drawing draw(Double[][] estimated, Double[][] empirical) {
        double[][] a = numbers(estimated);
        double[][] b = numbers(empirical);
        double[][] difference = new double[a.length][a.length];
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                difference[i][j] = a[i][j] - b[i][j];
                largest = Double.isNaN(difference[i][j]) ? largest : Math.max(largest, Math.abs(difference[i][j]));
            }
        }
        double cell = SIZE / a.length;
        DoubleToIntFunction colour = HeatMap.signed(1);
        DoubleToIntFunction ofDifference = HeatMap.signed(largest);
        boolean isUndefined =
                Arrays.stream(difference).flatMapToDouble(Arrays::stream).anyMatch(Double::isNaN);
        return new Sheet("Correlations of the region's pixels, row by row")
                .row(List.of(
                        new HeatMap("Corr of the derivatives", a, List.of(), cell, colour),
                        new HeatMap("Pearson of the images", b, List.of(), cell, colour),
                        new ColourBar("correlation", -1, 1, SIZE, colour, isUndefined),
                        new HeatMap("their difference", difference, List.of(), cell, ofDifference),
                        new ColourBar("difference", -largest, largest, SIZE, ofDifference, false)))
                .draw();
    }

    private static double[][] numbers(Double[][] cells) {
        return Arrays.stream(cells)
                .map(row -> Arrays.stream(row)
                        .mapToDouble(x -> x == null ? Double.NaN : x)
                        .toArray())
                .toArray(double[][]::new);
    }
}
