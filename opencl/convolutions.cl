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

// For CPUs: one work-item, 4 tiles, each of 8 pixels and up to 3 vectors of results. The pixels of up to 8 images
// alternate, so that a tile's pixels mostly stand at one place of their images, and a tap is inside for all of them or for
// none. The item takes a few taps of all its tiles, then the next ones, so that their weights stay in the cache; between, the
// sums rest in y.
#define TILES 4
#define TERMS 600 // about how many terms of a sum are taken at a time

// A pixel of the result: its place, and where its image and its own numbers begin.
typedef struct {
    int row;
    int column;
    int from;
    int to;
} Pixel;

// Pixels first .. first + count - 1 of the groups of images; those up to the next multiple of 8 repeat the last one.
static void find_pixels(Pixel *pixels, int first, int count, int images, const Sizes *sizes) {
    const int area = sizes->rows * sizes->columns;
    const int image_size = sizes->height * sizes->width * sizes->channels;
    int group = first / (8 * area);
    int members = min(8, images - group * 8);
    int place = (first - group * 8 * area) / members;
    int member = (first - group * 8 * area) % members;
    int row = place / sizes->columns;
    int column = place % sizes->columns;
    for (int i = 0; i < (count + 7) / 8 * 8; i++) {
        pixels[i].row = row;
        pixels[i].column = column;
        pixels[i].from = (group * 8 + member) * image_size;
        pixels[i].to = ((group * 8 + member) * area + row * sizes->columns + column) * (sizes->results / LANES);
        if (i < count - 1 && ++member == members) {
            member = 0;
            if (++column == sizes->columns) {
                column = 0;
                if (++row == sizes->rows) {
                    row = 0;
                    group++;
                    members = min(8, images - group * 8);
                }
            }
        }
    }
}

#define PIXEL(I) const Pixel pixel##I = pixels[tile * 8 + I];
#define SAME_PLACE(I) && pixel##I.row == pixel0.row && pixel##I.column == pixel0.column
#define PLACE(I)                                                            \
    int inside##I = inside;                                                 \
    global const real *a##I = x + pixel##I.from + (inside ? offset : 0);
