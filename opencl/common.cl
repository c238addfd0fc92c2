// What every kernel starts with: one real type, and arithmetic that is the same on every device.
//
// Build options: -cl-fp32-correctly-rounded-divide-sqrt always, -D REAL_IS_DOUBLE for float64, and never
// -cl-fast-relaxed-math, -cl-mad-enable or -cl-denorms-are-zero. Products are fused only where a kernel says fma.

#pragma OPENCL FP_CONTRACT OFF

#ifdef REAL_IS_DOUBLE

#pragma OPENCL EXTENSION cl_khr_fp64 : enable
typedef double real;
typedef double2 real2;
typedef double4 real4;
typedef double8 real8;
typedef double16 real16;
typedef ulong real_bits;     // the bits of a real
typedef long real_integer;   // a signed integer of the same size

#define REAL(literal) literal
#define bits_of_real(x) as_ulong(x)
#define real_of_bits(bits) as_double((ulong)(bits))
#define REAL_INFINITY as_double(0x7ff0000000000000UL)
#define REAL_NAN as_double(0x7ff8000000000000UL)
#define REAL_MIN_NORMAL 0x1.0p-1022
#define REAL_FRACTION_BITS 52
#define REAL_EXPONENT_BIAS 1023

#else

typedef float real;
typedef float2 real2;
typedef float4 real4;
typedef float8 real8;
typedef float16 real16;
typedef uint real_bits;      // the bits of a real
typedef int real_integer;    // a signed integer of the same size

// A literal of the real type, so that a device without float64 never meets one: REAL(0.5) is 0.5f.
#define REAL(literal) literal##f
#define bits_of_real(x) as_uint(x)
#define real_of_bits(bits) as_float((uint)(bits))
#define REAL_INFINITY as_float(0x7f800000U)
#define REAL_NAN as_float(0x7fc00000U)
#define REAL_MIN_NORMAL 0x1.0p-126f
#define REAL_FRACTION_BITS 23
#define REAL_EXPONENT_BIAS 127

#endif
