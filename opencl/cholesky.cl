// The lower triangular L with L L^T = (X + X^T)/2, column by column; one work-item per matrix, with L itself as the workspace.
kernel void op_cholesky(global const real *xs, global real *ys, const Blocks blocks, const int d) {
    const int block = get_global_id(0);
    if (block < blocks.items) {
        global const real *x = xs + start(&blocks, 0, block);
        global real *y = ys + block * d * d;
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < j; i++) {
                y[i * d + j] = 0;
            }
            for (int i = j; i < d; i++) {
                real sum = REAL(0.5) * (x[i * d + j] + x[j * d + i]);
                for (int k = 0; k < j; k++) {
                    sum = fma(-y[i * d + k], y[j * d + k], sum);
                }
                if (i == j) {
                    y[j * d + j] = sum > 0 ? square_root(sum) : REAL_NAN;
                } else {
                    y[i * d + j] = divide(sum, y[j * d + j]);
                }
            }
        }
    }
}