#define OWN_PLACE(I)                                                                                   \
    {                                                                                                  \
        const int row = source(pixel##I.row, k, sizes->height, sizes, transposed);                     \
        const int column = source(pixel##I.column, j, sizes->width, sizes, transposed);                \
        inside##I = row >= 0 && column >= 0;                                                           \
        a##I = x + pixel##I.from + (inside##I ? row * sizes->width + column : 0) * sizes->channels;    \
    }
#define SOURCES                                                                          \
    const int source_row = source(pixel0.row, k, sizes->height, sizes, transposed);      \
    const int source_column = source(pixel0.column, j, sizes->width, sizes, transposed); \
    const int inside = source_row >= 0 && source_column >= 0;                            \
    const int offset = (source_row * sizes->width + source_column) * sizes->channels;    \
    ROWS(PLACE)                                                                          \
    int all_inside = inside;                                                             \
    int any_inside = inside;                                                             \
    if (!same_place) {                                                                   \
        ROWS(OWN_PLACE)                                                                  \
        all_inside = 1 ROWS(AND_INSIDE);                                                 \
        any_inside = 0 ROWS(OR_INSIDE);                                                  \
    }
#define AND_INSIDE(I) && inside##I
#define RESUME_1(I) vec s##I##0 = tap == 0 ? (vec)0 : out[pixel##I.to];
#define RESUME_2(I) RESUME_1(I) vec s##I##1 = tap == 0 ? (vec)0 : out[pixel##I.to + 1];
#define RESUME_3(I) RESUME_2(I) vec s##I##2 = tap == 0 ? (vec)0 : out[pixel##I.to + 2];
#define STORE_1(I) out[pixel##I.to] = s##I##0;
#define STORE_2(I) STORE_1(I) out[pixel##I.to + 1] = s##I##1;
#define STORE_3(I) STORE_2(I) out[pixel##I.to + 2] = s##I##2;
#define STORE(WIDTH, I) if (tile * 8 + I < count) { STORE_##WIDTH(I) }
// Where a tap is inside for some of the pixels only, the other ones keep their sums.
#ifdef REAL_IS_DOUBLE
typedef long8 mask;
#else
typedef int16 mask;
#endif
#define OR_INSIDE(I) || inside##I
#define MASK(I) const mask m##I = (mask)(-inside##I);
#define MASKED_FMA_1(I) s##I##0 = m##I ? fma((vec)(a##I[l]), b0, s##I##0) : s##I##0;
#define MASKED_FMA_2(I) MASKED_FMA_1(I) s##I##1 = m##I ? fma((vec)(a##I[l]), b1, s##I##1) : s##I##1;
#define MASKED_FMA_3(I) MASKED_FMA_2(I) s##I##2 = m##I ? fma((vec)(a##I[l]), b2, s##I##2) : s##I##2;
#define EACH(DO, WIDTH) \
    DO(WIDTH, 0) DO(WIDTH, 1) DO(WIDTH, 2) DO(WIDTH, 3) DO(WIDTH, 4) DO(WIDTH, 5) DO(WIDTH, 6) DO(WIDTH, 7)
#define TILE(WIDTH)                                                                     \
    for (int tile = 0; tile * 8 < count; tile++) {                                      \
        ROWS(PIXEL)                                                                     \
        const int same_place = 1 ROWS(SAME_PLACE);                                      \
        ROWS(RESUME_##WIDTH)                                                            \
        for (int t = tap; t < end; t++) {                                               \
            const int k = t / sizes->kernel_width;                                      \
            const int j = t % sizes->kernel_width;                                      \
            global const vec *weights = panel + t * sizes->channels * vectors;          \
            SOURCES                                                                     \
            if (all_inside) {                                                           \
                global const vec *column = weights;                                     \
                for (int l = 0; l < sizes->channels; l++, column += vectors) {          \
                    LOAD_##WIDTH                                                        \
                    ROWS(FMA_##WIDTH)                                                   \
                }                                                                       \
            } else if (any_inside) {                                                    \
                global const vec *column = weights;                                     \
                ROWS(MASK)                                                              \
                for (int l = 0; l < sizes->channels; l++, column += vectors) {          \
                    LOAD_##WIDTH                                                        \
                    ROWS(MASKED_FMA_##WIDTH)                                            \
                }                                                                       \
            }                                                                           \
        }                                                                               \
        EACH(STORE, WIDTH)                                                              \
    }

static void convolve_tiles(
    global const real *x,
    global const real *w,
    global real *y,
    const Blocks *blocks,
    const Sizes *sizes,
    int images,
    int products,
    int transposed) {
    const int size = images * sizes->rows * sizes->columns;
    const int vectors = sizes->results / LANES;
    const int column_tiles = (vectors + 2) / 3;
    const int groups = (size + 8 * TILES - 1) / (8 * TILES);
    const int item = work_of(get_global_id(0), blocks->items, products * groups * column_tiles);
    if (item < 0) {
        return;
    }
    const int block = item / (groups * column_tiles);
    const int first = item / column_tiles % groups * (8 * TILES);
    // The columns of tiles are of one width, or the last ones are a vector narrower.
    const int column_tile = item % column_tiles;
    const int width = vectors / column_tiles + (column_tile < vectors % column_tiles);
    const int at = column_tile * (vectors / column_tiles) + min(column_tile, vectors % column_tiles);
    x += start(blocks, 0, block);
    global const vec *panel = (global const vec *)(w + start(blocks, 1, block)) + at;
    global vec *out = (global vec *)(y + block * size * sizes->results) + at;
    const int count = min(8 * TILES, size - first);
    // Pixels past the last one repeat it; they are computed and not stored.
    Pixel pixels[8 * TILES];
    find_pixels(pixels, first, count, images, sizes);
    const int taps = sizes->kernel_height * sizes->kernel_width;
    const int taps_at_once = max(1, TERMS / max(1, sizes->channels));
    for (int tap = 0; tap < taps; tap += taps_at_once) {
        const int end = min(tap + taps_at_once, taps);
        if (width == 3) {
            TILE(3)
        } else if (width == 2) {
            TILE(2)
        } else {
            TILE(1)
        }
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
        const int products) {                                                            \
        convolve_tiles(x, w, y, &blocks, &sizes, images, products, TRANSPOSED);          \
    }
