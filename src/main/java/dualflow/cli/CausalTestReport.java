package dualflow.cli;

import dualflow.causal.CausalRow;
import dualflow.causal.CausalTest;
import dualflow.causal.DoFlow;
import dualflow.causal.DoFlowStudy;
import dualflow.causal.Structure;
import dualflow.causal.Treatment;
import dualflow.causal.World;
import dualflow.data.Csv;
import dualflow.data.RunRecord;
import dualflow.dependency.Estimate;
import dualflow.figure.Drawing;
import dualflow.figure.Look;
import dualflow.figure.Palette;
import dualflow.figure.Plot;
import dualflow.figure.Sheet;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The output of the command causal-test.
 *
 * @param world the world
 * @param test the table
 * @param doFlows the exact laws of do-flows; without rows outside the linear world
 * @param samples the number of samples
 * @param seed the seed
 * @param device device and format
 */
record CausalTestReport(World world, CausalTest test, DoFlowStudy doFlows, long samples, long seed, String device) {
    /** The ratio of the places of two structures beside each other on the logarithmic axis. */
    private static final double ASIDE = 1.04;

    private static final List<String> HEADER = List.of(
            "structure",
            "treatment",
            "tau",
            "kept",
            "truth",
            "limit",
            "estimate",
            "standard_error",
            "low",
            "high",
            "errors");

