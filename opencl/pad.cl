// Each block of `inner` numbers at `offset` in a block of `size` numbers, zeros around it.
kernel void op_pad(
    global const real *x, global real *y, const Blocks blocks, const int size, const int offset, const int inner) {
    const int i = get_global_id(0);
    if (i < blocks.items) {
        const int at = i % size - offset;
        y[i] = at >= 0 && at < inner ? x[start(&blocks, 0, i / size) + at] : (real)0;
    }
}
