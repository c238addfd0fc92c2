// The sum over axes: for each result the terms in row-major order, partial sums of 256, then their sum.
kernel void op_sum(
    global const real *x,
    global real *y,
    const Blocks blocks,
    const int size,
    const int count,
    const Walk results,
    const Walk terms) {
    const int i = get_global_id(0);
    if (i < blocks.items) {
        global const real *from = x + start(&blocks, 0, i / size) + walk_offset(&results, i % size);
        real sum = 0;
        for (int first = 0; first < count; first += 256) {
            const int end = min(first + 256, count);
            real partial = 0;
            for (int j = first; j < end; j++) {
                partial += from[walk_offset(&terms, j)];
            }
            sum += partial;
        }
        y[i] = sum;
    }
}
