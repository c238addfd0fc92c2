// The windows of an image, each as its numbers in row-major order; zeros outside.
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
