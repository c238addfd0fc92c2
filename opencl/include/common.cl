// What the kernels build on: the type `real`, and the layout of the blocks of an op's arguments.
//
// The name of a kernel says how its work is divided. Kernels of one op do the same arithmetic in the same order, so their bits are equal.
//
//     op_NAME            any device: a work-item computes one element of the result (or one block, matrix or pixel, as its comment says)
//     op_NAME_rows       CPUs: a work-item loops over contiguous rows, in whole vectors
//     op_NAME_lanes      CPUs: a work-item computes a partial sum of neighbouring results, one in each lane of its vectors
//     op_NAME_whole      CPUs: as _lanes, but the whole sum in one launch
//     op_NAME_tiles      CPUs: register blocking; a work-item computes some rows by a strip of columns of a product
//     op_NAME_panels     CPUs: as _tiles, with operands packed into panels in local memory
//     op_NAME_blocks     CPUs: as _panels, a group of image tiles by a panel of channels (Winograd)
//     op_NAME_joined     CPUs: as _blocks, reading an argument in two parts that need no concatenation
//     op_NAME_product    GPUs: a work-group computes a tile of a product, with both factors staged through local memory
//     op_NAME_alone      devices with too little local memory or too small work-groups: each work-item works by itself
//     op_NAME_partials, op_NAME_taps, op_NAME_taps_rows    a later launch, which combines the partial results of the launch before
//     op_NAME_tangents   the derivative of op_NAME along several directions
#include "real.cl"

#define MAX_AXES 8

// dualflow.tensor.Blocks: how an op maps over leading axes. Lengths are listed last axis first.
typedef struct {
    int items; // work-items in all; the surplus ones of the last work-group do nothing
    int rank;
    int length[MAX_AXES];
    int stride[3 * MAX_AXES]; // of each argument. Not an array of arrays: Mesa 22.3 miscalculates the size of such a struct
} Blocks;

// dualflow.tensor.Walk: a row-major walk over some axes. Lengths are listed last axis first.
typedef struct {
    int rank;
    int length[MAX_AXES];
    int stride[MAX_AXES];
} Walk;

static int offset_of(int index, int rank, const int *length, const int *stride) {
    int offset = 0;
#ifdef CPU_KERNELS
    for (int axis = 0; axis < rank - 1; axis++) {
        offset += index % length[axis] * stride[axis];
        index /= length[axis];
    }
    return rank == 0 ? 0 : offset + index * stride[rank - 1];
#else
    // Counted to a number that compilers know: where an index into a kernel's argument is not known, Mesa 22.3's llvmpipe crashes.
    for (int axis = 0; axis < MAX_AXES; axis++) {
        if (axis >= rank - 1) {
            return rank == 0 ? 0 : offset + index * stride[axis];
        }
        offset += index % length[axis] * stride[axis];
        index /= length[axis];
    }
    return offset;
#endif
}

// The offset of the argument's block that corresponds to block `index` of the result.
static int start(const Blocks *blocks, int argument, int index) {
    return offset_of(index, blocks->rank, blocks->length, blocks->stride + argument * MAX_AXES);
}

static int walk_offset(const Walk *walk, int index) {
    return offset_of(index, walk->rank, walk->length, walk->stride);
}

// dualflow.device.opencl.lowering.Rows, for kernels `op_NAME_rows`: a work-item loops over some rows, or over a part of a long row. An inner loop of
// constant length lets compilers use whole vectors.
typedef struct {
    int row;    // the first row
    int end;    // the row after the last one
    int within; // the first element in each row
    int size;   // the number of elements of each row
} Share;

static Share share_of(int item, int length, int count, int rows, int part) {
    const int parts = (length + part - 1) / part;
    Share share;
    share.row = item / parts * rows;
    share.end = min(share.row + rows, count);
    share.within = item % parts * part;
    share.size = min(part, length - share.within);
    return share;
}

#define NUMBERS 16
#define EACH_NUMBER(COUNT, STATEMENT)                                     \
    {                                                                     \
        int done = 0;                                                     \
        for (; done + NUMBERS <= (COUNT); done += NUMBERS) {              \
            for (int l = 0; l < NUMBERS; l++) {                           \
                const int j = done + l;                                   \
                STATEMENT                                                 \
            }                                                             \
        }                                                                 \
        _Pragma("clang loop vectorize(disable) unroll(disable)")          \
        for (int j = done; j < (COUNT); j++) {                            \
            STATEMENT                                                     \
        }                                                                 \
    }

static inline void copy_numbers(global const real *restrict from, global real *restrict to, int count) {
    EACH_NUMBER(count, to[j] = from[j];)
}

static inline void zero_numbers(global real *to, int count) {
    EACH_NUMBER(count, to[j] = 0;)
}

// The innermost axis across rows, along which rows follow one another at a fixed stride; the axes outside it are found by division.
static int row_axis(int rank, const int *length) {
    return rank < 2 ? 1 : length[1];
}
static int row_start(int index, int rank, const int *length, const int *stride) {
    return rank < 3 ? 0 : offset_of(index, rank - 2, length + 2, stride + 2);
}
