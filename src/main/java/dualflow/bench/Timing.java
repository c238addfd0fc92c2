package dualflow.bench;

import java.util.Arrays;

/**
 * The duration of something, over several runs.
 *
 * @param spread milliseconds of the median run, and of the quartiles
 * @param least milliseconds of the fastest run
 * @param runs the number of runs
 */
public record Timing(Spread spread, double least, int runs) {
    /**
     * From times.
     *
     * @param milliseconds of each run, at least one
     */
    static Timing of(double[] milliseconds) {
        return new Timing(
                Spread.of(milliseconds), Arrays.stream(milliseconds).min().orElseThrow(), milliseconds.length);
    }

    /**
     * Times pieces of work in turn, repeatedly, so that a slowdown of the machine affects all of them.
     *
     * @param runs the number of runs of each, at least 1
     * @param work what is run; when it returns, all of its work is done
     * @return milliseconds, an array for each piece
     */
    static double[][] inTurn(int runs, Runnable... work) {
        double[][] times = new double[work.length][runs];
        for (int run = 0; run < runs; run++) {
            for (int piece = 0; piece < work.length; piece++) {
                long begin = System.nanoTime();
                work[piece].run();
                times[piece][run] = (System.nanoTime() - begin) / 1e6;
            }
        }
        return times;
    }

    /**
     * The median run.
     *
     * @return milliseconds
     */
    public double median() {
        return spread.median();
    }
}
