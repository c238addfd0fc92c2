// y_ij = sum_l a_il b_lj; each sum runs over l in order, from zero, by fma.
kernel void op_mat_mul(
    global const real *a,
    global const real *b,
    global real *y,
    const Blocks blocks,
    const int m,
    const int inner,
    const int n) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int block = item / (m * n);
        const int i = item / n % m;
        const int j = item % n;
        global const real *row = a + start(&blocks, 0, block) + i * inner;
        global const real *column = b + start(&blocks, 1, block) + j;
        real sum = 0;
        for (int l = 0; l < inner; l++) {
            sum = fma(row[l], column[l * n], sum);
        }
        y[item] = sum;
    }
}
