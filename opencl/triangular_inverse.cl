// The inverse M of a lower triangular L; one work-item per column, from the diagonal down.
kernel void op_triangular_inverse(global const real *xs, global real *ys, const Blocks blocks, const int d) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int j = item % d;
        global const real *x = xs + start(&blocks, 0, item / d);
        global real *y = ys + item / d * d * d;
        for (int i = 0; i < j; i++) {
            y[i * d + j] = 0;
        }
        y[j * d + j] = divide(1, x[j * d + j]);
        for (int i = j + 1; i < d; i++) {
            real sum = 0;
            for (int k = j; k < i; k++) {
                sum = fma(x[i * d + k], y[k * d + j], sum);
            }
            y[i * d + j] = divide(-sum, x[i * d + i]);
        }
    }
}
