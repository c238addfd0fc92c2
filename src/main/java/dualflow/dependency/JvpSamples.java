package dualflow.dependency;

import java.util.Map;

/**
 * Jacobian-vector products of consecutive samples: K directions each, m outputs.
 *
 * @param first the index of the first sample
 * @param samples n
 * @param directions K
 * @param outputs m
 * @param values f(x0), [n, m] row-major; not to be modified
 * @param tangents J(x0) z, [K, n, m] row-major; not to be modified
 * @param differences f(x0 + epsilon z / |z|) - f(x0), [K, n, m] row-major, where {@link JvpEstimator#withDifferences} asks for them; else
 *     empty
 * @param rowNorms for those outputs of which {@link JvpEstimator#withRowNorms} asks for it, ||J_a(x0)||, [n]
 */
@SuppressWarnings("ArrayRecordComponent") // elements on their way to a sum; never compared
public record JvpSamples(
        long first,
        int samples,
        int directions,
        int outputs,
        double[] values,
        double[] tangents,
        double[] differences,
        Map<Integer, double[]> rowNorms) {
    /**
     * Checks the lengths.
     *
     * @param first the index of the first sample
     * @param samples n
     * @param directions K
     * @param outputs m
     * @param values f(x0), [n, m] row-major
     * @param tangents J(x0) z, [K, n, m] row-major
     * @param differences f(x0 + epsilon z / |z|) - f(x0), [K, n, m] row-major; or empty
     * @param rowNorms ||J_a(x0)||, [n], of some outputs a
     * @throws IllegalArgumentException if the lengths do not fit
     */
    public JvpSamples {
        rowNorms = Map.copyOf(rowNorms);
        boolean fits = (differences.length == 0 || differences.length == tangents.length)
                && rowNorms.values().stream().allMatch(norms -> norms.length == samples);
        if (!fits) {
            throw new IllegalArgumentException("differences and row norms do not have the lengths of [" + directions
                    + ", " + samples + ", " + outputs + "] tangents");
        }
        if (values.length != samples * outputs || tangents.length != directions * samples * outputs) {
            throw new IllegalArgumentException("[" + samples + ", " + outputs + "] values and [" + directions + ", "
                    + samples + ", " + outputs + "] tangents do not hold " + values.length + " and " + tangents.length
                    + " numbers");
        }
    }

    /**
     * Products alone, without differences and row norms.
     *
     * @param first the index of the first sample
     * @param samples n
     * @param directions K
     * @param outputs m
     * @param values f(x0), [n, m] row-major
     * @param tangents J(x0) z, [K, n, m] row-major
     * @throws IllegalArgumentException if the lengths do not fit
     */
    public JvpSamples(long first, int samples, int directions, int outputs, double[] values, double[] tangents) {
        this(first, samples, directions, outputs, values, tangents, new double[0], Map.of());
    }

    /**
     * One element of a tangent.
     *
     * @param direction k
     * @param sample i, counted from {@link #first}
     * @param output a
     * @return (J z)_a
     */
    public double tangent(int direction, int sample, int output) {
        return tangents[(direction * samples + sample) * outputs + output];
    }

    /**
     * One output of one sample.
     *
     * @param sample i, counted from {@link #first}
     * @param output a
     * @return f(x0)_a
     */
    public double value(int sample, int output) {
        return values[sample * outputs + output];
    }

    /**
     * One element of a difference.
     *
     * @param direction k
     * @param sample i, counted from {@link #first}
     * @param output a
     * @return f(x0 + epsilon z / |z|)_a - f(x0)_a
     * @throws IllegalArgumentException if there are no differences
     */
    public double difference(int direction, int sample, int output) {
        if (differences.length == 0) {
            throw new IllegalArgumentException("these samples have no differences: ask for them by withDifferences");
        }
        return differences[(direction * samples + sample) * outputs + output];
    }

    /**
     * The norm of a row of the Jacobian.
     *
     * @param sample i, counted from {@link #first}
     * @param output a
     * @return ||J_a(x0)||
     * @throws IllegalArgumentException if there are no row norms of this output
     */
    public double rowNorm(int sample, int output) {
        double[] norms = rowNorms.get(output);
        if (norms == null) {
            throw new IllegalArgumentException(
                    "these samples have no row norms of output " + output + ": ask for them by withRowNorms");
        }
        return norms[sample];
    }
}
