package dualflow.dependency;

import dualflow.random.Draws;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/**
 * A bootstrap of correlations that takes samples as a stream and keeps no sample: the Poisson bootstrap. In each of B replicates a sample counts
 * w times, w ~ Poisson(1), which is how often one of many samples is drawn when as many are drawn with replacement; so the replicates are
 * sums, and memory does not depend on the number of samples. (That the number drawn varies from replicate to replicate cancels in a
 * correlation.) What is resampled is the base point with all its directions, since directions at one point are not independent. The weights are a
 * function of (seed, sample, replicate) alone.
 *
 * <p>Intervals are percentile intervals: the 2.5 % and 97.5 % quantiles of the replicates, interpolated linearly. A replicate in which a correlation
 * is undefined is left out; where that is more than half of them, there is no interval.
 */
public final class Bootstrap {
    /** With fewer replicates their 2.5 % quantile lies below the second smallest. */
    public static final int FEWEST = 40;

    private static final long STREAM = Draws.stream("bootstrap of base points");

    /** P(w = 0), P(w = 1) and so on; beyond the last, probabilities are below the resolution of a draw. */
    private static final double[] CUMULATIVE = cumulative(18);

    private final int outputs;
    private final Set<Integer> held;
    private final int replicates;
    private final Draws draws;
    private final double[] samples;
    private final double[] directions;
    private final double[] first;
    private final double[] products;

    /**
     * The spread of a correlation over the replicates.
     *
     * @param standardError their standard deviation
     * @param low their 2.5 % quantile
     * @param high their 97.5 % quantile
     * @param replicates how many they are
     */
    public record Interval(double standardError, double low, double high, int replicates) {}

    /**
     * Replicates without samples.
     *
     * @param outputs m, the number of outputs
     * @param held outputs that have no correlation, as directions hold them
     * @param replicates B
     * @param seed the seed of the weights
     * @throws IllegalArgumentException if there are fewer than {@link #FEWEST} replicates
     */
    public Bootstrap(int outputs, Set<Integer> held, int replicates, long seed) {
        if (replicates < FEWEST) {
            throw new IllegalArgumentException(
                    "a 95 % interval of the bootstrap takes at least " + FEWEST + " replicates, not " + replicates);
        }
        this.outputs = outputs;
        this.held = Set.copyOf(held);
        this.replicates = replicates;
        draws = new Draws(seed);
        samples = new double[replicates];
        directions = new double[replicates];
        first = new double[Math.multiplyExact(replicates, outputs)];
        products = new double[Math.multiplyExact(replicates, triangle(outputs))];
    }

    /** Adds a sample of which at least one direction counts. */
    void add(long sample, Cluster cluster) {
        double[] uniforms = draws.uniforms(STREAM, sample * replicates, replicates);
        for (int r = 0; r < replicates; r++) {
            int weight = weight(uniforms[r]);
            if (weight > 0) {
                samples[r]++;
                directions[r] += weight * (double) cluster.kept();
                int at = r * triangle(outputs);
                for (int a = 0; a < outputs; a++) {
                    first[r * outputs + a] += weight * cluster.first(a);
                    for (int b = 0; b <= a; b++) {
                        products[at++] += weight * cluster.product(a, b);
                    }
                }
            }
        }
    }

    /**
     * The un-centred correlation.
     *
     * @param a output
     * @param b output
     * @return its interval; empty where most replicates are undefined
     */
    public Optional<Interval> uncentred(int a, int b) {
        return interval(a, b, r -> ratio(product(r, a, b), product(r, a, a), product(r, b, b)));
    }

    /**
     * Pearson's centred correlation.
     *
     * @param a output
     * @param b output
     * @return its interval; empty where most replicates are undefined
     */
    public Optional<Interval> pearson(int a, int b) {
        return interval(a, b, r -> {
            double meanA = first[r * outputs + a] / directions[r];
            double meanB = first[r * outputs + b] / directions[r];
            double aa = product(r, a, a) / directions[r];
            double bb = product(r, b, b) / directions[r];
            double varianceA = aa - meanA * meanA;
            double varianceB = bb - meanB * meanB;
            return varianceA > Correlation.SINGULAR * aa && varianceB > Correlation.SINGULAR * bb
                    ? ratio(product(r, a, b) / directions[r] - meanA * meanB, varianceA, varianceB)
                    : Double.NaN;
        });
    }

    private Optional<Interval> interval(int a, int b, IntToDoubleFunction correlation) {
        if (held.contains(a) || held.contains(b)) {
            return Optional.empty();
        }
        double[] defined = new double[replicates];
        int count = 0;
        double sum = 0;
        for (int r = 0; r < replicates; r++) {
            double value = samples[r] < 2 ? Double.NaN : a == b ? 1 : correlation.applyAsDouble(r);
            if (!Double.isNaN(value)) {
                defined[count++] = value;
                sum += value;
            }
        }
        if (count < 2 || 2 * count < replicates) {
            return Optional.empty();
        }
        double mean = sum / count;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            squares += (defined[i] - mean) * (defined[i] - mean);
        }
        Arrays.sort(defined, 0, count);
        return Optional.of(new Interval(
                Math.sqrt(squares / (count - 1)),
                quantile(defined, count, 0.025),
                quantile(defined, count, 0.975),
                count));
    }

    private static double quantile(double[] sorted, int count, double p) {
        double at = p * (count - 1);
        int below = (int) at;
        double above = sorted[Math.min(count - 1, below + 1)];
        return sorted[below] + (at - below) * (above - sorted[below]);
    }

    private static double ratio(double ab, double aa, double bb) {
        return aa > 0 && bb > 0 ? Math.max(-1, Math.min(1, ab / (Math.sqrt(aa) * Math.sqrt(bb)))) : Double.NaN;
    }

    private double product(int replicate, int a, int b) {
        return products[replicate * triangle(outputs) + triangle(Math.max(a, b)) + Math.min(a, b)];
    }

    private static int triangle(int n) {
        return n * (n + 1) / 2;
    }

    private static int weight(double u) {
        int weight = 0;
        while (weight < CUMULATIVE.length && u >= CUMULATIVE[weight]) {
            weight++;
        }
        return weight;
    }

    private static double[] cumulative(int terms) {
        double[] cumulative = new double[terms];
        double term = StrictMath.exp(-1);
        double sum = 0;
        for (int k = 0; k < terms; k++) {
            sum += term;
            cumulative[k] = sum;
            term /= k + 1;
        }
        return cumulative;
    }

    /** How many numbers {@link #save} writes. */
    int size() {
        return samples.length + directions.length + first.length + products.length;
    }

    void save(DoubleBuffer to) {
        to.put(samples).put(directions).put(first).put(products);
    }

    void load(DoubleBuffer from) {
        from.get(samples).get(directions).get(first).get(products);
    }
}
