// A device's peak rates, which are measured and not an op: fma on registers, and memory read and written as a stream.

#define CHAINS(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7) DO(8) DO(9) DO(10) DO(11)
#define BEGIN(K) wide s##K = first + (wide)(K);
#define STEP(K) s##K = fma(s##K, a, b);
#define ADD(K) sum += s##K;

// Twelve independent chains of dependent fma's: rounds * 12 * width of them per work-item.
#define BODY                                        \
    {                                               \
        const wide first = (wide)get_global_id(0);  \
        const wide a = (wide)scale;                 \
        const wide b = (wide)shift;                 \
        CHAINS(BEGIN)                               \
        for (int round = 0; round < rounds; round++) { \
            CHAINS(STEP)                            \
        }                                           \
        wide sum = 0;                               \
        CHAINS(ADD)                                 \
        y[get_global_id(0)] = sum;                  \
    }

#ifdef REAL_IS_DOUBLE
#define WIDE(N) double##N
#else
#define WIDE(N) float##N
#endif

#define wide real
kernel void op_fma_1(global wide *y, const int rounds, const real scale, const real shift) BODY
#undef wide
#define wide WIDE(4)
kernel void op_fma_4(global wide *y, const int rounds, const real scale, const real shift) BODY
#undef wide
#define wide WIDE(8)
kernel void op_fma_8(global wide *y, const int rounds, const real scale, const real shift) BODY
#undef wide
#define wide WIDE(16)
kernel void op_fma_16(global wide *y, const int rounds, const real scale, const real shift) BODY
#undef wide

// Vectors of 4 with neighbouring work-items on neighbouring vectors, which suits GPUs; vectors of 16 in one run per work-item, for others.
kernel void op_copy_across(global WIDE(4) *y, global const WIDE(4) *a, const int count) {
    for (int i = get_global_id(0); i < count; i += get_global_size(0)) {
        y[i] = a[i];
    }
}

kernel void op_triad_across(
    global WIDE(4) *y, global const WIDE(4) *a, global const WIDE(4) *b, const real scale, const int count) {
    for (int i = get_global_id(0); i < count; i += get_global_size(0)) {
        y[i] = fma((WIDE(4))scale, b[i], a[i]);
    }
}

kernel void op_copy_along(global WIDE(16) *y, global const WIDE(16) *a, const int count) {
    const int each = count / get_global_size(0);
    const int first = get_global_id(0) * each;
    for (int i = first; i < first + each; i++) {
        y[i] = a[i];
    }
}

kernel void op_triad_along(
    global WIDE(16) *y, global const WIDE(16) *a, global const WIDE(16) *b, const real scale, const int count) {
    const int each = count / get_global_size(0);
    const int first = get_global_id(0) * each;
    for (int i = first; i < first + each; i++) {
        y[i] = fma((WIDE(16))scale, b[i], a[i]);
    }
}
