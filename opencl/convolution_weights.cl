// w_klco = sum over n, i, j of x_n(i s - p + k)(j s - p + l)c y_nijo; terms outside x are skipped. Each group of `group` rows of y gives
// a partial sum, from zero, by fma; PARTIALS of these are added in order, from zero. The kernels end there, with such sums for all weights
// one after the other, and sum.cl adds them up. Both kernels do the same arithmetic. Kernel suffixes: include/common.cl.
#define PARTIALS 8
#include "tiles.cl"

// An image [height, width, channels], a kernel, the smaller image [rows, columns, results].
typedef struct {
    int height;
    int width;
    int channels;
    int kernel_height;
    int kernel_width;
    int rows;
    int columns;
    int results;
    int stride;
    int padding;
} Sizes;

// The first column of the smaller image for which tap l is inside, and the one after the last.
static int first_column(const Sizes *sizes, int l) {
    return max(0, (sizes->padding - l + sizes->stride - 1) / sizes->stride);
}
static int end_column(const Sizes *sizes, int l) {
    const int last = sizes->width - 1 + sizes->padding - l;
    return last < 0 ? 0 : min(sizes->columns, last / sizes->stride + 1);
}

// One work-item computes PARTIALS partial sums of one weight; there are `all` weights.
kernel void op_convolution_weights(
    global const real *x,
    global const real *y,
    global real *w,
    const Blocks blocks,
    const Sizes sizes,
    const int images,
    const int group,
    const int all) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int o = item % sizes.results;
        const int c = item / sizes.results % sizes.channels;
        const int tap = item % all / sizes.results / sizes.channels;
        const int l = tap % sizes.kernel_width;
        const int k = tap / sizes.kernel_width % sizes.kernel_height;
        const int block = tap / sizes.kernel_width / sizes.kernel_height;
        global const real *from = x + start(&blocks, 0, block) + c;
        global const real *with = y + start(&blocks, 1, block) + o;
        const int begin = item / all * PARTIALS * group;
        const int rows = min(begin + PARTIALS * group, images * sizes.rows);
        real sum = 0;
        for (int first = begin; first < rows; first += group) {
            const int end = min(first + group, rows);
            real partial = 0;
            for (int row = first; row < end; row++) {
                const int i = row % sizes.rows * sizes.stride - sizes.padding + k;
                if (i >= 0 && i < sizes.height) {
                    for (int column = first_column(&sizes, l); column < end_column(&sizes, l); column++) {
                        const int j = column * sizes.stride - sizes.padding + l;
                        partial = fma(
                            from[((row / sizes.rows * sizes.height + i) * sizes.width + j) * sizes.channels],
                            with[(row * sizes.columns + column) * sizes.results],
                            partial);
                    }
                }
            }
            sum += partial;
        }
        w[item] = sum;
    }
}

// For CPUs: a work-item takes 8 channels of one row of the kernel, for PARTIALS partial sums, so that the next work-items find in the
// cache what it reads. It takes the partial sums one after the other, and within each its taps and vectors of output channels, a tile at a
// time; the sums accumulate in w itself. Channels past the last one repeat it; they are computed and not stored.
#define CHANNEL(I) global const real *a##I = from + min(I, sizes.channels - 1 - c);
#define ADD_1(I)                                                     \
    if (c + I < sizes.channels) {                                    \
        global vec *to = out + I * vectors;                          \
        to[0] = (first == begin ? (vec)0 : to[0]) + s##I##0;
#define ADD_2(I) ADD_1(I) to[1] = (first == begin ? (vec)0 : to[1]) + s##I##1;
#define ADD_3(I) ADD_2(I) to[2] = (first == begin ? (vec)0 : to[2]) + s##I##2;
#define ADD(WIDTH, I) ADD_##WIDTH(I) }
#define PARTIAL(WIDTH)                                                                                               \
    {                                                                                                                \
        ROWS(ZERO_##WIDTH)                                                                                           \
        for (int row = first; row < end; row++) {                                                                    \
            const int i = row % sizes.rows * sizes.stride - sizes.padding + k;                                       \
            if (i >= 0 && i < sizes.height && before < after) {                                                      \
                const int j = before * sizes.stride - sizes.padding + tap;                                           \
                global const real *from =                                                                            \
                    image + ((row / sizes.rows * sizes.height + i) * sizes.width + j) * sizes.channels + c;          \
                global const vec *column = with + (row * sizes.columns + before) * vectors + at;                     \
                ROWS(CHANNEL)                                                                                        \
                for (int l = 0; l < (after - before) * step; l += step, column += vectors) {                         \
                    LOAD_##WIDTH                                                                                     \
                    ROWS(FMA_##WIDTH)                                                                                \
                }                                                                                                    \
            }                                                                                                        \
        }                                                                                                            \
        ADD(WIDTH, 0) ADD(WIDTH, 1) ADD(WIDTH, 2) ADD(WIDTH, 3) ADD(WIDTH, 4) ADD(WIDTH, 5) ADD(WIDTH, 6) ADD(WIDTH, 7) \
    }

kernel void op_convolution_weights_tiles(
    global const real *x,
    global const real *y,
    global real *w,
    const Blocks blocks,
    const Sizes sizes,
    const int images,
    const int group,
    const int all) {
    const int vectors = sizes.results / LANES;
    const int tiles = (sizes.channels + 7) / 8;
    const int step = sizes.stride * sizes.channels;
    const int items = all / (sizes.kernel_width * sizes.channels * sizes.results) * tiles; // for one sum of partial sums
    const int item = get_global_id(0) % items;
    const int c = item % tiles * 8;
    const int k = item / tiles % sizes.kernel_height;
    const int block = item / tiles / sizes.kernel_height;
    global const real *image = x + start(&blocks, 0, block);
    global const vec *with = (global const vec *)(y + start(&blocks, 1, block));
    global vec *weights = (global vec *)(w + get_global_id(0) / items * all)
                          + (block * sizes.kernel_height + k) * sizes.kernel_width * sizes.channels * vectors;
    const int begin = get_global_id(0) / items * PARTIALS * group;
    const int rows = min(begin + PARTIALS * group, images * sizes.rows);
    // The tiles of columns have equal width, or the last ones are a vector narrower.
    const int column_tiles = (vectors + 2) / 3;
    for (int first = begin; first == begin || first < rows; first += group) {
        const int end = min(first + group, rows);
        for (int column_tile = 0; column_tile < column_tiles; column_tile++) {
            const int width = vectors / column_tiles + (column_tile < vectors % column_tiles);
            const int at = column_tile * (vectors / column_tiles) + min(column_tile, vectors % column_tiles);
            for (int tap = 0; tap < sizes.kernel_width; tap++) {
                const int before = first_column(&sizes, tap);
                const int after = end_column(&sizes, tap);
                global vec *out = weights + (tap * sizes.channels + c) * vectors + at;
                if (width == 3) {
                    PARTIAL(3)
                } else if (width == 2) {
                    PARTIAL(2)
                } else {
                    PARTIAL(1)
                }
            }
        }
    }
}
