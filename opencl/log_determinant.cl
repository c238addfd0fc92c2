// The sum of the logarithms on U's diagonal, from the factors of lu_factors.cl; NaN for a negative determinant unless `absolute`. One
// work-item per matrix.
#include "elementary.cl"
kernel void op_log_determinant(global const real *factors, global real *y, const Blocks blocks, const int d, const int absolute) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        global const real *lu = factors + item * (d + 1) * d;
        int negative = 0;
        real sum = 0;
        for (int k = 0; k < d; k++) {
            negative ^= lu[d * d + k] != k;
            negative ^= lu[k * d + k] < 0;
            sum += real_log(fabs(lu[k * d + k]));
        }
        y[item] = negative && !absolute && sum > -REAL_INFINITY ? REAL_NAN : sum;
    }
}
