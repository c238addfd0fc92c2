package dualflow.cli;

import dualflow.data.Csv;
import dualflow.data.RunRecord;
import dualflow.dependency.Bootstrap;
import dualflow.dependency.Correlation;
import dualflow.dependency.Estimate;
import dualflow.dependency.Selection;
import dualflow.experiment.Figure5;
import dualflow.picture.HeatMaps;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The files of the command attributes.
 *
 * @param report what is written
 * @param folder where
 * @param err receives a message if pictures cannot be drawn
 */
record AttributeFiles(AttributesReport report, PictureFolder folder, PrintWriter err) {
    /** A coefficient, by its name in files. */
    private enum Coefficient {
        UNCENTRED {
            @Override
            Optional<Estimate> of(Correlation correlation, int a, int b) {
                return correlation.uncentred(a, b);
            }

            @Override
            Optional<Bootstrap.Interval> of(Bootstrap bootstrap, int a, int b) {
                return bootstrap.uncentred(a, b);
            }
        },
        CENTRED {
            @Override
            Optional<Estimate> of(Correlation correlation, int a, int b) {
                return correlation.pearson(a, b);
            }

            @Override
            Optional<Bootstrap.Interval> of(Bootstrap bootstrap, int a, int b) {
                return bootstrap.pearson(a, b);
            }
        };

        abstract Optional<Estimate> of(Correlation correlation, int a, int b);

        abstract Optional<Bootstrap.Interval> of(Bootstrap bootstrap, int a, int b);

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The selections of which matrices are written, by the first part of their files' names. */
    private Map<String, Selection> matrices() {
        Map<String, Selection> all = new LinkedHashMap<>();
        all.put(report.held().isEmpty() ? "all" : "do", report.sums().all());
        report.sums()
                .sweep()
                .ifPresent(sweep -> sweep.rows().forEach(row -> {
                    if (row.isPublished()) {
                        all.put("published", row.selection());
                    } else if (row.relative() == report.threshold()) {
                        all.put(row.reading().label().replace(' ', '-'), row.selection());
                    }
                }));
        return all;
    }

    void write(RunRecord record) {
        List<Map<String, Object>> selections = new ArrayList<>();
        List<List<Object>> entries = new ArrayList<>();
        matrices().forEach((prefix, selection) -> {
            writeMatrices(prefix, selection);
            entries(prefix, selection, entries);
            Map<String, Object> about = new LinkedHashMap<>();
            about.put("selection", prefix);
            about.put("samples", selection.moment().samples());
            about.put("directions kept", selection.moment().directions());
            about.put("fraction kept", selection.moment().keptFraction());
            selections.add(about);
        });
        Csv.write(
                folder.file("entries.csv"),
                List.of(
                        "selection",
                        "first",
                        "second",
                        "coefficient",
                        "value",
                        "standard_error",
                        "low",
                        "high",
                        "bootstrap_error",
                        "bootstrap_low",
                        "bootstrap_high",
                        "effective_count",
                        "samples",
                        "directions",
                        "undefined"),
                entries);
        report.sums().sweep().ifPresent(sweep -> new SweepFiles(report, sweep).write(folder, err));
        record.put("attributes", report.names()).put("selections", selections);
        report.sums().sweep().ifPresent(sweep -> {
            record.put("least row norm", sweep.leastNorm()).put("most row norm", sweep.mostNorm());
        });
        record.write(folder.file("run.json"));
    }

    private void writeMatrices(String prefix, Selection selection) {
        double[][] s = selection.moment().matrix();
        boolean isEmpty = selection.moment().samples() == 0;
        writeMatrix(prefix + "-second-moment.csv", (a, b) -> isEmpty ? null : s[a][b]);
        Correlation correlation = selection.moment().correlation();
        List<Figure5.Matrix> pictures = new ArrayList<>();
        for (Coefficient coefficient : Coefficient.values()) {
            List<List<Optional<Estimate>>> rows = estimates(coefficient, correlation);
            String name = prefix + "-" + coefficient.label();
            writeMatrix(
                    name + ".csv",
                    (a, b) -> rows.get(a).get(b).map(Estimate::value).orElse(null));
            writeMatrix(
                    name + "-error.csv",
                    (a, b) -> rows.get(a).get(b).map(Estimate::standardError).orElse(null));
            pictures.add(new Figure5.Matrix(
                    name,
                    prefix + ", " + coefficient.label(),
                    rows.stream()
                            .map(row -> row.stream()
                                    .map(r -> r.map(e -> OptionalDouble.of(e.value()))
                                            .orElse(OptionalDouble.empty()))
                                    .toList())
                            .toList()));
        }
        folder.draw(prefix, () -> HeatMaps.draw(prefix, new Figure5(report.names(), pictures)), err);
    }

    private List<List<Optional<Estimate>>> estimates(Coefficient coefficient, Correlation correlation) {
        List<List<Optional<Estimate>>> rows = new ArrayList<>();
        for (int a = 0; a < report.names().size(); a++) {
            List<Optional<Estimate>> row = new ArrayList<>();
            for (int b = 0; b < report.names().size(); b++) {
                row.add(coefficient.of(correlation, a, b));
            }
            rows.add(row);
        }
        return rows;
    }

    private interface Cell {
        Double at(int a, int b);
    }

    private void writeMatrix(String file, Cell cell) {
        List<String> header = new ArrayList<>(List.of("attribute"));
        header.addAll(report.names());
        List<List<Object>> rows = new ArrayList<>();
        for (int a = 0; a < report.names().size(); a++) {
            List<Object> row = new ArrayList<>(List.of(report.names().get(a)));
            for (int b = 0; b < report.names().size(); b++) {
                row.add(cell.at(a, b));
            }
            rows.add(row);
        }
        Csv.write(folder.file(file), header, rows);
    }

    private void entries(String prefix, Selection selection, List<List<Object>> rows) {
        Correlation correlation = selection.moment().correlation();
        for (int a = 0; a < report.names().size(); a++) {
            for (int b = a + 1; b < report.names().size(); b++) {
                for (Coefficient coefficient : Coefficient.values()) {
                    List<Object> row = new ArrayList<>(List.of(
                            prefix, report.names().get(a), report.names().get(b), coefficient.label()));
                    Optional<Estimate> r = coefficient.of(correlation, a, b);
                    row.add(r.map(Estimate::value).orElse(null));
                    row.add(r.map(Estimate::standardError).orElse(null));
                    row.add(r.map(Estimate::low).orElse(null));
                    row.add(r.map(Estimate::high).orElse(null));
                    int first = a;
                    int second = b;
                    Optional<Bootstrap.Interval> i =
                            selection.bootstrap().flatMap(all -> coefficient.of(all, first, second));
                    row.add(i.map(Bootstrap.Interval::standardError).orElse(null));
                    row.add(i.map(Bootstrap.Interval::low).orElse(null));
                    row.add(i.map(Bootstrap.Interval::high).orElse(null));
                    OptionalDouble count = correlation.effectiveCount(a, b);
                    row.add(count.isPresent() ? count.getAsDouble() : null);
                    row.add(selection.moment().samples());
                    row.add(selection.moment().directions());
                    row.add(r.isPresent() ? null : report.reason(selection, a, b));
                    rows.add(row);
                }
            }
        }
    }
}
