package dualflow.check;

import java.util.Arrays;

/** Arithmetic of small square matrices on the host, row-major, in an order that is the same everywhere. */
final class SmallMatrices {
    private static final int MOST_SWEEPS = 60;

    private SmallMatrices() {}

    static double[] identity(int n) {
        return diagonal(filled(n, 1));
    }

    static double[] filled(int count, double value) {
        double[] filled = new double[count];
        Arrays.fill(filled, value);
        return filled;
    }

    static double[] diagonal(double... entries) {
        int n = entries.length;
        double[] diagonal = new double[n * n];
        for (int i = 0; i < n; i++) {
            diagonal[i * n + i] = entries[i];
        }
        return diagonal;
    }

    static double[] transpose(double[] a, int n) {
        double[] transpose = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                transpose[j * n + i] = a[i * n + j];
            }
        }
        return transpose;
    }

    static double[] multiply(double[] a, double[] b, int n) {
        double[] product = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                for (int j = 0; j < n; j++) {
                    product[i * n + j] = Math.fma(a[i * n + k], b[k * n + j], product[i * n + j]);
                }
            }
        }
        return product;
    }

    /** Q diag(entries) Q^T, exactly symmetric. */
    static double[] congruence(double[] q, double[] entries) {
        int n = entries.length;
        return lowerMirrored(multiply(multiply(q, diagonal(entries), n), transpose(q, n), n), n, 1);
    }

    /** (A + A^T) / 2. */
    static double[] symmetricPart(double[] a, int n) {
        double[] part = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                part[i * n + j] = (a[i * n + j] + a[j * n + i]) / 2;
            }
        }
        return part;
    }

    /** The matrix whose lower triangle is that of A and whose upper one is sign times its mirror; for sign -1 with a diagonal of 0. */
    static double[] lowerMirrored(double[] a, int n, int sign) {
        double[] mirrored = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                mirrored[i * n + j] = a[i * n + j];
                mirrored[j * n + i] = sign > 0 ? a[i * n + j] : 0 - a[i * n + j];
            }
            mirrored[i * n + i] = sign > 0 ? a[i * n + i] : 0;
        }
        return mirrored;
    }

    /** The lower triangle of A, its diagonal included. */
    static double[] lowerTriangle(double[] a, int n) {
        double[] triangle = new double[n * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(a, i * n, triangle, i * n, i + 1);
        }
        return triangle;
    }

    /** The columns of A made orthonormal, each by two passes of Gram-Schmidt over the earlier ones: Q of A = Q R with positive diagonal of R. */
    static double[] orthonormal(double[] a, int n) {
        double[] q = a.clone();
        for (int j = 0; j < n; j++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < j; k++) {
                    double projection = columnDot(q, k, j, n);
                    for (int i = 0; i < n; i++) {
                        q[i * n + j] = Math.fma(-projection, q[i * n + k], q[i * n + j]);
                    }
                }
            }
            double length = Math.sqrt(columnDot(q, j, j, n));
            for (int i = 0; i < n; i++) {
                q[i * n + j] /= length;
            }
        }
        return q;
    }

    private static double columnDot(double[] a, int j, int k, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum = Math.fma(a[i * n + j], a[i * n + k], sum);
        }
        return sum;
    }

    /** The ratio of the largest to the smallest singular value; infinite for a singular matrix. */
    static double condition(double[] a, int n) {
        double[] squares = eigenvalues(multiply(transpose(a, n), a, n), n);
        return squares[0] > 0 ? Math.sqrt(squares[n - 1] / squares[0]) : Double.POSITIVE_INFINITY;
    }

    /** The eigenvalues of a symmetric matrix, ascending, by Jacobi rotations; not a number where the matrix has entries that are not finite. */
    static double[] eigenvalues(double[] symmetric, int n) {
        double[] a = symmetric.clone();
        for (double entry : a) {
            if (!Double.isFinite(entry)) {
                return filled(n, Double.NaN);
            }
        }
        for (int sweep = 0; sweep < MOST_SWEEPS && rotateAll(a, n); sweep++) {
            // Until a sweep finds nothing to rotate.
        }
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = a[i * n + i];
        }
        Arrays.sort(values);
        return values;
    }

    private static boolean rotateAll(double[] a, int n) {
        boolean rotated = false;
        for (int p = 0; p < n; p++) {
            for (int q = p + 1; q < n; q++) {
                double off = a[p * n + q];
                if (Math.abs(off) > 0x1p-60 * Math.sqrt(Math.abs(a[p * n + p] * a[q * n + q]))
                        && Math.abs(off) > Double.MIN_NORMAL) {
                    rotate(a, n, p, q);
                    rotated = true;
                }
            }
        }
        return rotated;
    }

    /** Makes entry (p, q) zero. G. H. Golub and C. F. Van Loan, Matrix Computations, section 8.5. */
    private static void rotate(double[] a, int n, int p, int q) {
        double tau = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
        double t = Math.copySign(1, tau) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
        double c = 1 / Math.sqrt(1 + t * t);
        double s = t * c;
        double move = t * a[p * n + q];
        for (int k = 0; k < n; k++) {
            if (k != p && k != q) {
                double x = a[k * n + p];
                double y = a[k * n + q];
                a[k * n + p] = a[p * n + k] = c * x - s * y;
                a[k * n + q] = a[q * n + k] = s * x + c * y;
            }
        }
        a[p * n + p] -= move;
        a[q * n + q] += move;
        a[p * n + q] = a[q * n + p] = 0;
    }
}
