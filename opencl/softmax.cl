// e^(x - m) divided by their sum, for each block of `count` elements, m the greatest.
#include "elementary.cl"
#include "reductions.cl"
kernel void op_softmax(global const real *xs, global real *ys, const Blocks blocks, const int count) {
    const int i = get_global_id(0);
    if (i < blocks.items) {
        global const real *x = xs + start(&blocks, 0, i);
        global real *y = ys + i * count;
        const real m = max_of(x, count);
        for (int j = 0; j < count; j++) {
            y[j] = real_exp(x[j] - m);
        }
        SUM_OF_TERMS(sum, count, y[j])
        for (int j = 0; j < count; j++) {
            y[j] = divide(y[j], sum);
        }
    }
}
