// What every kernel stands on: the type `real`, and where the blocks of an op's arguments stand.
// The build defines REAL_IS_DOUBLE for float64. Nothing may contract a product and a sum into an fma unless it says fma.
// It has no option that relaxes arithmetic or flushes subnormal numbers. Divide and take roots by divide() and square_root().
#pragma OPENCL FP_CONTRACT OFF

#ifdef REAL_IS_DOUBLE
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
typedef double real;
typedef ulong real_bits;   // the bits of a real
typedef long real_integer; // a signed integer of the same size
#define REAL(literal) literal
#define bits_of_real(x) as_ulong(x)
#define real_of_bits(bits) as_double((ulong)(bits))
#define REAL_INFINITY as_double(0x7ff0000000000000UL)
#define REAL_NAN as_double(0x7ff8000000000000UL)
#define REAL_MIN_NORMAL 0x1.0p-1022
#define REAL_FRACTION_BITS 52
#define REAL_EXPONENT_BIAS 1023
#else
typedef float real;
typedef uint real_bits;   // the bits of a real
typedef int real_integer; // a signed integer of the same size
// A literal of the real type, so that a device without float64 never meets one: REAL(0.5) is 0.5f.
#define REAL(literal) literal##f
#define bits_of_real(x) as_uint(x)
#define real_of_bits(bits) as_float((uint)(bits))
#define REAL_INFINITY as_float(0x7f800000U)
#define REAL_NAN as_float(0x7fc00000U)
#define REAL_MIN_NORMAL 0x1.0p-126f
#define REAL_FRACTION_BITS 23
#define REAL_EXPONENT_BIAS 127
#endif

// Correctly rounded a / b and sqrt(x). The build asks the device to round float so; where a device cannot, it defines
// DIVIDE_IN_DOUBLE: the nearest float to the nearest double is the nearest float, since 53 >= 2 * 24 + 2.
#ifdef DIVIDE_IN_DOUBLE
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
static real divide(real a, real b) {
    return (real)((double)a / (double)b);
}
static real square_root(real x) {
    return (real)sqrt((double)x);
}
#else
static real divide(real a, real b) {
    return a / b;
}
static real square_root(real x) {
    return sqrt(x);
}
#endif

#define MAX_AXES 8

// dualflow.tensor.Blocks: how an op maps over leading axes. Lengths stand last axis first.
typedef struct {
    int items; // work-items in all; the rest of the last work-group does nothing
    int rank;
    int length[MAX_AXES];
    int stride[3][MAX_AXES];
} Blocks;

// dualflow.tensor.Walk: a row-major walk over some axes. Lengths stand last axis first.
typedef struct {
    int rank;
    int length[MAX_AXES];
    int stride[MAX_AXES];
} Walk;

static int offset_of(int index, int rank, const int *length, const int *stride) {
    int offset = 0;
    for (int axis = 0; axis < rank - 1; axis++) {
        offset += index % length[axis] * stride[axis];
        index /= length[axis];
    }
    return rank == 0 ? 0 : offset + index * stride[rank - 1];
}

// Where the block of an argument begins that block `index` of the result meets.
static int start(const Blocks *blocks, int argument, int index) {
    return offset_of(index, blocks->rank, blocks->length, blocks->stride[argument]);
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

// y = f(x) on a row; there is but one, since the argument is contiguous.
#define UNARY_ROW(EXPRESSION)                                                                             \
    const Share share = share_of(get_global_id(0), blocks.rank == 0 ? 1 : blocks.length[0], count, rows, part); \
    xs += share.within;                                                                                   \
    ys += share.within;                                                                                   \
    EACH_NUMBER(share.size, const real x = xs[j]; ys[j] = EXPRESSION;)

// y = f(x), number by number.
#define UNARY(NAME, EXPRESSION)                                                           \
    kernel void op_##NAME(global const real *xs, global real *ys, const Blocks blocks) {  \
        const int i = get_global_id(0);                                                   \
        if (i < blocks.items) {                                                           \
            const real x = xs[i];                                                         \
            ys[i] = EXPRESSION;                                                           \
        }                                                                                 \
    }                                                                                     \
    kernel void op_##NAME##_rows(                                                         \
        global const real *restrict xs,                                                   \
        global real *restrict ys,                                                         \
        const Blocks blocks,                                                              \
        const int count,                                                                  \
        const int rows,                                                                   \
        const int part) {                                                                 \
        UNARY_ROW(EXPRESSION)                                                             \
    }

