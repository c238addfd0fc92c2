// The sums of the first elements of each block of n, or of the last ones, in two launches. The first adds each 256 elements: a work-item adds
// those of one partial sum.
kernel void op_cumulative_sum(
    global const real *x, global real *partials, const Blocks blocks, const int n, const int reverse, const int count) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        global const real *block = x + start(&blocks, 0, item / count);
        const int first = item % count * 256;
        real partial = 0;
        for (int k = first; k < min(first + 256, n); k++) {
            partial += block[reverse ? n - 1 - k : k];
        }
        partials[item] = partial;
    }
}

// The second adds the partial sums before, and writes the sums within its own.
kernel void op_cumulative_sum_partials(
    global const real *x,
    global const real *partials,
    global real *y,
    const Blocks blocks,
    const int n,
    const int reverse,
    const int count) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        global const real *block = x + start(&blocks, 0, item / count);
        const int first = item % count * 256;
        real sum = 0;
        for (int before = item - item % count; before < item; before++) {
            sum += partials[before];
        }
        real partial = 0;
        for (int k = first; k < min(first + 256, n); k++) {
            const int at = reverse ? n - 1 - k : k;
            partial += block[at];
            y[item / count * n + at] = sum + partial;
        }
    }
}
