// What kernels stand on: the type `real`, and where the blocks of an op's arguments stand.
#include "real.cl"

#define MAX_AXES 8

// dualflow.tensor.Blocks: how an op maps over leading axes. Lengths stand last axis first.
typedef struct {
    int items; // work-items in all; the rest of the last work-group does nothing
    int rank;
    int length[MAX_AXES];
    int stride[3 * MAX_AXES]; // of each argument. No array of arrays: Mesa 22.3 takes such a struct for smaller than it is
} Blocks;

// dualflow.tensor.Walk: a row-major walk over some axes. Lengths stand last axis first.
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

// Where the block of an argument begins that block `index` of the result meets.
static int start(const Blocks *blocks, int argument, int index) {
    return offset_of(index, blocks->rank, blocks->length, blocks->stride + argument * MAX_AXES);
}

static int walk_offset(const Walk *walk, int index) {
    return offset_of(index, walk->rank, walk->length, walk->stride);
}

// dualflow.tensor.Rows: kernels `op_NAME_rows` are for CPUs, where a work-item loops over some rows of numbers or over a part of
// a long one. A loop of known length inside lets compilers use whole vectors.
typedef struct {
    int row;    // the first row
    int end;    // the row after the last one
    int within; // the first number in each row
    int size;   // how many numbers of each row
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

// The first axis of rows, along which they are taken one after the other; the axes after it are found by division.
static int row_axis(int rank, const int *length) {
    return rank < 2 ? 1 : length[1];
}
static int row_start(int index, int rank, const int *length, const int *stride) {
    return rank < 3 ? 0 : offset_of(index, rank - 2, length + 2, stride + 2);
}
