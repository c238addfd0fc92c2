// A block of the first argument (`first` numbers), then one of the second (`second` numbers).
kernel void op_concat(
    global const real *a, global const real *b, global real *y, const Blocks blocks, const int first, const int second) {
    const int i = get_global_id(0);
    if (i < blocks.items) {
        const int block = i / (first + second);
        const int at = i % (first + second);
        y[i] = at < first ? a[start(&blocks, 0, block) + at] : b[start(&blocks, 1, block) + at - first];
    }
}
