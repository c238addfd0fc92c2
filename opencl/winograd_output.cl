// A^T m A for each tile m, put together to images.
#include "winograd.cl"

// Channel c of a tile, in steps of TYPE; `places` and `image` point at channel 0.
#define TILE_OUTPUT(TYPE, c, channels)                                                      \
    {                                                                                       \
        TYPE m[36];                                                                         \
        for (int place = 0; place < 36; place++) {                                          \
            m[place] = places[place * all * (channels) + (c)];                              \
        }                                                                                   \
        for (int i = 0; i < 6; i++) {                                                       \
            WINOGRAD_OUTPUT(TYPE, m, i, 6)                                                  \
        }                                                                                   \
        for (int i = 0; i < 24; i += 6) {                                                   \
            WINOGRAD_OUTPUT(TYPE, m, i, 1)                                                  \
        }                                                                                   \
        for (int i = 0; i < 4; i++) {                                                       \
            for (int j = 0; j < 4; j++) {                                                   \
                if (top + i < height && left + j < width) {                                 \
                    image[((top + i) * width + left + j) * (channels) + (c)] = m[i * 6 + j]; \
                }                                                                           \
            }                                                                               \
        }                                                                                   \
    }

#define WINOGRAD_OUTPUT_ARGUMENTS                                                           \
    global const real *x, global real *y, const Blocks blocks, const int height, const int width, const int channels, \
        const int tiles, const int across, const int all

// One work-item, one channel of a tile.
kernel void op_winograd_output(WINOGRAD_OUTPUT_ARGUMENTS) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int c = item % channels;
        const int tile = item / channels % all;
        const int top = tile % tiles / across * 4;
        const int left = tile % across * 4;
        global const real *places = x + start(&blocks, 0, item / channels / all) + tile * channels;
        global real *image = y + item / channels / tiles * height * width * channels;
        TILE_OUTPUT(real, c, channels)
    }
}

// For CPUs: one work-item, a tile; the channels fill whole vectors.
kernel void op_winograd_output_rows(WINOGRAD_OUTPUT_ARGUMENTS) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int tile = item % all;
        const int top = tile % tiles / across * 4;
        const int left = tile % across * 4;
        const int vectors = channels / LANES;
        global const vec *places = (global const vec *)(x + start(&blocks, 0, item / all) + tile * channels);
        global vec *image = (global vec *)(y + item / tiles * height * width * channels);
        for (int c = 0; c < vectors; c++) {
            TILE_OUTPUT(vec, c, vectors)
        }
    }
}