// y = f(x, c) with a constant.
#define UNARY_WITH_CONSTANT(NAME, EXPRESSION)                                                           \
    kernel void op_##NAME(global const real *xs, global real *ys, const Blocks blocks, const real c) {  \
        const int i = get_global_id(0);                                                                 \
        if (i < blocks.items) {                                                                         \
            const real x = xs[i];                                                                       \
            ys[i] = EXPRESSION;                                                                         \
        }                                                                                               \
    }                                                                                                   \
    kernel void op_##NAME##_rows(                                                                       \
        global const real *restrict xs,                                                                 \
        global real *restrict ys,                                                                       \
        const Blocks blocks,                                                                            \
        const real c,                                                                                   \
        const int count,                                                                                \
        const int rows,                                                                                 \
        const int part) {                                                                               \
        UNARY_ROW(EXPRESSION)                                                                           \
    }

// y = f(a, b), number by number, with broadcasting. Along a row each argument is contiguous or one number.
#define BINARY(NAME, EXPRESSION)                                                                                 \
    kernel void op_##NAME(global const real *as, global const real *bs, global real *ys, const Blocks blocks) {  \
        const int i = get_global_id(0);                                                                          \
        if (i < blocks.items) {                                                                                  \
            const real a = as[start(&blocks, 0, i)];                                                             \
            const real b = bs[start(&blocks, 1, i)];                                                             \
            ys[i] = EXPRESSION;                                                                                  \
        }                                                                                                        \
    }                                                                                                            \
    kernel void op_##NAME##_rows(                                                                                \
        global const real *restrict as,                                                                          \
        global const real *restrict bs,                                                                          \
        global real *restrict ys,                                                                                \
        const Blocks blocks,                                                                                     \
        const int count,                                                                                         \
        const int rows,                                                                                          \
        const int part) {                                                                                        \
        const int length = blocks.rank == 0 ? 1 : blocks.length[0];                                              \
        const int axis = row_axis(blocks.rank, blocks.length);                                                   \
        const int step_a = blocks.stride[0][0];                                                                  \
        const int step_b = blocks.stride[1][0];                                                                  \
        const int next_a = blocks.stride[0][1];                                                                  \
        const int next_b = blocks.stride[1][1];                                                                  \
        const Share share = share_of(get_global_id(0), length, count, rows, part);                               \
        for (int row = share.row; row < share.end;) {                                                            \
            const int place = row % axis;                                                                        \
            const int outer = row / axis;                                                                        \
            const int many = min(axis - place, share.end - row);                                                 \
            global const real *restrict from_a = as + row_start(outer, blocks.rank, blocks.length, blocks.stride[0]) \
                                                 + place * next_a + share.within * step_a;                       \
            global const real *restrict from_b = bs + row_start(outer, blocks.rank, blocks.length, blocks.stride[1]) \
                                                 + place * next_b + share.within * step_b;                       \
            global real *restrict to = ys + row * length + share.within;                                         \
            for (int r = 0; r < many; r++, from_a += next_a, from_b += next_b, to += length) {                   \
                if (step_a == 0) {                                                                               \
                    const real a = from_a[0];                                                                    \
                    EACH_NUMBER(share.size, const real b = from_b[j]; to[j] = EXPRESSION;)                       \
                } else if (step_b == 0) {                                                                        \
                    const real b = from_b[0];                                                                    \
                    EACH_NUMBER(share.size, const real a = from_a[j]; to[j] = EXPRESSION;)                       \
                } else {                                                                                         \
                    EACH_NUMBER(share.size, const real a = from_a[j]; const real b = from_b[j]; to[j] = EXPRESSION;) \
                }                                                                                                \
            }                                                                                                    \
            row += many;                                                                                         \
        }                                                                                                        \
    }
