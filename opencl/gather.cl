// Rows selected by index: y_ij = x_(indices i)j.
kernel void op_gather(
    global const real *x,
    global real *y,
    const Blocks blocks,
    const int rows,
    const int n,
    const int count,
    global const int *indices) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int i = item / n;
        y[item] = x[start(&blocks, 0, i / count) + indices[i % count] * n + item % n];
    }
}
