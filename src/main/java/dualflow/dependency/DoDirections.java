package dualflow.dependency;

import java.util.Arrays;

/**
 * Directions along which chosen outputs change by given values, most often not at all (paper, section 7.2, future work; in the published
 * code {@code v_ak}). With the gradients of the outputs as the rows of B and the values c,
 *
 * <p>v = z - B^+ (B z - c),   B^+ = B^T (B B^T)^-1
 *
 * <p>has B v = c, so those components of J v are c exactly. For z ~ N(0, I) it is N(B^+ c, I - B^+ B); for one row a that is
 * N(c a / |a|^2, I - a a^T / |a|^2). In a linear model the correlation of J v about its mean is the partial correlation given these
 * outputs, whatever c is. Where rows of B depend linearly on each other, B^+ is the pseudo-inverse: they hold nothing more, but their values
 * must follow from the others' as the rows do, or no direction has them.
 *
 * <p>Neither inverse is formed: the rows of B are orthonormalised, sample by sample.
 */
public final class DoDirections {
    /** What is left of a row is rounding error, of a gradient in float64, below this fraction of it. */
    static final double DEPENDENT = 1e-12;

    private DoDirections() {}

    /**
     * Projects directions so that the outputs do not change.
     *
     * @param directions [K, n, d]; not modified
     * @param gradients [c, n, d], for each of c outputs its gradient at each sample; not modified
     * @param samples n
     * @param dimension d
     * @return the projected directions, [K, n, d]
     * @throws IllegalArgumentException if the lengths do not fit
     */
    public static double[] project(double[] directions, double[] gradients, int samples, int dimension) {
        int plane = Math.max(1, samples * dimension);
        return constrain(directions, gradients, new double[gradients.length / plane], samples, dimension, DEPENDENT);
    }

    /**
     * Changes directions so that the outputs change by given values.
     *
     * @param directions z, [K, n, d]; not modified
     * @param gradients B, [c, n, d], for each of c outputs its gradient at each sample; not modified
     * @param values c, by how much each output changes
     * @param samples n
     * @param dimension d
     * @param tolerance a row of B is dependent if what the rows before it leave of it is smaller than this fraction of it
     * @return v, [K, n, d]
     * @throws IllegalArgumentException if the lengths do not fit
     * @throws UnreachableValueException if no direction at a sample gives an output its value; outputs are numbered as the gradients are
     */
    public static double[] constrain(
            double[] directions, double[] gradients, double[] values, int samples, int dimension, double tolerance) {
        int plane = samples * dimension;
        if (plane == 0 || directions.length % plane != 0 || gradients.length != values.length * plane) {
            throw new IllegalArgumentException(directions.length + " numbers of directions and " + gradients.length
                    + " of gradients of " + values.length + " outputs do not come in blocks of [" + samples + ", "
                    + dimension + "]");
        }
        int held = values.length;
        boolean moves = Arrays.stream(values).anyMatch(value -> value != 0);
        double[] constrained = directions.clone();
        double[] rows = new double[held * dimension];
        for (int sample = 0; sample < samples; sample++) {
            for (int c = 0; c < held; c++) {
                System.arraycopy(gradients, (c * samples + sample) * dimension, rows, c * dimension, dimension);
            }
            RowSpace space = new RowSpace(rows, held, dimension, tolerance);
            int unreachable = space.inconsistent(values);
            if (unreachable >= 0) {
                throw new UnreachableValueException(unreachable, values[unreachable], sample);
            }
            double[] shift = moves ? space.smallest(values) : null;
            for (int row = sample; row < directions.length / dimension; row += samples) {
                space.removeFrom(constrained, row);
                for (int j = 0; j < dimension && moves; j++) {
                    constrained[row * dimension + j] += shift[j];
                }
            }
        }
        return constrained;
    }
}
