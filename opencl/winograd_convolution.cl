// The 3x3 convolution by Winograd's F(4x4, 3x3): the transforms of winograd_input and winograd_output around 36 matrix products over the
// channels, whose sums run over the channels in order, from zero, by fma. Both kernels do the same arithmetic. `times` is the size of the
// weights relative to the op's argument: 1, or 4 where a launch before has made 36 places of 9 taps. Kernel suffixes: include/common.cl.
#include "winograd.cl"
#include "winograd_sizes.cl"

#define PART 64
#define OF_GROUP __attribute__((reqd_work_group_size(PART, 1, 1)))

// One work-group computes a tile and PART channels of the result; its work-items share the transforms of PART channels of the images.
kernel OF_GROUP void op_winograd_convolution(
    global const real *x,
    global const real *u,
    global real *y,
    const Blocks blocks,
    const Sizes sizes,
    const int times) {
    local real shared[36 * PART];
    const int lane = get_local_id(0);
    const int parts = (sizes.results + PART - 1) / PART;
    const int o = get_group_id(0) % parts * PART + lane;
    const int tile = get_group_id(0) / parts % sizes.all;
    const int block = get_group_id(0) / parts / sizes.all;
    real sums[36];
    for (int place = 0; place < 36; place++) {
        sums[place] = 0;
    }
    for (int first = 0; first < sizes.channels; first += PART) {
        const int many = min(PART, sizes.channels - first);
        if (lane < many) {
            const int height = sizes.height, width = sizes.width;
            const int top = TOP(tile) - sizes.padding, left = LEFT(tile) - sizes.padding;
            global const real *image =
                x + start(&blocks, 0, block) + tile / sizes.tiles * height * width * sizes.channels + first;
            TILE_INPUT(real, global const real *, image + lane, sizes.channels, local real *, shared + lane, PART)
        }
        barrier(CLK_LOCAL_MEM_FENCE);
        if (o < sizes.results) {
            global const real *weights = u + times * start(&blocks, 1, block) + first * sizes.results + o;
            for (int c = 0; c < many; c++, weights += sizes.results) {
                for (int place = 0; place < 36; place++) {
                    sums[place] =
                        fma(shared[place * PART + c], weights[place * sizes.channels * sizes.results], sums[place]);
                }
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (o < sizes.results) {
        const int height = sizes.rows, width = sizes.columns;
        const int top = TOP(tile), left = LEFT(tile);
        global real *image = y + (block * (sizes.all / sizes.tiles) + tile / sizes.tiles) * height * width * sizes.results;
        TILE_OUTPUT(real, const real *, sums, 1, global real *, image + o, sizes.results)
    }
}

// For CPUs: a work-item computes a group of tiles by a panel of the result's channels, of `out` vectors. It takes `in` vectors of the
// images' channels at a time, so that their transforms and the sums stay in the core's own cache. Arrays of 36 places are padded by one
// vector per place, so that places do not fall into the same cache lines.
#define ROW_POINTER(I) local const real *a##I = (local const real *)(places + min(row + I, tiles - 1) * in);
#define DECLARE_1(I) vec s##I##0;
#define DECLARE_2(I) DECLARE_1(I) vec s##I##1;
#define DECLARE_3(I) DECLARE_2(I) vec s##I##2;
#define DECLARE_4(I) DECLARE_3(I) vec s##I##3;
#define BEGIN_1(I) s##I##0 = 0;
#define BEGIN_2(I) BEGIN_1(I) s##I##1 = 0;
#define BEGIN_3(I) BEGIN_2(I) s##I##2 = 0;
#define BEGIN_4(I) BEGIN_3(I) s##I##3 = 0;
#define GO_ON_1(I) s##I##0 = to[(I) * out];
#define GO_ON_2(I) GO_ON_1(I) s##I##1 = to[(I) * out + 1];
#define GO_ON_3(I) GO_ON_2(I) s##I##2 = to[(I) * out + 2];
#define GO_ON_4(I) GO_ON_3(I) s##I##3 = to[(I) * out + 3];
#define STORE_1(I) to[(I) * out] = s##I##0;
#define STORE_2(I) STORE_1(I) to[(I) * out + 1] = s##I##1;
#define STORE_3(I) STORE_2(I) to[(I) * out + 2] = s##I##2;
#define STORE_4(I) STORE_3(I) to[(I) * out + 3] = s##I##3;

// Rows past the last one repeat it; there is room for their sums. On the first use of a panel of weights, the next one is prefetched.
#define TILE(ROWS_OF_TILE, WIDTH)                                             \
    {                                                                         \
        global const vec *column = weights + o;                               \
        local vec *to = sums + row * out + o;                                 \
        ROWS_OF_TILE(ROW_POINTER)                                             \
        ROWS_OF_TILE(DECLARE_##WIDTH)                                         \
        if (done == 0) {                                                      \
            ROWS_OF_TILE(BEGIN_##WIDTH)                                       \
        } else {                                                              \
            ROWS_OF_TILE(GO_ON_##WIDTH)                                       \
        }                                                                     \
        if (row == 0) {                                                       \
            global const vec *ahead = o + WIDTH < out ? column + WIDTH : next; \
            for (int l = 0; l < in * LANES; l++, column += results, ahead += results) { \
                FETCH_##WIDTH(ahead)                                          \
                LOAD_##WIDTH                                                  \
                ROWS_OF_TILE(FMA_##WIDTH)                                     \
            }                                                                 \
        } else {                                                              \
            for (int l = 0; l < in * LANES; l++, column += results) {         \
                LOAD_##WIDTH                                                  \
                ROWS_OF_TILE(FMA_##WIDTH)                                     \
            }                                                                 \
        }                                                                     \
        ROWS_OF_TILE(STORE_##WIDTH)                                           \
    }

// Tiles of 6 rows; at the end of 4, where that leaves fewer surplus rows.
#define TILES(WIDTH)                                                          \
    for (int row = 0; row < tiles;) {                                         \
        const int rest = tiles - row;                                         \
        if (rest <= 4 || rest == 7 || rest == 8) {                            \
            TILE(ROWS_4, WIDTH)                                               \
            row += 4;                                                         \
        } else {                                                              \
            TILE(ROWS_6, WIDTH)                                               \
            row += 6;                                                         \
        }                                                                     \
    }

// Where a vector of channels of the first pixel is, and the distance to the next pixel's.
typedef struct {
    global const vec *from;
    int step;
} Channels;

static Channels channels_at(global const real *x, global const real *z, int parted, int channels, int c) {
    Channels at;
    const int second = c >= parted;
    at.from = (global const vec *)(second ? z : x) + (second ? c - parted : c);
    at.step = second ? channels - parted : parted;
    return at;
}

// Images in two parts, joined along the channels: `parted` vectors of channels in x, the others in z.
static void convolve_blocks(
    global const real *x,
    global const real *z,
    const int parted,
    global const real *u,
    global real *y,
    const Blocks blocks,
    const Sizes sizes,
    const int times,
    const int count,
    const int group,
    const int most_in,
    const int most_out,
    local vec *scratch) {
    const int channels = sizes.channels / LANES, results = sizes.results / LANES; // in vectors
    const int groups = (sizes.all + group - 1) / group;
    const int panels = (results + most_out - 1) / most_out;
    const int item = work_of(get_global_id(0), blocks.items, count * groups * panels);
    if (item < 0) {
        return;
    }
    const int block = item / groups / panels;
    const int first = item % groups * group;
    const int tiles = min(group, sizes.all - first);
    const int broad = (results + panels - 1) / panels;
    const int panel = item / groups % panels * broad;
    const int out = min(broad, results - panel);
    const int in_step = group * most_in + 1;
    const int out_step = (group + 3) * most_out + 1;
    global const real *images = x + start(&blocks, 0, block);
    local vec *all_places = scratch;
    local vec *all_sums = scratch + 36 * in_step;
    for (int done = 0; done < channels; done += most_in) {
        const int in = min(most_in, channels - done);
        const int height = sizes.height, width = sizes.width;
        for (int t = 0; t < tiles; t++) {
            const int tile = first + t;
            const int top = TOP(tile) - sizes.padding, left = LEFT(tile) - sizes.padding;
            for (int c = 0; c < in; c++) {
                const Channels at = channels_at(images, z, parted, channels, done + c);
                TILE_INPUT(
                    vec, global const vec *, at.from + tile / sizes.tiles * height * width * at.step, at.step,
                    local vec *, all_places + t * in + c, in_step)
            }
        }
        for (int place = 0; place < 36; place++) {
            local const vec *places = all_places + place * in_step;
            local vec *sums = all_sums + place * out_step;
            global const vec *weights = (global const vec *)(u + times * start(&blocks, 1, block)) +
                                        (place * sizes.channels + done * LANES) * results + panel;
            global const vec *next = weights + (place < 35 ? sizes.channels * results : 0);
            // Meanwhile, prefetch what is transformed next: 16 pixels for each tile.
            const int ends = done + most_in >= channels;
            for (int t = place * tiles / 36; t < (place + 1) * tiles / 36; t++) {
                const int tile = (first + (ends ? group : 0) + t) % sizes.all;
                const int place_of_tile = (tile / sizes.tiles * height + TOP(tile)) * width + LEFT(tile);
                for (int c = 0; c < in; c++) {
                    const Channels at = channels_at(images, z, parted, channels, (ends ? 0 : done + most_in) + c);
                    for (int pixel = 0; pixel < 16; pixel++) {
                        FETCH(at.from + (place_of_tile + pixel / 4 * width + pixel % 4) * at.step)
                    }
                }
            }
            for (int o = 0; o < out;) {
                const int narrow = (out - o + 3) / 4; // the number of further tiles, of nearly equal width
                const int wide = (out - o + narrow - 1) / narrow;
                if (wide == 4) {
                    TILES(4)
                } else if (wide == 3) {
                    TILES(3)
                } else if (wide == 2) {
                    TILES(2)
                } else {
                    TILES(1)
                }
                o += wide;
            }
        }
    }
    const int height = sizes.rows, width = sizes.columns;
    for (int t = 0; t < tiles; t++) {
        const int tile = first + t;
        const int top = TOP(tile), left = LEFT(tile);
        global vec *image = (global vec *)y +
                            (block * (sizes.all / sizes.tiles) + tile / sizes.tiles) * height * width * results + panel;
        for (int o = 0; o < out; o++) {
            TILE_OUTPUT(vec, local const vec *, all_sums + t * out + o, out_step, global vec *, image + o, results)
        }
    }
}

#define OF_BLOCKS                                                                                               \
    const Blocks blocks, const Sizes sizes, const int times, const int count, const int group, const int most_in, \
        const int most_out, local vec *scratch

kernel void op_winograd_convolution_blocks(global const real *x, global const real *u, global real *y, OF_BLOCKS) {
    convolve_blocks(
        x, x, sizes.channels / LANES, u, y, blocks, sizes, times, count, group, most_in, most_out, scratch);
}

kernel void op_winograd_convolution_joined(
    global const real *x, global const real *z, global const real *u, global real *y, OF_BLOCKS, const int first) {
    convolve_blocks(x, z, first / LANES, u, y, blocks, sizes, times, count, group, most_in, most_out, scratch);
}
