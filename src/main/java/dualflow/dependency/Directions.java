package dualflow.dependency;

import dualflow.random.Draws;

/**
 * How directions z are drawn, several for each sample. All are functions of (seed, stream, sample) alone. With E[z z^T] =
 * c I, the second moment E[J z z^T J^T] is c E[J J^T]: c changes S(D) and leaves correlations as they are.
 */
public enum Directions {
    /** z ~ N(0, I), as in the paper's section 5.1; E[z z^T] = I. */
    GAUSSIAN {
        @Override
        void shape(double[] z, int perSample, int dimension) {}
    },
    /** z / |z| for z ~ N(0, I), as the paper's published code draws it; E[z z^T] = I / d. */
    UNIT {
        @Override
        void shape(double[] z, int perSample, int dimension) {
            for (int k = 0; k < perSample; k++) {
                GramSchmidt.scale(z, k, dimension, 1 / GramSchmidt.norm(z, k, dimension));
            }
        }

        @Override
        public double secondMoment(int dimension) {
            return 1.0 / dimension;
        }
    },
    /**
     * sqrt(d) times the orthonormal rows that Gram-Schmidt makes of Gaussians (the Q of a QR decomposition with positive
     * diagonal, so uniformly distributed); E[z z^T] = I for each row, and the sum over d rows is d I without any noise.
     */
    ORTHOGONAL {
        @Override
        void shape(double[] z, int perSample, int dimension) {
            if (perSample > dimension) {
                throw new IllegalArgumentException(perSample + " directions cannot be orthogonal in " + dimension
                        + " dimensions; take at most " + dimension);
            }
            GramSchmidt.orthonormalize(z, perSample, dimension);
            for (int k = 0; k < perSample; k++) {
                GramSchmidt.scale(z, k, dimension, Math.sqrt(dimension));
            }
        }
    };

    /**
     * Draws directions.
     *
     * @param draws the source of random numbers
     * @param stream the random stream
     * @param firstSample the index of the first sample
     * @param samples the number of samples
     * @param perSample K, the number of directions for each
     * @param dimension d, the directions' length
     * @return the directions, [K, samples, d] in row-major order
     * @throws IllegalArgumentException if more orthogonal directions are asked for than there are dimensions
     */
    public double[] draw(Draws draws, long stream, long firstSample, int samples, int perSample, int dimension) {
        int length = perSample * dimension;
        double[] directions = new double[Math.multiplyExact(samples, length)];
        for (int sample = 0; sample < samples; sample++) {
            double[] z = draws.normals(stream, (firstSample + sample) * length, length);
            shape(z, perSample, dimension);
            for (int k = 0; k < perSample; k++) {
                System.arraycopy(z, k * dimension, directions, (k * samples + sample) * dimension, dimension);
            }
        }
        return directions;
    }

    /**
     * The factor by which these directions scale S(D).
     *
     * @param dimension d
     * @return c in E[z z^T] = c I
     */
    public double secondMoment(int dimension) {
        return 1;
    }

    /** Turns Gaussian rows [K, d] into directions of this kind, in place. */
    abstract void shape(double[] z, int perSample, int dimension);
}
