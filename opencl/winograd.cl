// One dimension of each map of Winograd's F(4x4, 3x3), of numbers that stand `step` apart; dualflow.op.Winograd has the matrices and
// the same arithmetic. TYPE is real or a vector of it.
#include "tiles.cl"

#define WINOGRAD_A REAL(0.70710678118654752440)
#define WINOGRAD_B REAL(1.41421356237309504880)

#define WINOGRAD_INPUT(TYPE, d, at, step)                                                   \
    {                                                                                       \
        const TYPE d0 = d[at], d1 = d[(at) + (step)], d2 = d[(at) + 2 * (step)];            \
        const TYPE d3 = d[(at) + 3 * (step)], d4 = d[(at) + 4 * (step)], d5 = d[(at) + 5 * (step)]; \
        const TYPE even_a = fma((TYPE)(REAL(-2.0)), d2, d4);                                \
        const TYPE odd_a = WINOGRAD_A * fma((TYPE)(REAL(-2.0)), d1, d3);                    \
        const TYPE even_b = fma((TYPE)(REAL(-0.5)), d2, d4);                                \
        const TYPE odd_b = WINOGRAD_B * fma((TYPE)(REAL(-0.5)), d1, d3);                    \
        d[at] = d0 + fma((TYPE)(REAL(-2.5)), d2, d4);                                       \
        d[(at) + (step)] = even_a + odd_a;                                                  \
        d[(at) + 2 * (step)] = even_a - odd_a;                                              \
        d[(at) + 3 * (step)] = even_b + odd_b;                                              \
        d[(at) + 4 * (step)] = even_b - odd_b;                                              \
        d[(at) + 5 * (step)] = d1 + fma((TYPE)(REAL(-2.5)), d3, d5);                        \
    }

#define WINOGRAD_WEIGHTS(TYPE, w, at, step)                                                 \
    {                                                                                       \
        const TYPE w0 = w[at], w1 = w[(at) + (step)], w2 = w[(at) + 2 * (step)];            \
        const TYPE even_a = fma((TYPE)(REAL(0.5)), w2, w0);                                 \
        const TYPE odd_a = WINOGRAD_A * w1;                                                 \
        const TYPE even_b = fma((TYPE)(REAL(2.0)), w2, w0);                                 \
        const TYPE odd_b = WINOGRAD_B * w1;                                                 \
        w[(at) + (step)] = REAL(-2.0) * REAL(0.33333333333333333333) * (even_a + odd_a);    \
        w[(at) + 2 * (step)] = REAL(-2.0) * REAL(0.33333333333333333333) * (even_a - odd_a); \
        w[(at) + 3 * (step)] = REAL(0.16666666666666666667) * (even_b + odd_b);             \
        w[(at) + 4 * (step)] = REAL(0.16666666666666666667) * (even_b - odd_b);             \
        w[(at) + 5 * (step)] = w2;                                                          \
    }

#define WINOGRAD_OUTPUT(TYPE, m, at, step)                                                  \
    {                                                                                       \
        const TYPE m0 = m[at], m5 = m[(at) + 5 * (step)];                                   \
        const TYPE sum_a = m[(at) + (step)] + m[(at) + 2 * (step)];                         \
        const TYPE difference_a = WINOGRAD_A * (m[(at) + (step)] - m[(at) + 2 * (step)]);   \
        const TYPE sum_b = m[(at) + 3 * (step)] + m[(at) + 4 * (step)];                     \
        const TYPE difference_b = WINOGRAD_B * (m[(at) + 3 * (step)] - m[(at) + 4 * (step)]); \
        m[at] = m0 + (sum_a + sum_b);                                                       \
        m[(at) + (step)] = difference_a + difference_b;                                     \
        m[(at) + 2 * (step)] = fma((TYPE)(REAL(2.0)), sum_b, REAL(0.5) * sum_a);            \
        m[(at) + 3 * (step)] =                                                              \
            fma((TYPE)(REAL(2.0)), difference_b, fma((TYPE)(REAL(0.5)), difference_a, m5)); \
    }
