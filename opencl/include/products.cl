// Matrix products for GPUs: a work-group computes a tile of TILE_ROWS by TILE_COLUMNS elements of a result, each work-item ITEM_ROWS by
// ITEM_COLUMNS of them, in registers. Both factors pass through local memory, TILE_TERMS terms at a time; each sum is still a single sum
// in order, from zero, by fma. The build defines these five sizes, multiples of 4 (dualflow.device.opencl.lowering.Tiling).
#ifdef REAL_IS_DOUBLE
typedef double4 real4;
#else
typedef float4 real4;
#endif

// Work-items down and across a tile, and in all.
#define DOWN (TILE_ROWS / ITEM_ROWS)
#define ACROSS (TILE_COLUMNS / ITEM_COLUMNS)
#define GROUP (DOWN * ACROSS)
#define OF_GROUP __attribute__((reqd_work_group_size(GROUP, 1, 1)))

// A work-item's vectors of 4: vector g of its rows is vector g * DOWN + its position of the tile's, and likewise for columns.
#define ROW_VECTORS (ITEM_ROWS / 4)
#define COLUMN_VECTORS (ITEM_COLUMNS / 4)

// A term of the factors in local memory: the left factor's rows, the right factor's columns. The left one is padded by a vector, to avoid
// bank conflicts.
#define LEFT (TILE_ROWS / 4 + 1)
#define RIGHT (TILE_COLUMNS / 4)
#define LEFT_NUMBER(l, row) ((local real *)left)[(l) * LEFT * 4 + (row)]
#define RIGHT_NUMBER(l, column) ((local real *)right)[(l) * RIGHT * 4 + (column)]

// Each element of a slab of both factors; the work-items of a group share them out so that neighbours read neighbouring addresses.
#define EACH_LEFT(STATEMENT)                                                    \
    for (int at = get_local_id(0); at < TILE_ROWS * TILE_TERMS; at += GROUP) {  \
        const int row = at / TILE_TERMS;                                        \
        const int l = at % TILE_TERMS;                                          \
        STATEMENT                                                               \
    }
#define EACH_RIGHT(STATEMENT)                                                   \
    for (int at = get_local_id(0); at < TILE_COLUMNS * TILE_TERMS; at += GROUP) { \
        const int l = at / TILE_COLUMNS;                                        \
        const int column = at % TILE_COLUMNS;                                   \
        STATEMENT                                                               \
    }

typedef struct {
    real4 of[ITEM_ROWS][COLUMN_VECTORS];
} Sums;

// Adds one term to the sums of those rows for which CONDITION holds.
#define ADD_ROW(I, CONDITION)                                                                               \
    if (CONDITION(g * 4 + I)) {                                                                             \
        _Pragma("unroll") for (int h = 0; h < COLUMN_VECTORS; h++) {                                        \
            sums->of[g * 4 + I][h] = fma((real4)(a.s##I), b[h], sums->of[g * 4 + I][h]);                    \
        }                                                                                                   \
    }
#define ADD_TERM(LEFT_VECTORS, RIGHT_VECTORS, CONDITION)                                                    \
    {                                                                                                       \
        real4 b[COLUMN_VECTORS];                                                                            \
        _Pragma("unroll") for (int h = 0; h < COLUMN_VECTORS; h++) {                                        \
            b[h] = (RIGHT_VECTORS)[h * ACROSS];                                                             \
        }                                                                                                   \
        _Pragma("unroll") for (int g = 0; g < ROW_VECTORS; g++) {                                           \
            const real4 a = (LEFT_VECTORS)[g * DOWN];                                                       \
            ADD_ROW(0, CONDITION) ADD_ROW(1, CONDITION) ADD_ROW(2, CONDITION) ADD_ROW(3, CONDITION)         \
        }                                                                                                   \
    }
#define ALWAYS(row) 1

static inline void add_nothing(Sums *sums) {
    #pragma unroll
    for (int i = 0; i < ITEM_ROWS; i++) {
        #pragma unroll
        for (int h = 0; h < COLUMN_VECTORS; h++) {
            sums->of[i][h] = 0;
        }
    }
}

// Adds the first `many` terms of a slab; `left` and `right` are the work-item's first vectors.
static inline void add_terms(Sums *sums, local const real4 *left, local const real4 *right, int many) {
    if (many == TILE_TERMS) {
        #pragma unroll
        for (int l = 0; l < TILE_TERMS; l++) {
            ADD_TERM(left + l * LEFT, right + l * RIGHT, ALWAYS)
        }
    } else {
        for (int l = 0; l < many; l++) {
            ADD_TERM(left + l * LEFT, right + l * RIGHT, ALWAYS)
        }
    }
}

#define IS_INSIDE(row) (outside[row] >> l & 1) == 0

// The same without the terms for which bit l of a row's `outside` is set.
static inline void add_terms_inside(
    Sums *sums, local const real4 *left, local const real4 *right, int many, const uint *outside) {
    for (int l = 0; l < many; l++) {
        ADD_TERM(left + l * LEFT, right + l * RIGHT, IS_INSIDE)
    }
}

// Writes a row of a work-item's sums; `y` is where its first vector goes, with `many` columns from there on.
static inline void write_row(const real4 *sums, global real *y, int many) {
    #pragma unroll
    for (int h = 0; h < COLUMN_VECTORS; h++, y += ACROSS * 4, many -= ACROSS * 4) {
        if (many >= 4) {
            vstore4(sums[h], 0, y);
        } else if (many > 0) {
            y[0] = sums[h].s0;
            if (many > 1) {
                y[1] = sums[h].s1;
            }
            if (many > 2) {
                y[2] = sums[h].s2;
            }
        }
    }
}
