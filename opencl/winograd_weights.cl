// G w G^T of each 3x3 kernel of the weights.
#include "winograd.cl"

#define KERNEL_WEIGHTS(TYPE, kernels)                                                       \
    {                                                                                       \
        TYPE w[36];                                                                         \
        for (int i = 0; i < 9; i++) {                                                       \
            w[i / 3 * 6 + i % 3] = from[i * (kernels)];                                     \
        }                                                                                   \
        for (int i = 0; i < 3; i++) {                                                       \
            WINOGRAD_WEIGHTS(TYPE, w, i, 6)                                                 \
        }                                                                                   \
        for (int i = 0; i < 36; i += 6) {                                                   \
            WINOGRAD_WEIGHTS(TYPE, w, i, 1)                                                 \
        }                                                                                   \
        for (int place = 0; place < 36; place++) {                                          \
            to[place * (kernels)] = w[place];                                               \
        }                                                                                   \
    }

// One work-item, one kernel.
kernel void op_winograd_weights(
    global const real *x, global real *y, const Blocks blocks, const int in, const int out) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int kernels = in * out;
        global const real *from = x + start(&blocks, 0, item / kernels) + item % kernels;
        global real *to = y + item / kernels * 36 * kernels + item % kernels;
        KERNEL_WEIGHTS(real, kernels)
    }
}

// For CPUs: one work-item, the kernels of one channel of the images; those of the results fill whole vectors.
kernel void op_winograd_weights_rows(
    global const real *x, global real *y, const Blocks blocks, const int in, const int out) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int vectors = out / LANES;
        const int kernels = in * vectors;
        for (int o = 0; o < vectors; o++) {
            const int at = item % in * vectors + o;
            global const vec *from = (global const vec *)(x + start(&blocks, 0, item / in)) + at;
            global vec *to = (global vec *)y + item / in * 36 * kernels + at;
            KERNEL_WEIGHTS(vec, kernels)
        }
    }
}
