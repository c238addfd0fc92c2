// Windows summed where they overlap: each sum from zero over the positions in a window, in row-major order.
// Kernel suffixes: include/common.cl.
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

// A row holds the channels of a pixel; its sums accumulate in y itself.
kernel void op_fold_rows(
    global const real *restrict x,
    global real *restrict y,
    const Blocks blocks,
    const int height,
    const int width,
    const int channels,
    const int rows,
    const int columns,
    const int window,
    const int stride,
    const int padding,
    const int count,
    const int rows_of_item,
    const int part) {
    const Share share = share_of(get_global_id(0), channels, count, rows_of_item, part);
    for (int pixel = share.row; pixel < share.end; pixel++) {
        global const real *restrict windows = x + start(&blocks, 0, pixel / width / height) + share.within;
        global real *restrict sums = y + pixel * channels + share.within;
        zero_numbers(sums, share.size);
        for (int k = 0; k < window; k++) {
            const int row = position_of(pixel / width % height, k, rows, stride, padding);
            for (int l = 0; l < window; l++) {
                const int column = position_of(pixel % width, l, columns, stride, padding);
                if (row >= 0 && column >= 0) {
                    global const real *restrict terms =
                        windows + ((row * columns + column) * window * window + k * window + l) * channels;
                    EACH_NUMBER(share.size, sums[j] += terms[j];)
                }
            }
        }
    }
}
