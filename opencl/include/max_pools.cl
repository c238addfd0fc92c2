// What max_pool and max_pool_position share: the search in a window. Kernel suffixes: common.cl.
#include "windows.cl"

typedef struct {
    int position;
    real value;
} Greatest;

// The greatest element of the window of result `item`: the first of equal ones, the last of NaNs.
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

// For CPUs: the same for some neighbouring channels at once.
static void greatest_of_channels(
    global const real *restrict image,
    int size,
    int pixel,
    int height,
    int width,
    int channels,
    int columns,
    int window,
    int stride,
    int padding,
    real *value,
    real *position) {
    int any = 0;
    for (int k = 0; k < window; k++) {
        const int row = place_of(pixel / columns, k, height, stride, padding);
        for (int l = 0; l < window; l++) {
            const int column = place_of(pixel % columns, l, width, stride, padding);
            if (row < 0 || column < 0) {
                continue;
            }
            const real here = k * window + l;
            global const real *restrict from = image + (row * width + column) * channels;
            if (!any) {
                EACH_NUMBER(size, value[j] = from[j]; position[j] = here;)
            } else {
                EACH_NUMBER(
                    size, const real now = from[j]; const int greater = now > value[j] || now != now;
                    value[j] = greater ? now : value[j]; position[j] = greater ? here : position[j];)
            }
            any = 1;
        }
    }
}

#define MAX_POOL(NAME, RESULT, OF_CHANNEL)                                                                   \
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
    }                                                                                                       \
    kernel void op_##NAME##_rows(                                                                           \
        global const real *restrict x,                                                                      \
        global real *restrict y,                                                                            \
        const Blocks blocks,                                                                                \
        const int height,                                                                                   \
        const int width,                                                                                    \
        const int channels,                                                                                 \
        const int rows,                                                                                     \
        const int columns,                                                                                  \
        const int window,                                                                                   \
        const int stride,                                                                                   \
        const int padding,                                                                                  \
        const int count,                                                                                    \
        const int rows_of_item,                                                                             \
        const int part) {                                                                                   \
        const Share share = share_of(get_global_id(0), channels, count, rows_of_item, part);                \
        for (int pixel = share.row; pixel < share.end; pixel++) {                                           \
            global const real *restrict image = x + start(&blocks, 0, pixel / (rows * columns)) + share.within; \
            global real *restrict to = y + pixel * channels + share.within;                                 \
            for (int first = 0; first < share.size; first += NUMBERS) {                                     \
                real value[NUMBERS];                                                                        \
                real position[NUMBERS];                                                                     \
                const int size = min(NUMBERS, share.size - first);                                          \
                greatest_of_channels(                                                                       \
                    image + first,                                                                          \
                    size,                                                                                   \
                    pixel % (rows * columns),                                                               \
                    height,                                                                                 \
                    width,                                                                                  \
                    channels,                                                                               \
                    columns,                                                                                \
                    window,                                                                                 \
                    stride,                                                                                 \
                    padding,                                                                                \
                    value,                                                                                  \
                    position);                                                                              \
                for (int j = 0; j < size; j++) {                                                            \
                    to[first + j] = OF_CHANNEL;                                                             \
                }                                                                                           \
            }                                                                                               \
        }                                                                                                   \
    }
