// G w G^T of each 3x3 kernel of the weights. Kernel suffixes: include/common.cl.
#include "winograd.cl"

// One work-item transforms one kernel.
kernel void op_winograd_weights(
    global const real *x, global real *y, const Blocks blocks, const int in, const int out) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int kernels = in * out;
        global const real *from = x + start(&blocks, 0, item / kernels) + item % kernels;
        global real *to = y + item / kernels * 36 * kernels + item % kernels;
        KERNEL_WEIGHTS(real, kernels, 0)
    }
}

// For CPUs: a work-item transforms the kernels of one input channel; the output channels fill whole vectors.
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
            KERNEL_WEIGHTS(vec, kernels, 0)
        }
    }
}
