package dualflow.check;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was found out about a claim.
 *
 * @param file the file's path as it was given, or the name of the text
 * @param id the claim's name
 * @param title the text behind the name, or ""
 * @param source where the claim is from, or ""
 * @param section the section of the file, or ""
 * @param statement the equation with its conditions, in the file's notation
 * @param finding the verdict
 * @param residual the largest residual in a generic draw that is finite, in parts of what is added up; not a number if there is none
 * @param relativeDifference the largest difference of the sides in these draws, in parts of the larger side, by their largest entries: 0 to 2; a side
 *     that rounding and resolution alone keep from 0 is 0, and so is the figure where both are; empty of inequalities and remainders, and where no draw counts
 * @param roundingLevel the largest rounding level of these draws, likewise
 * @param resolution the largest resolution error of these draws, 0 where nothing rests on a resolution
 * @param draws the number of draws of all kinds
 * @param margins of the printed equation and of the one behind {@code instead}; empty where nothing was measured
 * @param counterexample the smallest one found, where the equation fails
 * @param instead the corrected equation, where one is stated
 * @param notes further findings, each a clause
 * @param expected the verdict that the file expects, where it states one
 * @param seconds the time it took
 */
public record ClaimReport(
        String file,
        String id,
        String title,
        String source,
        String section,
        String statement,
        Finding finding,
        double residual,
        OptionalDouble relativeDifference,
        double roundingLevel,
        double resolution,
        int draws,
        List<Margin> margins,
        Optional<Counterexample> counterexample,
        Optional<String> instead,
        List<String> notes,
        Optional<String> expected,
        double seconds) {

    /**
     * Whether the finding is what was to be expected.
     *
     * @return where the file expects a verdict, whether it is this one; else whether the claim neither fails nor is undefined
     */
    public boolean isAsExpected() {
        return expected.map(finding.word()::equals).orElse(finding != Finding.FAILS && finding != Finding.UNDEFINED);
    }
}
