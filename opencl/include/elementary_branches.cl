// The elementary functions that branch: sin, cos and pow. As in elementary.cl, but on scalars only.
#include "elementary.cl"

#ifdef REAL_IS_DOUBLE

// pi/2 = HALF_PI_HIGH + HALF_PI_LOW.
#define HALF_PI_HIGH 0x1.921fb54442d18p0
#define HALF_PI_LOW 0x1.1a62633145c07p-54
#define EIGHTH_TURN 0x1.921fb54442d18p-1
// 2/3 = TWO_THIRDS_HIGH + TWO_THIRDS_LOW.
#define TWO_THIRDS_HIGH 0x1.5555555555555p-1
#define TWO_THIRDS_LOW 0x1.5555555555555p-55

// ((log(1 + f) - 2 s) / s^3 - 2/3) / s^2 with s = f / (2 + f) and z = s^2.
static inline real pow_log_polynomial(real z) {
    real p = 0x1.0e423c27551ecp-3;
    p = fma(p, z, 0x1.0f7ff64d9e7e6p-3);
    p = fma(p, z, 0x1.3b1eeb7962572p-3);
    p = fma(p, z, 0x1.745ce9e69bbe4p-3);
    p = fma(p, z, 0x1.c71c722d5cd8ap-3);
    p = fma(p, z, 0x1.2492492457dc5p-2);
    return fma(p, z, 0x1.9999999999b3p-2);
}

// (sin(r) - r) / r^3 with z = r^2, for r up to pi/4.
static inline real sin_polynomial(real z) {
    real p = 0x1.5d932a2dddf11p-33;
    p = fma(p, z, -0x1.ae5e66c534c26p-26);
    p = fma(p, z, 0x1.71de35786417ap-19);
    p = fma(p, z, -0x1.a01a019c125f9p-13);
    p = fma(p, z, 0x1.111111110f881p-7);
    return fma(p, z, -0x1.5555555555549p-3);
}

// (cos(r) - 1 + r^2 / 2) / r^4 with z = r^2, for r up to pi/4.
static inline real cos_polynomial(real z) {
    real p = -0x1.8faed58e0e677p-37;
    p = fma(p, z, 0x1.1ee9ec53f5ecep-29);
    p = fma(p, z, -0x1.27e4f80a885p-22);
    p = fma(p, z, 0x1.a01a019cb287ep-16);
    p = fma(p, z, -0x1.6c16c16c15185p-10);
    return fma(p, z, 0x1.555555555554cp-5);
}

// The bits of 2/pi after the binary point, preceded by 64 zeros.
constant ulong TWO_OVER_PI[20] = {
    0x0000000000000000UL, 0xa2f9836e4e441529UL, 0xfc2757d1f534ddc0UL, 0xdb6295993c439041UL,
    0xfe5163abdebbc561UL, 0xb7246e3a424dd2e0UL, 0x06492eea09d1921cUL, 0xfe1deb1cb129a73eUL,
    0xe88235f52ebb4484UL, 0xe99c7026b45f7e41UL, 0x3991d639835339f4UL, 0x9c845f8bbdf9283bUL,
    0x1ff897ffde05980fUL, 0xef2f118b5a0a6d1fUL, 0x6d367ecf27cb09b7UL, 0x4f463f669e5fea2dUL,
    0x7527bac7ebe5f17bUL, 0x3d0739f78a5292eaUL, 0x6bfb5fb11f8d5d08UL, 0x56033046fc7b6babUL
};

// The upper 64 bits of the 128-bit number (high, low) shifted left by fewer than 64 places. The upper bits of low are brought down by a
// product: clang would turn two shifts into a funnel shift, which Oclgrind does not support.
static inline ulong shifted_left(ulong high, ulong low, int places) {
    return (high << places) | mul_hi(low, 1UL << places);
}

// 64 bits of TWO_OVER_PI from the given word and bit on.
static inline ulong two_over_pi_window(int word, int offset) {
    return shifted_left(TWO_OVER_PI[word], TWO_OVER_PI[word + 1], offset);
}

