package dualflow.cli;

import dualflow.data.RunRecord;
import dualflow.dependency.ConditionSweep;
import dualflow.dependency.Correlation;
import dualflow.dependency.DependenceSums;
import dualflow.dependency.Estimate;
import dualflow.dependency.Selection;
import dualflow.tensor.DType;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
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
    String reason(Selection selection, int a, int b) {
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

    /** Writes matrices, intervals, the sweep and run.json. */
    void write(PictureFolder folder, RunRecord record, PrintWriter err) {
        new AttributeFiles(this, folder, err).write(record);
    }

    private static String four(Estimate r) {
        return String.format(Locale.ROOT, "%.4f", r.value());
    }

    private static String interval(double low, double high) {
        return String.format(Locale.ROOT, "%.4f to %.4f", low, high);
    }
}
