// y_ij = sum_l a_il b_lj; each sum runs over l in order, from zero, by fma. Both kernels do the same arithmetic.

// One work-item, one number of the result.
kernel void op_mat_mul(
    global const real *a,
    global const real *b,
    global real *y,
    const Blocks blocks,
    const int m,
    const int inner,
    const int n) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int block = item / (m * n);
        const int i = item / n % m;
        const int j = item % n;
        global const real *row = a + start(&blocks, 0, block) + i * inner;
        global const real *column = b + start(&blocks, 1, block) + j;
        real sum = 0;
        for (int l = 0; l < inner; l++) {
            sum = fma(row[l], column[l * n], sum);
        }
        y[item] = sum;
    }
}

// For CPUs: one work-item, a tile of 8 rows and up to 3 vectors, held in registers; n is a multiple of the vector's length.
#include "tiles.cl"

// Rows past the last one repeat it; they are computed and not stored.
#define ROW_POINTER(I) global const real *a##I = rows + min(first + I, m - 1) * inner;
#define STORE_1(I) if (first + I < m) { global vec *to = out + (first + I) * vectors; to[0] = s##I##0;
#define STORE_2(I) STORE_1(I) to[1] = s##I##1;
#define STORE_3(I) STORE_2(I) to[2] = s##I##2;
#define CLOSE(STORE, I) STORE(I) }
#define STORE_ALL(STORE)                                                                            \
    CLOSE(STORE, 0) CLOSE(STORE, 1) CLOSE(STORE, 2) CLOSE(STORE, 3) CLOSE(STORE, 4) CLOSE(STORE, 5) \
    CLOSE(STORE, 6) CLOSE(STORE, 7)
#define TILE(WIDTH)                                              \
    {                                                            \
        ROWS(ZERO_##WIDTH)                                       \
        for (int l = 0; l < inner; l++, column += vectors) {     \
            LOAD_##WIDTH                                         \
            ROWS(FMA_##WIDTH)                                    \
        }                                                        \
        STORE_ALL(STORE_##WIDTH)                                 \
    }

kernel void op_mat_mul_tiles(
    global const real *a,
    global const real *b,
    global real *y,
    const Blocks blocks,
    const int m,
    const int inner,
    const int n,
    const int count) {
    const int vectors = n / LANES;
    const int row_tiles = (m + 7) / 8;
    const int column_tiles = (vectors + 2) / 3;
    const int item = work_of(get_global_id(0), blocks.items, count * row_tiles * column_tiles);
    if (item < 0) {
        return;
    }
    // Groups of 16 rows of tiles stay in the cache, and within one its columns of tiles, each sharing a panel of b.
    const int block = item / (row_tiles * column_tiles);
    const int tile = item % (row_tiles * column_tiles);
    const int group = tile / (16 * column_tiles) * 16;
    const int in_group = min(16, row_tiles - group);
    const int first = (group + (tile - group * column_tiles) % in_group) * 8;
    const int at = (tile - group * column_tiles) / in_group * 3;
    global const real *rows = a + start(&blocks, 0, block);
    global const vec *column = (global const vec *)(b + start(&blocks, 1, block)) + at;
    global vec *out = (global vec *)(y + block * m * n) + at;
    ROWS(ROW_POINTER)
    if (vectors - at >= 3) {
        TILE(3)
    } else if (vectors - at == 2) {
        TILE(2)
    } else {
        TILE(1)
    }
}
