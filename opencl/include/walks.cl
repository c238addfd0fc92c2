// What broadcast and permute share: element i of a result's block is read at offset walk(i) of the argument's block. Kernel suffixes:
// common.cl.
#define WALK(NAME)                                                                                           \
    kernel void op_##NAME(                                                                                   \
        global const real *x, global real *y, const Blocks blocks, const int size, const Walk source) {      \
        const int i = get_global_id(0);                                                                      \
        if (i < blocks.items) {                                                                              \
            y[i] = x[start(&blocks, 0, i / size) + walk_offset(&source, i % size)];                          \
        }                                                                                                    \
    }                                                                                                        \
    kernel void op_##NAME##_rows(                                                                            \
        global const real *restrict x,                                                                       \
        global real *restrict y,                                                                             \
        const Blocks blocks,                                                                                 \
        const int size,                                                                                      \
        const Walk source,                                                                                   \
        const int count,                                                                                     \
        const int rows,                                                                                      \
        const int part) {                                                                                    \
        walk_rows(x, y, &blocks, size, &source, count, rows, part);                                          \
    }

// A row runs along the last axis of the walk.
static void walk_rows(
    global const real *restrict x,
    global real *restrict y,
    const Blocks *blocks,
    int size,
    const Walk *source,
    int count,
    int rows,
    int part) {
    const int length = source->rank == 0 ? 1 : source->length[0];
    const int step = source->stride[0];
    const int next = source->stride[1];
    const int axis = row_axis(source->rank, source->length);
    const int in_block = size / length;
    const Share share = share_of(get_global_id(0), length, count, rows, part);
    for (int row = share.row; row < share.end;) {
        const int place = row % axis;
        const int many = min(axis - place, share.end - row);
        global const real *restrict from =
            x + start(blocks, 0, row / in_block)
            + row_start(row % in_block / axis, source->rank, source->length, source->stride) + place * next
            + share.within * step;
        global real *restrict to = y + row * length + share.within;
        if (step == 1) {
            for (int r = 0; r < many; r++) {
                copy_numbers(from + r * next, to + r * length, share.size);
            }
        } else if (step == 0) {
            for (int r = 0; r < many; r++) {
                const real number = from[r * next];
                EACH_NUMBER(share.size, to[r * length + j] = number;)
            }
        } else {
            // A few columns of all rows at a time, so that what is read stays in the cache.
            for (int first = 0; first < share.size; first += NUMBERS) {
                const int end = min(first + NUMBERS, share.size);
                for (int r = 0; r < many; r++) {
                    for (int j = first; j < end; j++) {
                        to[r * length + j] = from[r * next + j * step];
                    }
                }
            }
        }
        row += many;
    }
}
