package dualflow.picture;

import dualflow.experiment.Table4;
import dualflow.figure.Drawing;
import dualflow.figure.Look;
import dualflow.figure.Palette;
import dualflow.figure.Plot;
import dualflow.figure.Sheet;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Table 4 as a picture, both of its columns. */
public final class Table4Picture {
    private static final double WIDTH = 400;
    private static final double HEIGHT = 300;
    private static final Look PRINTED =
            Look.marks(Palette.BLACK, Look.Mark.SQUARE).sized(5);
    private static final Look CODE = Look.line(Palette.VERMILION).with(Look.Mark.CIRCLE);
    private static final Look EXACT = Look.line(Palette.BLUE).with(Look.Mark.TRIANGLE);
    private static final Look EXACT32 = Look.line(Palette.SKY).with(Look.Mark.DIAMOND);
    private static final Look ARGMAX = Look.line(Palette.GREEN).with(Look.Mark.DIAMOND);

    private Table4Picture() {}

    /**
     * Draws both columns: as printed, as the published code's matrices give them, and exactly.
     *
     * @param table the table
     * @return the picture
     */
    public static Drawing draw(Table4 table) {
        List<Table4.Row> rows = table.rows();
        Plot numerical = plot("Numerical against analytical Jacobian").logarithmicY();
        add(numerical, "as printed", rows, row -> printed(row.paperNumerical()), PRINTED);
        add(numerical, "published code, float32", rows, Table4.Row::codeNumericalFloat32, CODE);
        add(numerical, "exact, float32", rows, Table4.Row::exactNumericalFloat32, EXACT32);
        add(numerical, "exact, float64", rows, Table4.Row::exactNumericalFloat64, EXACT);
        Plot intervention = plot("Jacobian against the one under intervention");
        add(intervention, "as printed", rows, row -> printed(row.paperIntervention()), PRINTED);
        add(intervention, "published code", rows, Table4.Row::codeIntervention, CODE);
        add(intervention, "exact, mean of the A_k", rows, Table4.Row::exactIntervention, EXACT);
        add(intervention, "exact, most probable A_K", rows, Table4.Row::exactInterventionArgmax, ARGMAX);
        return new Sheet("Table 4: mean Frobenius norms of differences, over ten points of each time")
                .row(List.of(numerical, intervention))
                .note(
                        "Left: the forward difference with ε = 10⁻⁶ minus the Jacobian; in float32 this is round-off. Zeros have no place on its axis.")
                .note("A number printed as <0.001 is drawn at 0.001.")
                .draw();
    }

    private static Plot plot(String title) {
        return new Plot(title, "t", "mean Frobenius norm").size(WIDTH, HEIGHT);
    }

    private static void add(
            Plot plot, String name, List<Table4.Row> rows, ToDoubleFunction<Table4.Row> column, Look look) {
        plot.add(
                name,
                rows.stream().mapToDouble(Table4.Row::t).toArray(),
                rows.stream().mapToDouble(column).toArray(),
                look);
    }

    /** A bound counts as its number. */
    private static double printed(String cell) {
        return Double.parseDouble(cell.replace("<", ""));
    }
}
