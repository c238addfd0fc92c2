package dualflow.cli;

import dualflow.check.CheckRun;
import dualflow.check.CheckSettings;
import dualflow.check.ClaimFile;
import dualflow.check.ClaimOperations;
import dualflow.check.ClaimReport;
import dualflow.check.Counterexample;
import dualflow.check.StatementText;
import dualflow.data.Json;
import dualflow.syntax.Statement;
import dualflow.tensor.Device;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run of {@code check} finds out: printed at once, and kept for the files behind --json and --html. */
final class CheckedClaims implements CheckRun.Listener {
    private final PrintWriter err;
    private final CheckSettings settings;
    private final Device device;
    private final boolean explains;
    private final ClaimPrinter printer;
    private final ClaimPage page = new ClaimPage();
    private final long start = System.nanoTime();
    private final List<ClaimReport> reports = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final List<Map<String, Object>> objects = new ArrayList<>();
    private int worst = ExitCode.OK;

    /**
     * Nothing yet.
     *
     * @param explains whether the operations of each claim are printed
     */
    CheckedClaims(PrintWriter out, PrintWriter err, CheckSettings settings, Device device, boolean explains) {
        this.err = err;
        this.settings = settings;
        this.device = device;
        this.explains = explains;
        printer = new ClaimPrinter(out, settings);
    }

    @Override
    public void checked(ClaimFile file, ClaimReport report) {
        reports.add(report);
        printer.print(file, report);
        page.add(file, report);
        objects.add(object(report));
        if (!report.isAsExpected()) {
            worst = Math.max(worst, ExitCode.CHECK_FAILED);
        }
        if (explains) {
            explain(file.claims().get(0), report);
        }
    }

    private void explain(Statement claim, ClaimReport report) {
        try {
            ClaimOperations.of(claim, device, settings, report.counterexample()).ifPresent(printer::print);
        } catch (RuntimeException | Error e) {
            Failure failure = Failure.of(e);
            err.println("The operations of " + claim.id() + " could not be listed. " + failure.message());
            worst = Math.max(worst, failure.exitCode());
        }
    }

    @Override
    public void failed(ClaimFile file, Statement claim, Throwable cause) {
        Failure failure = Failure.of(cause);
        failed.add(claim.id());
        printer.print(file, claim, failure);
        page.add(file, claim, failure);
        objects.add(object(file, claim, failure));
        worst = Math.max(worst, failure.exitCode()); // the greater a code, the less is the file's fault
    }

    @Override
    public void waiting(String claim, int finished, int all) {
        err.printf(Locale.ROOT, "checked %d of %d claims in %.0f s, still at %s%n", finished, all, seconds(), claim);
        err.flush();
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Prints how many claims have which verdict, and writes the files that are not null. */
    void finish(Path json, Path html) {
        String counts = ClaimPrinter.counts(reports, failed.size(), device.id(), seconds());
        printer.printCounts(reports, failed, counts);
        if (!failed.isEmpty()) {
            err.println((failed.size() == 1 ? "1 claim" : failed.size() + " claims") + " could not be checked: "
                    + String.join(", ", failed) + ".");
        }
        try {
            if (json != null) {
                Json.write(json, objects);
            }
        } finally { // one that cannot be written does not take the other with it
            if (html != null) {
                page.write(html, counts);
            }
        }
    }

    /** 0 where all is as expected, 1 where it is not, and a greater one where a claim could not be checked. */
    int exitCode() {
        return worst;
    }

    private static Map<String, Object> object(ClaimReport report) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", report.file());
        object.put("id", report.id());
        object.put("source", report.source());
        object.put("statement", report.statement());
        object.put("verdict", report.finding().word());
        object.put("residual", report.residual());
        object.put(
                "relativeDifference",
                report.relativeDifference().isPresent()
                        ? report.relativeDifference().getAsDouble()
                        : null);
        object.put("roundingLevel", report.roundingLevel());
        object.put("draws", report.draws());
        object.put(
                "counterexample",
                report.counterexample().map(CheckedClaims::object).orElse(null));
        object.put("instead", report.instead().orElse(null));
        object.put("seconds", report.seconds());
        object.put("error", null);
        return object;
    }

    private static Map<String, Object> object(ClaimFile file, Statement claim, Failure failure) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", file.name());
        object.put("id", claim.id());
        object.put("source", claim.source());
        object.put("statement", StatementText.of(claim));
        for (String key : List.of(
                "verdict",
                "residual",
                "relativeDifference",
                "roundingLevel",
                "draws",
                "counterexample",
                "instead",
                "seconds")) {
            object.put(key, null);
        }
        object.put("error", failure.message());
        return object;
    }

    private static Map<String, Object> object(Counterexample counterexample) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("values", counterexample.text());
        object.put("left", counterexample.left());
        object.put("right", counterexample.right());
        return object;
    }
}
