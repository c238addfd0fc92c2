// Repeats numbers: number i of a result's block comes from offset walk(i) of the argument's block.
kernel void op_broadcast(
    global const real *x, global real *y, const Blocks blocks, const int size, const Walk source) {
    const int i = get_global_id(0);
    if (i < blocks.items) {
        y[i] = x[start(&blocks, 0, i / size) + walk_offset(&source, i % size)];
    }
}
