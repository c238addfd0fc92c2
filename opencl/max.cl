// The greatest element of each block of `count`.
#include "reductions.cl"
kernel void op_max(global const real *x, global real *y, const Blocks blocks, const int count) {
    const int i = get_global_id(0);
    if (i < blocks.items) {
        y[i] = max_of(x + start(&blocks, 0, i), count);
    }
}
