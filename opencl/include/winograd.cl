// The one-dimensional transforms of Winograd's F(4x4, 3x3), on elements `step` apart; dualflow.op.Winograd has the matrices and the same
// arithmetic. TYPE is real or a vector of it. A transformed tile or kernel has 36 positions, called places.
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

// The transpose of the output transform, from 4 elements to 6.
#define WINOGRAD_OUTPUT_TRANSPOSED(TYPE, y, at, step)                                       \
    {                                                                                       \
        const TYPE y0 = y[at], y1 = y[(at) + (step)];                                       \
        const TYPE y2 = y[(at) + 2 * (step)], y3 = y[(at) + 3 * (step)];                    \
        const TYPE even_a = fma((TYPE)(REAL(0.5)), y2, y0);                                 \
        const TYPE odd_a = WINOGRAD_A * fma((TYPE)(REAL(0.5)), y3, y1);                     \
        const TYPE even_b = fma((TYPE)(REAL(2.0)), y2, y0);                                 \
        const TYPE odd_b = WINOGRAD_B * fma((TYPE)(REAL(2.0)), y3, y1);                     \
        y[(at) + (step)] = even_a + odd_a;                                                  \
        y[(at) + 2 * (step)] = even_a - odd_a;                                              \
        y[(at) + 3 * (step)] = even_b + odd_b;                                              \
        y[(at) + 4 * (step)] = even_b - odd_b;                                              \
        y[(at) + 5 * (step)] = y3;                                                          \
    }

// The transpose of the weight transform, from 6 elements to 3.
#define WINOGRAD_WEIGHTS_TRANSPOSED(TYPE, u, at, step)                                      \
    {                                                                                       \
        const TYPE u1 = u[(at) + (step)], u2 = u[(at) + 2 * (step)];                        \
        const TYPE u3 = u[(at) + 3 * (step)], u4 = u[(at) + 4 * (step)];                    \
        const TYPE sum_a = REAL(-2.0) * REAL(0.33333333333333333333) * (u1 + u2);           \
        const TYPE difference_a = REAL(-2.0) * REAL(0.33333333333333333333) * (u1 - u2);    \
        const TYPE sum_b = REAL(0.16666666666666666667) * (u3 + u4);                        \
        const TYPE difference_b = REAL(0.16666666666666666667) * (u3 - u4);                 \
        u[at] = u[at] + (sum_a + sum_b);                                                    \
        u[(at) + (step)] = fma((TYPE)WINOGRAD_A, difference_a, WINOGRAD_B * difference_b);  \
        u[(at) + 2 * (step)] =                                                              \
            fma((TYPE)(REAL(0.5)), sum_a, fma((TYPE)(REAL(2.0)), sum_b, u[(at) + 5 * (step)])); \
    }

// Loops unrolled by hand, so that a tile is held in registers.
#define EACH_OF_4(DO, i) DO(i, 0) DO(i, 1) DO(i, 2) DO(i, 3)
#define EACH_OF_6(DO, i) EACH_OF_4(DO, i) DO(i, 4) DO(i, 5)
#define EACH_OF_4_BY_4(DO) EACH_OF_4(DO, 0) EACH_OF_4(DO, 1) EACH_OF_4(DO, 2) EACH_OF_4(DO, 3)
#define EACH_OF_6_BY_6(DO) \
    EACH_OF_6(DO, 0) EACH_OF_6(DO, 1) EACH_OF_6(DO, 2) EACH_OF_6(DO, 3) EACH_OF_6(DO, 4) EACH_OF_6(DO, 5)

#define TILE_READ(i, j) d[i * 6 + j] = tile_from[(i * width + j) * tile_channels];
#define TILE_READ_INSIDE(i, j)                                                              \
    d[i * 6 + j] = top + i >= 0 && top + i < height && left + j >= 0 && left + j < width    \
                       ? tile_from[(i * width + j) * tile_channels]                         \
                       : 0;
#define TILE_PLACE(i, j) tile_to[(i * 6 + j) * tile_step] = d[i * 6 + j];

