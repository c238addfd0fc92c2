// The eigenvalue before which `index` others come, of those of symmetric_eigen.cl in descending order. One work-item per matrix.
kernel void op_symmetric_eigenvalue(global const real *pairs, global real *y, const Blocks blocks, const int d, const int index) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        global const real *s = pairs + item * 2 * d * d;
        real value = REAL_NAN;
        for (int k = 0; k < d; k++) {
            int before = 0;
            for (int l = 0; l < d; l++) {
                const real other = s[l * d + l];
                before += other > s[k * d + k] || (other == s[k * d + k] && l < k) ? 1 : 0;
                before += isnan(other) ? d : 0;
            }
            value = before == index ? s[k * d + k] : value;
        }
        y[item] = value;
    }
}
