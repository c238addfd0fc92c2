package dualflow.flow;

import java.util.Arrays;

/**
 * The times at which a solve stops, in order; forward or backward. Immutable.
 */
public final class TimeGrid {
    private final double[] times;

    private TimeGrid(double[] times) {
        this.times = times;
    }

    /**
     * A grid of given times.
     *
     * @param times two or more finite times, strictly rising or strictly falling
     * @return the grid
     * @throws IllegalArgumentException if they are fewer than two, not finite, or not in order
     */
    public static TimeGrid of(double... times) {
        if (times.length < 2) {
            throw new IllegalArgumentException("a time grid needs two or more times, got " + times.length);
        }
        for (int i = 0; i < times.length; i++) {
            boolean inOrder = i == 0
                    || (times[i] > times[i - 1] && times[1] > times[0])
                    || (times[i] < times[i - 1] && times[1] < times[0]);
            if (!Double.isFinite(times[i]) || !inOrder) {
                throw new IllegalArgumentException("the times of a grid must be finite and strictly rising or strictly"
                        + " falling, but time " + i + " is " + times[i]
                        + (i == 0 ? "" : " after " + times[i - 1]));
            }
        }
        return new TimeGrid(times.clone());
    }

    /**
     * Equal steps.
     *
     * @param from the first time
     * @param to the last time, reached exactly; before {@code from} for a backward grid
     * @param steps the number of steps, at least 1
     * @return the grid of steps + 1 times, from + i (to - from)/steps
     * @throws IllegalArgumentException if there is no step, or the two times are equal
     */
    public static TimeGrid uniform(double from, double to, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("a time grid needs one step or more, got " + steps);
        }
        double[] times = new double[steps + 1];
        for (int i = 0; i < steps; i++) {
            times[i] = from + (to - from) * i / steps;
        }
        times[steps] = to;
        return of(times);
    }

    /**
     * The grid linspace(0, 1, N), as in the paper's code: N times, and so N - 1 steps.
     *
     * @param points N, at least 2
     * @return the grid of N - 1 equal steps from 0 to 1
     * @throws IllegalArgumentException if there are fewer than two points
     */
    public static TimeGrid linspace(int points) {
        return uniform(0, 1, points - 1);
    }

    /**
     * The same times in the other direction.
     *
     * @return the grid from the last time to the first
     */
    public TimeGrid reversed() {
        double[] reversed = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            reversed[i] = times[times.length - 1 - i];
        }
        return new TimeGrid(reversed);
    }

    /**
     * The number of steps.
     *
     * @return one less than the number of times
     */
    public int steps() {
        return times.length - 1;
    }

    /**
     * A time.
     *
     * @param index from 0 to {@link #steps}
     * @return the time
     */
    public double time(int index) {
        return times[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimeGrid grid && Arrays.equals(times, grid.times);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(times);
    }

    @Override
    public String toString() {
        return steps() + " steps from t = " + times[0] + " to t = " + times[steps()];
    }
}
