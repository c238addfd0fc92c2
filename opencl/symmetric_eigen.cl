// The eigenvalues of the symmetric part of each matrix, on the diagonal of a matrix s, followed by the eigenvectors, the columns of a matrix v,
// by the cyclic Jacobi method. One work-item per matrix.
static void rotate(global real *x, int p, int q, real cosine, real sine) {
    const real a = x[p];
    const real b = x[q];
    x[p] = fma(-sine, b, cosine * a);
    x[q] = fma(sine, a, cosine * b);
}

kernel void op_symmetric_eigen(global const real *xs, global real *pairs, const Blocks blocks, const int d, const int sweeps) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        global const real *x = xs + start(&blocks, 0, item);
        global real *s = pairs + item * 2 * d * d;
        global real *v = s + d * d;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                s[i * d + j] = REAL(0.5) * (x[i * d + j] + x[j * d + i]);
                v[i * d + j] = i == j ? 1 : 0;
            }
        }
        for (int sweep = 0; sweep < sweeps; sweep++) {
            for (int p = 0; p < d; p++) {
                for (int q = p + 1; q < d; q++) {
                    const real off = s[p * d + q];
                    if (off == 0) {
                        continue;
                    }
                    const real r = divide(s[q * d + q] - s[p * d + p], 2 * off);
                    const real size = divide(1, fabs(r) + square_root(fma(r, r, REAL(1.0))));
                    const real t = r < 0 ? -size : size;
                    const real cosine = divide(1, square_root(fma(t, t, REAL(1.0))));
                    const real sine = t * cosine;
                    s[p * d + p] = fma(-t, off, s[p * d + p]);
                    s[q * d + q] = fma(t, off, s[q * d + q]);
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
}
