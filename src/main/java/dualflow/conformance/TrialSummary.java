package dualflow.conformance;

import dualflow.tensor.DType;
import java.util.List;
import java.util.Optional;

/**
 * The result of the trials of one name, in one format, with kernels of one style.
 *
 * @param name the op or rule
 * @param dtype the format
 * @param kernels which kernels
 * @param trials the number of completed trials
 * @param numbers the number of elements compared
 * @param flushed how many of them are zeros in place of subnormal numbers
 * @param changed how many others differ in a way that flushing subnormal arguments or intermediate results explains
 * @param largest the largest of the other differences
 * @param failures why trials were not completed
 */
public record TrialSummary(
        String name,
        DType dtype,
        String kernels,
        int trials,
        long numbers,
        long flushed,
        long changed,
        Optional<Difference> largest,
        List<String> failures) {
    /**
     * Copies the components.
     *
     * @param name the op or rule
     * @param dtype the format
     * @param kernels which kernels
     * @param trials the number of completed trials
     * @param numbers the number of elements compared
     * @param flushed how many of them are zeros in place of subnormal numbers
     * @param changed how many others differ in a way that flushing subnormal arguments or intermediate results explains
     * @param largest the largest of the other differences
     * @param failures why trials were not completed
     */
    public TrialSummary {
        failures = List.copyOf(failures);
    }

    /**
     * Whether everything is as it should be.
     *
     * @return true if all trials were completed, and flushing explains every element that differs
     */
    public boolean passed() {
        return failures.isEmpty() && largest.isEmpty();
    }

    /**
     * Why elements changed where subnormal numbers are flushed.
     *
     * @return in words
     */
    public String whyChanged() {
        return Flushing.named(name).orElse("of subnormal arguments, or of such numbers on the way");
    }

    /**
     * The result in words.
     *
     * @return {@code equal}, or what differs
     */
    public String result() {
        if (!failures.isEmpty()) {
            return largest.isPresent() ? "fails, differs: " + largest.get().size() : "fails";
        }
        if (largest.isPresent()) {
            return "differs: " + largest.get().size();
        }
        if (changed > 0) {
            return "equal but for " + flushed + " flushed, " + changed + " changed";
        }
        return flushed > 0 ? "equal but for " + flushed + " flushed" : "equal";
    }
}
