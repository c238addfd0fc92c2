package dualflow.op;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix S = V diag(s) V^T, by the cyclic Jacobi method: {@link #SWEEPS} times for p from 0
 * and q from p + 1 a rotation of rows and columns p and q by which s_pq becomes zero. The number of rotations is the same for all
 * matrices; one with s_pq = 0 changes nothing and is left out.
 *
 * <p>With r = (s_qq - s_pp) / (2 s_pq), the rotation has the tangent t = 1 / (|r| + sqrt(r^2 + 1)) with the sign of r, the cosine c = 1 /
 * sqrt(t^2 + 1) and the sine t c (G. Golub and C. Van Loan, Matrix Computations, section 8.5).
 */
public final class JacobiRotations {
    /** How often every pair is rotated. */
    public static final int SWEEPS = 12;

    private JacobiRotations() {}

    /** S = (X + X^T) / 2 in float64. */
    static void symmetricPart(double[] x, int start, int d, double[] s) {
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                s[i * d + j] = 0.5 * (x[start + i * d + j] + x[start + j * d + i]);
            }
        }
    }

    /** S = (X + X^T) / 2 in float32. */
    static void symmetricPart(float[] x, int start, int d, float[] s) {
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                s[i * d + j] = 0.5f * (x[start + i * d + j] + x[start + j * d + i]);
            }
        }
    }

    /**
     * Decomposes a matrix in float64.
     *
     * @param s the symmetric matrix; afterwards its eigenvalues are on the diagonal, in no order
     * @param d its number of rows
     * @param v written: the eigenvectors, as columns
     */
    static void decompose(double[] s, int d, double[] v) {
        for (int i = 0; i < d * d; i++) {
            v[i] = i / d == i % d ? 1 : 0;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int p = 0; p < d; p++) {
                for (int q = p + 1; q < d; q++) {
                    double off = s[p * d + q];
                    if (off == 0) {
                        continue;
                    }
                    double r = (s[q * d + q] - s[p * d + p]) / (2 * off);
                    double size = 1 / (Math.abs(r) + Math.sqrt(Math.fma(r, r, 1)));
                    double t = r < 0 ? -size : size;
                    double cosine = 1 / Math.sqrt(Math.fma(t, t, 1));
                    double sine = t * cosine;
                    s[p * d + p] = Math.fma(-t, off, s[p * d + p]);
                    s[q * d + q] = Math.fma(t, off, s[q * d + q]);
                    s[p * d + q] = 0;
                    s[q * d + p] = 0;
                    for (int k = 0; k < d; k++) {
                        if (k != p && k != q) {
                            rotate(s, k * d + p, k * d + q, cosine, sine);
                            s[p * d + k] = s[k * d + p];
                            s[q * d + k] = s[k * d + q];
                        }
                        rotate(v, k * d + p, k * d + q, cosine, sine);
                    }
                }
            }
        }
    }

    private static void rotate(double[] x, int p, int q, double cosine, double sine) {
        double a = x[p];
        double b = x[q];
        x[p] = Math.fma(-sine, b, cosine * a);
        x[q] = Math.fma(sine, a, cosine * b);
    }

    /**
     * Decomposes a matrix in float32.
     *
     * @param s the symmetric matrix; afterwards its eigenvalues are on the diagonal, in no order
     * @param d its number of rows
     * @param v written: the eigenvectors, as columns
     */
    static void decompose(float[] s, int d, float[] v) {
        for (int i = 0; i < d * d; i++) {
            v[i] = i / d == i % d ? 1 : 0;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int p = 0; p < d; p++) {
                for (int q = p + 1; q < d; q++) {
                    float off = s[p * d + q];
                    if (off == 0) {
                        continue;
                    }
                    float r = (s[q * d + q] - s[p * d + p]) / (2 * off);
                    float size = 1 / (Math.abs(r) + (float) Math.sqrt(Math.fma(r, r, 1)));
                    float t = r < 0 ? -size : size;
                    float cosine = 1 / (float) Math.sqrt(Math.fma(t, t, 1));
                    float sine = t * cosine;
                    s[p * d + p] = Math.fma(-t, off, s[p * d + p]);
                    s[q * d + q] = Math.fma(t, off, s[q * d + q]);
                    s[p * d + q] = 0;
                    s[q * d + p] = 0;
                    for (int k = 0; k < d; k++) {
                        if (k != p && k != q) {
                            rotate(s, k * d + p, k * d + q, cosine, sine);
                            s[p * d + k] = s[k * d + p];
                            s[q * d + k] = s[k * d + q];
                        }
                        rotate(v, k * d + p, k * d + q, cosine, sine);
                    }
                }
            }
        }
    }

    private static void rotate(float[] x, int p, int q, float cosine, float sine) {
        float a = x[p];
        float b = x[q];
        x[p] = Math.fma(-sine, b, cosine * a);
        x[q] = Math.fma(sine, a, cosine * b);
    }
}
