// The root of the sum of squares of each block of `count` elements, which are multiplied by a power of two where squares might leave the range.
#include "elementary.cl"
#include "reductions.cl"
kernel void op_norm(global const real *xs, global real *ys, const Blocks blocks, const int count) {
    const int i = get_global_id(0);
    if (i < blocks.items) {
        global const real *x = xs + start(&blocks, 0, i);
        real m = count == 0 ? REAL(0.0) : -REAL_INFINITY;
        for (int j = 0; j < count; j++) {
            const real size = fabs(x[j]);
            m = m != m || m > size ? m : size;
        }
        ys[i] = m;
        if (m > REAL(0.0) && m < REAL_INFINITY) {
            const real scale = real_balance(m);
            SUM_OF_TERMS(sum, count, (x[j] * scale) * (x[j] * scale))
            ys[i] = divide(square_root(sum), scale);
        }
    }
}
