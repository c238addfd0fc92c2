package dualflow.cli;

import dualflow.check.CheckSettings;
import dualflow.check.ClaimFile;
import dualflow.check.ClaimOperations;
import dualflow.check.ClaimReport;
import dualflow.check.Counterexample;
import dualflow.check.Finding;
import dualflow.check.StatementText;
import dualflow.syntax.Statement;
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
        printHeading(file.heading(report.source(), report.section()));
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
            out.println(INDENT + "again: " + again(file, report.id()));
        }
        out.flush();
    }

    /** Prints a claim that could not be checked, and why. */
    void print(ClaimFile file, Statement claim, Failure failure) {
        printHeading(file.heading(claim.source(), claim.section()));
        out.println("error      " + claim.id() + (claim.title().isEmpty() ? "" : ", " + claim.title()));
        line(StatementText.of(claim));
        failure.message().lines().forEach(line -> out.println(INDENT + line)); // with a caret below a line
        out.println(INDENT + "again: " + again(file, claim.id()));
        out.flush();
    }

    private void printHeading(String next) {
        if (!next.equals(heading)) {
            out.println((heading.isEmpty() ? "" : System.lineSeparator()) + next);
            heading = next;
        }
    }

    /** The figures behind the verdict. */
    private static String numbers(ClaimReport report) {
        return "residual " + Decimals.brief(report.residual())
                + (report.relativeDifference().isPresent()
                        ? ", relative difference "
                                + Decimals.brief(report.relativeDifference().getAsDouble())
                        : "")
                + ", rounding level " + Decimals.brief(report.roundingLevel())
                + (report.resolution() > 0 ? ", resolution " + Decimals.brief(report.resolution()) : "") + ", "
                + report.draws() + " draws";
    }

    private void print(Counterexample counterexample) {
        line("counterexample: " + (counterexample.text().isEmpty() ? "at once" : counterexample.text()));
        line("  left side:  " + counterexample.left());
        line("  right side: " + counterexample.right());
    }

    private String again(ClaimFile file, String id) {
        String name = file.name();
        return "tools/dualflow check " + (name.matches("[\\w./~+-]+") ? name : "'" + name.replace("'", "'\\''") + "'")
                + " --only " + id + " --seed " + settings.seed()
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

    /** Prints the claims that are not as expected and those that could not be checked, and last how many have which verdict. */
    void printCounts(List<ClaimReport> reports, List<String> failed, String counts) {
        List<String> unexpected = reports.stream()
                .filter(report -> !report.isAsExpected())
                .map(ClaimReport::id)
                .toList();
        out.println();
        if (!unexpected.isEmpty()) {
            out.println("not as expected: " + String.join(", ", unexpected));
        }
        if (!failed.isEmpty()) {
            out.println("not checked: " + String.join(", ", failed));
        }
        out.println(counts);
        out.flush();
    }

    /** How many claims have which verdict. */
    static String counts(List<ClaimReport> reports, int failed, String device, double seconds) {
        String counts = String.format(
                Locale.ROOT,
                "checked %s on %s float64 in %.1f s: %d hold, %d corrected, %d fail, %d undefined, %d undecided, %d vacuous",
                reports.size() == 1 ? "1 claim" : reports.size() + " claims",
                device,
                seconds,
                count(reports, Finding.HOLDS),
                count(reports, Finding.CORRECTED),
                count(reports, Finding.FAILS),
                count(reports, Finding.UNDEFINED),
                count(reports, Finding.UNDECIDED),
                count(reports, Finding.VACUOUS));
        return failed == 0 ? counts : counts + ", " + failed + " not checked";
    }

    /** Prints the operations of both sides. */
    void print(ClaimOperations operations) {
        for (ClaimOperations.Listed listed : operations.relations()) {
            out.println();
            line("operations" + (operations.text().isEmpty() ? ":" : " at " + operations.text() + ":"));
            List<List<String>> rows = new ArrayList<>();
            listed.first().forEach(row -> rows.add(List.of(row.operation(), row.value())));
            if (listed.leftOut() > 0) {
                rows.add(List.of("... " + listed.leftOut() + " operations are left out ...", ""));
            }
            listed.last().forEach(row -> rows.add(List.of(row.operation(), row.value())));
            Table.print(out, rows);
            out.println("The last one subtracts the right side from the left.");
        }
        out.flush();
    }

    private static long count(List<ClaimReport> reports, Finding finding) {
        return reports.stream().filter(report -> report.finding() == finding).count();
    }
}
