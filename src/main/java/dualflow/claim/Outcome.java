package dualflow.claim;

import java.util.OptionalDouble;

/**
 * What a check measured. The verdict follows from the numbers: none is given unless its error was on the right side of the tolerance.
 *
 * @param verdict what was found
 * @param error the error of the statement that should hold: as printed, or as corrected; for a refuted one, as printed
 * @param tolerance the largest error that counts as true
 * @param errorAsPrinted for a corrected claim, the error of the statement as printed
 * @param relativeDifference how much the sides of the equation as printed differ, in parts of the larger one; only of claims that a file states
 * @param why for corrected and refuted claims the reason in one sentence; for a failed one what was expected; else empty
 */
public record Outcome(
        Verdict verdict,
        double error,
        double tolerance,
        OptionalDouble errorAsPrinted,
        OptionalDouble relativeDifference,
        String why) {
    /**
     * A claim that should hold as printed.
     *
     * @param error its measured error
     * @param tolerance the largest error that counts as true
     * @return holds, or failed
     */
    public static Outcome holds(double error, double tolerance) {
        return error <= tolerance
                ? outcome(Verdict.HOLDS, error, tolerance, OptionalDouble.empty(), "")
                : failed(error, tolerance, OptionalDouble.empty(), "It should hold as printed.");
    }

    /**
     * A claim that should be false as printed and true as corrected.
     *
     * @param errorAsPrinted the measured error of the statement as printed
     * @param error the measured error of the corrected statement
     * @param tolerance the largest error that counts as true
     * @param why one sentence: what is wrong and what is right
     * @return corrected, or failed if the statement as printed holds or the corrected one does not
     */
    public static Outcome corrected(double errorAsPrinted, double error, double tolerance, String why) {
        return error <= tolerance && errorAsPrinted > tolerance
                ? outcome(Verdict.CORRECTED, error, tolerance, OptionalDouble.of(errorAsPrinted), why)
                : failed(
                        error,
                        tolerance,
                        OptionalDouble.of(errorAsPrinted),
                        "It should be false as printed and true as corrected.");
    }

    /**
     * A claim that should be false, with no correction.
     *
     * @param errorAsPrinted its measured error
     * @param tolerance the largest error that would count as true
     * @param why one sentence: what is wrong
     * @return refuted, or failed if the statement holds after all
     */
    public static Outcome refuted(double errorAsPrinted, double tolerance, String why) {
        return errorAsPrinted > tolerance
                ? outcome(Verdict.REFUTED, errorAsPrinted, tolerance, OptionalDouble.empty(), why)
                : failed(errorAsPrinted, tolerance, OptionalDouble.empty(), "It should be false as printed.");
    }

    private static Outcome failed(double error, double tolerance, OptionalDouble errorAsPrinted, String expected) {
        return outcome(Verdict.FAILED, error, tolerance, errorAsPrinted, expected);
    }

    private static Outcome outcome(
            Verdict verdict, double error, double tolerance, OptionalDouble errorAsPrinted, String why) {
        return new Outcome(verdict, error, tolerance, errorAsPrinted, OptionalDouble.empty(), why);
    }

    /**
     * The same, with a figure that a reader can judge where errors are in parts of a magnitude.
     *
     * @param difference how much the sides of the equation as printed differ, in parts of the larger one, where that is known
     * @return the outcome
     */
    Outcome withRelativeDifference(OptionalDouble difference) {
        return new Outcome(verdict, error, tolerance, errorAsPrinted, difference, why);
    }
}
