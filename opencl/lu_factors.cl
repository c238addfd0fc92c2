// The factors P A = L U of argument number `argument`, in place, and under them as a row of reals the pivots: the row with which each row was
// exchanged. One work-item per matrix.
kernel void op_lu_factors(global const real *xs, global real *factors, const Blocks blocks, const int argument, const int d) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        global const real *x = xs + start(&blocks, argument, item);
        global real *a = factors + item * (d + 1) * d;
        global real *pivots = a + d * d;
        for (int i = 0; i < d * d; i++) {
            a[i] = x[i];
        }
        for (int k = 0; k < d; k++) {
            int pivot = k;
            for (int i = k + 1; i < d; i++) {
                if (fabs(a[i * d + k]) > fabs(a[pivot * d + k])) {
                    pivot = i;
                }
            }
            pivots[k] = (real)pivot;
            for (int j = 0; j < d && pivot != k; j++) {
                const real exchanged = a[k * d + j];
                a[k * d + j] = a[pivot * d + j];
                a[pivot * d + j] = exchanged;
            }
            if (a[k * d + k] == 0) {
                continue;
            }
            for (int i = k + 1; i < d; i++) {
                const real l = divide(a[i * d + k], a[k * d + k]);
                a[i * d + k] = l;
                for (int j = k + 1; j < d; j++) {
                    a[i * d + j] = fma(-l, a[k * d + j], a[i * d + j]);
                }
            }
        }
    }
}
