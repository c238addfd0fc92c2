// What generated kernels of elementwise ops stand on. An op's file states its function of one to three numbers, and whether there is
// a constant c; here it becomes a function of reals. See dualflow.device.opencl.FusedKernel.
#include "real.cl"

#define UNARY(NAME, EXPRESSION)              \
    static inline real f_##NAME(real x) {    \
        return EXPRESSION;                   \
    }
#define UNARY_WITH_CONSTANT(NAME, EXPRESSION)       \
    static inline real f_##NAME(real x, number c) { \
        return EXPRESSION;                          \
    }
#define BINARY(NAME, EXPRESSION)                  \
    static inline real f_##NAME(real a, real b) { \
        return EXPRESSION;                        \
    }

#define TERNARY(NAME, EXPRESSION)                         \
    static inline real f_##NAME(real a, real b, real c) { \
        return EXPRESSION;                                \
    }

// How many numbers a real has; those from some place in memory on, and to there.
#define WIDTH ((int)(sizeof(real) / sizeof(number)))

#ifdef REAL_IS_VECTOR
typedef real real_anywhere __attribute__((aligned(sizeof(number))));
#else
typedef real real_anywhere;
#endif

static inline real load(global const number *from) {
    return *(global const real_anywhere *)from;
}

static inline void store(global number *to, real x) {
    *(global real_anywhere *)to = x;
}
