// The position of the greatest of each block of n elements: the first of equal ones, and of NaN the first.
#include "orders.cl"
kernel void op_arg_max(global const real *x, global real *y, const Blocks blocks, const int n) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        global const real *block = x + start(&blocks, 0, item);
        int best = 0;
        for (int k = 1; k < n; k++) {
            best = precedes(block[best], block[k]) ? k : best;
        }
        y[item] = (real)best;
    }
}