// x minus its whole quarter turns, as the sum r + r_low, for a finite, non-negative x; returns the number of quarter turns modulo 4.
// Payne-Hanek reduction, in integers: see ElementaryDouble.reduce.
static inline int real_reduce(real x, real *r_high, real *r_low) {
    if (x <= EIGHTH_TURN) {
        *r_high = x;
        *r_low = 0.0;
        return 0;
    }
    ulong bits = as_ulong(x);
    ulong m = (bits & 0xfffffffffffffUL) | 0x10000000000000UL;
    int first = (int)(bits >> 52) - 1013;
    int word = first >> 6;
    int offset = first & 63;
    ulong w0 = two_over_pi_window(word, offset);
    ulong w1 = two_over_pi_window(word + 1, offset);
    ulong w2 = two_over_pi_window(word + 2, offset);
    ulong carried = mul_hi(m, w2);
    ulong low = m * w1 + carried;
    ulong high = m * w0 + mul_hi(m, w1) + (low < carried ? 1UL : 0UL);
    // Round to the nearest quarter turn: what is left is a signed fraction of 126 bits.
    ulong quarters = (high + (1UL << 61)) >> 62;
    high -= quarters << 62;
    bool negative = (high >> 63) != 0;
    if (negative) {
        low = 0UL - low;
        high = ~high + (low == 0 ? 1UL : 0UL);
    }
    int zeros = (int)clz(high);
    ulong a = shifted_left(high, low, zeros);
    ulong b = low << zeros;
    // The leading 53 bits and the 53 after them.
    real fraction = (real)(a >> 11) * as_double((ulong)(1023 - 51 - zeros) << 52);
    real fraction_low = (real)(shifted_left(a, b, 53) >> 11) * as_double((ulong)(1023 - 104 - zeros) << 52);
    real r = fraction * HALF_PI_HIGH;
    real low_r = fma(fraction, HALF_PI_HIGH, -r) + fma(fraction, HALF_PI_LOW, fraction_low * HALF_PI_HIGH);
    *r_high = negative ? -r : r;
    *r_low = negative ? -low_r : low_r;
    return (int)(quarters & 3);
}

#else

// pi/2 = HALF_PI_HIGH + HALF_PI_LOW, and pi/2 2^-62 = QUARTER_UNIT_HIGH + QUARTER_UNIT_LOW.
#define HALF_PI_HIGH 0x1.921fb4p0f
#define HALF_PI_LOW 0x1.4442d2p-24f
#define QUARTER_UNIT_HIGH (HALF_PI_HIGH * 0x1.0p-62f)
#define QUARTER_UNIT_LOW (HALF_PI_LOW * 0x1.0p-62f)
#define EIGHTH_TURN 0x1.921fb6p-1f
// 2/3 = TWO_THIRDS_HIGH + TWO_THIRDS_LOW.
#define TWO_THIRDS_HIGH 0x1.555556p-1f
#define TWO_THIRDS_LOW -0x1.555556p-26f

// ((log(1 + f) - 2 s) / s^3 - 2/3) / s^2 with s = f / (2 + f) and z = s^2.
static inline real pow_log_polynomial(real z) {
    real p = 0x1.df9bfep-3f;
    p = fma(p, z, 0x1.24529ep-2f);
    return fma(p, z, 0x1.999ap-2f);
}

// (sin(r) - r) / r^3 with z = r^2, for r up to pi/4.
static inline real sin_polynomial(real z) {
    real p = -0x1.994ed6p-13f;
    p = fma(p, z, 0x1.11076p-7f);
    return fma(p, z, -0x1.555546p-3f);
}

// (cos(r) - 1 + r^2 / 2) / r^4 with z = r^2, for r up to pi/4.
static inline real cos_polynomial(real z) {
    real p = 0x1.9a029cp-16f;
    p = fma(p, z, -0x1.6c0c8cp-10f);
    return fma(p, z, 0x1.55554ap-5f);
}

// The bits of 2/pi after the binary point, preceded by 32 zeros.
constant uint TWO_OVER_PI[8] = {
    0x00000000U, 0xa2f9836eU, 0x4e441529U, 0xfc2757d1U,
    0xf534ddc0U, 0xdb629599U, 0x3c439041U, 0xfe5163abU
};

// 32 bits of TWO_OVER_PI from the given word and bit on.
static inline ulong two_over_pi_window(int word, int offset) {
    ulong pair = ((ulong)TWO_OVER_PI[word] << 32) | (ulong)TWO_OVER_PI[word + 1];
    return (pair << offset) >> 32;
}

