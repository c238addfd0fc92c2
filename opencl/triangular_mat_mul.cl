// y_ij = sum_l a_il b_lj, using of each matrix its lower triangle (-1), all of it (0) or its upper triangle (1); one work-item computes one
// element of the result. The sum runs over the remaining l in order, from zero, by fma.
kernel void op_triangular_mat_mul(
    global const real *a,
    global const real *b,
    global real *y,
    const Blocks blocks,
    const int m,
    const int inner,
    const int n,
    const int left,
    const int right,
    const int result) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int block = item / (m * n);
        const int i = item / n % m;
        const int j = item % n;
        global const real *row = a + start(&blocks, 0, block) + i * inner;
        global const real *column = b + start(&blocks, 1, block) + j;
        const int first = max(left > 0 ? i : 0, right < 0 ? j : 0);
        const int end = min(left < 0 ? i + 1 : inner, right > 0 ? j + 1 : inner);
        real sum = 0;
        if (result == 0 || (result < 0 ? j <= i : j >= i)) {
            for (int l = first; l < min(end, inner); l++) {
                sum = fma(row[l], column[l * n], sum);
            }
        }
        y[item] = sum;
    }
}
