// Rows selected by a tensor of indices: y_ij = x_(index i)j, NaN where an index names no row.
#include "indices.cl"
kernel void op_index_select(
    global const real *x,
    global const real *indices,
    global real *y,
    const Blocks blocks,
    const int rows,
    const int n,
    const int count) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int i = item / n;
        const int row = row_of(indices[start(&blocks, 1, i / count) + i % count], rows);
        real number = REAL_NAN;
        if (row >= 0) {
            number = x[start(&blocks, 0, i / count) + row * n + item % n];
        }
        y[item] = number;
    }
}
