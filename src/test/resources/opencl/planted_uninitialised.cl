// A mistake on purpose: the sum begins from whatever is there.
kernel void op_planted_uninitialised(global const real *x, global real *y, const Blocks blocks) {
    const int i = get_global_id(0);
    if (i < blocks.items) {
        real sum;
        for (int j = 0; j < 3; j++) {
            sum += x[i];
        }
        if (sum > 0) {
            y[i] = sum;
        } else {
            y[i] = x[i];
        }
    }
}
