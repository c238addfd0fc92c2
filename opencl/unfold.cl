// The windows of an image, each as its elements in row-major order; zeros outside the image. Kernel suffixes: include/common.cl.
#include "windows.cl"
kernel void op_unfold(
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
        const int tap = item / channels % (window * window);
        const int pixel = item / channels / (window * window);
        const int row = place_of(pixel / columns % rows, tap / window, height, stride, padding);
        const int column = place_of(pixel % columns, tap % window, width, stride, padding);
        global const real *image = x + start(&blocks, 0, pixel / columns / rows);
        y[item] = row < 0 || column < 0 ? 0 : image[(row * width + column) * channels + item % channels];
    }
}

// A row holds the channels of one position in a window.
kernel void op_unfold_rows(
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
    for (int at = share.row; at < share.end; at++) {
        const int tap = at % (window * window);
        const int pixel = at / (window * window);
        const int row = place_of(pixel / columns % rows, tap / window, height, stride, padding);
        const int column = place_of(pixel % columns, tap % window, width, stride, padding);
        global real *restrict to = y + at * channels + share.within;
        if (row < 0 || column < 0) {
            zero_numbers(to, share.size);
        } else {
            global const real *restrict image = x + start(&blocks, 0, pixel / columns / rows);
            copy_numbers(image + (row * width + column) * channels + share.within, to, share.size);
        }
    }
}
