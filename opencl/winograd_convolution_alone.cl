// The convolution of winograd_convolution.cl on devices that lack the local memory or the work-group size for it: the same arithmetic, but
// each work-item transforms the images for itself. Kernel suffixes: include/common.cl.
#include "winograd.cl"
#include "winograd_sizes.cl"

// One work-item computes a tile of one channel of the result.
kernel void op_winograd_convolution_alone(
    global const real *x,
    global const real *u,
    global real *y,
    const Blocks blocks,
    const Sizes sizes,
    const int times) {
    const int item = get_global_id(0);
    if (item >= blocks.items) {
        return;
    }
    const int o = item % sizes.results;
    const int tile = item / sizes.results % sizes.all;
    const int block = item / sizes.results / sizes.all;
    real sums[36];
    for (int place = 0; place < 36; place++) {
        sums[place] = 0;
    }
    global const real *weights = u + times * start(&blocks, 1, block) + o;
    for (int c = 0; c < sizes.channels; c++, weights += sizes.results) {
        const int height = sizes.height, width = sizes.width;
        const int top = TOP(tile) - sizes.padding, left = LEFT(tile) - sizes.padding;
        global const real *image =
            x + start(&blocks, 0, block) + tile / sizes.tiles * height * width * sizes.channels + c;
        real places[36];
        TILE_INPUT(real, global const real *, image, sizes.channels, real *, places, 1)
        for (int place = 0; place < 36; place++) {
            sums[place] = fma(places[place], weights[place * sizes.channels * sizes.results], sums[place]);
        }
    }
    const int height = sizes.rows, width = sizes.columns;
    const int top = TOP(tile), left = LEFT(tile);
    global real *image = y + (block * (sizes.all / sizes.tiles) + tile / sizes.tiles) * height * width * sizes.results;
    TILE_OUTPUT(real, const real *, sums, 1, global real *, image + o, sizes.results)
}
