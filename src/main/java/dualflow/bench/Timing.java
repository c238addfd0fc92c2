package dualflow.bench;

import java.util.Arrays;

/**
 * How long something took, over several runs.
 *
 * @param median milliseconds of the run in the middle
 * @param least milliseconds of the shortest run
 * @param runs how many runs there were
 */
public record Timing(double median, double least, int runs) {
    /**
     * Times runs one after the other.
     *
     * @param runs how many, at least 1
     * @param work what is run; when it returns, all of its work is done
     * @return their times
     */
    public static Timing of(int runs, Runnable work) {
        double[] times = new double[runs];
        for (int run = 0; run < runs; run++) {
            long begin = System.nanoTime();
            work.run();
            times[run] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(times);
        return new Timing(Quantiles.of(times, 0.5), times[0], runs);
    }
}
