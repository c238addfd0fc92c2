package dualflow.cli;

import java.util.Arrays;
import java.util.OptionalDouble;

/** How long steps take; what comes between one's end and the next one's beginning does not count. */
final class StepTimes {
    private static final int KEPT = 1 << 10;

    private final long[] nanoseconds = new long[KEPT];
    private long count;
    private long begun;

    /** A step begins now. */
    void begin() {
        begun = System.nanoTime();
    }

    /** A step ends now. */
    void end() {
        nanoseconds[(int) (count++ % KEPT)] = System.nanoTime() - begun;
    }

    /** The median over the last thousand steps, the upper one of two; empty where there was none. */
    OptionalDouble medianSeconds() {
        long[] sorted = Arrays.copyOf(nanoseconds, (int) Math.min(count, KEPT));
        Arrays.sort(sorted);
        return sorted.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(sorted[sorted.length / 2] / 1e9);
    }
}
