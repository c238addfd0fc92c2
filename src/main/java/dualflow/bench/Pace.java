package dualflow.bench;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** How slow this machine is, including its load, relative to the reference machine: estimates are multiplied by this factor. */
final class Pace {
    private static final int STEPS = 100_000_000;
    private static final double REFERENCE_SECONDS = 0.12; // of the loop below on an idle core
    private static final int REPEATS = 3; // the first run pays for compiling

    private Pace() {}

    /** Runs a loop on all cores at once, several times. */
    static double measure() {
        double[] seconds =
                DoubleStream.generate(Pace::seconds).limit(REPEATS).sorted().toArray();
        return seconds[REPEATS / 2] / REFERENCE_SECONDS;
    }

    private static double seconds() {
        long begin = System.nanoTime();
        long sum = IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .parallel()
                .mapToLong(Pace::loop)
                .sum();
        double seconds = (System.nanoTime() - begin) / 1e9;
        return sum == 0 ? seconds + REFERENCE_SECONDS : seconds; // uses the sum, so that the loop is kept
    }

    private static long loop(long first) {
        long x = first;
        for (int step = 0; step < STEPS; step++) {
            x = x * 6364136223846793005L + 1442695040888963407L;
        }
        return x;
    }
}
