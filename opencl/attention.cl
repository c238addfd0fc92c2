// Attention y = softmax(q k^T) v and its derivative along (dq, dk, dv), for CPUs: what Ops.attention and the rules of its ops compute
// one after the other, with the same arithmetic in the same order. A work-item takes some groups of queries, each as many as a vector has
// lanes; lane l of each vector of scores belongs to query l of a group. The scores of these queries against all keys stay in the core's
// own cache, and each element of k and v that is read serves all groups:
//
//     s = q k^T          p = softmax(s)                    y  = p v
//     ds = dq k^T + q dk^T   dp = (ds - sum(ds p)) p       dy = dp v + p dv
//
// Kernel suffixes: include/common.cl.
#define REAL_IS_VECTOR
#include "common.cl"
#include "elementary.cl"

#define WIDTH ((int)(sizeof(real) / sizeof(number)))
#define PARTIAL 256 // terms of a partial sum, as in reductions.cl
#define KEYS 32     // keys processed at a time, so that they and their values stay in the first-level cache

#define ROWS(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7)
#define BEGIN(I)                                              \
    real s##I = begins || !primal ? (real)0 : s[I * beside];  \
    real t##I = begins ? (real)0 : t[I * beside];             \
    real u##I = begins || !tangent ? (real)0 : u[I * beside];
#define TERM(I)                                        \
    {                                                  \
        const real factor = (real)(a[I * row]);        \
        if (primal) {                                  \
            s##I = fma(factor, b0, s##I);              \
        }                                              \
        t##I = fma(factor, b1, t##I);                  \
        if (tangent) {                                 \
            u##I = fma((real)(da[I * row]), b0, u##I); \
        }                                              \
    }
#define END(I)                                               \
    if (primal) {                                            \
        s[I * beside] = s##I;                                \
    }                                                        \
    t[I * beside] = tangent && ends ? u##I + t##I : t##I;    \
    if (tangent) {                                           \
        u[I * beside] = u##I;                                \
    }

// Eight rows of sums over l, s = sum a[l] b[l], t = sum a[l] db[l] and, for a tangent, u = sum da[l] b[l], starting from zero if this is
// the first part; a tangent's t becomes t + u after the last. Rows of a are `row` elements apart, rows of sums `beside` vectors; l advances
// by `step` elements and by `next` vectors.
#define PRODUCT(NAME, A, B)                                   \
    static inline void NAME(                                  \
        A const number *a,                                    \
        A const number *da,                                   \
        const int row,                                        \
        const int step,                                       \
        B const real *b,                                      \
        B const real *db,                                     \
        const int next,                                       \
        const int count,                                      \
        local real *s,                                        \
        local real *t,                                        \
        local real *u,                                        \
        const int beside,                                     \
        const int begins,                                     \
        const int ends,                                       \
        const int primal,                                     \
        const int tangent) {                                  \
        ROWS(BEGIN)                                           \
        for (int l = 0; l < count; l++) {                     \
            const real b0 = *b;                               \
            const real b1 = *db;                             \
            ROWS(TERM)                                        \
            a += step;                                        \
            da += step;                                       \
            b += next;                                        \
            db += next;                                       \
        }                                                     \
        ROWS(END)                                             \
    }
PRODUCT(scores, global, local)
PRODUCT(values, local, global)

// Transposes rows to columns: lane l of vector c is element c of row l, zero where there is no such row.
static inline void columns(global const number *x, int rows, int length, local real *y) {
    local number *to = (local number *)y;
    for (int c = 0; c < length; c++) {
        for (int l = 0; l < WIDTH; l++) {
            to[c * WIDTH + l] = l < rows ? x[l * length + c] : 0;
        }
    }
}

static inline void write_rows(local const real *x, int rows, int length, global real *y) {
    for (int i = 0; i < rows * length; i++) {
        y[i] = x[i];
    }
}

static inline void soften(local real *p, const int keys) {
    real greatest = -REAL_INFINITY;
    for (int j = 0; j < keys; j++) { // if one of them is NaN, so is the sum
        greatest = greatest > p[j] ? greatest : p[j];
    }
    real sum = 0;
    for (int first = 0; first < keys; first += PARTIAL) {
        real partial = 0;
        for (int j = first; j < min(first + PARTIAL, keys); j++) {
            const real term = real_exp(p[j] - greatest);
            p[j] = term;
            partial += term;
        }
        sum += partial;
    }
    for (int j = 0; j < keys; j++) {
        p[j] = divide(p[j], sum);
    }
}

static inline real sum_of_products(local const real *x, local const real *y, const int count) {
    real sum = 0;
    for (int first = 0; first < count; first += PARTIAL) {
        real partial = 0;
        for (int j = first; j < min(first + PARTIAL, count); j++) {
            partial += x[j] * y[j];
        }
        sum += partial;
    }
    return sum;
}

