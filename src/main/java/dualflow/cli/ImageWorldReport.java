package dualflow.cli;

import dualflow.data.Csv;
import dualflow.data.RunRecord;
import dualflow.dependency.Estimate;
import dualflow.evaluation.RegressionFit;
import dualflow.experiment.ImageCausalTest;
import dualflow.experiment.ImageCausalTest.Conditioning;
import dualflow.experiment.ImageCausalTest.Row;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The output of the image world of the command causal-test.
 *
 * @param results the structures
 */
record ImageWorldReport(List<ImageWorldRun.Result> results) {
    private static final List<String> HEADER = List.of(
            "structure",
            "quantity",
            "conditioning",
            "tau",
            "measured_by",
            "kept",
            "truth",
            "estimate",
            "standard_error",
            "low",
            "high");

    void print(PrintWriter text) {
        for (ImageWorldRun.Result result : results) {
            ImageCausalTest test = result.test();
            text.printf(Locale.ROOT, "%s: %s%n", test.triple().structure(), test.triple());
            printFits(result, text);
            Table.print(text, table(test));
            if (test.unmeasured() > 0) {
                text.println("  " + test.unmeasured() + " generated images have no ink to measure.");
            }
            text.println();
        }
        text.println(
                "The correlation of the ends in standard scores with its 95 % interval; * where that covers the truth. k is the middle"
                        + " variable; tau in units of the root mean");
        text.println("square of (J u)_k, of |J^k| the fraction of points that are kept.");
        text.flush();
    }

    private static void printFits(ImageWorldRun.Result result, PrintWriter text) {
        for (int r = 0; r < result.fits().size(); r++) {
            List<String> parts = new ArrayList<>();
            for (RegressionFit fit : result.fits().get(r)) {
                parts.add(fit.name() + " "
                        + (fit.rSquared().isPresent() ? three(fit.rSquared().getAsDouble()) : "undefined"));
            }
            text.printf(
                    Locale.ROOT,
                    "  regressor %d: R^2 on images held out %s; |J^k| varies by %s of its mean%n",
                    r + 1,
                    String.join(", ", parts),
                    three(result.test().rowVariation().get(r)));
        }
    }

    /** A line for each quantity and condition, a column for each who measured. */
    private static List<List<String>> table(ImageCausalTest test) {
        List<String> measurers = test.measurers();
        Map<String, String[]> lines = new LinkedHashMap<>();
        Map<String, List<String>> heads = new LinkedHashMap<>();
        for (Row row : test.rows()) {
            String condition = condition(row);
            String key = row.quantity() + condition;
            heads.putIfAbsent(key, List.of(row.quantity().toString(), condition, three(row.truth())));
            String[] cells = lines.computeIfAbsent(key, k -> new String[measurers.size()]);
            cells[measurers.indexOf(row.measuredBy())] = cell(row);
        }
        List<List<String>> table = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("of", "directions", "truth"));
        header.addAll(measurers);
        table.add(header);
        lines.forEach((key, cells) -> {
            List<String> line = new ArrayList<>(heads.get(key));
            Arrays.stream(cells).map(cell -> cell == null ? "" : cell).forEach(line::add);
            table.add(line);
        });
        return table;
    }

    private static String condition(Row row) {
        String words = row.conditioning().toString();
        if (row.tau().isEmpty()) {
            return words;
        }
        String tau = Decimals.of(row.tau().getAsDouble());
        return row.conditioning() == Conditioning.SLAB ? words.replace("tau", tau) : words + " " + tau;
    }

    private static String cell(Row row) {
        Optional<Estimate> estimate = row.estimate();
        return estimate.map(e -> three(e.value()) + " (" + three(e.low()) + " to " + three(e.high()) + ")"
                        + (e.covers(row.truth()) ? "*" : ""))
                .orElse("undefined");
    }

    private static String three(double x) {
        String text = String.format(Locale.ROOT, "%.3f", x);
        return text.equals("-0.000") ? "0.000" : text;
    }

    /** Writes table.csv and run.json. */
    void write(OutputFolder folder, RunRecord record, PrintWriter out) {
        List<List<Object>> lines = new ArrayList<>();
        for (ImageWorldRun.Result result : results) {
            for (Row row : result.test().rows()) {
                lines.add(line(result.test(), row));
            }
            String name = result.test().triple().structure().toString();
            record.put("seconds of the " + name, result.seconds());
            for (int r = 0; r < result.fits().size(); r++) {
                Map<String, Object> fits = new LinkedHashMap<>();
                result.fits()
                        .get(r)
                        .forEach(fit -> fits.put(
                                fit.name(),
                                fit.rSquared().isPresent() ? fit.rSquared().getAsDouble() : null));
                record.put("R^2 of regressor " + (r + 1) + " of the " + name, fits);
            }
            record.put(
                    "generated images without ink of the " + name, result.test().unmeasured());
        }
        Csv.write(folder.file("table.csv"), HEADER, lines);
        record.write(folder.file("run.json"));
        out.println("Written: " + folder.file("table.csv") + ", " + folder.file("run.json")
                + ", and for each structure a folder with its networks and generated.png.");
        out.flush();
    }

    private static List<Object> line(ImageCausalTest test, Row row) {
        Optional<Estimate> e = row.estimate();
        return Arrays.asList(
                test.triple().structure().toString(),
                row.quantity().toString(),
                row.conditioning().toString(),
                row.tau().isPresent() ? (Object) row.tau().getAsDouble() : null,
                row.measuredBy(),
                row.kept(),
                row.truth(),
                e.map(Estimate::value).orElse(null),
                e.map(Estimate::standardError).orElse(null),
                e.map(Estimate::low).orElse(null),
                e.map(Estimate::high).orElse(null));
    }
}
