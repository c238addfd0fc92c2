package dualflow.dependency;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Conditioning on one output in the three readings of {@link Condition}, side by side, for several thresholds, and once as published. Thresholds are
 * in units of the root mean square of what they bound, which is measured over the first {@value #PILOT} samples: until these are there, samples are
 * kept, and from then on only sums.
 */
public final class ConditionSweep {
    /** How many samples set the units. */
    public static final int PILOT = 128;

    /** What is bounded. */
    public enum Reading {
        /** |(J z)_c|. */
        PRODUCT {
            @Override
            Condition at(int output, double threshold) {
                return new Slab(output, threshold);
            }

            @Override
            double value(JvpSamples chunk, int k, int i, int output) {
                return chunk.tangent(k, i, output);
            }
        },
        /** |f_c(x0 + epsilon u) - f_c(x0)|, as published. */
        DIFFERENCE {
            @Override
            Condition at(int output, double threshold) {
                return new DifferenceSlab(output, threshold);
            }

            @Override
            double value(JvpSamples chunk, int k, int i, int output) {
                return chunk.difference(k, i, output);
            }
        },
        /** ||J_c||. */
        ROW_NORM {
            @Override
            Condition at(int output, double threshold) {
                return new RowNormBelow(output, threshold);
            }

            @Override
            double value(JvpSamples chunk, int k, int i, int output) {
                return chunk.rowNorm(i, output);
            }
        };

        abstract Condition at(int output, double threshold);

        abstract double value(JvpSamples chunk, int k, int i, int output);

        /**
         * Its name in files.
         *
         * @return the name in lower case
         */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * One condition of the sweep.
     *
     * @param reading what is bounded
     * @param relative the threshold in units of its root mean square; of the published threshold, which is absolute, that follows
     * @param isPublished whether it is the published one
     * @param selection what it keeps
     */
    public record Row(Reading reading, double relative, boolean isPublished, Selection selection) {}

    /** Makes an empty selection for a condition. */
    interface Maker {
        Selection make(Condition condition);
    }

    private final int output;
    private final List<Double> thresholds;
    private final Maker maker;
    private final Map<Reading, Double> scales = new EnumMap<>(Reading.class);
    private final List<Row> rows = new ArrayList<>();
    private List<JvpSamples> kept = new ArrayList<>();
    private double leastNorm = Double.POSITIVE_INFINITY;
    private double mostNorm;

    ConditionSweep(int output, List<Double> thresholds, Maker maker) {
        this.output = output;
        this.thresholds = List.copyOf(thresholds);
        this.maker = maker;
        thresholds.forEach(threshold -> Condition.requirePositive("in units of its root mean square", threshold));
    }

    void add(JvpSamples chunk) {
        for (int i = 0; i < chunk.samples(); i++) {
            leastNorm = Math.min(leastNorm, chunk.rowNorm(i, output));
            mostNorm = Math.max(mostNorm, chunk.rowNorm(i, output));
        }
        if (isScaled()) {
            rows.forEach(row -> row.selection().add(chunk));
            return;
        }
        kept.add(chunk);
        if (chunk.first() + chunk.samples() >= PILOT) {
            scale();
        }
    }

    /** Sets the units, of fewer samples where there are fewer. */
    void finish() {
        if (!isScaled()) {
            scale();
        }
    }

    boolean isScaled() {
        return kept == null;
    }

    private void scale() {
        for (Reading reading : Reading.values()) {
            scales.put(reading, rootMeanSquare(reading));
        }
        make();
        for (JvpSamples chunk : kept) {
            rows.forEach(row -> row.selection().add(chunk));
        }
        kept = null;
    }

    private double rootMeanSquare(Reading reading) {
        double sum = 0;
        long count = 0;
        for (JvpSamples chunk : kept) {
            for (int i = 0; i < chunk.samples() && chunk.first() + i < PILOT; i++) {
                for (int k = 0; k < chunk.directions(); k++) {
                    double value = reading.value(chunk, k, i, output);
                    sum += value * value;
                    count++;
                }
            }
        }
        double scale = Math.sqrt(sum / Math.max(1, count));
        if (!Double.isFinite(scale)) {
            throw new NonFiniteDerivativeException("the " + reading.label() + " of output " + output
                    + " is not finite at one of the first samples; use more steps, or float64");
        }
        return scale;
    }

    /** The rows; none of a reading that is 0 at all samples, where no threshold has a unit. */
    private void make() {
        for (Reading reading : Reading.values()) {
            double scale = scales.get(reading);
            if (scale == 0) {
                continue;
            }
            for (double relative : thresholds) {
                rows.add(row(reading, relative * scale, relative, false));
            }
            if (reading == Reading.DIFFERENCE) {
                rows.add(row(reading, DifferenceSlab.PUBLISHED, DifferenceSlab.PUBLISHED / scale, true));
            }
        }
    }

    private Row row(Reading reading, double threshold, double relative, boolean isPublished) {
        return new Row(reading, relative, isPublished, maker.make(reading.at(output, threshold)));
    }

    /**
     * The output that is conditioned on.
     *
     * @return its index, from 0
     */
    public int output() {
        return output;
    }

    /**
     * The unit of a reading's thresholds.
     *
     * @param reading what is bounded
     * @return its root mean square over the first samples; 0 if the output never changes
     */
    public double scale(Reading reading) {
        return scales.getOrDefault(reading, 0.0);
    }

    /**
     * The results.
     *
     * @return the conditions by reading, thresholds in their order
     */
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /**
     * The smallest row norm over all samples.
     *
     * @return min ||J_c||
     */
    public double leastNorm() {
        return leastNorm;
    }

    /**
     * The largest row norm over all samples.
     *
     * @return max ||J_c||
     */
    public double mostNorm() {
        return mostNorm;
    }

    /**
     * Whether the row norm is the same at all samples, up to rounding, as in a linear map: a threshold on it then keeps all or none.
     *
     * @param ulp the unit in the last place of the format of the computation, at 1
     * @return true if it does not vary
     */
    public boolean isNormConstant(double ulp) {
        return mostNorm - leastNorm <= Math.sqrt(ulp) * mostNorm;
    }

    /** How many numbers {@link #save} writes. */
    int size() {
        return Reading.values().length
                + 2
                + rows.stream().mapToInt(row -> row.selection().size()).sum();
    }

    void save(DoubleBuffer to) {
        scales.values().forEach(to::put);
        to.put(leastNorm).put(mostNorm);
        rows.forEach(row -> row.selection().save(to));
    }

    void load(DoubleBuffer from) {
        for (Reading reading : Reading.values()) {
            scales.put(reading, from.get());
        }
        leastNorm = from.get();
        mostNorm = from.get();
        kept = null;
        make();
        rows.forEach(row -> row.selection().load(from));
    }
}
