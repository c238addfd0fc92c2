package dualflow.dependency;

/**
 * Directions along which chosen outputs do not change (paper, section 7.2, future work; in the published code
 * {@code v_ak}). With the gradients of the outputs as the rows of B, the projection
 *
 * <p>z - B^T (B B^T)^-1 B z
 *
 * <p>has B z = 0, so those components of J z vanish. For z ~ N(0, I) it is N(0, I - B^T (B B^T)^-1 B); for one row a that is
 * I - a a^T / |a|^2. In a linear model the correlation that is left is the partial correlation given these outputs.
 */
public final class DoDirections {
    private DoDirections() {}

    /**
     * Projects directions, sample by sample. The inverse is never formed: the rows of B are orthonormalised first, and linearly dependent rows
     * add no constraint.
     *
     * @param directions [K, n, d]; not modified
     * @param gradients [c, n, d], for each of c outputs its gradient at each sample; not modified
     * @param samples n
     * @param dimension d
     * @return the projected directions, [K, n, d]
     * @throws IllegalArgumentException if the lengths do not fit
     */
    public static double[] project(double[] directions, double[] gradients, int samples, int dimension) {
        int plane = samples * dimension;
        if (plane == 0 || directions.length % plane != 0 || gradients.length % plane != 0) {
            throw new IllegalArgumentException(directions.length + " numbers of directions and " + gradients.length
                    + " of gradients do not come in blocks of [" + samples + ", " + dimension + "]");
        }
        int held = gradients.length / plane;
        double[] projected = directions.clone();
        double[] rows = new double[held * dimension];
        for (int sample = 0; sample < samples; sample++) {
            for (int c = 0; c < held; c++) {
                System.arraycopy(gradients, (c * samples + sample) * dimension, rows, c * dimension, dimension);
            }
            GramSchmidt.orthonormalize(rows, held, dimension);
            for (int row = sample; row < directions.length / dimension; row += samples) {
                GramSchmidt.removeComponents(projected, row, rows, held, dimension);
                GramSchmidt.removeComponents(projected, row, rows, held, dimension);
            }
        }
        return projected;
    }
}
