// Group normalisation with its affine map and optionally silu, and its derivative along directions of x, for CPUs: what Ops.groupNorm,
// silu and the rules of their ops compute one after the other, with the same arithmetic in the same order. A work-item takes some groups
// of a sample, as many as a vector has lanes:
//
//     m = mean x     c = x - m      d = sqrt(mean c^2 + epsilon)    q = c / d            z = q w + b    y = z or silu z
//     dm = mean dx   dc = dx - dm   dd = mean(2 c dc) / 2 d         dq = (dc - q dd) / d   dz = dq w      dy = dz or dz silu'(z)
//
// Sums run over a group's elements in order, one group in each lane of a vector: elements are transposed in registers for this.
// Kernel suffixes: include/common.cl.
#define REAL_IS_VECTOR
#include "common.cl"
#include "elementary.cl"
#include "tiles.cl"
#include "transpose.cl"

#define PARTIAL 256 // terms of a partial sum, as in reductions.cl
#define LARGEST 32  // channels of a group at most

typedef struct {
    int positions;
    int channels;
    int size; // channels of a group
} Sample;

// Channel i of all groups at a position is numbers[i].
static inline void turn(global const number *x, const int size, vec *numbers) {
    if (size == 2) {
        const vec a = load_vec(x);
        const vec b = load_vec(x + LANES);
        numbers[0] = evens(a, b);
        numbers[1] = odds(a, b);
    } else if (size == 4) {
        const vec a = load_vec(x);
        const vec b = load_vec(x + LANES);
        const vec c = load_vec(x + 2 * LANES);
        const vec d = load_vec(x + 3 * LANES);
        numbers[0] = evens(evens(a, b), evens(c, d));
        numbers[1] = evens(odds(a, b), odds(c, d));
        numbers[2] = odds(evens(a, b), evens(c, d));
        numbers[3] = odds(odds(a, b), odds(c, d));
    } else {
        for (int l = 0; l < LANES; l++) {
            for (int i = 0; i < size; i++) {
                ((number *)(numbers + i))[l] = x[l * size + i];
            }
        }
    }
}

// What is summed: x, (x - m)^2 or its derivative.
typedef enum { OF_NUMBERS, OF_SQUARES, OF_SLOPES } Terms;

static inline __attribute__((always_inline)) vec sum_by_size(
    const Terms terms,
    global const number *x,
    const vec m,
    global const number *dx,
    const vec dm,
    const int positions,
    const int channels,
    const int size) {
    vec sum = 0;
    vec partial = 0;
    int count = 0;
    for (int position = 0; position < positions; position++, x += channels, dx += channels) {
        vec numbers[LARGEST];
        vec dots[LARGEST];
        turn(x, size, numbers);
        if (terms == OF_SLOPES) {
            turn(dx, size, dots);
        }
        for (int i = 0; i < size; i++, count++) {
            if (count == PARTIAL) {
                sum += partial;
                partial = 0;
                count = 0;
            }
            if (terms == OF_NUMBERS) {
                partial += numbers[i];
            } else {
                const vec c = numbers[i] - m;
                const vec other = terms == OF_SQUARES ? c : dots[i] - dm;
                const vec product = other * c;
                partial += terms == OF_SQUARES ? product : product + product;
            }
        }
    }
    return sum + partial;
}

// A loop of its own for the usual sizes.
static inline __attribute__((always_inline)) vec sum_of(
    const Terms terms,
    global const number *x,
    const vec m,
    global const number *dx,
    const vec dm,
    const Sample *sample) {
    if (sample->size == 2) {
        return sum_by_size(terms, x, m, dx, dm, sample->positions, sample->channels, 2);
    }
    if (sample->size == 4) {
        return sum_by_size(terms, x, m, dx, dm, sample->positions, sample->channels, 4);
    }
    return sum_by_size(terms, x, m, dx, dm, sample->positions, sample->channels, sample->size);
}

// The index of each channel's group.
static inline void spread(const vec groups, const int size, local vec *channels) {
    for (int i = 0; i < size * LANES; i++) {
        ((local number *)channels)[i] = ((const number *)&groups)[i / size];
    }
}

