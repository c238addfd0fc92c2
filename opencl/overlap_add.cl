// Windows of each block [positions, window, c], added where they overlap: y_lj = sum over k of x_ikj where i stride + k dilation = l.
kernel void op_overlap_add(
    global const real *x,
    global real *y,
    const Blocks blocks,
    const int positions,
    const int window,
    const int c,
    const int stride,
    const int dilation,
    const int rows) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int row = item / c % rows;
        global const real *block = x + start(&blocks, 0, item / c / rows) + item % c;
        real sum = 0;
        for (int k = 0; k < window; k++) {
            const int at = row - k * dilation;
            if (at >= 0 && at % stride == 0 && at / stride < positions) {
                sum += block[(at / stride * window + k) * c];
            }
        }
        y[item] = sum;
    }
}
