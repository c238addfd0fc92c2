// Products of rows and a panel of columns, for CPUs, by register blocking: 6 rows by up to 4 vectors, whose 24 sums stay in registers. The
// panel is read in place where its rows are whole vectors; otherwise it is a padded copy in private memory. Incomplete sums are kept in
// private memory too, so that each is still a single sum in order.
#include "tiles.cl"

#define PANEL (36864 / LANES) // the greatest number of vectors of a panel
#define SUMS (24576 / LANES)  // the greatest number of vectors of sums
#define MOST_ROWS 384        // the greatest number of rows of a work-item
#define WIDEST 4

#define EACH_ROW(DO, W) DO(W, 0) DO(W, 1) DO(W, 2) DO(W, 3) DO(W, 4) DO(W, 5)
#define PANEL_ROW(W, I) global const real *a##I = x + from[I];
#define NEXT_ROW(W, I) a##I += row_step;
#define RESUMED_1(I) vec s##I##0 = fresh ? (vec)0 : sums[to[I]];
#define RESUMED_2(I) RESUMED_1(I) vec s##I##1 = fresh ? (vec)0 : sums[to[I] + 1];
#define RESUMED_3(I) RESUMED_2(I) vec s##I##2 = fresh ? (vec)0 : sums[to[I] + 2];
#define RESUMED_4(I) RESUMED_3(I) vec s##I##3 = fresh ? (vec)0 : sums[to[I] + 3];
#define RESUMED(W, I) RESUMED_##W(I)
#define LOAD_4 LOAD_3 const vec b3 = column[3];
#define FMA_4(I) FMA_3(I) s##I##3 = fma((vec)(a##I[l]), b3, s##I##3);
#define FMA_OF(W, I) FMA_##W(I)
#define KEPT_1(I) sums[to[I]] = s##I##0;
#define KEPT_2(I) KEPT_1(I) sums[to[I] + 1] = s##I##1;
#define KEPT_3(I) KEPT_2(I) sums[to[I] + 2] = s##I##2;
#define KEPT_4(I) KEPT_3(I) sums[to[I] + 3] = s##I##3;
#define KEPT(W, I) KEPT_##W(I)
#define WRITTEN_1(I) out[at[I]] = s##I##0;
#define WRITTEN_2(I) WRITTEN_1(I) out[at[I] + 1] = s##I##1;
#define WRITTEN_3(I) WRITTEN_2(I) out[at[I] + 2] = s##I##2;
#define WRITTEN_4(I) WRITTEN_3(I) out[at[I] + 3] = s##I##3;
#define WRITTEN(W, I) WRITTEN_##W(I)

// sums[to[i]] ... (from zero if `fresh`) += a run of `terms` elements of x from from[i] on, times that many rows of the panel; then the
// same for `rows` - 1 further runs, each `row_step` elements after the last one in x and `panel_step` vectors in the panel. The results
// go to out[at[i]] ... if `out` is given, else back to sums. If `ahead` is not zero, the data that many vectors after the panel is
// prefetched.
#define MULTIPLY(SPACE, W)                                                                                  \
    static inline void multiply_##SPACE##_##W(                                                              \
        global const real *x,                                                                               \
        const int *from,                                                                                    \
        int row_step,                                                                                       \
        SPACE const vec *panel,                                                                             \
        int step,                                                                                           \
        int panel_step,                                                                                     \
        int ahead,                                                                                          \
        int rows,                                                                                           \
        int terms,                                                                                          \
        int fresh,                                                                                          \
        vec *sums,                                                                                          \
        const int *to,                                                                                      \
        global vec *out,                                                                                    \
        const int *at) {                                                                                    \
        EACH_ROW(PANEL_ROW, W)                                                                              \
        EACH_ROW(RESUMED, W)                                                                                \
        for (int row = 0; row < rows; row++, panel += panel_step) {                                         \
            SPACE const vec *column = panel;                                                                \
            if (ahead != 0) {                                                                               \
                for (int l = 0; l < terms; l++, column += step) {                                           \
                    FETCH_##W(column + ahead)                                                               \
                    LOAD_##W                                                                                \
                    EACH_ROW(FMA_OF, W)                                                                     \
                }                                                                                           \
            } else {                                                                                        \
                for (int l = 0; l < terms; l++, column += step) {                                           \
                    LOAD_##W                                                                                \
                    EACH_ROW(FMA_OF, W)                                                                     \
                }                                                                                           \
            }                                                                                               \
            EACH_ROW(NEXT_ROW, W)                                                                           \
        }                                                                                                   \
        if (out) {                                                                                          \
            EACH_ROW(WRITTEN, W)                                                                            \
        } else {                                                                                            \
            EACH_ROW(KEPT, W)                                                                               \
        }                                                                                                   \
    }

// A strip of columns is processed in tiles of up to 4 vectors, of equal width or the last ones a vector narrower. Tile i begins at:
static int tile_start(int i, int tiles, int vectors) {
    return i * (vectors / tiles) + min(i, vectors % tiles);
}