// x minus its whole quarter turns, as the sum r + r_low, for a finite, non-negative x; returns the number of quarter turns modulo 4.
// Payne-Hanek reduction, in integers: see ElementaryFloat.reduce.
static inline int real_reduce(real x, real *r_high, real *r_low) {
    if (x <= EIGHTH_TURN) {
        *r_high = x;
        *r_low = 0.0f;
        return 0;
    }
    uint bits = as_uint(x);
    ulong m = (ulong)((bits & 0x7fffffU) | 0x800000U);
    int first = (int)(bits >> 23) - 120;
    int word = first >> 5;
    int offset = first & 31;
    ulong w0 = two_over_pi_window(word, offset);
    ulong w1 = two_over_pi_window(word + 1, offset);
    ulong w2 = two_over_pi_window(word + 2, offset);
    ulong product = m * ((w0 << 32) | w1) + ((m * w2) >> 32);
    // Round to the nearest quarter turn: what is left is a signed fraction of 62 bits.
    ulong quarters = (product + (1UL << 61)) >> 62;
    long left = (long)(product - (quarters << 62));
    real fraction = (real)left;
    real fraction_low = (real)(left - (long)fraction);
    real r = fraction * QUARTER_UNIT_HIGH;
    *r_high = r;
    *r_low = fma(fraction, QUARTER_UNIT_HIGH, -r) + fma(fraction, QUARTER_UNIT_LOW, fraction_low * QUARTER_UNIT_HIGH);
    return (int)(quarters & 3);
}

#endif

// log x as a sum high + low, for a positive finite x; the function returns high.
static inline real real_log_as_sum(real x, real *low) {
    bool subnormal = x < REAL_MIN_NORMAL;
    real_bits bits = bits_of_real(subnormal ? x * SUBNORMAL_SCALE : x);
    real_integer exponent = real_exponent(bits);
    real f = real_significand(bits, exponent) - REAL(1.0);
    real k = (real)(subnormal ? exponent - SUBNORMAL_SHIFT : exponent);
    // s = f / (2 + f), its square z and its cube w, each with its rounding error.
    real d = REAL(2.0) + f;
    real d_low = f - (d - REAL(2.0));
    real s = divide(f, d);
    real s_low = divide(fma(-s, d, f) - s * d_low, d);
    real z = s * s;
    real z_low = fma(s, s, -z) + REAL(2.0) * s * s_low;
    real w = s * z;
    real w_low = fma(s, z, -w) + fma(s, z_low, s_low * z);
    // log(1 + f) = 2 s + s^3 (2/3 + z (2/5 + ...)).
    real rest = z * pow_log_polynomial(z);
    real c = TWO_THIRDS_HIGH + rest;
    real c_low = (rest - (c - TWO_THIRDS_HIGH)) + TWO_THIRDS_LOW;
    real v = w * c;
    real v_low = fma(w, c, -v) + fma(w, c_low, w_low * c);
    real two_s = REAL(2.0) * s;
    real h = two_s + v;
    real h_low = (v - (h - two_s)) + fma(REAL(2.0), s_low, v_low);
    real k_ln2 = k * LN2_HIGH;
    real high = k_ln2 + h;
    *low = (h - (high - k_ln2)) + fma(k, LN2_LOW, h_low);
    return high;
}

// sin(r + low) for an angle of at most an eighth turn.
static inline real real_sin_near_zero(real r, real low) {
    real z = r * r;
    return r + fma(r * z, sin_polynomial(z), low * fma(REAL(-0.5), z, REAL(1.0)));
}

// cos(r + low) for an angle of at most an eighth turn.
static inline real real_cos_near_zero(real r, real low) {
    real z = r * r;
    real half_z = REAL(0.5) * z;
    real head = REAL(1.0) - half_z;
    real lost = (REAL(1.0) - head) - half_z;
    return head + (lost + fma(z * z, cos_polynomial(z), -(r * low)));
}

static inline real real_sin(real x) {
    if (!(fabs(x) < REAL_INFINITY)) {
        return REAL_NAN;
    }
    real r;
    real low;
    int quarters = real_reduce(fabs(x), &r, &low);
    real y = (quarters & 1) == 0 ? real_sin_near_zero(r, low) : real_cos_near_zero(r, low);
    bool negative = ((quarters & 2) != 0) != (x < REAL(0.0));
    return x == REAL(0.0) ? x : negative ? -y : y;
}

