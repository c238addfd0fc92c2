// B^T d B for each 6x6 tile d of the images. Kernel suffixes: include/common.cl.
#include "winograd.cl"

#define WINOGRAD_INPUT_ARGUMENTS                                                            \
    global const real *x, global real *y, const Blocks blocks, const int height, const int width, const int channels, \
        const int tiles, const int across, const int all, const int padding

// One work-item transforms one channel of a tile.
kernel void op_winograd_input(WINOGRAD_INPUT_ARGUMENTS) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int c = item % channels;
        const int tile = item / channels % all;
        const int block = item / channels / all;
        const int top = tile % tiles / across * 4 - padding;
        const int left = tile % across * 4 - padding;
        global const real *image = x + start(&blocks, 0, block) + tile / tiles * height * width * channels;
        global real *places = y + (block * 36 * all + tile) * channels;
        TILE_INPUT(real, global const real *, image + c, channels, global real *, places + c, all * channels)
    }
}

// For CPUs: a work-item transforms a tile; the channels fill whole vectors.
kernel void op_winograd_input_rows(WINOGRAD_INPUT_ARGUMENTS) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int tile = item % all;
        const int block = item / all;
        const int top = tile % tiles / across * 4 - padding;
        const int left = tile % across * 4 - padding;
        const int vectors = channels / LANES;
        global const vec *image =
            (global const vec *)(x + start(&blocks, 0, block) + tile / tiles * height * width * channels);
        global vec *places = (global vec *)(y + (block * 36 * all + tile) * channels);
        for (int c = 0; c < vectors; c++) {
            TILE_INPUT(vec, global const vec *, image + c, vectors, global vec *, places + c, all * vectors)
        }
    }
}
