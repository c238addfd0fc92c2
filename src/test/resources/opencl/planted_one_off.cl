// A mistake on purpose: number 100 is one step away from what it should be.
kernel void op_planted_one_off(global const real *x, global real *y, const Blocks blocks) {
    const int i = get_global_id(0);
    if (i < blocks.items) {
        y[i] = i == 100 ? nextafter(x[i], (real)INFINITY) : x[i];
    }
}
