// A^T m A for each tile m, assembled into images. Kernel suffixes: include/common.cl.
#include "winograd.cl"

#define WINOGRAD_OUTPUT_ARGUMENTS                                                           \
    global const real *x, global real *y, const Blocks blocks, const int height, const int width, const int channels, \
        const int tiles, const int across, const int all

// One work-item transforms one channel of a tile.
kernel void op_winograd_output(WINOGRAD_OUTPUT_ARGUMENTS) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int c = item % channels;
        const int tile = item / channels % all;
        const int top = tile % tiles / across * 4;
        const int left = tile % across * 4;
        global const real *places = x + start(&blocks, 0, item / channels / all) + tile * channels;
        global real *image = y + item / channels / tiles * height * width * channels;
        TILE_OUTPUT(real, global const real *, places + c, all * channels, global real *, image + c, channels)
    }
}

// For CPUs: a work-item transforms a tile; the channels fill whole vectors.
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
            TILE_OUTPUT(vec, global const vec *, places + c, all * vectors, global vec *, image + c, vectors)
        }
    }
}
