// Reductions of contiguous rows, for CPUs: softmax, log_sum_exp and max, each with the arithmetic of its own file. A work-item takes
// BESIDE rows. What must be added or compared in order is transposed in registers, so that each lane holds a row. Rows have at least
// BESIDE elements. Kernel suffixes: include/common.cl.
#define REAL_IS_VECTOR
#include "common.cl"
#include "elementary.cl"
#include "tiles.cl"
#include "transpose.cl"
#define BESIDE 16
#define PARTIAL 256 // terms of a partial sum, as in reductions.cl

// Element j of all rows; x has the beginnings of the rows.
static inline vec column(global const number *const *x, int j) {
    vec numbers;
    for (int l = 0; l < LANES; l++) {
        ((number *)&numbers)[l] = x[l][j];
    }
    return numbers;
}

// Handles elements FIRST to END - 1 of LANES rows, in order: HANDLE(numbers, j). The rows begin at x[l].
#define LOAD(I) load_vec(x[I] + j)
#define IN_ORDER(FIRST, END)                    \
    {                                           \
        int j = FIRST;                          \
        for (; j + LANES <= (END); j += LANES) { \
            EACH_COLUMN                         \
        }                                       \
        for (; j < (END); j++) {                \
            const vec numbers = column(x, j);   \
            HANDLE(numbers, 0)                  \
        }                                       \
    }

// Where LANES rows begin; the last row stands in for missing ones.
static inline void find_rows(
    global const number *from, const Blocks *blocks, int first, int rows, global const number **x) {
    for (int l = 0; l < LANES; l++) {
        x[l] = from + start(blocks, 0, min(first + l, rows - 1));
    }
}

static inline vec greater_of(vec a, vec b) {
    return ((a != a) | (a > b)) ? a : b;
}

kernel void op_max_rows(
    global const number *from, global number *to, const Blocks blocks, const int count, const int rows) {
    for (int first = get_global_id(0) * BESIDE; first < min((int)get_global_id(0) * BESIDE + BESIDE, rows); first += LANES) {
        global const number *x[LANES];
        find_rows(from, &blocks, first, rows, x);
        vec greatest = -REAL_INFINITY;
#define HANDLE(NUMBERS, I) greatest = greater_of(greatest, NUMBERS);
        IN_ORDER(0, count)
#undef HANDLE
        for (int l = 0; l < min(LANES, rows - first); l++) {
            to[first + l] = ((number *)&greatest)[l];
        }
    }
}

kernel void op_log_sum_exp_rows(
    global const number *from, global number *to, const Blocks blocks, const int count, const int rows) {
    for (int first = get_global_id(0) * BESIDE; first < min((int)get_global_id(0) * BESIDE + BESIDE, rows); first += LANES) {
        global const number *x[LANES];
        find_rows(from, &blocks, first, rows, x);
        vec greatest = -REAL_INFINITY;
        real_integer top = 0; // the index of the first greatest element
#define HANDLE(NUMBERS, I)                             \
    top = NUMBERS > greatest ? (real_integer)(j + I) : top; \
    greatest = greater_of(greatest, NUMBERS);
        IN_ORDER(0, count)
#undef HANDLE
        vec sum = 0;
        for (int begin = 0; begin < count; begin += PARTIAL) {
            vec partial = 0;
#define HANDLE(NUMBERS, I) partial += top == (real_integer)(j + I) ? (vec)0 : real_exp(NUMBERS - greatest);
            IN_ORDER(begin, min(begin + PARTIAL, count))
#undef HANDLE
            sum += partial;
        }
        const vec y = fabs(greatest) < REAL_INFINITY ? greatest + real_log1p(sum) : greatest;
        for (int l = 0; l < min(LANES, rows - first); l++) {
            to[first + l] = ((const number *)&y)[l];
        }
    }
}

kernel void op_softmax_rows(
    global const number *from, global number *to, const Blocks blocks, const int count, const int rows) {
    for (int first = get_global_id(0) * BESIDE; first < min((int)get_global_id(0) * BESIDE + BESIDE, rows); first += LANES) {
        global const number *x[LANES];
        const int lanes = min(LANES, rows - first);
        // The sign of a greatest element that is zero does not change any exponential of a difference, so any order does. The last vector
        // overlaps the one before it, to lie within the row.
        for (int l = 0; l < lanes; l++) {
            global const number *row = from + start(&blocks, 0, first + l);
            global number *y = to + (first + l) * count;
            vec several = -REAL_INFINITY;
            for (int j = 0; j < count; j += LANES) {
                several = greater_of(several, load_vec(row + min(j, count - LANES)));
            }
            number greatest = -REAL_INFINITY;
            for (int k = 0; k < LANES; k++) {
                const number other = ((number *)&several)[k];
                greatest = greatest != greatest || greatest > other ? greatest : other;
            }
            for (int j = 0; j < count; j += LANES) {
                const int at = min(j, count - LANES);
                store_vec(y + at, real_exp(load_vec(row + at) - greatest));
            }
            x[l] = y;
        }
        for (int l = lanes; l < LANES; l++) {
            x[l] = x[0];
        }
        vec sum = 0;
        for (int begin = 0; begin < count; begin += PARTIAL) {
            vec partial = 0;
#define HANDLE(NUMBERS, I) partial += NUMBERS;
            IN_ORDER(begin, min(begin + PARTIAL, count))
#undef HANDLE
            sum += partial;
        }
        for (int l = 0; l < lanes; l++) {
            global number *y = to + (first + l) * count;
            const vec divisor = ((number *)&sum)[l];
            const vec last = load_vec(y + count - LANES); // read before it is partly overwritten
            for (int j = 0; j + LANES <= count; j += LANES) {
                store_vec(y + j, divide(load_vec(y + j), divisor));
            }
            store_vec(y + count - LANES, divide(last, divisor));
        }
    }
}
