// A contiguous part of each block, `size` elements from `offset`. Kernel suffixes: include/common.cl.
kernel void op_slice(global const real *x, global real *y, const Blocks blocks, const int size, const int offset) {
    const int i = get_global_id(0);
    if (i < blocks.items) {
        y[i] = x[start(&blocks, 0, i / size) + offset + i % size];
    }
}

kernel void op_slice_rows(
    global const real *restrict x,
    global real *restrict y,
    const Blocks blocks,
    const int size,
    const int offset,
    const int count,
    const int rows,
    const int part) {
    const Share share = share_of(get_global_id(0), size, count, rows, part);
    for (int row = share.row; row < share.end; row++) {
        copy_numbers(
            x + start(&blocks, 0, row) + offset + share.within, y + row * size + share.within, share.size);
    }
}
