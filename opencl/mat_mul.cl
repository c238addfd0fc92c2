// y_ij = sum_l a_il b_lj; each sum runs over l in order, from zero, by fma. All kernels do the same arithmetic; mat_mul_product.cl has the
// one for GPUs. Kernel suffixes: include/common.cl.

// One work-item computes one element of the result.
kernel void op_mat_mul(
    global const real *a,
    global const real *b,
    global real *y,
    const Blocks blocks,
    const int m,
    const int inner,
    const int n) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int block = item / (m * n);
        const int i = item / n % m;
        const int j = item % n;
        global const real *row = a + start(&blocks, 0, block) + i * inner;
        global const real *column = b + start(&blocks, 1, block) + j;
        real sum = 0;
        for (int l = 0; l < inner; l++) {
            sum = fma(row[l], column[l * n], sum);
        }
        y[item] = sum;
    }
}

#ifdef CPU_KERNELS
// For CPUs: a work-item computes some rows of a strip of columns.
#include "panels.cl"
#define SLAB 384

kernel void op_mat_mul_tiles(
    global const real *a,
    global const real *b,
    global real *y,
    const Blocks blocks,
    const int m,
    const int inner,
    const int n,
    const int groups,
    const int strips) {
    const int item = get_global_id(0);
    const int group = item % groups;
    const int strip = item / groups % strips;
    const int block = item / groups / strips;
    const int first = (long)m * group / groups;
    const int count = (long)m * (group + 1) / groups - first;
    const int all = (n + LANES - 1) / LANES;
    const int at = (long)all * strip / strips;
    const int vectors = (long)all * (strip + 1) / strips - at;
    const int numbers = min(n - at * LANES, vectors * LANES);
    const int tiles = (vectors + WIDEST - 1) / WIDEST;
    global const real *x = a + start(&blocks, 0, block) + first * inner;
    global const real *columns = b + start(&blocks, 1, block) + at * LANES;
    vec panel[PANEL];
    vec sums[SUMS];
    int from[MOST_ROWS];
    int rows[MOST_ROWS];
    for (int i = 0; i < count; i++) {
        from[i] = i * inner;
        rows[i] = i;
    }
    global real *out = y + (block * m + first) * n + at * LANES;
    if (n % LANES == 0) {
        // In place; so many terms at a time that the columns stay in the core's own cache for all rows.
        const int step = n / LANES;
        const int slabs = max(1, (inner + SLAB - 1) / SLAB);
        for (int slab = 0; slab < slabs; slab++) {
            const int l = (long)inner * slab / slabs;
            const int terms = (long)inner * (slab + 1) / slabs - l;
            multiply_rows_global(
                x + l, from, rows, count, 0, (global const vec *)columns + l * step, step, terms, 0, 0, 1, terms,
                slab == 0, sums, vectors, tiles, slab == slabs - 1 ? (global vec *)out : 0, step);
        }
        return;
    }
    const int most = PANEL / vectors;
    for (int l = 0; l < inner || l == 0; l += most) {
        const int terms = min(most, inner - l);
        pack(columns + l * n, n, terms, numbers, vectors, tiles, panel, terms);
        multiply_rows_private(
            x + l, from, rows, count, 0, panel, 0, terms, 0, 0, 1, terms, l == 0, sums, vectors, tiles, 0, 0);
    }
    write_sums(sums, count, vectors, out, n, numbers);
}
#endif
