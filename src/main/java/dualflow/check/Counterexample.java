package dualflow.check;

import dualflow.semantics.Quantity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values at which an equation fails.
 *
 * @param sizes of all dimensions
 * @param row the quantities by the keys of {@link dualflow.semantics.ClaimProgram}
 * @param text sizes and values in the notation of claim files
 * @param left the value of the left side there
 * @param right the value of the right side there
 */
public record Counterexample(
        Map<String, Integer> sizes, Map<String, Quantity> row, String text, String left, String right) {
    /**
     * Keeps the order of names.
     *
     * @param sizes of all dimensions
     * @param row the quantities by their keys
     * @param text sizes and values in the notation of claim files
     * @param left the value of the left side there
     * @param right the value of the right side there
     */
    public Counterexample {
        sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
        row = Collections.unmodifiableMap(new LinkedHashMap<>(row));
    }
}