// Copies `terms` rows of elements, each `row_length` after the last one, as consecutive tiles: vectors - 1 whole vectors and one that
// may be shorter.
static void pack(global const real *w, int row_length, int terms, int numbers, int vectors, int tiles, vec *panel, int panel_terms) {
    for (int tile = 0; tile < tiles; tile++) {
        const int at = tile_start(tile, tiles, vectors);
        const int width = tile_start(tile + 1, tiles, vectors) - at;
        vec *to = panel + at * panel_terms;
        global const real *from = w + at * LANES;
        if (row_length % LANES == 0) {
            if (width == 4) {
                for (int t = 0; t < terms; t++, from += row_length, to += 4) {
                    global const vec *row = (global const vec *)from;
                    to[0] = row[0];
                    to[1] = row[1];
                    to[2] = row[2];
                    to[3] = row[3];
                }
            } else {
                for (int t = 0; t < terms; t++, from += row_length, to += width) {
                    for (int v = 0; v < width; v++) {
                        to[v] = ((global const vec *)from)[v];
                    }
                }
            }
        } else {
            const int own = min(width * LANES, numbers - at * LANES);
            for (int t = 0; t < terms; t++, from += row_length, to += width) {
                to[width - 1] = 0;
                for (int j = 0; j < own; j++) {
                    ((real *)to)[j] = from[j];
                }
            }
        }
    }
}

// Adds some terms for `count` rows, at from[..] in x and at[..] among the rows of sums. The panel's first term is number `skipped` of
// those it holds; if private, it is packed for `panel_terms` terms; if global, it is the matrix itself, whose rows have `row` vectors.
// Where it holds runs of terms, the first rows of each tile prefetch the next tile, and those of the last tile what follows these terms.
#define STEP_private(WIDTH) WIDTH
#define STEP_global(WIDTH) row
#define TILE_private(START) (START) * panel_terms
#define TILE_global(START) (START)
#define AHEAD_private 0
#define AHEAD_global (first > 0 || run == 0 ? 0 : tile + 1 < tiles ? width : rows * run * row - start)
#define MULTIPLY_ROWS(SPACE)                                                                                              \
    MULTIPLY(SPACE, 1)                                                                                                    \
    MULTIPLY(SPACE, 2)                                                                                                    \
    MULTIPLY(SPACE, 3)                                                                                                    \
    MULTIPLY(SPACE, 4)                                                                                                    \
    static void multiply_rows_##SPACE(                                                                                    \
        global const real *x,                                                                                             \
        const int *from,                                                                                                  \
        const int *at,                                                                                                    \
        int count,                                                                                                        \
        int row_step,                                                                                                     \
        SPACE const vec *panel,                                                                                           \
        int row,                                                                                                          \
        int panel_terms,                                                                                                  \
        int skipped,                                                                                                      \
        int run,                                                                                                          \
        int rows,                                                                                                         \
        int terms,                                                                                                        \
        int fresh,                                                                                                        \
        vec *sums,                                                                                                        \
        int vectors,                                                                                                      \
        int tiles,                                                                                                        \
        global vec *out,                                                                                                  \
        int out_step) {                                                                                                   \
        for (int tile = 0; tile < tiles; tile++) {                                                                        \
            const int start = tile_start(tile, tiles, vectors);                                                           \
            const int width = tile_start(tile + 1, tiles, vectors) - start;                                               \
            const int step = STEP_##SPACE(width);                                                                         \
            SPACE const vec *columns = panel + TILE_##SPACE(start) + skipped * step;                                      \
            for (int first = 0; first < count; first += 6) {                                                              \
                int sources[6];                                                                                           \
                int to[6];                                                                                                \
                int out_at[6];                                                                                            \
                /* Rows past the last one repeat it. */                                                                   \
                for (int i = 0; i < 6; i++) {                                                                             \
                    const int member = min(first + i, count - 1);                                                         \
                    sources[i] = from[member];                                                                            \
                    to[i] = at[member] * vectors + start;                                                                 \
                    out_at[i] = at[member] * out_step + start;                                                            \
                }                                                                                                         \
                const int ahead = AHEAD_##SPACE;                                                                          \
                if (width == 4) {                                                                                         \
                    multiply_##SPACE##_4(                                                                                 \
                        x, sources, row_step, columns, step, run * step, ahead, rows, terms, fresh, sums, to, out, out_at);     \
                } else if (width == 3) {                                                                                  \
                    multiply_##SPACE##_3(                                                                                 \
                        x, sources, row_step, columns, step, run * step, ahead, rows, terms, fresh, sums, to, out, out_at);     \
                } else if (width == 2) {                                                                                  \
                    multiply_##SPACE##_2(                                                                                 \
                        x, sources, row_step, columns, step, run * step, ahead, rows, terms, fresh, sums, to, out, out_at);     \
                } else {                                                                                                  \
                    multiply_##SPACE##_1(                                                                                 \
                        x, sources, row_step, columns, step, run * step, ahead, rows, terms, fresh, sums, to, out, out_at);     \
                }                                                                                                         \
            }                                                                                                             \
        }                                                                                                                 \
    }
MULTIPLY_ROWS(private)
MULTIPLY_ROWS(global)

// Writes the sums of `count` rows to y, whose rows have row_length elements.
static void write_sums(const vec *sums, int count, int vectors, global real *y, int row_length, int numbers) {
    for (int row = 0; row < count; row++, y += row_length, sums += vectors) {
        if (row_length % LANES == 0) {
            for (int v = 0; v < vectors; v++) {
                ((global vec *)y)[v] = sums[v];
            }
        } else {
            for (int j = 0; j < numbers; j++) {
                y[j] = ((const real *)sums)[j];
            }
        }
    }
}
