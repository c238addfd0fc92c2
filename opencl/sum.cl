// The sum over axes: for each result the terms in row-major order, as partial sums of PARTIAL terms and then their sum. The partial
// sums stand one partial sum of all results after the other. Where there is but one, it is the sum.
#define PARTIAL 256

// One work-item, one partial sum.
kernel void op_sum(
    global const real *x,
    global real *y,
    const Blocks blocks,
    const int size,
    const int count,
    const Walk results,
    const Walk terms,
    const int all) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int i = item % all;
        const int first = item / all * PARTIAL;
        const int end = min(first + PARTIAL, count);
        global const real *from = x + start(&blocks, 0, i / size) + walk_offset(&results, i % size);
        real sum = 0;
        for (int j = first; j < end; j++) {
            sum += from[walk_offset(&terms, j)];
        }
        y[item] = sum;
    }
}

// One work-item, one result from its partial sums.
kernel void op_sum_partials(
    global const real *partials, global real *y, const Blocks blocks, const int all, const int count) {
    const int i = get_global_id(0);
    if (i < blocks.items) {
        real sum = 0;
        for (int p = 0; p < count; p++) {
            sum += partials[p * all + i];
        }
        y[i] = sum;
    }
}

// For CPUs: one work-item, a partial sum of some groups of BESIDE neighbouring results, which are summed side by side. Where all that
// is read and written begins at multiples of BESIDE numbers, it is whole vectors.
#include "tiles.cl"
#define BESIDE 16

#define VECTORS (BESIDE / LANES)

// The partial sums of some groups side by side.
#define ALIGNED(GROUPS)                                                       \
    {                                                                         \
        vec sum[GROUPS * VECTORS] = {0};                                      \
        for (int j = first; j < end;) {                                       \
            const int many = min(run - j % run, end - j);                     \
            global const real *term = x + from[0] + walk_offset(&terms, j);   \
            for (int k = 0; k < many; k++, term += step) {                    \
                UNROLL                                                        \
                for (int v = 0; v < GROUPS * VECTORS; v++) {                  \
                    sum[v] += ((global const vec *)term)[v];                  \
                }                                                             \
            }                                                                 \
            j += many;                                                        \
        }                                                                     \
        UNROLL                                                                \
        for (int v = 0; v < GROUPS * VECTORS; v++) {                          \
            ((global vec *)(y + partial * all + i))[v] = sum[v];              \
        }                                                                     \
    }
#define UNROLL _Pragma("unroll")

static int is_aligned(const Walk *terms) {
    int aligned = 1;
    for (int axis = 0; axis < terms->rank; axis++) {
        aligned = aligned && terms->stride[axis] % BESIDE == 0;
    }
    return aligned;
}

kernel void op_sum_lanes(
    global const real *restrict x,
    global real *restrict y,
    const Blocks blocks,
    const int size,
    const int count,
    const Walk results,
    const Walk terms,
    const int all,
    const int groups) {
    const int items_of_partial = ((all + BESIDE - 1) / BESIDE + groups - 1) / groups;
    const int partial = get_global_id(0) / items_of_partial;
    const int first = partial * PARTIAL;
    const int end = min(first + PARTIAL, count);
    const int begin = get_global_id(0) % items_of_partial * groups * BESIDE;
    const int row = results.rank == 0 ? 1 : results.length[0];
    const int run = terms.rank == 0 ? 1 : terms.length[0];
    const int step = terms.rank == 0 ? 0 : terms.stride[0];
    const int aligned = all % BESIDE == 0 && is_aligned(&terms);
    const int stop = min(begin + groups * BESIDE, all);
    for (int i = begin; i < stop; i += BESIDE) {
        const int lanes = min(BESIDE, all - i);
        const int at = i % size;
        const int neighbours = lanes == BESIDE && results.rank > 0 && results.stride[0] == 1 && at % row + BESIDE <= row;
        real sums[BESIDE] = {0};
        int from[BESIDE];
        from[0] = start(&blocks, 0, i / size) + walk_offset(&results, at);
        if (!neighbours) {
            for (int l = 1; l < BESIDE; l++) {
                const int other = i + min(l, lanes - 1);
                from[l] = start(&blocks, 0, other / size) + walk_offset(&results, other % size);
            }
        }
        if (neighbours && aligned && from[0] % BESIDE == 0) {
            // Several groups of a row at once, so that memory is read in longer runs.
            if (i + 4 * BESIDE <= stop && at % row + 4 * BESIDE <= row) {
                ALIGNED(4)
                i += 3 * BESIDE;
            } else {
                ALIGNED(1)
            }
            continue;
        }
        for (int j = first; j < end;) {
            // Terms along the last axis, one after the other.
            const int many = min(run - j % run, end - j);
            global const real *restrict term = x + walk_offset(&terms, j);
            if (neighbours) {
                term += from[0];
                for (int k = 0; k < many; k++, term += step) {
                    for (int l = 0; l < BESIDE; l++) {
                        sums[l] += term[l];
                    }
                }
            } else {
                for (int k = 0; k < many; k++, term += step) {
                    for (int l = 0; l < BESIDE; l++) {
                        sums[l] += term[from[l]];
                    }
                }
            }
            j += many;
        }
        // A loop of known length, so that the sums can stay in registers.
        for (int l = 0; l < BESIDE; l++) {
            if (l < lanes) {
                y[partial * all + i + l] = sums[l];
            }
        }
    }
}
