// The transpose, in the weights, of the convolution by Winograd. For each of the 36 positions in the transform domain it sums over the
// tiles of the images, in parts: the sums of a part in order, from zero, by fma. The last kernels add the parts in order, from zero, and
// transform the sums to 3x3 kernels. Kernel suffixes: include/common.cl.
#include "winograd.cl"

// Images [height, width, channels], the others [rows, columns, results]; tiles per image, per row and in all; parts, and tiles per part.
typedef struct {
    int height;
    int width;
    int channels;
    int rows;
    int columns;
    int results;
    int padding;
    int tiles;
    int across;
    int all;
    int parts;
    int group;
} Sizes;

#define TOP(tile) ((tile) % sizes.tiles / sizes.across * 4)
#define LEFT(tile) ((tile) % sizes.across * 4)

// One work-item computes the 36 sums of one channel of x with one of y, for one part.
kernel void op_convolution_weights_by_winograd(
    global const real *x, global const real *y, global real *u, const Blocks blocks, const Sizes sizes) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int kernels = sizes.channels * sizes.results;
        const int kernel_at = item % kernels;
        const int part = item / kernels % sizes.parts;
        const int block = item / kernels / sizes.parts;
        global const real *images = x + start(&blocks, 0, block) + kernel_at / sizes.results;
        global const real *others = y + start(&blocks, 1, block) + kernel_at % sizes.results;
        real sums[36], with_x[36], with_y[36];
        for (int place = 0; place < 36; place++) {
            sums[place] = 0;
        }
        for (int tile = part * sizes.group; tile < min((part + 1) * sizes.group, sizes.all); tile++) {
            const int image = tile / sizes.tiles;
            {
                const int height = sizes.height, width = sizes.width;
                const int top = TOP(tile) - sizes.padding, left = LEFT(tile) - sizes.padding;
                TILE_INPUT(real, global const real *, images + image * height * width * sizes.channels, sizes.channels,
                           real *, with_x, 1)
            }
            {
                const int height = sizes.rows, width = sizes.columns;
                const int top = TOP(tile), left = LEFT(tile);
                TILE_OUTPUT_TRANSPOSED(real, global const real *, others + image * height * width * sizes.results,
                                       sizes.results, real *, with_y, 1)
            }
            for (int place = 0; place < 36; place++) {
                sums[place] = fma(with_x[place], with_y[place], sums[place]);
            }
        }
        for (int place = 0; place < 36; place++) {
            u[((block * sizes.parts + part) * 36 + place) * kernels + kernel_at] = sums[place];
        }
    }
}

// For CPUs: a work-item takes a panel of x's channels and a panel of vectors of y's, for one part; a few tiles at a time, so that their
// transforms and the sums stay in the core's own cache. Arrays of 36 positions are padded by one vector per position, so that positions
// do not fall into the same cache lines.
#define ROW_POINTER(I) local const real *a##I = rows + min(row + I, many - 1);
#define DECLARE_1(I) vec s##I##0;
#define DECLARE_2(I) DECLARE_1(I) vec s##I##1;
#define DECLARE_3(I) DECLARE_2(I) vec s##I##2;
#define DECLARE_4(I) DECLARE_3(I) vec s##I##3;
#define BEGIN_1(I) s##I##0 = 0;
#define BEGIN_2(I) BEGIN_1(I) s##I##1 = 0;
#define BEGIN_3(I) BEGIN_2(I) s##I##2 = 0;
#define BEGIN_4(I) BEGIN_3(I) s##I##3 = 0;
#define GO_ON(I, V) s##I##V = to[min(row + I, many - 1) * out + V];
#define GO_ON_1(I) GO_ON(I, 0)
#define GO_ON_2(I) GO_ON_1(I) GO_ON(I, 1)
#define GO_ON_3(I) GO_ON_2(I) GO_ON(I, 2)
#define GO_ON_4(I) GO_ON_3(I) GO_ON(I, 3)
#define STORE(I, V) to[min(row + I, many - 1) * out + V] = s##I##V;
#define STORE_1(I) STORE(I, 0)
#define STORE_2(I) STORE_1(I) STORE(I, 1)
#define STORE_3(I) STORE_2(I) STORE(I, 2)
#define STORE_4(I) STORE_3(I) STORE(I, 3)

