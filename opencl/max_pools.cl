// What max_pool and max_pool_position share: the search of a window.
#include "windows.cl"

typedef struct {
    int position;
    real value;
} Greatest;

// The greatest number of the window of result `item`: of equal ones the first, of NaN the last.
static Greatest greatest_of(
    global const real *x,
    const Blocks *blocks,
    int item,
    int height,
    int width,
    int channels,
    int rows,
    int columns,
    int window,
    int stride,
    int padding) {
    const int pixel = item / channels % (rows * columns);
    global const real *image = x + start(blocks, 0, item / channels / (rows * columns)) + item % channels;
    Greatest greatest;
    greatest.position = -1;
    greatest.value = 0;
    for (int k = 0; k < window; k++) {
        const int row = place_of(pixel / columns, k, height, stride, padding);
        for (int l = 0; l < window; l++) {
            const int column = place_of(pixel % columns, l, width, stride, padding);
            if (row >= 0 && column >= 0) {
                const real value = image[(row * width + column) * channels];
                if (greatest.position < 0 || value > greatest.value || value != value) {
                    greatest.position = k * window + l;
                    greatest.value = value;
                }
            }
        }
    }
    return greatest;
}

#define MAX_POOL(NAME, RESULT)                                                                              \
    kernel void op_##NAME(                                                                                  \
        global const real *x,                                                                               \
        global real *y,                                                                                     \
        const Blocks blocks,                                                                                \
        const int height,                                                                                   \
        const int width,                                                                                    \
        const int channels,                                                                                 \
        const int rows,                                                                                     \
        const int columns,                                                                                  \
        const int window,                                                                                   \
        const int stride,                                                                                   \
        const int padding) {                                                                                \
        const int item = get_global_id(0);                                                                  \
        if (item < blocks.items) {                                                                          \
            const Greatest greatest = greatest_of(                                                          \
                x, &blocks, item, height, width, channels, rows, columns, window, stride, padding);         \
            y[item] = RESULT;                                                                               \
        }                                                                                                   \
    }
