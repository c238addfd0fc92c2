// A mistake on purpose: it does not compile.
kernel void op_planted_misspelt(global const real *x, global real *y, const Blocks blocks) {
    y[0] = no_such_function(x[0]);
}
