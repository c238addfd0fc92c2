package dualflow.cli;

import dualflow.data.Csv;
import dualflow.data.Quoted;
import dualflow.dependency.Bootstrap;
import dualflow.dependency.ConditionSweep;
import dualflow.dependency.Correlation;
import dualflow.dependency.Estimate;
import dualflow.dependency.Selection;
import dualflow.figure.Drawing;
import dualflow.figure.Look;
import dualflow.figure.Palette;
import dualflow.figure.Plot;
import dualflow.figure.Sheet;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What a correlation becomes with the threshold of a condition, as a table and a picture.
 *
 * @param report names and the pair that the picture shows
 * @param sweep the results
 */
record SweepFiles(AttributesReport report, ConditionSweep sweep) {
    private static final double SIZE = 330;

    void write(PictureFolder folder, PrintWriter err) {
        List<List<Object>> rows = new ArrayList<>();
        for (ConditionSweep.Row row : sweep.rows()) {
            for (int a = 0; a < report.names().size(); a++) {
                for (int b = a + 1; b < report.names().size(); b++) {
                    rows.add(cells(row, a, b));
                }
            }
        }
        Csv.write(
                folder.file("sweep.csv"),
                List.of(
                        "reading",
                        "published",
                        "threshold",
                        "absolute",
                        "kept",
                        "samples",
                        "directions",
                        "first",
                        "second",
                        "uncentred",
                        "standard_error",
                        "low",
                        "high",
                        "bootstrap_low",
                        "bootstrap_high",
                        "centred"),
                rows);
        if (sweep.rows().size() > 4) {
            folder.draw("sweep", this::draw, err);
        }
    }

    private List<Object> cells(ConditionSweep.Row row, int a, int b) {
        Selection selection = row.selection();
        Correlation correlation = selection.moment().correlation();
        Optional<Estimate> r = correlation.uncentred(a, b);
        Optional<Bootstrap.Interval> i = selection.bootstrap().flatMap(all -> all.uncentred(a, b));
        List<Object> cells = new ArrayList<>();
        cells.add(row.reading().label());
        cells.add(row.isPublished() ? "yes" : "no");
        cells.add(row.relative());
        cells.add(selection.condition().orElseThrow().threshold());
        cells.add(selection.moment().keptFraction());
        cells.add(selection.moment().samples());
        cells.add(selection.moment().directions());
        cells.add(report.names().get(a));
        cells.add(report.names().get(b));
        cells.add(r.map(Estimate::value).orElse(null));
        cells.add(r.map(Estimate::standardError).orElse(null));
        cells.add(r.map(Estimate::low).orElse(null));
        cells.add(r.map(Estimate::high).orElse(null));
        cells.add(i.map(Bootstrap.Interval::low).orElse(null));
        cells.add(i.map(Bootstrap.Interval::high).orElse(null));
        cells.add(correlation.pearson(a, b).map(Estimate::value).orElse(null));
        return cells;
    }

    /** The correlation of the pair in each reading, with its 95 % interval, and the fraction that the products' condition keeps. */
    private Drawing draw() {
        int a = report.pair().get(0);
        int b = report.pair().get(1);
        List<String> names = report.names().stream().map(Quoted::plain).toList();
        String title = names.get(a) + " and " + names.get(b) + " given " + names.get(sweep.output());
        Plot correlation = new Plot("", "threshold, in units of the root mean square", "un-centred correlation")
                .size(SIZE, SIZE)
                .logarithmicX()
                .rangeY(-1, 1);
        Plot kept = new Plot("", "threshold, in units of the root mean square", "fraction kept")
                .size(SIZE, SIZE)
                .logarithmicX()
                .rangeY(0, 1.02);
        int series = -1; // each reading has its colour, whether or not it has rows
        for (ConditionSweep.Reading reading : ConditionSweep.Reading.values()) {
            series++;
            List<ConditionSweep.Row> rows = sweep.rows().stream()
                    .filter(row -> row.reading() == reading && !row.isPublished())
                    .toList();
            if (rows.isEmpty()) {
                continue;
            }
            Look look = Look.line(Palette.series(series)).with(Look.Mark.series(series));
            double[] thresholds =
                    rows.stream().mapToDouble(ConditionSweep.Row::relative).toArray();
            correlation.add(
                    reading.label() + ", 95 % interval",
                    thresholds,
                    estimates(rows, a, b, Estimate::low),
                    estimates(rows, a, b, Estimate::value),
                    estimates(rows, a, b, Estimate::high),
                    look);
            kept.add(
                    reading.label(),
                    thresholds,
                    rows.stream()
                            .mapToDouble(row -> row.selection().moment().keptFraction())
                            .toArray(),
                    look);
        }
        return new Sheet(title).row(List.of(correlation, kept)).draw();
    }

    /** NaN where there is no estimate. */
    private static double[] estimates(List<ConditionSweep.Row> rows, int a, int b, ToDoubleFunction<Estimate> number) {
        return rows.stream()
                .mapToDouble(row -> row.selection()
                        .moment()
                        .correlation()
                        .uncentred(a, b)
                        .map(number::applyAsDouble)
                        .orElse(Double.NaN))
                .toArray();
    }
}
