package dualflow.report;

import dualflow.check.ClaimFile;
import dualflow.check.ClaimReport;
import dualflow.check.Counterexample;
import dualflow.check.Finding;
import dualflow.check.Margin;
import dualflow.check.StatementText;
import dualflow.claim.Claim;
import dualflow.claim.Outcome;
import dualflow.claim.StatedClaim;
import dualflow.claim.Verdict;
import dualflow.syntax.MathMl;
import dualflow.syntax.Statement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A claim with what was found out about it, whichever way it was stated and checked.
 *
 * @param id its name
 * @param origin the document, or the file with source and section
 * @param place where it stands in it, or its title; may be ""
 * @param verdict one word; {@code error} where it could not be checked
 * @param isAsExpected whether the verdict is the one that was to be expected
 * @param statement the equation with its conditions in the notation of claim files; of a claim that needs a program what the source says
 * @param mathMl the equation as MathML; empty where the claim needs a program
 * @param instead the corrected equation, where it is one
 * @param measured the numbers behind the verdict
 * @param counterexample the smallest one found
 * @param notes further findings, or why it could not be checked
 */
public record ReportedClaim(
        String id,
        String origin,
        String place,
        String verdict,
        boolean isAsExpected,
        String statement,
        Optional<String> mathMl,
        Optional<Instead> instead,
        Measured measured,
        Optional<Counterexample> counterexample,
        List<String> notes) {
    private static final String ERROR = "error";

    /**
     * A corrected equation.
     *
     * @param text in the notation of claim files
     * @param mathMl as MathML
     */
    public record Instead(String text, String mathMl) {}

    /**
     * The numbers behind a verdict.
     *
     * @param error of the statement that should hold, as printed or as corrected
     * @param tolerance the largest error that counts as true
     * @param errorAsPrinted of a corrected claim
     * @param relativeDifference how much the sides as printed differ, in parts of the larger one
     * @param draws how many draws were made
     */
    public record Measured(
            OptionalDouble error,
            OptionalDouble tolerance,
            OptionalDouble errorAsPrinted,
            OptionalDouble relativeDifference,
            OptionalInt draws) {
        static final Measured NOTHING = new Measured(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty());
    }

    /**
     * One of the claims that are built in.
     *
     * @param claim the claim
     * @param outcome what was found
     * @return the claim
     */
    public static ReportedClaim of(Claim claim, Outcome outcome) {
        Optional<Statement> stated = stated(claim);
        Optional<Instead> instead =
                outcome.verdict() == Verdict.CORRECTED ? stated.flatMap(ReportedClaim::instead) : Optional.empty();
        return new ReportedClaim(
                claim.id(),
                claim.source().document(),
                claim.source().place(),
                outcome.verdict().toString(),
                outcome.verdict() != Verdict.FAILED,
                claim.statement(),
                stated.map(ReportedClaim::mathMl),
                instead,
                new Measured(
                        number(outcome.error()),
                        number(outcome.tolerance()),
                        outcome.errorAsPrinted(),
                        outcome.relativeDifference(),
                        OptionalInt.empty()),
                Optional.empty(),
                outcome.why().isEmpty() || instead.isPresent() ? List.of() : List.of(outcome.why()));
    }

    /**
     * One of the claims that are built in, which could not be checked.
     *
     * @param claim the claim
     * @param why a sentence
     * @return the claim
     */
    public static ReportedClaim failed(Claim claim, String why) {
        return new ReportedClaim(
                claim.id(),
                claim.source().document(),
                claim.source().place(),
                ERROR,
                false,
                claim.statement(),
                stated(claim).map(ReportedClaim::mathMl),
                Optional.empty(),
                Measured.NOTHING,
                Optional.empty(),
                List.of(why));
    }

    /**
     * A claim of a file.
     *
     * @param file the file
     * @param report what was found out
     * @return the claim
     * @throws java.util.NoSuchElementException if the file has no such claim
     */
    public static ReportedClaim of(ClaimFile file, ClaimReport report) {
        Statement claim = file.claims().stream()
                .filter(each -> each.id().equals(report.id()))
                .findFirst()
                .orElseThrow();
        boolean corrected = report.finding() == Finding.CORRECTED;
        Optional<Margin> printed = margin(report, 0);
        Optional<Margin> judged = corrected ? margin(report, 1) : printed;
        return new ReportedClaim(
                report.id(),
                file.heading(report.source(), report.section()),
                report.title(),
                report.finding().word(),
                report.isAsExpected(),
                report.statement(),
                Optional.of(mathMl(claim)),
                instead(claim),
                new Measured(
                        number(judged.map(Margin::error).orElse(Double.NaN)),
                        number(judged.map(Margin::tolerance).orElse(Double.NaN)),
                        corrected ? number(printed.map(Margin::error).orElse(Double.NaN)) : OptionalDouble.empty(),
                        report.relativeDifference(),
                        OptionalInt.of(report.draws())),
                report.counterexample(),
                report.notes());
    }

    /**
     * A claim of a file, which could not be checked.
     *
     * @param file the file
     * @param claim the claim
     * @param why a sentence
     * @return the claim
     */
    public static ReportedClaim failed(ClaimFile file, Statement claim, String why) {
        return new ReportedClaim(
                claim.id(),
                file.heading(claim.source(), claim.section()),
                claim.title(),
                ERROR,
                false,
                StatementText.of(claim),
                Optional.of(mathMl(claim)),
                Optional.empty(),
                Measured.NOTHING,
                Optional.empty(),
                List.of(why));
    }

    /**
     * Whether there is a verdict.
     *
     * @return false where the claim could not be checked
     */
    boolean isChecked() {
        return !verdict.equals(ERROR);
    }

    private static Optional<Statement> stated(Claim claim) {
        return claim instanceof StatedClaim stated ? Optional.of(stated.stated()) : Optional.empty();
    }

    private static String mathMl(Statement claim) {
        return MathMl.of(claim.equation(), claim.scope());
    }

    private static Optional<Instead> instead(Statement claim) {
        return claim.instead()
                .map(equation -> new Instead(
                        StatementText.equation(equation, claim.scope()), MathMl.of(equation, claim.scope())));
    }

    private static Optional<Margin> margin(ClaimReport report, int index) {
        return report.margins().stream().skip(index).findFirst();
    }

    /** Not a number where nothing was measured. */
    private static OptionalDouble number(double x) {
        return Double.isNaN(x) ? OptionalDouble.empty() : OptionalDouble.of(x);
    }
}
