// What generated kernels of elementwise ops build on. An op's file states its function of one to three arguments, and whether it has
// constants, c or c and d; here it becomes a function of reals. See dualflow.device.opencl.lowering.FusedKernel.
#include "real.cl"

#define UNARY(NAME, EXPRESSION)              \
    static inline real f_##NAME(real x) {    \
        return EXPRESSION;                   \
    }
#define UNARY_WITH_CONSTANT(NAME, EXPRESSION)       \
    static inline real f_##NAME(real x, number c) { \
        return EXPRESSION;                          \
    }
#define UNARY_WITH_CONSTANTS(NAME, EXPRESSION)                \
    static inline real f_##NAME(real x, number c, number d) { \
        return EXPRESSION;                                    \
    }
#define BINARY(NAME, EXPRESSION)                  \
    static inline real f_##NAME(real a, real b) { \
        return EXPRESSION;                        \
    }
#define BINARY_WITH_CONSTANT(NAME, EXPRESSION)              \
    static inline real f_##NAME(real a, real b, number c) { \
        return EXPRESSION;                                  \
    }
#define BINARY_WITH_CONSTANTS(NAME, EXPRESSION)                       \
    static inline real f_##NAME(real a, real b, number c, number d) { \
        return EXPRESSION;                                            \
    }

#define TERNARY(NAME, EXPRESSION)                         \
    static inline real f_##NAME(real a, real b, real c) { \
        return EXPRESSION;                                \
    }

// The number of elements in a real; the load from, and the store to, an arbitrary address.
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
