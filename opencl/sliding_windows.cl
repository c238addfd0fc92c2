// Windows that slide along the rows of each block [n, c]: y_ikj = x_(i stride + k dilation)j.
kernel void op_sliding_windows(
    global const real *x,
    global real *y,
    const Blocks blocks,
    const int n,
    const int c,
    const int window,
    const int stride,
    const int dilation) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int rows = ((n - (window - 1) * dilation - 1) / stride + 1) * window; // of the result's block
        const int i = item / c;
        const int row = i % rows / window * stride + i % window * dilation;
        y[item] = x[start(&blocks, 0, i / rows) + row * c + item % c];
    }
}