static inline real real_cos(real x) {
    if (!(fabs(x) < REAL_INFINITY)) {
        return REAL_NAN;
    }
    real r;
    real low;
    int quarters = real_reduce(fabs(x), &r, &low);
    real y = (quarters & 1) == 0 ? real_cos_near_zero(r, low) : real_sin_near_zero(r, low);
    return ((quarters + 1) & 2) != 0 ? -y : y;
}

// exp(y log x) for x from 0 to infinity except 1, and y except 0.
static inline real real_pow_of_positive(real x, real y) {
    real log_low = REAL(0.0);
    real log_high = x == REAL(0.0) ? -REAL_INFINITY : x;
    if (x != REAL(0.0) && x != REAL_INFINITY) {
        log_high = real_log_as_sum(x, &log_low);
    }
    real high = y * log_high;
    real low = fma(y, log_high, -high) + y * log_low;
    bool over = high > EXP_OVERFLOW;
    bool under = high < EXP_UNDERFLOW;
    return real_exp_of_sum(over ? EXP_OVERFLOW : under ? EXP_UNDERFLOW : high, over || under ? REAL(0.0) : low);
}

static inline real real_pow(real x, real y) {
    if (y == REAL(0.0) || x == REAL(1.0)) {
        return REAL(1.0);
    }
    real ax = fabs(x);
    bool whole = floor(y) == y;
    bool odd = whole && floor(y * REAL(0.5)) != y * REAL(0.5);
    real magnitude = ax == REAL(1.0) ? REAL(1.0) : real_pow_of_positive(ax, y);
    bool negative = (real_integer)bits_of_real(x) < 0;
    if (isnan(x) || isnan(y) || (x < REAL(0.0) && ax < REAL_INFINITY && !whole)) {
        return REAL_NAN;
    }
    return negative && odd ? -magnitude : magnitude;
}

#define MAX_IN_EXPONENT 16

// The dominant term where the logarithm or the exponent is infinite.
static inline real leading_term(const real *c, const int j, const real log_a) {
    int m = 0;
    while (m < j && c[m] == REAL(0.0)) {
        m++;
    }
    real term = c[m];
    for (int k = m + 1; k <= j; k++) {
        term *= log_a;
    }
    return term;
}

// The derivative of a^b, i times in a and j times in b: step for step as in PowPartial.java.
static inline real real_pow_partial(const real a, const real b, const int i, const int j) {
    real c[MAX_IN_EXPONENT + 1];
    c[0] = REAL(1.0);
    for (int m = 1; m <= j; m++) {
        c[m] = REAL(0.0);
    }
    for (int r = 0; r < i; r++) {
        for (int m = j; m > 0; m--) {
            c[m] = fma(c[m], b - (real)r, (real)m * c[m - 1]);
        }
        c[0] *= b - (real)r;
    }
    real binomial = REAL(1.0);
    for (int m = 1; m <= j; m++) {
        binomial = divide(binomial * (real)(j - m + 1), (real)m);
        c[m] *= binomial;
    }
    if (j == 0 && c[0] == REAL(0.0)) {
        return REAL(0.0);
    }
    const bool whole = floor(b) == b;
    if (isnan(a) || isnan(b) || (a < REAL(0.0) && (j > 0 || !whole))) {
        return REAL_NAN;
    }
    const bool odd = whole && (floor(b * REAL(0.5)) != b * REAL(0.5)) != (i % 2 != 0);
    const real size = fabs(a);
    const real exponent = b - (real)i;
    const real power = real_pow(size, exponent);
    const real log_a = real_log(size);
    real y;
    if (isinf(log_a) || isinf(b)) {
        y = power == REAL(0.0) ? REAL(0.0) : leading_term(c, j, log_a) * power;
    } else {
        const real moved = exponent - b;
        const real lost = (b - (exponent - moved)) - ((real)i + moved);
        const bool in_range = power >= REAL_MIN_NORMAL && power < REAL_INFINITY;
        real factor = in_range ? power : real_pow(size, exponent * REAL(0.5));
        if (factor < REAL_INFINITY) {
            factor = fma(factor, (in_range ? lost : lost * REAL(0.5)) * log_a, factor);
        }
        real sum = c[0];
        for (int m = 1; m <= j; m++) {
            sum = log_a == REAL(0.0) ? c[m] : fma(sum, log_a, c[m]);
        }
        y = factor == REAL(0.0) ? REAL(0.0) : sum * factor * (in_range ? REAL(1.0) : factor);
    }
    return j == 0 && odd && (real_integer)bits_of_real(a) < 0 ? -y : y;
}
