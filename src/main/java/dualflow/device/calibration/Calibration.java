package dualflow.device.calibration;

import java.util.function.LongSupplier;

/** Measures what a device does at best. One is kept for all measurements of a run, so that the first alone pays for compiling. */
public interface Calibration {
    /** How often each thing is timed at least; the shortest time counts, as others on the machine can only lengthen it. */
    int REPEATS = 12;

    /** For how long each thing is timed at least, again and again, so that a short disturbance does not count. */
    double SECONDS = 0.2;

    /**
     * Measures, in a second or less.
     *
     * @return the rates now
     */
    Rates measure();

    /**
     * The shortest of {@link #REPEATS} times or more, taken for {@link #SECONDS}.
     *
     * @param time gives one, in nanoseconds
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
     * The shortest of several times.
     *
     * @param repeats how many
     * @param time gives one, in nanoseconds
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
