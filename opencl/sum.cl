// The sum over axes: for each result the terms in row-major order.
#include "reductions.cl"
kernel void op_sum(
    global const real *x,
    global real *y,
    const Blocks blocks,
    const int size,
    const int count,
    const Walk results,
    const Walk terms) {
    const int i = get_global_id(0);
    if (i < blocks.items) {
        global const real *from = x + start(&blocks, 0, i / size) + walk_offset(&results, i % size);
        SUM_OF_TERMS(sum, count, from[walk_offset(&terms, j)])
        y[i] = sum;
    }
}
