// V diag(sqrt(s)) V^T, from the eigenvalues and eigenvectors of symmetric_eigen.cl; exactly symmetric. One work-item per number.
kernel void op_matrix_square_root(global const real *pairs, global real *y, const Blocks blocks, const int d) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        global const real *s = pairs + item / (d * d) * 2 * d * d;
        global const real *v = s + d * d;
        const int row = item / d % d;
        const int column = item % d;
        const int i = max(row, column);
        const int j = min(row, column);
        real sum = 0;
        for (int k = 0; k < d; k++) {
            sum = fma(v[i * d + k] * square_root(s[k * d + k]), v[j * d + k], sum);
        }
        y[item] = sum;
    }
}
