// The product of U's diagonal, with the sign of the exchanges, from the factors of lu_factors.cl; a zero is positive. One
// work-item per matrix.
kernel void op_determinant(global const real *factors, global real *y, const Blocks blocks, const int d) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        global const real *lu = factors + item * (d + 1) * d;
        real product = 1;
        for (int k = 0; k < d; k++) {
            product = lu[d * d + k] == k ? product : -product;
        }
        for (int k = 0; k < d; k++) {
            product *= lu[k * d + k];
        }
        y[item] = product + 0;
    }
}
