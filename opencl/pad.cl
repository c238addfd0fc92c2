// Each block of `inner` elements at `offset` in a block of `size` elements, with zeros around it. Kernel suffixes: include/common.cl.
kernel void op_pad(
    global const real *x, global real *y, const Blocks blocks, const int size, const int offset, const int inner) {
    const int i = get_global_id(0);
    if (i < blocks.items) {
        const int at = i % size - offset;
        y[i] = at >= 0 && at < inner ? x[start(&blocks, 0, i / size) + at] : (real)0;
    }
}

kernel void op_pad_rows(
    global const real *restrict x,
    global real *restrict y,
    const Blocks blocks,
    const int size,
    const int offset,
    const int inner,
    const int count,
    const int rows,
    const int part) {
    const Share share = share_of(get_global_id(0), size, count, rows, part);
    const int before = clamp(offset - share.within, 0, share.size);
    const int copied = clamp(offset + inner - share.within, before, share.size);
    for (int row = share.row; row < share.end; row++) {
        global real *restrict to = y + row * size + share.within;
        zero_numbers(to, before);
        copy_numbers(
            x + start(&blocks, 0, row) + max(share.within - offset, 0), to + before, copied - before);
        zero_numbers(to + copied, share.size - copied);
    }
}
