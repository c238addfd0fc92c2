package dualflow.report;

import dualflow.experiment.PrintedNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The paper's tables: as printed, as its code computes them, and exact; from the files of their reproductions. */
final class PaperTables {
    private static final String PRINTED = "as printed";
    private static final String CODE = "as its code computes";
    private static final String EXACT = "exact";

    private PaperTables() {}

    /** The tables of an item, from the results in a folder. */
    static List<ReportTable> of(PaperItem item, ResultFolder folder) {
        return switch (item) {
            case TABLE_4 -> List.of(table4(folder.table("table4.csv")));
            case TABLE_5 -> List.of(table5(folder.table("table5.csv")));
            case TABLE_6 -> List.of(table6(folder.table("table6.csv")));
            case FIGURE_2 -> List.of(figure2(folder.table("figure2.csv")));
            case FIGURE_4 -> List.of(figure4(folder.table("figure4.csv")));
            case FIGURE_6 -> List.of(figure6(folder.table("figure6.csv")));
            default -> List.of();
        };
    }

    private static ReportTable table4(List<Map<String, String>> rows) {
        return new ReportTable(
                "table4",
                "Table 4: mean Frobenius norms over ten points at each time. In float32, epsilon = 1e-6, the numerical Jacobian is round-off.",
                List.of(
                        new ReportTable.Group("", 1),
                        new ReportTable.Group("numerical against analytical", 4),
                        new ReportTable.Group("intervention against analytical", 4)),
                List.of(
                        "t",
                        PRINTED,
                        CODE + ", float32",
                        EXACT + ", float32",
                        EXACT + ", float64",
                        PRINTED,
                        CODE,
                        EXACT,
                        EXACT + ", most probable component"),
                rows.stream()
                        .map(row -> Arrays.<Object>asList(
                                row.get("t"),
                                row.get("paper_numerical"),
                                number(row.get("code_numerical_float32")),
                                number(row.get("exact_numerical_float32")),
                                number(row.get("exact_numerical_float64")),
                                row.get("paper_intervention"),
                                number(row.get("code_intervention")),
                                number(row.get("exact_intervention")),
                                number(row.get("exact_intervention_argmax"))))
                        .toList());
    }

    private static ReportTable table5(List<Map<String, String>> rows) {
        PrintedNumber estimated = PrintedNumber.of("Table 5", "estimated");
        PrintedNumber empirical = PrintedNumber.of("Table 5", "empirical");
        Map<String, Map<String, String>> bySamples = new LinkedHashMap<>();
        rows.stream().filter(row -> row.get("of").equals("jvp")).forEach(row -> bySamples.put(row.get("samples"), row));
        List<List<Object>> cells = new ArrayList<>();
        bySamples.forEach((samples, jvp) -> cells.add(Arrays.asList(
                "estimated from derivatives of " + samples + " samples",
                samples.equals(Integer.toString(estimated.samples())) ? estimated.text() : null,
                interval(row(rows, "forward difference", samples)),
                interval(jvp))));
        Map<String, String> images = rows.stream()
                .filter(row -> row.get("of").equals("images"))
                .findFirst()
                .orElseThrow();
        cells.add(Arrays.asList(
                "empirical, in " + images.get("samples") + " images (the paper's in " + empirical.samples() + ")",
                empirical.text(),
                null,
                number(images.get("correlation"))));
        return new ReportTable(
                "table5",
                "Table 5: correlation of the pixels in row 8, columns 14 and 15, with 95 % intervals of the samples. The code's forward"
                        + " differences and the exact products are of one network, trained here or given; another network gives another estimate.",
                List.of("correlation", PRINTED, CODE, EXACT),
                cells);
    }

    private static ReportTable table6(List<Map<String, String>> rows) {
        List<List<Object>> cells = new ArrayList<>();
        for (Map<String, String> phi : rows) {
            if (phi.get("coefficient").equals("phi")) {
                boolean all = phi.get("of").equals("the labels");
                Map<String, String> tetrachoric = rows.stream()
                        .filter(row -> row.get("coefficient").equals("tetrachoric")
                                && row.get("of").equals(phi.get("of")))
                        .findFirst()
                        .orElseThrow();
                cells.add(Arrays.asList(
                        phi.get("of") + ", " + phi.get("images") + " images",
                        all ? PrintedNumber.of("Table 6", "empirical").text() : null,
                        withError(phi),
                        withError(tetrachoric)));
            }
        }
        cells.add(estimate("estimated from derivatives of logits", "estimated"));
        cells.add(estimate("the same where the third logit hardly changes", "conditional"));
        return new ReportTable(
                "table6",
                "Table 6: correlation of the labels Pointy_Nose and Rosy_Cheeks, with standard errors. Of the labels the code computes phi; the"
                        + " tetrachoric coefficient is that of normal variables whose signs the labels would be. Estimates from derivatives"
                        + " need a flow and a classifier that are trained: see 'dualflow reproduce table6 --flow --classifier'.",
                List.of("correlation", PRINTED, CODE + ": phi", EXACT + ": tetrachoric"),
                cells);
    }

