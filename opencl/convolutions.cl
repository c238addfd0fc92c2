// What convolution and transposed_convolution share; the same as dualflow.op.Convolutions, in the same order of arithmetic.
// Each result from zero, by fma, over the kernel's rows, its columns, then the channels; taps outside are skipped.
#include "tiles.cl"

// An image [height, width, channels], a kernel, the result [rows, columns, results].
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

// Where tap k reads for a position of the result, or -1 where that is outside.
static int source(int position, int k, int length, const Sizes *sizes, int transposed) {
    int at = transposed ? position + sizes->padding - k : position * sizes->stride - sizes->padding + k;
    if (transposed && sizes->stride > 1) {
        at = at >= 0 && at % sizes->stride == 0 ? at / sizes->stride : -1;
    }
    return at >= 0 && at < length ? at : -1;
}

// One number of the result.
static real convolve(global const real *x, global const real *w, const Sizes *sizes, int i, int j, int transposed) {
    real sum = 0;
    for (int k = 0; k < sizes->kernel_height; k++) {
        const int row = source(i, k, sizes->height, sizes, transposed);
        for (int l = 0; l < sizes->kernel_width; l++) {
            const int column = source(j, l, sizes->width, sizes, transposed);
            if (row >= 0 && column >= 0) {
                global const real *from = x + (row * sizes->width + column) * sizes->channels;
                global const real *weights = w + (k * sizes->kernel_width + l) * sizes->channels * sizes->results;
                for (int c = 0; c < sizes->channels; c++) {
                    sum = fma(from[c], weights[c * sizes->results], sum);
                }
            }
        }
    }
    return sum;
}

#define CONVOLUTION(NAME, TRANSPOSED)                                                                           \
    kernel void op_##NAME(                                                                                      \
        global const real *x, global const real *w, global real *y, const Blocks blocks, const Sizes sizes) {   \
        const int item = get_global_id(0);                                                                      \
        if (item < blocks.items) {                                                                              \
            const int size = sizes.rows * sizes.columns * sizes.results;                                        \
            const int pixel = item % size / sizes.results;                                                      \
            y[item] = convolve(                                                                                 \
                x + start(&blocks, 0, item / size),                                                             \
                w + start(&blocks, 1, item / size) + item % sizes.results,                                      \
                &sizes,                                                                                         \
                pixel / sizes.columns,                                                                          \
                pixel % sizes.columns,                                                                          \
                TRANSPOSED);                                                                                    \
        }                                                                                                       \
    }

// For CPUs: one work-item, a tile of 8 pixels and up to 3 vectors of results. The pixels of up to 8 images alternate, so
// that a tile's pixels mostly stand at one place of their images, and a tap is inside for all of them or for none.
typedef struct {
    int image;
    int row;
    int column;
} Pixel;

static Pixel pixel_at(int index, int images, const Sizes *sizes) {
    const int area = sizes->rows * sizes->columns;
    const int group = index / (8 * area);
    const int members = min(8, images - group * 8);
    const int in_group = index - group * 8 * area;
    const int place = in_group / members;
    Pixel pixel;
    pixel.image = group * 8 + in_group % members;
    pixel.row = place / sizes->columns;
    pixel.column = place % sizes->columns;
    return pixel;
}

// Pixels past the last one repeat it; they are computed and not stored.
#define PIXEL(I)                                                                 \
    const Pixel pixel##I = pixel_at(min(first + I, pixels - 1), images, sizes);  \
    global const real *image##I = x + pixel##I.image * sizes->height * sizes->width * sizes->channels;
#define SOURCE_ROW(I) const int row##I = source(pixel##I.row, k, sizes->height, sizes, transposed);
#define SOURCE(I)                                                                                 \
    const int column##I = source(pixel##I.column, tap, sizes->width, sizes, transposed);          \
    const int inside##I = row##I >= 0 && column##I >= 0;                                          \
    global const real *a##I = image##I + (inside##I ? row##I * sizes->width + column##I : 0) * sizes->channels;
