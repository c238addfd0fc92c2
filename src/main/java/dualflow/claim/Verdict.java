package dualflow.claim;

import java.util.Locale;

/** The result of checking a claim. */
public enum Verdict {
    /** True as printed. */
    HOLDS,
    /** False as printed; the corrected statement holds. */
    CORRECTED,
    /** False, and no correction makes it so. */
    REFUTED,
    /** Our own expectation is not met: an error in dualflow, or on this device. */
    FAILED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
