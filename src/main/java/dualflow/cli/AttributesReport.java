package dualflow.cli;

import dualflow.data.Csv;
import dualflow.data.RunRecord;
import dualflow.dependency.Bootstrap;
import dualflow.dependency.ConditionSweep;
import dualflow.dependency.Correlation;
import dualflow.dependency.DependenceSums;
import dualflow.dependency.Estimate;
import dualflow.dependency.Selection;
import dualflow.tensor.DType;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The output of the command attributes.
 *
 * @param names of the attributes
 * @param sums what was summed
 * @param held by how much attributes change along every direction
 * @param chosen the two attributes that the table of thresholds shows; empty for those with the strongest correlation
 * @param threshold the threshold of which matrices are written
 * @param dtype the format of the computation
 * @param story lines about flow, classifier and run
 */
record AttributesReport(
        List<String> names,
        DependenceSums sums,
        Map<Integer, Double> held,
        List<Integer> chosen,
        double threshold,
        DType dtype,
        List<String> story) {
    /** As many pairs are printed; all are in the files. */
    private static final int MOST_PRINTED = 10;

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
        all.put(held.isEmpty() ? "all" : "do", sums.all());
        sums.sweep()
                .ifPresent(sweep -> sweep.rows().forEach(row -> {
                    if (row.isPublished()) {
                        all.put("published", row.selection());
                    } else if (row.relative() == threshold) {
                        all.put(row.reading().label().replace(' ', '-'), row.selection());
                    }
                }));
        return all;
    }

    /** The pair that the table of thresholds shows: the one chosen, or the one with the strongest correlation. */
    List<Integer> pair() {
        if (!chosen.isEmpty()) {
            return chosen;
        }
        int conditioned = sums.sweep().map(ConditionSweep::output).orElse(-1);
        return pairs(sums.all()).stream()
                .filter(pair -> !pair.contains(conditioned))
                .findFirst()
                .orElse(List.of(0, 0));
    }

    /** All pairs, the strongest correlation first, undefined ones last. */
    private List<List<Integer>> pairs(Selection selection) {
        List<List<Integer>> pairs = new ArrayList<>();
        for (int a = 0; a < names.size(); a++) {
            for (int b = a + 1; b < names.size(); b++) {
                pairs.add(List.of(a, b));
            }
        }
        Correlation correlation = selection.moment().correlation();
        pairs.sort(Comparator.comparingDouble(pair -> -correlation
                .uncentred(pair.get(0), pair.get(1))
                .map(r -> Math.abs(r.value()))
                .orElse(-1.0)));
        return pairs;
    }

    void print(PrintWriter text) {
        story.forEach(text::println);
        held.forEach((output, value) ->
                text.println("do          " + names.get(output) + " changes by " + Decimals.of(value) + " exactly"));
        text.println();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("attributes", "Corr, un-centred", "95 %", "bootstrap", "Pearson, centred", "effective count"));
        List<List<Integer>> pairs = pairs(sums.all());
        pairs.stream().limit(MOST_PRINTED).forEach(pair -> rows.add(printed(sums.all(), pair.get(0), pair.get(1))));
        Table.print(text, rows);
        if (pairs.size() > MOST_PRINTED) {
            text.println("  and " + (pairs.size() - MOST_PRINTED) + " more pairs in entries.csv");
        }
        sums.sweep().ifPresent(sweep -> printSweep(text, sweep));
    }

    private List<String> printed(Selection selection, int a, int b) {
        Correlation correlation = selection.moment().correlation();
        Optional<Estimate> r = correlation.uncentred(a, b);
        OptionalDouble count = correlation.effectiveCount(a, b);
        return List.of(
                names.get(a) + ", " + names.get(b),
                r.map(AttributesReport::four).orElseGet(() -> "undefined: " + reason(selection, a, b)),
                r.map(e -> interval(e.low(), e.high())).orElse(""),
                selection
                        .bootstrap()
                        .flatMap(bootstrap -> bootstrap.uncentred(a, b))
                        .map(i -> interval(i.low(), i.high()))
                        .orElse(""),
                correlation.pearson(a, b).map(AttributesReport::four).orElse(""),
                count.isPresent() ? String.format(Locale.ROOT, "%.0f", count.getAsDouble()) : "");
    }

    private void printSweep(PrintWriter text, ConditionSweep sweep) {
        String name = names.get(sweep.output());
        int a = pair().get(0);
        int b = pair().get(1);
        text.println();
        text.println("given that " + name + " hardly changes, " + names.get(a) + " and " + names.get(b) + ":");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "reading", "threshold", "absolute", "kept", "samples", "Corr, un-centred", "95 %", "bootstrap"));
        for (ConditionSweep.Row row : sweep.rows()) {
            Selection selection = row.selection();
            List<String> printed = printed(selection, a, b);
            rows.add(List.of(
                    row.reading().label() + (row.isPublished() ? ", as published" : ""),
                    String.format(Locale.ROOT, "%.4g", row.relative()),
                    String.format(
                            Locale.ROOT,
                            "%.3e",
                            selection.condition().orElseThrow().threshold()),
                    String.format(Locale.ROOT, "%.4f", selection.moment().keptFraction()),
                    Long.toString(selection.moment().samples()),
                    printed.get(1),
                    printed.get(2),
                    printed.get(3)));
        }
        Table.print(text, rows);
        text.println();
        text.println(
                sweep.mostNorm() == 0
                        ? name + " never changes, so no condition on it has a threshold."
                        : String.format(
                                Locale.ROOT,
                                "The row norm of %s lies between %.4g and %.4g%s",
                                name,
                                sweep.leastNorm(),
                                sweep.mostNorm(),
                                sweep.isNormConstant(dtype.ulp())
                                        ? ": it does not vary, as in a linear map, and a threshold on it keeps all or none."
                                        : "."));
    }

    /** Why a correlation is undefined. */
    private String reason(Selection selection, int a, int b) {
        for (int output : List.of(a, b)) {
            if (selection.moment().isHeld(output)) {
                return names.get(output) + " is held";
            }
        }
        if (selection.moment().samples() < 2) {
            return "fewer than 2 samples";
        }
        double[][] s = selection.moment().matrix();
        return names.get(s[a][a] > 0 ? b : a) + " never changes";
    }

    void write(OutputFolder folder, RunRecord record, PrintWriter err) {
        List<Map<String, Object>> selections = new ArrayList<>();
        List<List<Object>> entries = new ArrayList<>();
        matrices().forEach((prefix, selection) -> {
            writeMatrices(folder, prefix, selection, err);
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
        sums.sweep().ifPresent(sweep -> new SweepFiles(this, sweep).write(folder, err));
        record.put("attributes", names).put("selections", selections);
        sums.sweep().ifPresent(sweep -> {
            record.put("least row norm", sweep.leastNorm()).put("most row norm", sweep.mostNorm());
        });
        record.write(folder.file("run.json"));
    }

    private void writeMatrices(OutputFolder folder, String prefix, Selection selection, PrintWriter err) {
        int m = names.size();
        double[][] s = selection.moment().matrix();
        boolean isEmpty = selection.moment().samples() == 0;
        writeMatrix(folder, prefix + "-second-moment.csv", (a, b) -> isEmpty ? null : s[a][b]);
        Correlation correlation = selection.moment().correlation();
        for (Coefficient coefficient : Coefficient.values()) {
            String name = prefix + "-" + coefficient.label();
            Double[][] values = new Double[m][m];
            Double[][] errors = new Double[m][m];
            for (int a = 0; a < m; a++) {
                for (int b = 0; b < m; b++) {
                    Optional<Estimate> r = coefficient.of(correlation, a, b);
                    values[a][b] = r.map(Estimate::value).orElse(null);
                    errors[a][b] = r.map(Estimate::standardError).orElse(null);
                }
            }
            writeMatrix(folder, name + ".csv", (a, b) -> values[a][b]);
            writeMatrix(folder, name + "-error.csv", (a, b) -> errors[a][b]);
            Figure.write(folder.file(name + ".png"), () -> CorrelationHeatMap.draw(names, values, name), err);
        }
    }

    private interface Cell {
        Double at(int a, int b);
    }

    private void writeMatrix(OutputFolder folder, String file, Cell cell) {
        List<String> header = new ArrayList<>(List.of("attribute"));
        header.addAll(names);
        List<List<Object>> rows = new ArrayList<>();
        for (int a = 0; a < names.size(); a++) {
            List<Object> row = new ArrayList<>(List.of(names.get(a)));
            for (int b = 0; b < names.size(); b++) {
                row.add(cell.at(a, b));
            }
            rows.add(row);
        }
        Csv.write(folder.file(file), header, rows);
    }

    private void entries(String prefix, Selection selection, List<List<Object>> rows) {
        Correlation correlation = selection.moment().correlation();
        for (int a = 0; a < names.size(); a++) {
            for (int b = a + 1; b < names.size(); b++) {
                for (Coefficient coefficient : Coefficient.values()) {
                    List<Object> row =
                            new ArrayList<>(List.of(prefix, names.get(a), names.get(b), coefficient.label()));
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
                    row.add(r.isPresent() ? null : reason(selection, a, b));
                    rows.add(row);
                }
            }
        }
    }

    private static String four(Estimate r) {
        return String.format(Locale.ROOT, "%.4f", r.value());
    }

    private static String interval(double low, double high) {
        return String.format(Locale.ROOT, "%.4f to %.4f", low, high);
    }
}
