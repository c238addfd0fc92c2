// y b = a, from a and the factors of lu_factors.cl, of which there are `matrices`: one for each block, or one for all. One work-item per row
// of the result.
kernel void op_mat_divide(
    global const real *as,
    global const real *factors,
    global real *ys,
    const Blocks blocks,
    const int matrices,
    const int rows,
    const int d) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int block = item / rows;
        global const real *a = as + start(&blocks, 0, block) + item % rows * d;
        global const real *lu = factors + block % matrices * (d + 1) * d;
        global const real *pivots = lu + d * d;
        global real *y = ys + item * d;
        for (int j = 0; j < d; j++) {
            real sum = a[j];
            for (int k = 0; k < j; k++) {
                sum = fma(-y[k], lu[k * d + j], sum);
            }
            y[j] = divide(sum, lu[j * d + j]);
        }
        for (int j = d - 1; j >= 0; j--) {
            real sum = y[j];
            for (int k = j + 1; k < d; k++) {
                sum = fma(-y[k], lu[k * d + j], sum);
            }
            y[j] = sum;
        }
        for (int k = d - 1; k >= 0; k--) {
            const int pivot = (int)pivots[k];
            const real exchanged = y[k];
            y[k] = y[pivot];
            y[pivot] = exchanged;
        }
    }
}
