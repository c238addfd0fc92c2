// A mistake on purpose: writes one number beyond the result.
kernel void op_planted_out_of_bounds(global const real *x, global real *y, const Blocks blocks) {
    const int i = get_global_id(0);
    if (i < blocks.items) {
        y[i] = x[i];
        y[i + 1] = x[i];
    }
}
