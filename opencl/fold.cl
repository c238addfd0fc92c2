// Windows summed where they overlap: each sum from zero over the places of a window in row-major order.
#include "windows.cl"
kernel void op_fold(
    global const real *x,
    global real *y,
    const Blocks blocks,
    const int height,
    const int width,
    const int channels,
    const int rows,
    const int columns,
    const int window,
    const int stride,
    const int padding) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int pixel = item / channels;
        global const real *windows = x + start(&blocks, 0, pixel / width / height) + item % channels;
        real sum = 0;
        for (int k = 0; k < window; k++) {
            const int row = position_of(pixel / width % height, k, rows, stride, padding);
            for (int l = 0; l < window; l++) {
                const int column = position_of(pixel % width, l, columns, stride, padding);
                if (row >= 0 && column >= 0) {
                    sum += windows[((row * columns + column) * window * window + k * window + l) * channels];
                }
            }
        }
        y[item] = sum;
    }
}
