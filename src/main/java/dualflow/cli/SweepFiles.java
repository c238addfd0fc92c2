package dualflow.cli;

import dualflow.data.Csv;
import dualflow.dependency.Bootstrap;
import dualflow.dependency.ConditionSweep;
import dualflow.dependency.Correlation;
import dualflow.dependency.Estimate;
import dualflow.dependency.Selection;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;

/**
 * What a correlation becomes with the threshold of a condition, as a table and a picture.
 *
 * @param report names and the pair that the picture shows
 * @param sweep the results
 */
record SweepFiles(AttributesReport report, ConditionSweep sweep) {
    void write(OutputFolder folder, PrintWriter err) {
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
            Figure.write(folder.file("sweep.png"), this::draw, err);
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
    private BufferedImage draw() {
        int a = report.pair().get(0);
        int b = report.pair().get(1);
        List<String> names = report.names();
        XYChart chart = Figure.chart(
                names.get(a) + " and " + names.get(b) + " given " + names.get(sweep.output()),
                "threshold, in units of the root mean square",
                "un-centred correlation, and fraction kept");
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setYAxisMin(-1.0);
        chart.getStyler().setYAxisMax(1.0);
        for (ConditionSweep.Reading reading : ConditionSweep.Reading.values()) {
            List<Double> x = new ArrayList<>();
            List<Double> y = new ArrayList<>();
            List<Double> halfWidths = new ArrayList<>();
            List<Double> kept = new ArrayList<>();
            List<Double> all = new ArrayList<>();
            for (ConditionSweep.Row row : sweep.rows()) {
                if (row.reading() == reading && !row.isPublished()) {
                    all.add(row.relative());
                    kept.add(row.selection().moment().keptFraction());
                    row.selection().moment().correlation().uncentred(a, b).ifPresent(r -> {
                        x.add(row.relative());
                        y.add(r.value());
                        halfWidths.add(r.halfWidth());
                    });
                }
            }
            if (!x.isEmpty()) {
                chart.addSeries(reading.label(), x, y, halfWidths);
            }
            if (!all.isEmpty()) {
                chart.addSeries(reading.label() + ", kept", all, kept);
            }
        }
        return BitmapEncoder.getBufferedImage(chart);
    }
}