    void print(PrintWriter text) {
        text.printf(
                Locale.ROOT,
                "world    %s: %s%nsamples  %d, one Gaussian direction each, seed %d, %s%n%n",
                world.id(),
                world.description(),
                samples,
                seed,
                device);
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("structure", "graph", "treatment", "kept", "truth", "limit", "estimate", "95 %", "errors"));
        for (Structure structure : test.structures()) {
            for (Treatment treatment : Treatment.values()) {
                test.row(structure, treatment).ifPresent(row -> table.add(cells(row)));
            }
        }
        Table.print(text, table);
        text.println();
        text.println(
                "The correlation of X and Y. truth: of the variables themselves, observed, given Z (on average over Z) or under"
                        + " do(Z); limit: what the estimate goes to");
        text.println(
                "with more samples; errors: (estimate - limit) / standard error. tau in units of the root mean square of (Jv)_k.");
        test.largestError()
                .ifPresent(most -> text.printf(
                        Locale.ROOT,
                        "Over all rows and thresholds the largest distance from a limit is %.1f standard errors.%n",
                        most));
        text.println();
        test.findings().forEach(finding -> text.println(Failure.sentence(finding)));
        if (!doFlows.rows().isEmpty()) {
            text.println();
            printDoFlows(text);
        }
        text.flush();
    }

    private static List<String> cells(CausalRow row) {
        Optional<Estimate> estimate = row.estimate();
        String tau = row.threshold().isPresent()
                ? row.treatment()
                        .label()
                        .replace("tau", Decimals.of(row.threshold().getAsDouble()))
                : row.treatment().label();
        return List.of(
                row.structure().id(),
                row.structure().graph().toString(),
                tau,
                String.format(Locale.ROOT, "%.3f", row.kept()),
                number(row.truth()),
                number(row.limit()),
                estimate.map(e -> three(e.value())).orElse("undefined"),
                estimate.map(e -> three(e.low()) + " to " + three(e.high())).orElse(""),
                row.standardErrors().isPresent()
                        ? String.format(
                                Locale.ROOT, "%.1f", row.standardErrors().getAsDouble())
                        : "");
    }

    private static String number(OptionalDouble x) {
        return x.isPresent() ? three(x.getAsDouble()) : "";
    }

    private static String three(double x) {
        String text = String.format(Locale.ROOT, "%.3f", x);
        return text.equals("-0.000") ? "0.000" : text;
    }

    private void printDoFlows(PrintWriter text) {
        text.println("Do-flows that hold Z from t0 on, exactly; a = C(x) or C(E[x1|x]):");
        text.println();
        List<List<String>> table = new ArrayList<>();
        table.add(List.of(
                "structure", "a", "t0", "correlation", "given Z", "variance of Z", "observed", "conditioned", "do(Z)"));
        for (DoFlowStudy.Row row : doFlows.rows()) {
            if (!isPrinted(row)) {
                continue;
            }
            table.add(List.of(
                    row.structure().id(),
                    DoFlowStudy.name(row.reading()),
                    Decimals.of(row.t0()),
                    three(row.correlation()),
                    row.given().isPresent() ? three(row.given().getAsDouble()) : "constant",
                    three(row.remaining()),
                    three(row.observed()),
                    three(row.conditioned()),
                    three(row.intervened())));
        }
        Table.print(text, table);
        text.println();
        text.println("variance of Z: over that without the do-flow; conditioned: given Z, and along do-directions.");
        doFlows.findings().forEach(finding -> text.println(Failure.sentence(finding)));
    }

    /** The rest is for do-flow.csv. */
    private static boolean isPrinted(DoFlowStudy.Row row) {
        double earliest = row.reading() == DoFlow.Reading.STATE ? 0 : 0.001;
        return row.t0() == earliest || row.t0() == 0.2 || row.t0() == 0.5;
    }

    /** Writes table.csv, sweep.png, in the linear world do-flow.csv, and run.json. */
    void write(PictureFolder folder, RunRecord record, PrintWriter out, PrintWriter err) {
        List<String> written = new ArrayList<>(List.of(folder.file("table.csv").toString()));
        Csv.write(
                folder.file("table.csv"),
                HEADER,
                test.rows().stream().map(CausalTestReport::line).toList());
        written.addAll(folder.draw("sweep", this::sweep, err));
        if (!doFlows.rows().isEmpty()) {
            Csv.write(
                    folder.file("do-flow.csv"),
                    List.of(
                            "structure",
                            "reading",
                            "t0",
                            "correlation",
                            "given",
                            "remaining_variance",
                            "observed",
                            "conditioned",
                            "do"),
                    doFlows.rows().stream().map(CausalTestReport::line).toList());
            written.add(folder.file("do-flow.csv").toString());
        }
        record.seed(seed)
                .device(device)
                .put("world", world.id())
                .put("description", world.description())
                .put("samples", samples)
                .put("structures", test.structures().stream().map(Structure::id).toList())
                .put("findings", test.findings())
                .put("doFlowFindings", doFlows.rows().isEmpty() ? List.of() : doFlows.findings());
        test.largestError().ifPresent(most -> record.put("largestStandardErrors", most));
        record.write(folder.file("run.json"));
        written.add(folder.file("run.json").toString());
        out.println("Written: " + String.join(", ", written) + ".");
    }

    private static List<?> line(CausalRow row) {
        return Arrays.asList(
                row.structure().id(),
                row.treatment().label(),
                cell(row.threshold()),
                row.kept(),
                cell(row.truth()),
                cell(row.limit()),
                row.estimate().map(Estimate::value).orElse(null),
                row.estimate().map(Estimate::standardError).orElse(null),
                row.estimate().map(Estimate::low).orElse(null),
                row.estimate().map(Estimate::high).orElse(null),
                cell(row.standardErrors()));
    }

    private static List<?> line(DoFlowStudy.Row row) {
        return Arrays.asList(
                row.structure().id(),
                DoFlowStudy.name(row.reading()),
                row.t0(),
                row.correlation(),
                cell(row.given()),
                row.remaining(),
                row.observed(),
                row.conditioned(),
                row.intervened());
    }

    private static Double cell(OptionalDouble x) {
        return x.isPresent() ? (Double) x.getAsDouble() : null;
    }

    /** Estimates with their intervals as marks, limits as lines, over tau; beside each other, as a fork and a chain have the same limits. */
    private Drawing sweep() {
        Plot plot =
                new Plot("", "τ, in units of the root mean square of (Jv)_k", "correlation of X and Y").logarithmicX();
        boolean hasLimits = false;
        for (Structure structure : test.structures()) {
            List<CausalRow> rows = test.rows().stream()
                    .filter(row -> row.structure() == structure && row.treatment() == Treatment.SLAB)
                    .filter(row -> row.estimate().isPresent())
                    .toList();
            if (rows.isEmpty()) {
                continue;
            }
            int i = world.structures().indexOf(structure);
            double[] taus = numbers(rows, row -> row.threshold().getAsDouble());
            double aside = Math.pow(ASIDE, i - (world.structures().size() - 1) / 2.0);
            Look marks = Look.marks(Palette.series(i), Look.Mark.series(i));
            Look line = Look.line(Palette.series(i)).wide(1.4);
            boolean isLimited = rows.stream().allMatch(row -> row.limit().isPresent());
            hasLimits |= isLimited;
            plot.legend(structure.id(), isLimited ? line.with(marks.mark()) : marks)
                    .add(
                            "",
                            Arrays.stream(taus).map(tau -> tau * aside).toArray(),
                            numbers(rows, row -> row.estimate().get().low()),
                            numbers(rows, row -> row.estimate().get().value()),
                            numbers(rows, row -> row.estimate().get().high()),
                            marks);
            if (isLimited) {
                plot.add("", taus, numbers(rows, row -> row.limit().getAsDouble()), i % 2 == 0 ? line : line.dashed());
            }
        }
        return new Sheet("Conditioning on |(Jv)_k| < τ, " + world.id() + " world")
                .row(List.of(plot))
                .note("Marks: estimates with 95 % intervals, a little aside of their τ."
                        + (hasLimits ? " Lines: their limits." : ""))
                .draw();
    }

    private static double[] numbers(List<CausalRow> rows, ToDoubleFunction<CausalRow> number) {
        return rows.stream().mapToDouble(number).toArray();
    }
}
