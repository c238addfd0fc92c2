// A mistake on purpose: all work-items write the first number.
kernel void op_planted_race(global const real *x, global real *y, const Blocks blocks) {
    const int i = get_global_id(0);
    if (i < blocks.items) {
        y[i] = x[i];
        y[0] = x[i];
    }
}
