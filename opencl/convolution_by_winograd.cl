// Runs before winograd_convolution.cl: the transform-domain weights of all the weights' blocks, one after the other, regardless of how
// the blocks are broadcast. Kernel suffixes: include/common.cl.
#include "winograd.cl"

// One work-item computes one kernel.
kernel void op_convolution_by_winograd(
    global const real *x, global real *y, const Blocks blocks, const int in, const int out, const int turned) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int kernels = in * out;
        global const real *from = x + item / kernels * 9 * kernels + item % kernels;
        global real *to = y + item / kernels * 36 * kernels + item % kernels;
        KERNEL_WEIGHTS(real, kernels, turned)
    }
}

// For CPUs: a work-item computes the kernels of one input channel; the output channels fill whole vectors.
kernel void op_convolution_by_winograd_rows(
    global const real *x, global real *y, const Blocks blocks, const int in, const int out, const int turned) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int vectors = out / LANES;
        const int kernels = in * vectors;
        for (int o = 0; o < vectors; o++) {
            const int at = item % in * vectors + o;
            global const vec *from = (global const vec *)x + item / in * 9 * kernels + at;
            global vec *to = (global vec *)y + item / in * 36 * kernels + at;
            KERNEL_WEIGHTS(vec, kernels, turned)
        }
    }
}
