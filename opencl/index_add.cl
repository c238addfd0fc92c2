// Adds rows into the rows that a tensor of indices names, NaN where an index names none: partial sums of 256 terms, then their sum.
#include "indices.cl"
kernel void op_index_add(
    global const real *x,
    global const real *indices,
    global real *y,
    const Blocks blocks,
    const int count,
    const int n,
    const int indexed,
    const int rows) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int block = item / n / rows;
        const int row = item / n % rows;
        global const real *column = x + start(&blocks, 0, block) + item % n;
        global const real *index = indices + start(&blocks, 1, block);
        real sum = 0;
        real partial = 0;
        int terms = 0;
        bool known = true;
        for (int i = 0; i < indexed; i++) {
            const int at = row_of(index[i], rows);
            known = known && at >= 0;
            if (at == row) {
                if (terms == 256) {
                    sum += partial;
                    partial = 0;
                    terms = 0;
                }
                partial += column[i * n];
                terms++;
            }
        }
        y[item] = known ? sum + partial : REAL_NAN;
    }
}
