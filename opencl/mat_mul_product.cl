// y_ij = sum_l a_il b_lj for GPUs, with the arithmetic of mat_mul.cl. Kernel suffixes: include/common.cl.
#include "products.cl"

kernel OF_GROUP void op_mat_mul_product(
    global const real *a,
    global const real *b,
    global real *y,
    const Blocks blocks,
    const int m,
    const int inner,
    const int n) {
    local real4 left[TILE_TERMS * LEFT];
    local real4 right[TILE_TERMS * RIGHT];
    const int strips = (n + TILE_COLUMNS - 1) / TILE_COLUMNS;
    const int tiles = (m + TILE_ROWS - 1) / TILE_ROWS * strips;
    const int block = get_group_id(0) / tiles;
    const int top = get_group_id(0) % tiles / strips * TILE_ROWS;
    const int begin = get_group_id(0) % strips * TILE_COLUMNS;
    const int down = get_local_id(0) / ACROSS;
    const int across = get_local_id(0) % ACROSS;
    a += start(&blocks, 0, block);
    b += start(&blocks, 1, block);
    Sums sums;
    add_nothing(&sums);
    for (int first = 0; first < inner; first += TILE_TERMS) {
        // Anything beyond the factors is read from their last row, term and column, and not used.
        EACH_LEFT(LEFT_NUMBER(l, row) = a[min(top + row, m - 1) * inner + min(first + l, inner - 1)];)
        EACH_RIGHT(RIGHT_NUMBER(l, column) = b[min(first + l, inner - 1) * n + min(begin + column, n - 1)];)
        barrier(CLK_LOCAL_MEM_FENCE);
        add_terms(&sums, left + down, right + across, min(TILE_TERMS, inner - first));
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    #pragma unroll
    for (int i = 0; i < ITEM_ROWS; i++) {
        const int row = top + (i / 4 * DOWN + down) * 4 + i % 4;
        const int column = begin + across * 4;
        if (row < m) {
            write_row(sums.of[i], y + (block * m + row) * n + column, n - column);
        }
    }
}
