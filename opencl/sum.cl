// The sum over axes: for each result the terms in row-major order, as partial sums of PARTIAL terms and then their sum. The partial sums
// are stored as the first ones of all results, then the second ones, and so on. Where there is only one, it is the sum. Kernel suffixes:
// include/common.cl.
#define PARTIAL 256

// One work-item computes one partial sum.
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

// One work-item computes one result from its partial sums.
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

// For CPUs: groups of BESIDE neighbouring results, summed side by side. Where all reads begin at multiples of BESIDE elements, they are
// whole vectors; rows of terms, and neighbouring results of a few neighbouring terms each, are transposed in registers.
#include "tiles.cl"
#include "transpose.cl"
#define BESIDE 16
#define VECTORS (BESIDE / LANES)

#define UNROLL _Pragma("unroll")

// How the terms of a group of results lie in memory.
typedef enum { ANYHOW, BESIDE_EACH_OTHER, ALIGNED, TWO_EACH, FOUR_EACH, IN_ROWS } Order;

typedef struct {
    Order order;
    int from[BESIDE]; // each result's first term
} Group;

// A partial sum of some neighbouring groups that are whole vectors.
#define PARTIAL_SUMS(GROUPS)                                                      \
    {                                                                             \
        vec sum[GROUPS * VECTORS] = {0};                                          \
        for (int j = first; j < end;) {                                           \
            const int many = min(run - j % run, end - j);                         \
            global const real *term = x + group.from[0] + walk_offset(&terms, j); \
            for (int k = 0; k < many; k++, term += step) {                        \
                UNROLL                                                            \
                for (int v = 0; v < GROUPS * VECTORS; v++) {                      \
                    sum[v] += ((global const vec *)term)[v];                      \
                }                                                                 \
            }                                                                     \
            j += many;                                                            \
        }                                                                         \
        UNROLL                                                                    \
        for (int v = 0; v < GROUPS * VECTORS; v++) {                              \
            ((global vec *)(y + partial * all + i))[v] = sum[v];                  \
        }                                                                         \
    }

static int is_aligned(const Walk *terms) {
    int aligned = 1;
    for (int axis = 0; axis < terms->rank; axis++) {
        aligned = aligned && terms->stride[axis] % BESIDE == 0;
    }
    return aligned;
}

static Group group_of(
    int i, int all, int size, const Blocks *blocks, const Walk *results, const Walk *terms, int aligned) {
    Group group;
    const int lanes = min(BESIDE, all - i);
    const int row = results->rank == 0 ? 1 : results->length[0];
    const int between = results->rank == 0 ? 0 : results->stride[0];
    const int run = terms->rank == 0 ? 1 : terms->length[0];
    const int step = terms->rank == 0 ? 0 : terms->stride[0];
    const int neighbours = lanes == BESIDE && i % size % row + BESIDE <= row;
    group.from[0] = start(blocks, 0, i / size) + walk_offset(results, i % size);
    for (int l = 1; l < BESIDE; l++) {
        const int other = i + min(l, lanes - 1);
        group.from[l] =
            neighbours ? group.from[0] + l * between : start(blocks, 0, other / size) + walk_offset(results, other % size);
    }
    group.order = ANYHOW;
    if (neighbours && between == 1) {
        group.order = aligned && group.from[0] % BESIDE == 0 ? ALIGNED : BESIDE_EACH_OTHER;
    } else if (neighbours && step == 1 && run == between && (run == 2 || run == 4)) {
        group.order = run == 2 ? TWO_EACH : FOUR_EACH;
    } else if (step == 1 && run >= LANES) {
        group.order = IN_ROWS;
    }
    return group;
}

