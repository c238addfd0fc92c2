// The exact remainder of a division, in integers. On scalars only.
#include "elementary_branches.cl"

// The bits that a remainder below 2^REAL_FRACTION_BITS 2 leaves free in 64.
#define REMAINDER_STEP (63 - REAL_FRACTION_BITS)

// a - b trunc(a / b) for 0 < b <= a, both finite.
static inline real real_remainder_of_positive(real a, real b) {
    const ulong hidden = 1UL << REAL_FRACTION_BITS;
    const ulong bits_a = bits_of_real(a);
    const ulong bits_b = bits_of_real(b);
    int exponent_a = (int)(bits_a >> REAL_FRACTION_BITS);
    int exponent_b = (int)(bits_b >> REAL_FRACTION_BITS);
    // A subnormal number has the exponent of the least normal ones, and no hidden bit.
    const ulong a_whole = (bits_a & (hidden - 1)) | (exponent_a == 0 ? 0UL : hidden);
    const ulong b_whole = (bits_b & (hidden - 1)) | (exponent_b == 0 ? 0UL : hidden);
    exponent_a = max(exponent_a, 1);
    exponent_b = max(exponent_b, 1);
    ulong rest = a_whole % b_whole;
    for (int left = exponent_a - exponent_b; left > 0; left -= REMAINDER_STEP) {
        rest = (rest << min(left, REMAINDER_STEP)) % b_whole;
    }
    return real_scale((real)rest, exponent_b - REAL_EXPONENT_BIAS - REAL_FRACTION_BITS);
}

static inline real real_remainder(real a, real b) {
    const real size = fabs(a);
    const real divisor = fabs(b);
    if (!(size < REAL_INFINITY) || !(divisor > REAL(0.0))) {
        return REAL_NAN;
    }
    const real positive = size < divisor ? size : real_remainder_of_positive(size, divisor);
    if (positive == REAL(0.0)) {
        return copysign(positive, b);
    }
    const real rest = copysign(positive, a);
    return (rest < REAL(0.0)) == (b < REAL(0.0)) ? rest : rest + b;
}
