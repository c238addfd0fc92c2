package dualflow.cli;

import dualflow.data.Quoted;
import dualflow.data.RunRecord;
import dualflow.experiment.Table6;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The results of the command reproduce table6.
 *
 * @param table the coefficients
 * @param first the name of one label
 * @param second the name of the other
 * @param given the name of the third
 * @param constant the names of those of them that never vary, each with its value
 * @param estimates correlations of logits
 */
record Table6Report(
        Table6 table,
        String first,
        String second,
        String given,
        Map<String, String> constant,
        List<EstimatedRow> estimates) {
    static final List<String> HEADER =
            List.of("of", "coefficient", "images", "value", "standard_error", "bootstrap_error");

    /** The labels of the paper's table. */
    private static final List<String> PAPER = List.of("Pointy_Nose", "Rosy_Cheeks", "Heavy_Makeup");

    void print(PrintWriter text) {
        text.printf(
                Locale.ROOT,
                "Table 6: correlation of the labels %s and %s of %d images%n%n",
                Quoted.plain(first),
                Quoted.plain(second),
                table.row(Table6.Subject.LABELS, Table6.Coefficient.PHI).images());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "images", "coefficient", "value", "standard error", "by bootstrap"));
        for (Table6.Subject subject : Table6.Subject.values()) {
            for (Table6.Coefficient coefficient : Table6.Coefficient.values()) {
                Table6.Row row = table.row(subject, coefficient);
                rows.add(List.of(
                        coefficient == Table6.Coefficient.PHI ? name(subject) : "",
                        Integer.toString(row.images()),
                        coefficient.toString(),
                        row.value().isPresent() ? decimals(row.value()) : "undefined",
                        decimals(row.standardError()),
                        decimals(row.bootstrapError())));
            }
        }
        for (EstimatedRow row : estimates) {
            rows.add(List.of(
                    row.name(),
                    Long.toString(row.directions()),
                    "Pearson",
                    row.value().isPresent() ? decimals(row.value()) : "undefined",
                    decimals(row.standardError()),
                    decimals(row.bootstrapError())));
        }
        Table.print(text, rows);
        text.println();
        table.largestPhi()
                .ifPresent(largest ->
                        text.printf(Locale.ROOT, "Labels as frequent as these have a phi of at most %.4f.%n", largest));
        text.printf(
                Locale.ROOT,
                "Standard errors are by the delta method, and by bootstrap: the deviation over %d resamples of the"
                        + " images.%n",
                table.resamples());
        constant.forEach((name, value) -> text.printf(
                Locale.ROOT,
                "The label %s is %s in every image, so that its correlations are undefined.%n",
                Quoted.plain(name),
                value));
        if (List.of(first, second, given).equals(PAPER)) {
            verdict(text);
        }
    }

    private String name(Table6.Subject subject) {
        return switch (subject) {
            case LABELS -> "the labels";
            case PARTIAL -> "partial given " + Quoted.plain(given);
            case ABSENT -> "without " + Quoted.plain(given);
            case PRESENT -> "with " + Quoted.plain(given);
        };
    }

    private void verdict(PrintWriter text) {
        text.println();
        double phi =
                table.row(Table6.Subject.LABELS, Table6.Coefficient.PHI).value().orElse(Double.NaN);
        if (table.isExplained()) {
            text.printf(
                    Locale.ROOT,
                    "corrected: the paper prints %.2f for the labels. That is not phi, which is %.4f, but it agrees"
                            + " with the%ntetrachoric correlation. How the paper computed its number is not known.%n",
                    Table6.PRINTED,
                    phi);
        } else {
            text.printf(
                    Locale.ROOT,
                    "The paper prints %.2f for the labels, which these labels do not explain: phi is %s.%n",
                    Table6.PRINTED,
                    Decimals.of(phi));
        }
        text.printf(
                Locale.ROOT,
                "Its estimates from derivatives of logits are %.2f, and %.2f after conditioning; logits being"
                        + " continuous, the%ntetrachoric coefficients are the ones to set beside them.%n",
                Table6.PRINTED_ESTIMATES.get(0),
                Table6.PRINTED_ESTIMATES.get(1));
    }

    private static String decimals(OptionalDouble number) {
        return number.isPresent() ? String.format(Locale.ROOT, "%.4f", number.getAsDouble()) : "";
    }

    List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>();
        for (Table6.Row row : table.rows()) {
            rows.add(Arrays.asList(
                    name(row.subject()),
                    row.coefficient().toString(),
                    row.images(),
                    cell(row.value()),
                    cell(row.standardError()),
                    cell(row.bootstrapError())));
        }
        for (EstimatedRow row : estimates) {
            rows.add(Arrays.asList(
                    row.name(),
                    "pearson",
                    row.directions(),
                    cell(row.value()),
                    cell(row.standardError()),
                    cell(row.bootstrapError())));
        }
        return rows;
    }

    private static Double cell(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }

    void put(RunRecord record) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (List<Object> cells : rows()) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                row.put(HEADER.get(i), cells.get(i));
            }
            rows.add(row);
        }
        record.put("resamples", table.resamples());
        record.put("coefficients", rows);
        record.put("largest_phi", cell(table.largestPhi()));
    }
}
