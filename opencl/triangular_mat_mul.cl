// y_ij = sum_l a_il b_lj, using of each matrix one triangle or all of it; one work-item computes one
// element of the result. The sum runs over the remaining l in order, from zero, by fma.
#define LOWER 0 // as in dualflow.op.Triangle
#define ALL 1
#define UPPER 2

kernel void op_triangular_mat_mul(
    global const real *a,
    global const real *b,
    global real *y,
    const Blocks blocks,
    const int m,
    const int inner,
    const int rows_of_b,
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
        const int first = max(left == UPPER ? i : 0, right == LOWER ? j : 0);
        const int end = min(left == LOWER ? i + 1 : inner, right == UPPER ? j + 1 : inner);
        real sum = 0;
        if (result == ALL || (result == LOWER ? j <= i : j >= i)) {
            for (int l = first; l < min(end, inner); l++) {
                sum = fma(row[l], column[l * n], sum);
            }
        }
        y[item] = sum;
    }
}
