package dualflow.check;

import dualflow.op.Elementary;
import dualflow.syntax.Symbol.Kind;
import java.util.ArrayList;
import java.util.List;

/** Draws of matrices of each kind. */
final class MatrixDraws {
    private static final int TRIES = 100;
    private static final double GENERIC_CONDITION = 100;
    private static final double LATTICE_CONDITION = 1e3;
    /** Of the logarithms of eigenvalues of generic positive definite matrices. */
    private static final double LARGEST_LOGARITHM = 1.4;

    private MatrixDraws() {}

    /** The entries of one matrix. */
    static double[] draw(Kind kind, int[] dims, RandomNumbers random, DrawMode mode) {
        int n = dims[0];
        return switch (kind) {
            case MATRIX -> general(n, dims[1], random, mode);
            case SYM ->
                switch (mode) {
                    case GENERIC -> SmallMatrices.symmetricPart(random.normals(n * n, 1), n);
                    case LATTICE -> SmallMatrices.lowerMirrored(random.picks(n * n, 0, 1, -1, 2), n, 1);
                    case EDGE -> new double[n * n];
                };
            case SPD -> positiveDefinite(n, random, mode);
            case SKEW ->
                switch (mode) {
                    case GENERIC -> SmallMatrices.lowerMirrored(random.normals(n * n, Math.sqrt(2)), n, -1);
                    case LATTICE -> SmallMatrices.lowerMirrored(random.picks(n * n, 0, 1, -1), n, -1);
                    case EDGE -> new double[n * n];
                };
            case ORTH ->
                switch (mode) {
                    case GENERIC -> rotation(n, random);
                    case LATTICE -> permutation(n, random);
                    case EDGE -> SmallMatrices.identity(n);
                };
            case LOWER -> lower(n, random, mode);
            default -> throw new IllegalArgumentException(kind + " is no matrix");
        };
    }

    private static double[] general(int rows, int columns, RandomNumbers random, DrawMode mode) {
        if (mode == DrawMode.EDGE) {
            return random.chance(0.5) ? new double[rows * columns] : rectangularIdentity(rows, columns);
        }
        for (int i = 0; i < TRIES; i++) {
            double[] matrix = mode == DrawMode.GENERIC
                    ? random.normals(rows * columns, 1)
                    : random.picks(rows * columns, 0, 1, -1, 1, 2);
            double most = mode == DrawMode.GENERIC ? GENERIC_CONDITION : LATTICE_CONDITION;
            if (rows != columns || SmallMatrices.condition(matrix, rows) < most) {
                return matrix;
            }
        }
        return rectangularIdentity(rows, columns);
    }

    private static double[] rectangularIdentity(int rows, int columns) {
        double[] matrix = new double[rows * columns];
        for (int i = 0; i < Math.min(rows, columns); i++) {
            matrix[i * columns + i] = 1;
        }
        return matrix;
    }

    private static double[] positiveDefinite(int n, RandomNumbers random, DrawMode mode) {
        if (mode == DrawMode.EDGE) {
            return SmallMatrices.identity(n);
        }
        if (mode == DrawMode.LATTICE) {
            return random.chance(1.0 / 3) ? identityAndOnes(n) : SmallMatrices.diagonal(random.picks(n, 1, 2, 1, 3));
        }
        double[] q = rotation(n, random);
        double[] eigenvalues = new double[n];
        for (int i = 0; i < n; i++) {
            eigenvalues[i] = Elementary.exp(random.uniform(-LARGEST_LOGARITHM, LARGEST_LOGARITHM));
        }
        return SmallMatrices.congruence(q, eigenvalues);
    }

    /** I + 1 1^T, the simplest positive definite matrix that is not diagonal. */
    static double[] identityAndOnes(int n) {
        double[] matrix = SmallMatrices.filled(n * n, 1);
        for (int i = 0; i < n; i++) {
            matrix[i * n + i] = 2;
        }
        return matrix;
    }

    /** A random orthogonal matrix. */
    static double[] rotation(int n, RandomNumbers random) {
        return SmallMatrices.orthonormal(random.normals(n * n, 1), n);
    }

    private static double[] permutation(int n, RandomNumbers random) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            order.add(i);
        }
        random.shuffle(order);
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            matrix[i * n + order.get(i)] = 1;
        }
        return matrix;
    }

    private static double[] lower(int n, RandomNumbers random, DrawMode mode) {
        double[] matrix = mode == DrawMode.EDGE ? new double[n * n] : random.normals(n * n, 0.7);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double entry = mode == DrawMode.LATTICE ? Math.rint(matrix[i * n + j]) : matrix[i * n + j];
                matrix[i * n + j] = j < i ? entry : 0;
            }
            matrix[i * n + i] = mode == DrawMode.GENERIC ? Elementary.exp(0.4 * random.normal()) : 1;
        }
        return matrix;
    }
}
