package dualflow.dependency;

/**
 * Jacobian-vector products of consecutive samples: K directions each, m outputs.
 *
 * @param first the index of the first sample
 * @param samples n
 * @param directions K
 * @param outputs m
 * @param values f(x0), [n, m] row-major; not to be modified
 * @param tangents J(x0) z, [K, n, m] row-major; not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // elements on their way to a sum; never compared
public record JvpSamples(long first, int samples, int directions, int outputs, double[] values, double[] tangents) {
    /**
     * Checks the lengths.
     *
     * @param first the index of the first sample
     * @param samples n
     * @param directions K
     * @param outputs m
     * @param values f(x0), [n, m] row-major
     * @param tangents J(x0) z, [K, n, m] row-major
     * @throws IllegalArgumentException if the lengths do not fit
     */
    public JvpSamples {
        if (values.length != samples * outputs || tangents.length != directions * samples * outputs) {
            throw new IllegalArgumentException("[" + samples + ", " + outputs + "] values and [" + directions + ", "
                    + samples + ", " + outputs + "] tangents do not hold " + values.length + " and " + tangents.length
                    + " numbers");
        }
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
}
