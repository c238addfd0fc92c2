// m + ln(1 + sum e^(x - m)) of each block of `count` elements, m the greatest; the sum leaves out the first one equal to m.
#include "elementary.cl"
#include "reductions.cl"
kernel void op_log_sum_exp(global const real *xs, global real *ys, const Blocks blocks, const int count) {
    const int i = get_global_id(0);
    if (i < blocks.items) {
        global const real *x = xs + start(&blocks, 0, i);
        const real m = max_of(x, count);
        ys[i] = m;
        if (isfinite(m)) {
            int top = 0;
            while (x[top] != m) {
                top++;
            }
            SUM_OF_TERMS(sum, count, (j == top ? (real)0 : real_exp(x[j] - m)))
            ys[i] = m + real_log1p(sum);
        }
    }
}
