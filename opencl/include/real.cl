// The type `real`. The build defines REAL_IS_DOUBLE for float64. A product and a sum are never contracted to an fma unless the source
// says fma. The build has no option that relaxes arithmetic or flushes subnormal numbers. Divisions and roots go through divide() and
// square_root().
//
// In a source that defines REAL_IS_VECTOR, `real` is a 64-byte vector, and functions of reals without branches work on the vectors: a
// comparison gives a real_truth, by which ? : selects lane by lane.
#pragma OPENCL FP_CONTRACT OFF

#ifdef REAL_IS_DOUBLE
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
typedef double number;
#define REAL(literal) literal
#define REAL_INFINITY as_double(0x7ff0000000000000UL)
#define REAL_NAN as_double(0x7ff8000000000000UL)
#define REAL_MIN_NORMAL 0x1.0p-1022
#define REAL_FRACTION_BITS 52
#define REAL_EXPONENT_BIAS 1023
#else
typedef float number;
// A literal of the real type, so that a device without float64 never sees one: REAL(0.5) is 0.5f.
#define REAL(literal) literal##f
#define REAL_INFINITY as_float(0x7f800000U)
#define REAL_NAN as_float(0x7fc00000U)
#define REAL_MIN_NORMAL 0x1.0p-126f
#define REAL_FRACTION_BITS 23
#define REAL_EXPONENT_BIAS 127
#endif

// real_bits are the bits of a real, and a real_integer is a signed integer of the same size.
#if defined(REAL_IS_VECTOR) && defined(REAL_IS_DOUBLE)
typedef double8 real;
typedef ulong8 real_bits;
typedef long8 real_integer;
typedef long8 real_truth;
#define bits_of_real(x) as_ulong8((real)(x))
#define real_of_bits(bits) as_double8(bits)
#define bits_of_integer(k) as_ulong8(k)
#define integer_of_bits(bits) as_long8(bits)
#define real_of_integer(k) convert_double8(k)
#elif defined(REAL_IS_VECTOR)
typedef float16 real;
typedef uint16 real_bits;
typedef int16 real_integer;
typedef int16 real_truth;
#define bits_of_real(x) as_uint16((real)(x))
#define real_of_bits(bits) as_float16(bits)
#define bits_of_integer(k) as_uint16(k)
#define integer_of_bits(bits) as_int16(bits)
#define real_of_integer(k) convert_float16(k)
#else
typedef number real;
#ifdef REAL_IS_DOUBLE
typedef ulong real_bits;
typedef long real_integer;
#define bits_of_real(x) as_ulong(x)
#define real_of_bits(bits) as_double((ulong)(bits))
#else
typedef uint real_bits;
typedef int real_integer;
#define bits_of_real(x) as_uint(x)
#define real_of_bits(bits) as_float((uint)(bits))
#endif
typedef bool real_truth;
#define bits_of_integer(k) ((real_bits)(k))
#define integer_of_bits(bits) ((real_integer)(bits))
#define real_of_integer(k) ((real)(k))
#endif

#if defined(SIGN_ZEROS) && !defined(REAL_IS_DOUBLE)
// The device's fma returns the product where c is zero, so -0 for 0 (-1) + 0.
#define SIGNED_FMA(TYPE)                                                                    \
    static inline TYPE __attribute__((overloadable)) signed_fma(TYPE a, TYPE b, TYPE c) {   \
        return c == 0.0f ? a * b + c : fma(a, b, c);                                        \
    }
SIGNED_FMA(float)
SIGNED_FMA(float2)
SIGNED_FMA(float4)
SIGNED_FMA(float8)
SIGNED_FMA(float16)
#define fma signed_fma
#elif defined(REAL_IS_VECTOR)
// The built-in fma does not mix vectors and scalars; a function of one type does.
static inline real real_fma(real a, real b, real c) {
    return fma(a, b, c);
}
#undef fma
#define fma real_fma
#endif

// divide(a, b) and square_root(x), correctly rounded to nearest.
#include "division.cl"