// The results from the statistics of each channel's group: mean, d and, for each direction, dm and dd. Inlined, so that the loop is
// specialised.
static inline __attribute__((always_inline)) void write(
    global const vec *x,
    global const vec *w,
    global const vec *b,
    global const vec *dx,
    global vec *y,
    global vec *dy,
    const Sample *sample,
    local const vec *memory,
    const int directions,
    const int apart,
    const int with_silu,
    const int with_tangents) {
    const int size = sample->size;
    const int row = sample->channels / LANES;
    for (int position = 0; position < sample->positions; position++) {
        for (int i = 0; i < size; i++) {
            const int at = position * row + i;
            const vec q = divide(x[at] - memory[i], memory[size + i]);
            const vec z = q * w[i] + b[i];
            const vec s = with_silu ? real_sigmoid(z) : (vec)1;
            const vec slope = with_silu ? real_silu_slope_of(z, s) : (vec)1;
            y[at] = with_silu ? real_silu_of(z, s) : z;
            local const vec *means = memory + 2 * size + i;
            for (int direction = 0; with_tangents && direction < directions; direction++, means += 2 * size) {
                const int there = direction * apart + at;
                const vec dq = divide(dx[there] - means[0] - q * means[size], memory[size + i]);
                dy[there] = with_silu ? dq * w[i] * slope : dq * w[i];
            }
        }
    }
}

// Directions are stored one after the other, `apart` vectors each. `memory` has room for two rows of the groups' channels, and for two
// per direction.
static inline __attribute__((always_inline)) void normalise(
    global const number *x,
    global const vec *w,
    global const vec *b,
    global const number *dx,
    global vec *y,
    global vec *dy,
    const Sample *sample,
    const number share,
    const number epsilon,
    const int with_silu,
    const int directions,
    const int apart,
    local vec *memory,
    const int with_tangents) {
    const int size = sample->size;
    const vec m = sum_of(OF_NUMBERS, x, 0, x, 0, sample) * share;
    const vec d = square_root(sum_of(OF_SQUARES, x, m, x, 0, sample) * share + epsilon);
    spread(m, size, memory);
    spread(d, size, memory + size);
    for (int direction = 0; with_tangents && direction < directions; direction++) {
        global const number *along = dx + direction * apart * LANES;
        const vec dm = sum_of(OF_NUMBERS, along, 0, along, 0, sample) * share;
        const vec dd = divide(sum_of(OF_SLOPES, x, m, along, dm, sample) * share, d) * REAL(0.5);
        spread(dm, size, memory + (2 + 2 * direction) * size);
        spread(dd, size, memory + (3 + 2 * direction) * size);
    }
    global const vec *numbers = (global const vec *)x;
    global const vec *dots = (global const vec *)dx;
    if (with_silu) {
        write(numbers, w, b, dots, y, dy, sample, memory, directions, apart, 1, with_tangents);
    } else {
        write(numbers, w, b, dots, y, dy, sample, memory, directions, apart, 0, with_tangents);
    }
}

kernel void op_group_norm(
    global const number *x,
    global const vec *w,
    global const vec *b,
    global vec *y,
    const int positions,
    const int channels,
    const int size,
    const number share,
    const number epsilon,
    const int with_silu,
    local vec *memory) {
    const Sample sample = {positions, channels, size};
    const int items = channels / LANES / size;
    const int vector = get_global_id(0) % items * size;
    const int first = get_global_id(0) / items * (positions * channels / LANES) + vector;
    normalise(
        x + first * LANES, w + vector, b + vector, x, y + first, y, &sample, share, epsilon, with_silu, 0, 0, memory,
        0);
}

kernel void op_group_norm_tangents(
    global const number *x,
    global const vec *w,
    global const vec *b,
    global const number *dx,
    global vec *y,
    global vec *dy,
    const int positions,
    const int channels,
    const int size,
    const number share,
    const number epsilon,
    const int with_silu,
    const int directions,
    const int apart,
    local vec *memory) {
    const Sample sample = {positions, channels, size};
    const int items = channels / LANES / size;
    const int vector = get_global_id(0) % items * size;
    const int first = get_global_id(0) / items * (positions * channels / LANES) + vector;
    normalise(
        x + first * LANES, w + vector, b + vector, dx + first * LANES, y + first, dy + first, &sample, share, epsilon,
        with_silu, directions, apart, memory, 1);
}
