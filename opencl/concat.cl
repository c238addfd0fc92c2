// A block of the first argument (`first` elements), then one of the second (`second` elements). Kernel suffixes: include/common.cl.
kernel void op_concat(
    global const real *a, global const real *b, global real *y, const Blocks blocks, const int first, const int second) {
    const int i = get_global_id(0);
    if (i < blocks.items) {
        const int block = i / (first + second);
        const int at = i % (first + second);
        y[i] = at < first ? a[start(&blocks, 0, block) + at] : b[start(&blocks, 1, block) + at - first];
    }
}

kernel void op_concat_rows(
    global const real *restrict a,
    global const real *restrict b,
    global real *restrict y,
    const Blocks blocks,
    const int first,
    const int second,
    const int count,
    const int rows,
    const int part) {
    const Share share = share_of(get_global_id(0), first + second, count, rows, part);
    const int of_first = clamp(first - share.within, 0, share.size);
    for (int row = share.row; row < share.end; row++) {
        global real *restrict to = y + row * (first + second) + share.within;
        copy_numbers(a + start(&blocks, 0, row) + share.within, to, of_first);
        copy_numbers(
            b + start(&blocks, 1, row) + max(share.within - first, 0), to + of_first, share.size - of_first);
    }
}
