// scale times the sum of the numbers some steps ahead (side 0) or behind (side 1) along the last axis, of n numbers.
kernel void op_stencil(
    global const real *xs,
    global real *ys,
    const Blocks blocks,
    const int n,
    const int count,
    global const int *steps,
    const real scale,
    const int wraps,
    const int side) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        global const real *x = xs + start(&blocks, 0, item / n);
        real sum = 0;
        for (int k = 0; k < count; k++) {
            int at = item % n + (side == 0 ? steps[k] : -steps[k]);
            if (wraps) {
                at = (at % n + n) % n;
            }
            sum += at >= 0 && at < n ? x[at] : (real)0;
        }
        ys[item] = scale * sum;
    }
}
