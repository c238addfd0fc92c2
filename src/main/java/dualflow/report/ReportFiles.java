package dualflow.report;

import dualflow.data.AtomicFile;
import dualflow.data.Csv;
import dualflow.data.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The files of a report: {@code report.html}, {@code report.md}, {@code claims.csv}, {@code items.csv}, a file for each table and figure, and
 * {@code run.json}.
 */
public final class ReportFiles {
    private final Path folder;
    private final Map<String, AtomicFile.Body> bodies = new LinkedHashMap<>();

    private ReportFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the files of a report.
     *
     * @param report the report
     * @param work a folder for what is on its way
     * @return what to write, by the names of the files
     * @throws dualflow.data.OutputException if something cannot be written
     */
    public static Map<String, AtomicFile.Body> of(Report report, Path work) {
        ReportFiles files = new ReportFiles(work);
        files.text("report.html", ReportPage.of(report));
        files.text("report.md", ReportMarkdown.of(report));
        files.claims(report);
        files.items(report);
        for (ItemReport item : report.items()) {
            item.tables().forEach(files::table);
            item.figures().forEach(figure -> files.bodies.put(figure.name(), out -> out.write(figure.content())));
        }
        Json.write(work.resolve("run.json"), report.record());
        files.written("run.json");
        return files.bodies;
    }

    private void claims(Report report) {
        csv(
                "claims.csv",
                List.of(
                        "id",
                        "origin",
                        "place",
                        "verdict",
                        "as_expected",
                        "error",
                        "tolerance",
                        "error_as_printed",
                        "relative_difference",
                        "statement",
                        "instead",
                        "notes"),
                report.claims().stream()
                        .map(claim -> Arrays.<Object>asList(
                                claim.id(),
                                claim.origin(),
                                claim.place(),
                                claim.verdict(),
                                claim.isAsExpected(),
                                cell(claim.measured().error()),
                                cell(claim.measured().tolerance()),
                                cell(claim.measured().errorAsPrinted()),
                                cell(claim.measured().relativeDifference()),
                                claim.statement(),
                                claim.instead().map(ReportedClaim.Instead::text).orElse(""),
                                String.join("; ", claim.notes())))
                        .toList());
    }

    private void items(Report report) {
        csv(
                "items.csv",
                List.of("item", "subject", "status", "reason", "command", "seed", "device", "seconds"),
                report.items().stream()
                        .map(item -> Arrays.<Object>asList(
                                item.item().label(),
                                item.item().subject(),
                                item.status().toString(),
                                item.reason(),
                                Report.typed(item.command()),
                                item.run().seed().isPresent()
                                        ? item.run().seed().getAsLong()
                                        : null,
                                item.run().device(),
                                item.status() == ItemReport.Status.DONE
                                        ? item.run().seconds()
                                        : null))
                        .toList());
    }

    private void table(ReportTable table) {
        csv(
                table.name() + ".csv",
                IntStream.range(0, table.columns().size())
                        .mapToObj(table::title)
                        .toList(),
                table.rows());
    }

    private void csv(String name, List<String> header, List<? extends List<?>> rows) {
        Csv.write(folder.resolve(name), header, rows);
        written(name);
    }

    private void written(String name) {
        bodies.put(name, out -> Files.copy(folder.resolve(name), out));
    }

    private void text(String name, String content) {
        bodies.put(name, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    }

    /** An infinite error, which a false statement may have, is a word. */
    private static Object cell(OptionalDouble number) {
        if (number.isEmpty()) {
            return null;
        }
        double x = number.getAsDouble();
        return Double.isFinite(x) ? (Object) x : NumberText.ofError(x);
    }
}
