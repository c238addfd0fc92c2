package dualflow.cli;

import java.util.Arrays;
import java.util.OptionalDouble;

/** The duration of steps, excluding the time between the end of one and the start of the next. */
final class StepTimes {
    private static final int KEPT = 1 << 10;

    private final long[] nanoseconds = new long[KEPT];
    private long count;
    private long begun;

    /** Marks the start of a step. */
    void begin() {
        begun = System.nanoTime();
    }

    /** Marks the end of a step. */
    void end() {
        nanoseconds[(int) (count++ % KEPT)] = System.nanoTime() - begun;
    }

    /** The median over the last thousand steps, the upper one for an even count; empty if there were none. */
    OptionalDouble medianSeconds() {
        long[] sorted = Arrays.copyOf(nanoseconds, (int) Math.min(count, KEPT));
        Arrays.sort(sorted);
        return sorted.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(sorted[sorted.length / 2] / 1e9);
    }
}
