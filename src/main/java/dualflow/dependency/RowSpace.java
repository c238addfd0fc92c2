package dualflow.dependency;

/**
 * The space that the rows of a matrix B span, and its pseudo-inverse B^+, by Gram-Schmidt: B = L Q with L lower triangular and the rows of Q
 * orthonormal. A row that depends linearly on those before it has a zero row in Q, and so adds nothing to either.
 */
final class RowSpace {
    private final int count;
    private final int dimension;
    private final double tolerance;
    private final double[] q;
    private final double[] l;
    private final double[] norms;

    /**
     * Factorises a matrix.
     *
     * @param rows B, [count, d] row-major; not modified
     * @param count the number of rows
     * @param dimension d
     * @param tolerance a row is dependent if what is left of it is smaller than this fraction of it
     */
    RowSpace(double[] rows, int count, int dimension, double tolerance) {
        this.count = count;
        this.dimension = dimension;
        this.tolerance = tolerance;
        q = rows.clone();
        l = new double[count * count];
        norms = new double[count];
        for (int row = 0; row < count; row++) {
            norms[row] = GramSchmidt.norm(q, row, dimension);
            // Twice, which leaves it orthogonal up to rounding.
            removeBefore(row);
            removeBefore(row);
            double left = GramSchmidt.norm(q, row, dimension);
            boolean isDependent = !(left > tolerance * norms[row]);
            l[row * count + row] = isDependent ? 0 : left;
            GramSchmidt.scale(q, row, dimension, isDependent ? 0 : 1 / left);
        }
    }

    private void removeBefore(int row) {
        for (int j = 0; j < row; j++) {
            l[row * count + j] += GramSchmidt.removeComponent(q, row, q, j, dimension);
        }
    }

    /** Removes from one row of a matrix [..., d] its component in this space. */
    void removeFrom(double[] target, int row) {
        for (int pass = 0; pass < 2; pass++) {
            for (int j = 0; j < count; j++) {
                GramSchmidt.removeComponent(target, row, q, j, dimension);
            }
        }
    }

    /**
     * The first row whose value does not follow from those before it, as it must where the row does; -1 if there is none, and B v = c has a
     * solution.
     */
    int inconsistent(double[] c) {
        double[] y = coefficients(c);
        double size = 0;
        for (int row = 0; row < count; row++) {
            if (l[row * count + row] == 0
                    && Math.abs(residual(c, y, row))
                            > 4 * tolerance * (Math.abs(c[row]) + norms[row] * Math.sqrt(size))) {
                return row;
            }
            size += y[row] * y[row];
        }
        return -1;
    }

    /** B^+ c, the smallest v with B v = c. */
    double[] smallest(double[] c) {
        double[] y = coefficients(c);
        double[] v = new double[dimension];
        for (int row = 0; row < count; row++) {
            for (int j = 0; j < dimension; j++) {
                v[j] = Math.fma(y[row], q[row * dimension + j], v[j]);
            }
        }
        return v;
    }

    /** The y with L y = c, 0 where a row is dependent. */
    private double[] coefficients(double[] c) {
        double[] y = new double[count];
        for (int row = 0; row < count; row++) {
            double pivot = l[row * count + row];
            y[row] = pivot == 0 ? 0 : residual(c, y, row) / pivot;
        }
        return y;
    }

    private double residual(double[] c, double[] y, int row) {
        double rest = c[row];
        for (int j = 0; j < row; j++) {
            rest = Math.fma(-l[row * count + j], y[j], rest);
        }
        return rest;
    }
}