// Rows past the last one repeat it.
#define TILE(ROWS_OF_TILE, WIDTH)                                             \
    {                                                                         \
        local const vec *column = columns;                                    \
        ROWS_OF_TILE(ROW_POINTER)                                             \
        ROWS_OF_TILE(DECLARE_##WIDTH)                                         \
        if (done == 0) {                                                      \
            ROWS_OF_TILE(BEGIN_##WIDTH)                                       \
        } else {                                                              \
            ROWS_OF_TILE(GO_ON_##WIDTH)                                       \
        }                                                                     \
        for (int l = 0; l < tiles * in * LANES; l += in * LANES, column += out) { \
            LOAD_##WIDTH                                                      \
            ROWS_OF_TILE(FMA_##WIDTH)                                         \
        }                                                                     \
        ROWS_OF_TILE(STORE_##WIDTH)                                           \
    }

#define PRODUCTS(WIDTH)                                                       \
    for (int row = 0; row < many;) {                                          \
        const int rest = many - row;                                          \
        if (rest <= 4 || rest == 7 || rest == 8) {                            \
            TILE(ROWS_4, WIDTH)                                               \
            row += 4;                                                         \
        } else {                                                              \
            TILE(ROWS_6, WIDTH)                                               \
            row += 6;                                                         \
        }                                                                     \
    }

kernel void op_convolution_weights_by_winograd_panels(
    global const real *x,
    global const real *y,
    global real *u,
    const Blocks blocks,
    const Sizes sizes,
    const int parts,
    const int panel,
    const int most_out,
    const int most_tiles,
    local vec *scratch) {
    const int results = sizes.results / LANES;
    const int panels_in = (sizes.channels + panel - 1) / panel;
    const int panels_out = (results + most_out - 1) / most_out;
    const int item = work_of(get_global_id(0), blocks.items, parts * panels_in * panels_out);
    if (item < 0) {
        return;
    }
    const int first_in = item % panels_in * panel;
    const int many = min(panel, sizes.channels - first_in);
    const int in = (many + LANES - 1) / LANES; // vectors, the last of which may be partial
    const int broad = (results + panels_out - 1) / panels_out;
    const int first_out = item / panels_in % panels_out * broad;
    const int out = min(broad, results - first_out);
    const int part = item / panels_in / panels_out;
    const int block = part / sizes.parts;
    const int begin = part % sizes.parts * sizes.group;
    const int end = min(begin + sizes.group, sizes.all);
    const int sums_step = panel * most_out + 1;
    const int in_step = most_tiles * ((panel + LANES - 1) / LANES) + 1;
    const int out_step = most_tiles * most_out + 1;
    local vec *all_sums = scratch;
    local vec *all_rows = all_sums + 36 * sums_step;
    local vec *all_columns = all_rows + 36 * in_step;
    for (int done = 0; done == 0 || begin + done < end; done += most_tiles) {
        const int tiles = max(0, min(most_tiles, end - begin - done));
        for (int t = 0; t < tiles; t++) {
            const int tile = begin + done + t;
            const int image = tile / sizes.tiles;
            {
                const int height = sizes.height, width = sizes.width;
                const int top = TOP(tile) - sizes.padding, left = LEFT(tile) - sizes.padding;
                global const real *from =
                    x + start(&blocks, 0, block) + image * height * width * sizes.channels + first_in;
                if (sizes.channels % LANES == 0) {
                    for (int c = 0; c < in; c++) {
                        TILE_INPUT(vec, global const vec *, (global const vec *)from + c, sizes.channels / LANES,
                                   local vec *, all_rows + t * in + c, in_step)
                    }
                } else {
                    local real *to = (local real *)(all_rows + t * in);
                    for (int c = 0; c < many; c++) {
                        TILE_INPUT(real, global const real *, from + c, sizes.channels, local real *, to + c, in_step * LANES)
                    }
                }
            }
            {
                const int height = sizes.rows, width = sizes.columns;
                const int top = TOP(tile), left = LEFT(tile);
                global const vec *from = (global const vec *)(y + start(&blocks, 1, block))
                                         + image * height * width * results + first_out;
                for (int o = 0; o < out; o++) {
                    TILE_OUTPUT_TRANSPOSED(vec, global const vec *, from + o, results,
                                           local vec *, all_columns + t * out + o, out_step)
                }
            }
        }
        for (int place = 0; place < 36; place++) {
            local const real *rows = (local const real *)(all_rows + place * in_step);
            local const vec *columns = all_columns + place * out_step;
            local vec *to = all_sums + place * sums_step;
            if (out == 4) {
                PRODUCTS(4)
            } else if (out == 3) {
                PRODUCTS(3)
            } else if (out == 2) {
                PRODUCTS(2)
            } else {
                PRODUCTS(1)
            }
        }
    }
    global vec *sums = (global vec *)u + part * 36 * sizes.channels * results + first_in * results + first_out;
    for (int place = 0; place < 36; place++) {
        for (int c = 0; c < many; c++) {
            for (int o = 0; o < out; o++) {
                sums[(place * sizes.channels + c) * results + o] = all_sums[place * sums_step + c * out + o];
            }
        }
    }
}

// From the sums of all parts to a kernel.
#define TAPS(TYPE, kernels)                                                   \
    {                                                                         \
        TYPE sums[36];                                                        \
        for (int place = 0; place < 36; place++) {                            \
            sums[place] = 0;                                                  \
            for (int part = 0; part < parts; part++) {                        \
                sums[place] += from[(part * 36 + place) * (kernels)];         \
            }                                                                 \
        }                                                                     \
        for (int j = 0; j < 6; j++) {                                         \
            WINOGRAD_WEIGHTS_TRANSPOSED(TYPE, sums, j, 6)                     \
        }                                                                     \
        for (int i = 0; i < 3; i++) {                                         \
            WINOGRAD_WEIGHTS_TRANSPOSED(TYPE, sums, i * 6, 1)                 \
        }                                                                     \
        for (int tap = 0; tap < 9; tap++) {                                   \
            to[tap * (kernels)] = sums[tap / 3 * 6 + tap % 3];                \
        }                                                                     \
    }

// One work-item computes one kernel.
kernel void op_convolution_weights_by_winograd_taps(
    global const real *u, global real *w, const Blocks blocks, const int in, const int out, const int parts) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int kernels = in * out;
        global const real *from = u + item / kernels * parts * 36 * kernels + item % kernels;
        global real *to = w + item / kernels * 9 * kernels + item % kernels;
        TAPS(real, kernels)
    }
}

// For CPUs: a work-item computes the kernels of one input channel; the output channels fill whole vectors.
kernel void op_convolution_weights_by_winograd_taps_rows(
    global const real *u, global real *w, const Blocks blocks, const int in, const int out, const int parts) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int vectors = out / LANES;
        const int kernels = in * vectors;
        for (int o = 0; o < vectors; o++) {
            const int at = item % in * vectors + o;
            global const vec *from = (global const vec *)u + item / in * parts * 36 * kernels + at;
            global vec *to = (global vec *)w + item / in * 9 * kernels + at;
            TAPS(vec, kernels)
        }
    }
}
