package dualflow.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes a report as Markdown, whose figures are files beside it. */
public final class ReportMarkdown {
    private final Report report;
    private final StringBuilder text = new StringBuilder();

    private ReportMarkdown(Report report) {
        this.report = report;
    }

    /**
     * The text of a report.
     *
     * @param report the report
     * @return Markdown with tables
     */
    public static String of(Report report) {
        return new ReportMarkdown(report).write();
    }

    private String write() {
        paragraph("# " + Report.TITLE);
        paragraph(Report.ABOUT);
        paragraph(report.summary());
        overview();
        report.items().stream()
                .filter(item -> item.status() == ItemReport.Status.DONE)
                .forEach(this::item);
        claims();
        paragraph("## The record of the run");
        List<List<String>> rows = new ArrayList<>();
        RecordText.rows(report).forEach((key, value) -> rows.add(List.of(key, value)));
        table(List.of("what", "value"), rows);
        return text.toString().strip() + "\n";
    }

    private void overview() {
        paragraph("## Tables and figures");
        table(
                List.of("in the paper", "status", "by", "claims about it"),
                report.items().stream()
                        .map(item -> List.of(
                                item.item().label() + ": " + item.item().subject(),
                                item.status().toString(),
                                (item.reason() + " " + command(item)).strip(),
                                report.concerning(item.item()).stream()
                                        .map(claim -> claim.id() + " (" + claim.verdict() + ")")
                                        .collect(Collectors.joining(", "))))
                        .toList());
    }

    private static String command(ItemReport item) {
        return item.command().isEmpty() ? "" : "`" + Report.typed(item.command()) + "`";
    }

    private void item(ItemReport item) {
        paragraph("### " + item.item().label() + ": " + item.item().subject());
        item.tables().forEach(table -> {
            paragraph(table.caption());
            table(
                    IntStream.range(0, table.columns().size())
                            .mapToObj(table::title)
                            .toList(),
                    table.rows().stream()
                            .map(row -> row.stream().map(ReportTable::text).toList())
                            .toList());
        });
        item.figures()
                .forEach(figure -> paragraph(
                        "![" + escaped(figure.alternative()) + "](" + figure.name() + ")\n\n" + figure.caption()));
        paragraph("By " + command(item) + item.run().words() + ".");
    }

    private void claims() {
        paragraph("## Claims");
        if (!report.leftOut().isEmpty()) {
            paragraph(report.leftOut());
        }
        report.byOrigin().forEach((origin, claims) -> {
            paragraph("### " + escaped(origin));
            table(
                    List.of("claim", "verdict", "says", "numbers", "notes"),
                    claims.stream().map(ReportMarkdown::cells).toList());
        });
    }

    private static List<String> cells(ReportedClaim claim) {
        List<String> notes = new ArrayList<>();
        claim.instead().ifPresent(instead -> notes.add("Instead: `" + instead.text() + "`."));
        claim.counterexample()
                .ifPresent(found -> notes.add("Counterexample: `" + found.text() + "`; left side `" + found.left()
                        + "`, right side `" + found.right() + "`."));
        notes.addAll(claim.notes());
        return List.of(
                claim.id() + (claim.place().isEmpty() ? "" : ", " + claim.place()),
                claim.verdict() + (claim.isChecked() && !claim.isAsExpected() ? ", which was not to be expected" : ""),
                claim.mathMl().isPresent() ? "`" + claim.statement() + "`" : claim.statement(),
                ClaimArticle.numbers(claim.measured()),
                String.join(" ", notes));
    }

    private void paragraph(String words) {
        text.append(words).append("\n\n");
    }

    private void table(List<String> columns, List<List<String>> rows) {
        line(columns);
        line(columns.stream().map(column -> "---").toList());
        rows.forEach(this::line);
        text.append('\n');
    }

    private void line(List<String> cells) {
        text.append(cells.stream().map(ReportMarkdown::cell).collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    /** A cell, in whose text a bar would begin the next one, even within code. */
    private static String cell(String content) {
        return (content.contains("`") ? content : escaped(content))
                .replace("|", "\\|")
                .replaceAll("\\s*\\R\\s*", " ");
    }

    /** The text without what Markdown would take for markup. */
    private static String escaped(String words) {
        return words.replaceAll("([\\\\`*_\\[\\]<>])", "\\\\$1");
    }
}
