package dualflow.picture;

import dualflow.data.Quoted;
import dualflow.experiment.Figure5;
import dualflow.figure.ColourBar;
import dualflow.figure.Drawing;
import dualflow.figure.HeatMap;
import dualflow.figure.Panel;
import dualflow.figure.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleToIntFunction;

/**
 * Matrices of correlations as pictures, two in a row: red for positive ones, blue for negative ones, white for 0, grey where undefined, with
 * bars that show the colours' values.
 */
public final class HeatMaps {
    private static final int COLUMNS = 2;

    /** A matrix is about as wide as this, in points. */
    private static final double WIDTH = 440;

    private static final double LARGEST_CELL = 36;
    private static final double BAR = 200;

    private HeatMaps() {}

    /**
     * Draws the matrices.
     *
     * @param title the title
     * @param figure the matrices
     * @return the picture
     */
    public static Drawing draw(String title, Figure5 figure) {
        List<String> names = figure.names().stream().map(Quoted::plain).toList();
        double cell = Math.min(LARGEST_CELL, WIDTH / names.size());
        DoubleToIntFunction colour = HeatMap.signed(1);
        boolean isUndefined = figure.matrices().stream()
                .anyMatch(matrix -> matrix.rows().stream().flatMap(List::stream).anyMatch(OptionalDouble::isEmpty));
        Sheet sheet = new Sheet(title);
        List<Figure5.Matrix> matrices = figure.matrices();
        for (int first = 0; first < matrices.size(); first += COLUMNS) {
            List<Panel> row = new ArrayList<>();
            for (Figure5.Matrix matrix : matrices.subList(first, Math.min(matrices.size(), first + COLUMNS))) {
                row.add(new HeatMap(Quoted.plain(matrix.title()), numbers(matrix), names, cell, colour));
            }
            row.add(new ColourBar(
                    "correlation", -1, 1, Math.max(BAR / 2, Math.min(BAR, cell * names.size())), colour, isUndefined));
            sheet.row(row);
        }
        return sheet.draw();
    }

    private static double[][] numbers(Figure5.Matrix matrix) {
        return matrix.rows().stream()
                .map(row -> row.stream().mapToDouble(r -> r.orElse(Double.NaN)).toArray())
                .toArray(double[][]::new);
    }
}
