// y = 2 x, by a kernel of its own.
kernel void op_planted_elementwise(global const real *xs, global real *ys, const Blocks blocks) {
    const int i = get_global_id(0);
    if (i < blocks.items) {
        ys[i] = 2 * xs[i];
    }
}
