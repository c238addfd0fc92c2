// a / b and the square root of x, correctly rounded to nearest. The build asks the device to round its own this way where it can be
// asked. Where they are not correctly rounded, the build defines DIVIDE_BY_FMA or ROOT_BY_FMA: then Newton's method refines a first
// approximation, and its remainder, which fma gives exactly, tells on which side the nearest number lies (P. Markstein, 1990). This is done
// on significands between 1/2 and 4, with exponents as integers, so nothing overflows or underflows in between, and it does not matter
// whether the device flushes subnormal numbers. Needs real.cl before it, and works on vectors as well.
#if defined(REAL_IS_DOUBLE) || !(defined(DIVIDE_BY_FMA) || defined(ROOT_BY_FMA))
#define OWN_DIVISION
#define OWN_ROOT
#else
#ifndef DIVIDE_BY_FMA
#define OWN_DIVISION
#endif
#ifndef ROOT_BY_FMA
#define OWN_ROOT
#endif

#define SIGN_BIT 0x80000000U
#define INFINITE 0x7f800000U
#define NOT_A_NUMBER 0x7fc00000U
#define ONE 0x3f800000U
#define FRACTION 0x007fffffU
#define LEADING 0x00800000U
#define BITS(n) ((real_bits)(n))
#define INTEGER(n) ((real_integer)(n))

// The 24-bit significand and the biased 8-bit exponent of a positive number, which may be subnormal; unspecified for others.
static inline real_bits significand_of(real_bits bits, real_integer *exponent) {
    const real_integer own = integer_of_bits(bits >> 23);
    const real_integer up = integer_of_bits(clz(bits)) - 8; // what a subnormal number lacks
    *exponent = own == 0 ? 1 - up : own;
    return own == 0 ? bits << bits_of_integer(up & 31) : (bits & FRACTION) | LEADING;
}

// The number from 1 to 2 with this significand.
static inline real unit_of(real_bits significand) {
    return real_of_bits((significand & FRACTION) | ONE);
}
#endif

#ifdef OWN_DIVISION
static inline real divide(real a, real b) {
    return a / b;
}
#else
// Significand and exponent as the bits of a real, rounded half to even where that is subnormal: they are first truncated to at most the
// exact value, and `more` says whether anything is left.
static inline real_bits subnormal_of(real_bits significand, real_integer exponent, real_truth more) {
    const real_integer right = 1 - exponent;
    const real_bits shift = bits_of_integer(right < 1 ? INTEGER(1) : right > 26 ? INTEGER(26) : right);
    const real_bits kept = significand >> shift;
    const real_bits lost = significand - (kept << shift);
    const real_bits half_of_last = BITS(1) << (shift - 1U);
    const real_truth up = lost > half_of_last || (lost == half_of_last && (more || (kept & 1U) != 0U));
    return kept + (up ? BITS(1) : BITS(0));
}

static inline real divide(real a, real b) {
    const real_bits sign = (bits_of_real(a) ^ bits_of_real(b)) & SIGN_BIT;
    const real_bits size_a = bits_of_real(a) & ~SIGN_BIT;
    const real_bits size_b = bits_of_real(b) & ~SIGN_BIT;
    real_integer exponent_a, exponent_b;
    const real n = unit_of(significand_of(size_a, &exponent_a));
    const real d = unit_of(significand_of(size_b, &exponent_b));
    // m / d is from 1 to 2.
    const real m = n < d ? n + n : n;
    const real_integer exponent = exponent_a - exponent_b + 127 - (n < d ? INTEGER(1) : INTEGER(0));
    // 1 / d to within 1/17, then to within a rounding error.
    real y = fma(d, (real)(-8.0f / 17.0f), (real)(24.0f / 17.0f));
    y = fma(fma(-d, y, (real)1.0f), y, y);
    y = fma(fma(-d, y, (real)1.0f), y, y);
    y = fma(fma(-d, y, (real)1.0f), y, y);
    real q = m * y;
    q = fma(fma(-d, q, m), y, q);
    // Within an ulp of 2^-23: at the nearest number the remainder is at most half an ulp times d.
    const real rest = fma(-d, q, m);
    const real half_ulp = d * 0x1.0p-24f;
    q = rest > half_ulp ? q + 0x1.0p-23f : rest < -half_ulp ? q - 0x1.0p-23f : q;
    const real left = fma(-d, q, m);
    const real_bits fraction = bits_of_real(q) - ONE; // 2 carries into the exponent
    const real_bits normal = (bits_of_integer(exponent) << 23) + fraction;
    const real_bits below = fraction + LEADING - (left < 0.0f ? BITS(1) : BITS(0));
    const real_bits finite = exponent > 254 ? BITS(INFINITE) : exponent > 0 ? normal : subnormal_of(below, exponent, left != 0.0f);
    const real_bits of_usual = size_b == 0U || size_a == INFINITE ? BITS(INFINITE) : finite;
    const real_bits size = size_a == 0U || size_b == INFINITE ? BITS(0) : of_usual;
    const real_truth none = size_a > INFINITE || size_b > INFINITE || (size_a == 0U && size_b == 0U)
        || (size_a == INFINITE && size_b == INFINITE);
    return real_of_bits(none ? BITS(NOT_A_NUMBER) : sign | size);
}
#endif

#ifdef OWN_ROOT
static inline real square_root(real x) {
    return sqrt(x);
}
#else
static inline real square_root(real x) {
    const real_bits size = bits_of_real(x) & ~SIGN_BIT;
    real_integer exponent;
    const real n = unit_of(significand_of(size, &exponent));
    // m is from 1 to 4, with an exponent of 127 plus twice that of the result.
    const real m = (exponent & 1) == 0 ? n + n : n;
    // 1 / sqrt(m) to within 0.09, then to within a few rounding errors.
    real y = fma(m, (real)-0.15234f, (real)1.0664f);
    const real half_m = 0.5f * m;
    y = fma(fma(-half_m * y, y, (real)0.5f), y, y);
    y = fma(fma(-half_m * y, y, (real)0.5f), y, y);
    y = fma(fma(-half_m * y, y, (real)0.5f), y, y);
    real s = m * y;
    s = fma(fma(-s, s, m), 0.5f * y, s);
    // Within an ulp of 2^-23: (s + ulp / 2)^2 = s^2 + s ulp plus less than a unit of the remainder.
    const real rest = fma(-s, s, m);
    const real step = s * 0x1.0p-23f;
    s = rest > step ? s + 0x1.0p-23f : rest <= -step ? s - 0x1.0p-23f : s;
    const real_bits root = bits_of_real(s) - ONE + (bits_of_integer(((exponent - 127) >> 1) + 127) << 23);
    const real_truth none = bits_of_real(x) > SIGN_BIT;
    return real_of_bits(size == 0U || size >= INFINITE ? (none ? BITS(NOT_A_NUMBER) : bits_of_real(x)) : none ? BITS(NOT_A_NUMBER) : root);
}
#endif