#define AND_INSIDE(I) && inside##I
#define ALONE(WIDTH, I)                                                                   \
    if (inside##I) {                                                                      \
        global const vec *column = weights;                                               \
        for (int l = 0; l < sizes->channels; l++, column += vectors) {                    \
            LOAD_##WIDTH                                                                  \
            FMA_##WIDTH(I)                                                                \
        }                                                                                 \
    }
#define STORE_1(I)                                                                                               \
    if (first + I < pixels) {                                                                                    \
        global vec *to = out + ((pixel##I.image * sizes->rows + pixel##I.row) * sizes->columns + pixel##I.column) * vectors; \
        to[0] = s##I##0;
#define STORE_2(I) STORE_1(I) to[1] = s##I##1;
#define STORE_3(I) STORE_2(I) to[2] = s##I##2;
#define EACH(DO, WIDTH) DO(WIDTH, 0) DO(WIDTH, 1) DO(WIDTH, 2) DO(WIDTH, 3) DO(WIDTH, 4) DO(WIDTH, 5) DO(WIDTH, 6) DO(WIDTH, 7)
#define STORE(WIDTH, I) STORE_##WIDTH(I) }
#define TILE(WIDTH)                                                                            \
    {                                                                                          \
        ROWS(ZERO_##WIDTH)                                                                     \
        global const vec *weights = panel;                                                     \
        for (int k = 0; k < sizes->kernel_height; k++) {                                       \
            ROWS(SOURCE_ROW)                                                                   \
            for (int tap = 0; tap < sizes->kernel_width; tap++, weights += sizes->channels * vectors) { \
                ROWS(SOURCE)                                                                   \
                if (1 ROWS(AND_INSIDE)) {                                                      \
                    global const vec *column = weights;                                        \
                    for (int l = 0; l < sizes->channels; l++, column += vectors) {             \
                        LOAD_##WIDTH                                                           \
                        ROWS(FMA_##WIDTH)                                                      \
                    }                                                                          \
                } else {                                                                       \
                    EACH(ALONE, WIDTH)                                                         \
                }                                                                              \
            }                                                                                  \
        }                                                                                      \
        EACH(STORE, WIDTH)                                                                     \
    }

static void convolve_tile(
    global const real *x,
    global const real *w,
    global real *y,
    const Blocks *blocks,
    const Sizes *sizes,
    int images,
    int count,
    int transposed) {
    const int pixels = images * sizes->rows * sizes->columns;
    const int vectors = sizes->results / LANES;
    const int row_tiles = (pixels + 7) / 8;
    const int column_tiles = (vectors + 2) / 3;
    const int item = get_global_id(0);
    if (row_tiles == 0 || column_tiles == 0 || item / (row_tiles * column_tiles) >= count) {
        return;
    }
    // Groups of 16 rows of tiles stay in the cache, and within one its columns of tiles, each sharing a panel of w.
    const int block = item / (row_tiles * column_tiles);
    const int tile = item % (row_tiles * column_tiles);
    const int group = tile / (16 * column_tiles) * 16;
    const int in_group = min(16, row_tiles - group);
    const int first = (group + (tile - group * column_tiles) % in_group) * 8;
    // The columns of tiles are of one width, or the last ones of one vector less.
    const int column_tile = (tile - group * column_tiles) / in_group;
    const int width = vectors / column_tiles + (column_tile < vectors % column_tiles);
    const int at = column_tile * (vectors / column_tiles) + min(column_tile, vectors % column_tiles);
    x += start(blocks, 0, block);
    global const vec *panel = (global const vec *)(w + start(blocks, 1, block)) + at;
    global vec *out = (global vec *)(y + block * pixels * sizes->results) + at;
    ROWS(PIXEL)
    if (width == 3) {
        TILE(3)
    } else if (width == 2) {
        TILE(2)
    } else {
        TILE(1)
    }
}

#define CONVOLUTION_TILES(NAME, TRANSPOSED)                                              \
    kernel void op_##NAME##_tiles(                                                       \
        global const real *x,                                                            \
        global const real *w,                                                            \
        global real *y,                                                                  \
        const Blocks blocks,                                                             \
        const Sizes sizes,                                                               \
        const int images,                                                                \
        const int count) {                                                               \
        convolve_tile(x, w, y, &blocks, &sizes, images, count, TRANSPOSED);              \
    }
