package dualflow.device.calibration;

import java.util.function.LongSupplier;

/** Measures the peak rates of a device. One instance serves all measurements of a run, so that only the first one compiles. */
public interface Calibration {
    /** The minimum number of timings of each quantity; the shortest counts, since other load on the machine can only lengthen a timing. */
    int REPEATS = 12;

    /** The minimum duration over which each quantity is timed repeatedly, so that a brief disturbance does not matter. */
    double SECONDS = 0.2;

    /**
     * Takes a measurement, in a second or less.
     *
     * @return the current rates
     */
    Rates measure();

    /**
     * Returns the shortest of at least {@link #REPEATS} timings, taken over {@link #SECONDS}.
     *
     * @param time takes one timing, in nanoseconds
     * @return seconds
     */
    static double shortest(LongSupplier time) {
        long begin = System.nanoTime();
        double shortest = shortest(REPEATS, time);
        while (System.nanoTime() - begin < SECONDS * 1e9) {
            shortest = Math.min(shortest, shortest(1, time));
        }
        return shortest;
    }

    /**
     * Returns the shortest of several timings.
     *
     * @param repeats the number of timings
     * @param time takes one timing, in nanoseconds
     * @return seconds
     */
    static double shortest(int repeats, LongSupplier time) {
        long shortest = Long.MAX_VALUE;
        for (int repeat = 0; repeat < repeats; repeat++) {
            shortest = Math.min(shortest, Math.max(1, time.getAsLong()));
        }
        return shortest / 1e9;
    }
}