    private static List<Object> estimate(String name, String quantity) {
        PrintedNumber printed = PrintedNumber.of("Table 6", quantity);
        return Arrays.asList(
                name + ", " + printed.samples() + " samples", printed.text(), "not computed", "not computed");
    }

    private static ReportTable figure2(List<Map<String, String>> rows) {
        Map<String, List<Object>> byMoment = new LinkedHashMap<>();
        for (Map<String, String> row : rows) {
            String time = row.get("t");
            String moment = moment(row);
            byMoment.computeIfAbsent(
                            time + " " + moment,
                            key -> new ArrayList<>(List.of(time, moment, number(row.get("exact")))))
                    .add(text(row.get("sampled")) + " ± " + text(row.get("standard_error")));
        }
        return new ReportTable(
                "figure2",
                "Figure 2: moments of the particles, with standard errors, beside those of the exact distribution at each time.",
                List.of("t", "moment", EXACT, "along the velocity", "along the published drift"),
                List.copyOf(byMoment.values()));
    }

    /** Such as "covariance 1 2"; indices count from 1 on a page. */
    private static String moment(Map<String, String> row) {
        int i = Integer.parseInt(row.get("row")) + 1;
        int j = Integer.parseInt(row.get("column")) + 1;
        return row.get("quantity").equals("mean")
                ? "mean " + i
                : i == j ? "variance " + i : "covariance " + i + " " + j;
    }

    private static ReportTable figure4(List<Map<String, String>> rows) {
        List<String> columns = List.of("test", "alpha", "effect", "edges", "shared", "missing", "extra", "likeness");
        return new ReportTable(
                "figure4",
                "Figure 4: the printed graph beside those that the PC algorithm finds in the labels. Likeness is the number of shared edges by"
                        + " that of the edges of either graph.",
                columns,
                rows.stream()
                        .map(row -> columns.stream()
                                .map(column -> column.equals("likeness") ? number(row.get(column)) : row.get(column))
                                .toList())
                        .toList());
    }

    private static ReportTable figure6(List<Map<String, String>> rows) {
        Map<String, List<Object>> byStep = new LinkedHashMap<>();
        for (Map<String, String> row : rows) {
            byStep.computeIfAbsent(
                            row.get("epsilon"),
                            step -> new ArrayList<>(List.of(NumberText.ofError(Double.parseDouble(step)))))
                    .add(NumberText.ofError(Double.parseDouble(row.get("relative_error"))));
        }
        List<String> columns = new ArrayList<>(List.of("epsilon"));
        rows.stream()
                .map(row -> row.get("flow") + ", " + row.get("dtype"))
                .distinct()
                .forEach(columns::add);
        return new ReportTable(
                "figure6",
                "Figure 6: |difference − J u| / |J u| of the forward difference against the exact product J u, through 99 Euler steps.",
                columns,
                List.copyOf(byStep.values()));
    }

    private static Map<String, String> row(List<Map<String, String>> rows, String of, String samples) {
        return rows.stream()
                .filter(row -> row.get("of").equals(of) && row.get("samples").equals(samples))
                .findFirst()
                .orElseThrow();
    }

    private static String interval(Map<String, String> row) {
        return row.get("low").isEmpty()
                ? "undefined"
                : text(row.get("correlation")) + " (" + text(row.get("low")) + " to " + text(row.get("high")) + ")";
    }

    private static String withError(Map<String, String> row) {
        String error = row.get("standard_error").isEmpty() ? row.get("bootstrap_error") : row.get("standard_error");
        return row.get("value").isEmpty()
                ? "undefined"
                : text(row.get("value")) + (error.isEmpty() ? "" : " ± " + text(error));
    }

    private static String text(String cell) {
        return NumberText.ofValue(Double.parseDouble(cell));
    }

    /** Null for an empty cell. */
    private static Object number(String cell) {
        return cell.isEmpty() ? null : (Object) Double.parseDouble(cell);
    }
}