// The 36 places of a tile of an image: `from` points at a channel of the image's first pixel, `to` at the first place. Needs top, left
// (the tile's first row and column), height and width.
#define TILE_INPUT(TYPE, FROM, from, channels, TO, to, step)                                \
    {                                                                                       \
        TYPE d[36];                                                                         \
        const int tile_channels = (channels), tile_step = (step);                           \
        FROM tile_from = (from) + (top * width + left) * tile_channels;                     \
        TO tile_to = (to);                                                                  \
        if (top >= 0 && left >= 0 && top + 6 <= height && left + 6 <= width) {              \
            EACH_OF_6_BY_6(TILE_READ)                                                       \
        } else {                                                                            \
            EACH_OF_6_BY_6(TILE_READ_INSIDE)                                                \
        }                                                                                   \
        EACH_OF_6(WINOGRAD_INPUT_COLUMN, TYPE)                                              \
        EACH_OF_6(WINOGRAD_INPUT_ROW, TYPE)                                                 \
        EACH_OF_6_BY_6(TILE_PLACE)                                                          \
    }
#define WINOGRAD_INPUT_COLUMN(TYPE, j) WINOGRAD_INPUT(TYPE, d, j, 6)
#define WINOGRAD_INPUT_ROW(TYPE, i) WINOGRAD_INPUT(TYPE, d, (i) * 6, 1)

#define TILE_TAKE(i, j) m[i * 6 + j] = tile_from[(i * 6 + j) * tile_step];
#define TILE_WRITE(i, j) tile_to[(i * width + j) * tile_channels] = m[i * 6 + j];
#define TILE_WRITE_INSIDE(i, j) \
    if (top + i < height && left + j < width) { TILE_WRITE(i, j) }

// From the 36 places of a tile to an image, likewise.
#define TILE_OUTPUT(TYPE, FROM, from, step, TO, to, channels)                               \
    {                                                                                       \
        TYPE m[36];                                                                         \
        const int tile_channels = (channels), tile_step = (step);                           \
        FROM tile_from = (from);                                                            \
        TO tile_to = (to) + (top * width + left) * tile_channels;                           \
        EACH_OF_6_BY_6(TILE_TAKE)                                                           \
        EACH_OF_6(WINOGRAD_OUTPUT_COLUMN, TYPE)                                             \
        EACH_OF_4(WINOGRAD_OUTPUT_ROW, TYPE)                                                \
        if (top + 4 <= height && left + 4 <= width) {                                       \
            EACH_OF_4_BY_4(TILE_WRITE)                                                      \
        } else {                                                                            \
            EACH_OF_4_BY_4(TILE_WRITE_INSIDE)                                               \
        }                                                                                   \
    }
#define WINOGRAD_OUTPUT_COLUMN(TYPE, j) WINOGRAD_OUTPUT(TYPE, m, j, 6)
#define WINOGRAD_OUTPUT_ROW(TYPE, i) WINOGRAD_OUTPUT(TYPE, m, (i) * 6, 1)

// The 36 places of a tile of a convolution's result: the transpose of TILE_OUTPUT.
#define TILE_OUTPUT_TRANSPOSED(TYPE, FROM, from, channels, TO, to, step)                    \
    {                                                                                       \
        TYPE d[36];                                                                         \
        const int tile_channels = (channels), tile_step = (step);                           \
        FROM tile_from = (from) + (top * width + left) * tile_channels;                     \
        TO tile_to = (to);                                                                  \
        if (top + 4 <= height && left + 4 <= width) {                                       \
            EACH_OF_4_BY_4(TILE_READ)                                                       \
        } else {                                                                            \
            EACH_OF_4_BY_4(TILE_READ_INSIDE)                                                \
        }                                                                                   \
        EACH_OF_4(WINOGRAD_OUTPUT_TRANSPOSED_COLUMN, TYPE)                                  \
        EACH_OF_6(WINOGRAD_OUTPUT_TRANSPOSED_ROW, TYPE)                                     \
        EACH_OF_6_BY_6(TILE_PLACE)                                                          \
    }
#define WINOGRAD_OUTPUT_TRANSPOSED_COLUMN(TYPE, j) WINOGRAD_OUTPUT_TRANSPOSED(TYPE, d, j, 6)
#define WINOGRAD_OUTPUT_TRANSPOSED_ROW(TYPE, i) WINOGRAD_OUTPUT_TRANSPOSED(TYPE, d, (i) * 6, 1)

// The 36 places `to` of a 3x3 kernel `from`, rotated by 180 degrees where `turned` is 1. Elements are `kernels` apart.
#define KERNEL_WEIGHTS(TYPE, kernels, turned)                                               \
    {                                                                                       \
        TYPE w[36];                                                                         \
        for (int i = 0; i < 9; i++) {                                                       \
            w[i / 3 * 6 + i % 3] = from[((turned) ? 8 - i : i) * (kernels)];                \
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