// One partial sum of each result.
static inline void partial_sums(
    global const real *restrict x, const Group *group, const Walk *terms, int first, int end, real *result) {
    const int run = terms->rank == 0 ? 1 : terms->length[0];
    const int step = terms->rank == 0 ? 0 : terms->stride[0];
    real sums[BESIDE] = {0};
    vec sum[VECTORS] = {0};
    const Order order = group->order;
    const int in_vectors = order == ALIGNED || order == IN_ROWS || order == TWO_EACH || order == FOUR_EACH;
    // The stride of the terms along the axis before the last one.
    const int axis = terms->rank < 2 ? 1 : terms->length[1];
    const int next = terms->rank < 2 ? 0 : terms->stride[1];
    for (int j = first; j < end;) {
        // Terms along the last axis, one after the other.
        int many = min(run - j % run, end - j);
        global const real *restrict term = x + walk_offset(terms, j);
        if (order == ALIGNED) {
            term += group->from[0];
            for (int k = 0; k < many; k++, term += step) {
                for (int v = 0; v < VECTORS; v++) {
                    sum[v] += ((global const vec *)term)[v];
                }
            }
        } else if (order == TWO_EACH && many == 2) {
            const int times = min(axis - j / 2 % axis, (end - j) / 2);
            many = 2 * times;
            term += group->from[0];
            for (int k = 0; k < times; k++, term += next) {
                for (int v = 0; v < VECTORS; v++) {
                    const vec a = load_vec(term + 2 * v * LANES);
                    const vec b = load_vec(term + (2 * v + 1) * LANES);
                    sum[v] += evens(a, b);
                    sum[v] += odds(a, b);
                }
            }
        } else if (order == FOUR_EACH && many == 4) {
            const int times = min(axis - j / 4 % axis, (end - j) / 4);
            many = 4 * times;
            term += group->from[0];
            for (int k = 0; k < times; k++, term += next) {
                for (int v = 0; v < VECTORS; v++) {
                    const vec a = load_vec(term + 4 * v * LANES);
                    const vec b = load_vec(term + (4 * v + 1) * LANES);
                    const vec c = load_vec(term + (4 * v + 2) * LANES);
                    const vec d = load_vec(term + (4 * v + 3) * LANES);
                    const vec ab = evens(a, b);
                    const vec cd = evens(c, d);
                    const vec ab_odd = odds(a, b);
                    const vec cd_odd = odds(c, d);
                    sum[v] += evens(ab, cd);
                    sum[v] += evens(ab_odd, cd_odd);
                    sum[v] += odds(ab, cd);
                    sum[v] += odds(ab_odd, cd_odd);
                }
            }
        } else if (in_vectors) {
            int k = 0;
            for (; order == IN_ROWS && k + LANES <= many; k += LANES) {
                for (int v = 0; v < VECTORS; v++) {
                    vec more = sum[v];
#define LOAD(I) load_vec(term + group->from[v * LANES + I] + k)
#define HANDLE(NUMBERS, I) more += NUMBERS;
                    EACH_COLUMN
                    sum[v] = more;
                }
            }
            for (; k < many; k++) {
                for (int v = 0; v < VECTORS; v++) {
                    vec numbers;
                    for (int l = 0; l < LANES; l++) {
                        ((real *)&numbers)[l] = term[group->from[v * LANES + l] + k * step];
                    }
                    sum[v] += numbers;
                }
            }
        } else if (order == BESIDE_EACH_OTHER) {
            term += group->from[0];
            for (int k = 0; k < many; k++, term += step) {
                for (int l = 0; l < BESIDE; l++) {
                    sums[l] += term[l];
                }
            }
        } else {
            for (int k = 0; k < many; k++, term += step) {
                for (int l = 0; l < BESIDE; l++) {
                    sums[l] += term[group->from[l]];
                }
            }
        }
        j += many;
    }
    // Loops of constant length, so that the sums can stay in registers.
    if (in_vectors) {
        for (int l = 0; l < BESIDE; l++) {
            result[l] = ((real *)sum)[l];
        }
    } else {
        for (int l = 0; l < BESIDE; l++) {
            result[l] = sums[l];
        }
    }
}

// One work-item computes a partial sum of some groups of results.
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
    const int aligned = all % BESIDE == 0 && is_aligned(&terms);
    const int row = results.rank == 0 ? 1 : results.length[0];
    const int run = terms.rank == 0 ? 1 : terms.length[0];
    const int step = terms.rank == 0 ? 0 : terms.stride[0];
    const int stop = min(begin + groups * BESIDE, all);
    for (int i = begin; i < stop; i += BESIDE) {
        const Group group = group_of(i, all, size, &blocks, &results, &terms, aligned);
        if (group.order == ALIGNED && i + 4 * BESIDE <= stop && i % size % row + 4 * BESIDE <= row) {
            // Together, so that memory is read in longer runs.
            PARTIAL_SUMS(4)
            i += 3 * BESIDE;
            continue;
        }
        real sums[BESIDE];
        partial_sums(x, &group, &terms, first, end, sums);
        for (int l = 0; l < min(BESIDE, all - i); l++) {
            y[partial * all + i + l] = sums[l];
        }
    }
}

// One work-item sums all terms of some groups of results.
kernel void op_sum_whole(
    global const real *restrict x,
    global real *restrict y,
    const Blocks blocks,
    const int size,
    const int count,
    const Walk results,
    const Walk terms,
    const int all,
    const int groups) {
    const int begin = get_global_id(0) * groups * BESIDE;
    const int aligned = all % BESIDE == 0 && is_aligned(&terms);
    for (int i = begin; i < min(begin + groups * BESIDE, all); i += BESIDE) {
        const Group group = group_of(i, all, size, &blocks, &results, &terms, aligned);
        real sums[BESIDE] = {0};
        for (int first = 0; first < count; first += PARTIAL) {
            real partials[BESIDE];
            partial_sums(x, &group, &terms, first, min(first + PARTIAL, count), partials);
            for (int l = 0; l < BESIDE; l++) {
                sums[l] += partials[l];
            }
        }
        for (int l = 0; l < min(BESIDE, all - i); l++) {
            y[i + l] = sums[l];
        }
    }
}