// The primal, a tangent or both; for a tangent alone, p is as the primal left it. A primal alone takes two groups of queries, then two
// columns of values at a time; a last one without a partner is paired with itself. Inlined, so that the loops are specialised.
static inline __attribute__((always_inline)) void attend(
    global const number *q,
    global const number *k,
    global const real *v,
    global const number *dq,
    global const number *dk,
    global const real *dv,
    global real *y,
    global real *dy,
    const int queries,
    const int groups,
    const int keys,
    const int depth,
    const int width,
    local real *memory,
    const int primal,
    const int tangent) {
    const int rows = groups * WIDTH;
    local real *p = memory;
    local real *dp = p + groups * keys;
    local real *columns_of_q = dp + (tangent ? groups * keys : 0);
    local real *columns_of_dq = columns_of_q + groups * depth;
    local real *out = columns_of_dq + (tangent ? groups * depth : 0);
    local real *dout = out + rows * width;
    local real *rest = dout + (tangent ? rows * width : 0); // the other half of a sum
    for (int group = 0; group < groups; group++) {
        const int first = group * WIDTH;
        columns(q + first * depth, queries - first, depth, columns_of_q + group * depth);
        if (tangent) {
            columns(dq + first * depth, queries - first, depth, columns_of_dq + group * depth);
        }
    }
    for (int first = 0; first < keys; first += KEYS) {
        for (int group = 0; group < groups; group += tangent ? 1 : 2) {
            const int other = min(group + 1, groups - 1);
            local const real *beside = tangent ? columns_of_dq + group * depth : columns_of_q + other * depth;
            local real *second = tangent ? dp + group * keys : p + other * keys;
            for (int j = first; j < min(first + KEYS, keys); j += 8) {
                const int at = min(j, keys - 8); // the last rows overlap the ones before and are recomputed, to the same bits
                // In a tangent, `rest` is not read again.
                scores(
                    k + at * depth, dk + at * depth, depth, 1, columns_of_q + group * depth, beside, 1, depth,
                    p + group * keys + at, second + at, rest, 1, 1, 1, primal, tangent);
            }
        }
    }
    for (int group = 0; group < groups; group++) {
        local real *shares = p + group * keys;
        if (primal) {
            soften(shares, keys);
        }
        if (tangent) {
            local real *slopes = dp + group * keys;
            const real mean = sum_of_products(slopes, shares, keys);
            for (int j = 0; j < keys; j++) {
                slopes[j] = (slopes[j] - mean) * shares[j];
            }
        }
    }
    for (int first = 0; first < keys; first += KEYS) {
        const int count = min(KEYS, keys - first);
        const int begins = first == 0;
        const int ends = first + count == keys;
        for (int row = 0; row < rows; row += 8) {
            const int from = (row / WIDTH * keys + first) * WIDTH + row % WIDTH;
            for (int column = 0; column < width; column += tangent ? 1 : 2) {
                const int at = row * width + column;
                const int other = min(column + 1, width - 1);
                values(
                    (local const number *)p + from, (local const number *)dp + from, 1, WIDTH, v + first * width + column,
                    tangent ? dv + first * width + column : v + first * width + other, width, count, out + at,
                    tangent ? dout + at : out + row * width + other, rest + at, width, begins, ends, primal, tangent);
            }
        }
    }
    if (primal) {
        write_rows(out, queries, width, y);
    }
    if (tangent) {
        write_rows(dout, queries, width, dy);
    }
}

// `width` is the number of vectors in a row of v, `blocks` the number of work-items for each matrix.
kernel void op_attention(
    global const number *q,
    global const number *k,
    global const real *v,
    global real *y,
    const int queries,
    const int groups,
    const int keys,
    const int depth,
    const int channels,
    local real *memory) {
    const int taken = groups * WIDTH;
    const int blocks = (queries + taken - 1) / taken;
    const int matrix = get_global_id(0) / blocks;
    const int first = get_global_id(0) % blocks * taken;
    const int at = matrix * queries + first;
    const int width = channels / WIDTH;
    k += matrix * keys * depth;
    v += matrix * keys * width;
    attend(
        q + at * depth, k, v, k, k, v, y + at * width, y, min(taken, queries - first), groups, keys, depth, width, memory,
        1, 0);
}

// Along several directions, one after the other; an argument's tangents are stored one after the other.
kernel void op_attention_tangents(
    global const number *q,
    global const number *k,
    global const real *v,
    global const number *dq,
    global const number *dk,
    global const real *dv,
    global real *y,
    global real *dy,
    const int queries,
    const int groups,
    const int keys,
    const int depth,
    const int channels,
    const int matrices,
    const int directions,
    local real *memory) {
    const int taken = groups * WIDTH;
    const int blocks = (queries + taken - 1) / taken;
    const int first = get_global_id(0) % blocks * taken;
    const int rows = min(taken, queries - first);
    const int width = channels / WIDTH;
    int matrix = get_global_id(0) / blocks;
    int at = matrix * queries + first;
    q += at * depth;
    k += matrix * keys * depth;
    v += matrix * keys * width;
    y += at * width;
    attend(
        q, k, v, dq + at * depth, dk + matrix * keys * depth, dv + matrix * keys * width, y, dy + at * width, rows, groups,
        keys, depth, width, memory, 1, 1);
    for (int direction = 1; direction < directions; direction++) {
        matrix += matrices;
        at += matrices * queries;
        attend(
            q, k, v, dq + at * depth, dk + matrix * keys * depth, dv + matrix * keys * width, y, dy + at * width, rows,
            groups, keys, depth, width, memory, 0, 1);
    }
}
