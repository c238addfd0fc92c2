// A contiguous part of each block, `size` numbers from `offset`.
kernel void op_slice(global const real *x, global real *y, const Blocks blocks, const int size, const int offset) {
    const int i = get_global_id(0);
    if (i < blocks.items) {
        y[i] = x[start(&blocks, 0, i / size) + offset + i % size];
    }
}
