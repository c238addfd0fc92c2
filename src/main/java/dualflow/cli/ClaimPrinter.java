package dualflow.cli;

import dualflow.check.CheckSettings;
import dualflow.check.ClaimFile;
import dualflow.check.ClaimReport;
import dualflow.check.Counterexample;
import dualflow.check.Finding;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints what was found out about claims. */
final class ClaimPrinter {
    private static final String INDENT = " ".repeat(11);
    private static final int WIDTH = 120;

    private final PrintWriter out;
    private final CheckSettings settings;
    private String heading = "";

    ClaimPrinter(PrintWriter out, CheckSettings settings) {
        this.out = out;
        this.settings = settings;
    }

    /** Prints a claim: its verdict, its equation, the numbers behind the verdict, the counterexample and the notes. */
    void print(ClaimFile file, ClaimReport report) {
        printHeading(file, report);
        out.printf(
                Locale.ROOT,
                "%-9s  %s%s%s%n",
                report.finding().word(),
                report.id(),
                report.title().isEmpty() ? "" : ", " + report.title(),
                report.isAsExpected() || report.expected().isEmpty()
                        ? ""
                        : "; expected: " + report.expected().get());
        line(report.statement());
        if (!Double.isNaN(report.residual())) {
            line(numbers(report));
        }
        report.counterexample().ifPresent(this::print);
        if (report.finding() == Finding.CORRECTED) {
            report.instead().ifPresent(instead -> line("instead: " + instead));
        }
        report.notes().forEach(this::line);
        if (report.counterexample().isPresent() || !report.isAsExpected()) {
            out.println(INDENT + "again: " + again(file, report));
        }
        out.flush();
    }

    private void printHeading(ClaimFile file, ClaimReport report) {
        List<String> parts = new ArrayList<>(List.of(file.source().name()));
        if (!report.source().isEmpty()) {
            parts.add(report.source());
        }
        if (!report.section().isEmpty()) {
            parts.add(report.section());
        }
        String next = String.join(": ", parts);
        if (!next.equals(heading)) {
            out.println((heading.isEmpty() ? "" : System.lineSeparator()) + next);
            heading = next;
        }
    }

    private static String numbers(ClaimReport report) {
        return "residual " + Decimals.brief(report.residual()) + ", rounding level "
                + Decimals.brief(report.roundingLevel())
                + (report.resolution() > 0 ? ", resolution " + Decimals.brief(report.resolution()) : "") + ", "
                + report.draws() + " draws";
    }

    private void print(Counterexample counterexample) {
        line("counterexample: " + (counterexample.text().isEmpty() ? "at once" : counterexample.text()));
        line("  left side:  " + counterexample.left());
        line("  right side: " + counterexample.right());
    }

    private String again(ClaimFile file, ClaimReport report) {
        String name = file.source().name();
        return "tools/dualflow check " + (name.matches("[\\w./~+-]+") ? name : "'" + name.replace("'", "'\\''") + "'")
                + " --only " + report.id() + " --seed " + settings.seed()
                + (settings.draws() == CheckSettings.DEFAULT_DRAWS ? "" : " --draws " + settings.draws());
    }

    /** Prints a line, broken at spaces where it is too long. */
    private void line(String text) {
        String indent = INDENT;
        String rest = text;
        while (indent.length() + rest.length() > WIDTH) {
            int end = rest.lastIndexOf(' ', WIDTH - indent.length());
            end = end <= 0 ? rest.indexOf(' ', WIDTH - indent.length()) : end;
            if (end <= 0) {
                break;
            }
            out.println(indent + rest.substring(0, end));
            rest = rest.substring(end + 1);
            indent = INDENT + "    ";
        }
        out.println(indent + rest);
    }

    /** Prints the claims that are not as expected, and last how many have which verdict. */
    void printCounts(List<ClaimReport> reports, String device, double seconds) {
        List<String> unexpected = reports.stream()
                .filter(report -> !report.isAsExpected())
                .map(ClaimReport::id)
                .toList();
        out.println();
        if (!unexpected.isEmpty()) {
            out.println("not as expected: " + String.join(", ", unexpected));
        }
        out.printf(
                Locale.ROOT,
                "checked %d claims on %s float64 in %.1f s: %d hold, %d corrected, %d fail, %d undefined, %d undecided, %d vacuous%n",
                reports.size(),
                device,
                seconds,
                count(reports, Finding.HOLDS),
                count(reports, Finding.CORRECTED),
                count(reports, Finding.FAILS),
                count(reports, Finding.UNDEFINED),
                count(reports, Finding.UNDECIDED),
                count(reports, Finding.VACUOUS));
        out.flush();
    }

    private static long count(List<ClaimReport> reports, Finding finding) {
        return reports.stream().filter(report -> report.finding() == finding).count();
    }
}
