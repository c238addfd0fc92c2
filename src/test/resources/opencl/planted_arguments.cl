// A mistake on purpose: an argument is missing.
kernel void op_planted_arguments(global const real *x, global real *y) {
    y[0] = x[0];
}
