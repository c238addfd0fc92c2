// The elementary functions, built from plain arithmetic alone, so that every device gives the same bits.
//
// Step for step the same as ElementaryDouble.java and ElementaryFloat.java, which say why each step is there; the
// class Elementary documents the algorithms, their accuracy and their sources. The literals are those of
// reference-data/elementary/coefficients.csv. Needs real.cl before it, and works on vectors as well: none of these functions branches.

// ---- What depends on the format: constants and polynomials ----------------------------------------------

#ifdef REAL_IS_DOUBLE

// ln 2 = LN2_HIGH + LN2_LOW, where LN2_HIGH has so few bits that its product with an exponent is exact.
#define LN2_HIGH 0x1.62e42fefa3p-1
#define LN2_LOW 0x1.3de6af278ece6p-42
#define ONE_OVER_LN2 0x1.71547652b82fep0
// Adding this to a small number rounds the number to an integer, which is then in the last bits of the sum.
#define ROUNDER 0x1.8p52
// Beyond these arguments exp overflows to infinity or underflows to zero, and expm1 is -1.
#define EXP_OVERFLOW 720.0
#define EXP_UNDERFLOW -750.0
#define EXPM1_FLOOR -60.0
// The bits of sqrt(1/2), from which a positive number's exponent is counted.
#define SQRT_HALF_BITS 0x3fe6a09e667f3bcdUL
// A subnormal number is multiplied by SUBNORMAL_SCALE = 2^SUBNORMAL_SHIFT before its exponent is taken.
#define SUBNORMAL_SCALE 0x1.0p54
#define SUBNORMAL_SHIFT 54
// A sum of squares of numbers beyond LARGE may overflow, and below SMALL underflow; LOWERING and RAISING bring them to where neither does.
#define LARGE 0x1.0p450
#define SMALL 0x1.0p-450
#define LOWERING 0x1.0p-600
#define RAISING 0x1.0p600
// tanh is a polynomial below this argument, and erf one below 1.
#define TANH_SPLIT 0.5625
// Beyond ERF_END erf rounds to 1; log erfc is a polynomial in x - ERFC_CENTRE.
#define ERF_END 5.9375
#define ERFC_CENTRE 1.5

// (exp(r) - 1 - r) / r^2 for r within ln(2) / 2.
static inline real exp_polynomial(real r) {
    real p = 0x1.1ef03c85db3f6p-29;
    p = fma(p, r, 0x1.af5ef0af05895p-26);
    p = fma(p, r, 0x1.27e52fdd3211cp-22);
    p = fma(p, r, 0x1.71ddf85574f5ep-19);
    p = fma(p, r, 0x1.a01a017fe289dp-16);
    p = fma(p, r, 0x1.a01a01afd5de3p-13);
    p = fma(p, r, 0x1.6c16c16c1dba9p-10);
    p = fma(p, r, 0x1.111111110f705p-7);
    p = fma(p, r, 0x1.5555555555545p-5);
    p = fma(p, r, 0x1.5555555555559p-3);
    return fma(p, r, 0x1.0p-1);
}

// (log(1 + f) - 2 s) / s^3 with s = f / (2 + f) and z = s^2.
static inline real log_polynomial(real z) {
    real p = 0x1.2f05f356bd521p-3;
    p = fma(p, z, 0x1.39a1ad2963ecbp-3);
    p = fma(p, z, 0x1.74663f65bddb4p-3);
    p = fma(p, z, 0x1.c71c520736abdp-3);
    p = fma(p, z, 0x1.24924941f35d5p-2);
    p = fma(p, z, 0x1.999999997fd9dp-2);
    return fma(p, z, 0x1.5555555555592p-1);
}

// (tanh(x) - x) / x^3 with z = x^2, for x below TANH_SPLIT.
static inline real tanh_polynomial(real z) {
    real p = -0x1.3d9fc04d39624p-16;
    p = fma(p, z, 0x1.59a6465772ddbp-14);
    p = fma(p, z, -0x1.e81df55d3880ep-13);
    p = fma(p, z, 0x1.3462b77d93b8cp-11);
    p = fma(p, z, -0x1.7d8bda30ba7fep-10);
    p = fma(p, z, 0x1.d6d24d4b26669p-9);
    p = fma(p, z, -0x1.226e2d297f0d3p-7);
    p = fma(p, z, 0x1.664f484aa1921p-6);
    p = fma(p, z, -0x1.ba1ba1b93c2e7p-5);
    p = fma(p, z, 0x1.111111111032fp-3);
    return fma(p, z, -0x1.555555555554cp-2);
}

// erf(x) / x - 1 with z = x^2, for x below 1.
static inline real erf_polynomial(real z) {
    real p = -0x1.acdff90b8ebd8p-31;
    p = fma(p, z, 0x1.d784936618cc2p-27);
    p = fma(p, z, -0x1.5c16e30fb0d45p-23);
    p = fma(p, z, 0x1.b9827b1885f9bp-20);
    p = fma(p, z, -0x1.f4ca94990cb86p-17);
    p = fma(p, z, 0x1.f9a2bf73f0c68p-14);
    p = fma(p, z, -0x1.c02db072f3fep-11);
    p = fma(p, z, 0x1.565bccfa9a825p-8);
    p = fma(p, z, -0x1.b82ce312062bcp-6);
    p = fma(p, z, 0x1.ce2f21a041018p-4);
    p = fma(p, z, -0x1.812746b0379c2p-2);
    return fma(p, z, 0x1.06eba8214db68p-3);
}

// log(erfc(u + ERFC_CENTRE)) from 1 to ERF_END, as accurate as erf needs there.
static inline real log_erfc_polynomial(real u) {
    real p = -0x1.8ee52d0927f05p-43;
    p = fma(p, u, 0x1.0d1882b2b6394p-38);
    p = fma(p, u, -0x1.4db14be9a399dp-35);
    p = fma(p, u, 0x1.f8c2d76f2730ap-33);
    p = fma(p, u, -0x1.fe7722fc4fd6ep-31);
    p = fma(p, u, 0x1.46413d87b881fp-29);
    p = fma(p, u, -0x1.2db178d34b126p-30);
    p = fma(p, u, -0x1.de5811892cf97p-26);
    p = fma(p, u, 0x1.9d98f2a23aa41p-23);
    p = fma(p, u, -0x1.b7927c6eba832p-21);
    p = fma(p, u, 0x1.3e3586f4072e4p-19);
    p = fma(p, u, -0x1.63408bc2b5252p-19);
    p = fma(p, u, -0x1.790bc26d7fdbp-16);
    p = fma(p, u, 0x1.c4e86aa09071fp-13);
    p = fma(p, u, -0x1.4992623696df2p-10);
    p = fma(p, u, 0x1.89a87b48ff26cp-8);
    p = fma(p, u, -0x1.a71a4bde0173fp-6);
    p = fma(p, u, -0x1.c90827462a179p-1);
    p = fma(p, u, -0x1.c1206279e92bdp1);
    return fma(p, u, -0x1.b137096b18e96p1);
}

#else

// ln 2 = LN2_HIGH + LN2_LOW, where LN2_HIGH has so few bits that its product with an exponent is exact.
#define LN2_HIGH 0x1.62e4p-1f
#define LN2_LOW 0x1.7f7d1cp-20f
#define ONE_OVER_LN2 0x1.715476p0f
// Adding this to a small number rounds the number to an integer, which is then in the last bits of the sum.
#define ROUNDER 0x1.8p23f
// Beyond these arguments exp overflows to infinity or underflows to zero, and expm1 is -1.
#define EXP_OVERFLOW 90.0f
#define EXP_UNDERFLOW -105.0f
#define EXPM1_FLOOR -30.0f
// The bits of sqrt(1/2), from which a positive number's exponent is counted.
#define SQRT_HALF_BITS 0x3f3504f3U
// A subnormal number is multiplied by SUBNORMAL_SCALE = 2^SUBNORMAL_SHIFT before its exponent is taken.
#define SUBNORMAL_SCALE 0x1.0p24f
#define SUBNORMAL_SHIFT 24
// A sum of squares of numbers beyond LARGE may overflow, and below SMALL underflow; LOWERING and RAISING bring them to where neither does.
#define LARGE 0x1.0p40f
#define SMALL 0x1.0p-50f
#define LOWERING 0x1.0p-90f
#define RAISING 0x1.0p90f
// tanh is a polynomial below this argument, and erf one below 1.
#define TANH_SPLIT 0.5625f
// Beyond ERF_END erf rounds to 1; log erfc is a polynomial in x - ERFC_CENTRE.
#define ERF_END 3.9375f
#define ERFC_CENTRE 2.25f

// (exp(r) - 1 - r) / r^2 for r within ln(2) / 2.
static inline real exp_polynomial(real r) {
    real p = 0x1.9fc8e4p-13f;
    p = fma(p, r, 0x1.6d46a2p-10f);
    p = fma(p, r, 0x1.1111c6p-7f);
    p = fma(p, r, 0x1.5554ecp-5f);
    p = fma(p, r, 0x1.555554p-3f);
    return fma(p, r, 0x1.0p-1f);
}

// (log(1 + f) - 2 s) / s^3 with s = f / (2 + f) and z = s^2.
static inline real log_polynomial(real z) {
    real p = 0x1.e2f678p-3f;
    p = fma(p, z, 0x1.2438d8p-2f);
    p = fma(p, z, 0x1.999a7ap-2f);
    return fma(p, z, 0x1.555554p-1f);
}

// (tanh(x) - x) / x^3 with z = x^2, for x below TANH_SPLIT.
static inline real tanh_polynomial(real z) {
    real p = 0x1.34ef88p-9f;
    p = fma(p, z, -0x1.12a75p-7f);
    p = fma(p, z, 0x1.64ba8ep-6f);
    p = fma(p, z, -0x1.ba06c4p-5f);
    p = fma(p, z, 0x1.1110d2p-3f);
    return fma(p, z, -0x1.555554p-2f);
}

// erf(x) / x - 1 with z = x^2, for x below 1.
static inline real erf_polynomial(real z) {
    real p = 0x1.4ae49p-14f;
    p = fma(p, z, -0x1.a485d6p-11f);
    p = fma(p, z, 0x1.5419f2p-8f);
    p = fma(p, z, -0x1.b7fbb4p-6f);
    p = fma(p, z, 0x1.ce2d2p-4f);
    p = fma(p, z, -0x1.81273ep-2f);
    return fma(p, z, 0x1.06eba8p-3f);
}

// log(erfc(u + ERFC_CENTRE)) from 1 to ERF_END, as accurate as erf needs there.
static inline real log_erfc_polynomial(real u) {
    real p = 0x1.0e6518p-22f;
    p = fma(p, u, -0x1.5cc87cp-16f);
    p = fma(p, u, 0x1.a665b4p-14f);
    p = fma(p, u, -0x1.218462p-11f);
    p = fma(p, u, 0x1.6b9feap-9f);
    p = fma(p, u, -0x1.b4351ap-7f);
    p = fma(p, u, -0x1.dea7p-1f);
    p = fma(p, u, -0x1.3881aap2f);
    return fma(p, u, -0x1.a1c1e8p2f);
}

#endif

// ---- Parts of several functions --------------------------------------------------------------------------------

// 2^k for a normal result.
static inline real real_power_of_two(real_integer k) {
    return real_of_bits(bits_of_integer(k + REAL_EXPONENT_BIAS) << REAL_FRACTION_BITS);
}

// x 2^k, rounded only once even where the result is subnormal, since the first product is exact.
static inline real real_scale(real x, real_integer k) {
    real_integer half_k = k >> 1;
    return x * real_power_of_two(half_k) * real_power_of_two(k - half_k);
}

// The k that brings x 2^-k into [sqrt(1/2), sqrt(2)), for the bits of a positive normal x.
static inline real_integer real_exponent(real_bits bits) {
    return integer_of_bits(bits - SQRT_HALF_BITS) >> REAL_FRACTION_BITS;
}

// The real with these bits times 2^-k.
static inline real real_significand(real_bits bits, real_integer k) {
    return real_of_bits(bits - (bits_of_integer(k) << REAL_FRACTION_BITS));
}

// exp(high + low) for high from EXP_UNDERFLOW to EXP_OVERFLOW and a low that is small compared with 1.
static inline real real_exp_of_sum(real high, real low) {
    real shifted = fma(high, ONE_OVER_LN2, ROUNDER);
    real n = shifted - ROUNDER;
    real_integer k = integer_of_bits(bits_of_real(shifted) - bits_of_real(ROUNDER));
    real r = fma(n, -LN2_HIGH, high) + fma(n, -LN2_LOW, low);
    real p = REAL(1.0) + fma(r * r, exp_polynomial(r), r);
    return real_scale(p, k);
}

// k ln 2 + log(1 + f) + c for f from sqrt(1/2) - 1 to sqrt(2) - 1 and a c that is small compared with the rest.
static inline real real_log_of_product(real k, real f, real c) {
    real s = divide(f, REAL(2.0) + f);
    real z = s * s;
    real half_square = REAL(0.5) * f * f;
    real odd = s * fma(z, log_polynomial(z), half_square);
    return fma(k, LN2_HIGH, f - (half_square - (odd + fma(k, LN2_LOW, c))));
}

// The power of two that brings a positive number to where squares neither overflow nor underflow.
static inline real real_balance(real greatest) {
    return greatest > LARGE ? LOWERING : greatest < SMALL ? RAISING : REAL(1.0);
}

// ---- The functions ---------------------------------------------------------------------------------------------

static inline real real_exp(real x) {
    real clamped = x > EXP_OVERFLOW ? EXP_OVERFLOW : x < EXP_UNDERFLOW ? EXP_UNDERFLOW : x;
    return real_exp_of_sum(clamped, REAL(0.0));
}

static inline real real_expm1(real x) {
    real clamped = x > EXP_OVERFLOW ? EXP_OVERFLOW : x < EXPM1_FLOOR ? EXPM1_FLOOR : x;
    real shifted = fma(clamped, ONE_OVER_LN2, ROUNDER);
    real n = shifted - ROUNDER;
    real_integer k = integer_of_bits(bits_of_real(shifted) - bits_of_real(ROUNDER));
    real r1 = fma(n, -LN2_HIGH, clamped);
    real r2 = n * -LN2_LOW;
    real r = r1 + r2;
    real tail = fma(r * r, exp_polynomial(r), (r1 - r) + r2);
    // 2^k (expm1(r) + 1 - 2^-k), carrying along the rounding error of the first sum.
    real shift = REAL(1.0) - real_power_of_two(-(k < 100 ? k : 100));
    real sum = shift + r;
    real lost = r - (sum - shift);
    return x == REAL(0.0) ? x : real_scale(sum + (lost + tail), k);
}

static inline real real_log(real x) {
    real_truth subnormal = x < REAL_MIN_NORMAL;
    real_bits bits = bits_of_real(subnormal ? x * SUBNORMAL_SCALE : x);
    real_integer k = real_exponent(bits);
    real m = real_significand(bits, k);
    real y = real_log_of_product(real_of_integer(subnormal ? k - SUBNORMAL_SHIFT : k), m - REAL(1.0), REAL(0.0));
    real_truth regular = x > REAL(0.0) && x < REAL_INFINITY;
    return regular ? y : x == REAL(0.0) ? -REAL_INFINITY : x > REAL(0.0) ? x : REAL_NAN;
}

static inline real real_log1p(real x) {
    real u = REAL(1.0) + x;
    // 1 + x = u + lost exactly, and log(u + lost) = log u + lost / u.
    real lost = x < REAL(1.0) ? x - (u - REAL(1.0)) : REAL(1.0) - (u - x);
    real_bits bits = bits_of_real(u);
    real_integer k = real_exponent(bits);
    real m = real_significand(bits, k);
    real y = real_log_of_product(real_of_integer(k), k == 0 ? x : m - REAL(1.0), k == 0 ? REAL(0.0) : divide(lost, u));
    real_truth regular = x > REAL(-1.0) && x < REAL_INFINITY && x != REAL(0.0);
    return regular ? y : x == REAL(-1.0) ? -REAL_INFINITY : x > REAL(-1.0) ? x : REAL_NAN;
}

static inline real real_tanh(real x) {
    real ax = fabs(x);
    real z = x * x;
    real small = fma(x * z, tanh_polynomial(z), x);
    real large = REAL(1.0) - divide(REAL(2.0), real_exp(ax + ax) + REAL(1.0));
    return x == REAL(0.0) ? x : ax < TANH_SPLIT ? small : copysign(large, x);
}

static inline real real_sigmoid(real x) {
    real e = real_exp(-fabs(x));
    real numerator = x < REAL(0.0) ? e : REAL(1.0);
    real d = REAL(1.0) + e;
    real lost = e - (d - REAL(1.0));
    real q = divide(numerator, d);
    // The remainder of the quotient, divided by d: 1/d is q, or 1 - q where the numerator is e.
    real rest = fma(-q, d, numerator) - q * lost;
    return fma(rest, x < REAL(0.0) ? REAL(1.0) - q : q, q);
}

// x s, where s is the logistic function of x; see Silu.
static inline real real_silu_of(real x, real s) {
    return s == REAL(0.0) ? -s : x * s;
}

// Its slope, see SiluSlope.
static inline real real_silu_slope_of(real x, real s) {
    real r = real_sigmoid(-x);
    return s == REAL(0.0) ? -s : r == REAL(0.0) ? s : s * fma(x, r, REAL(1.0));
}

// The slope of the logistic function, see SigmoidSlope.
static inline real real_sigmoid_slope(real x) {
    real e = real_exp(-fabs(x));
    real d = REAL(1.0) + e;
    return divide(e, d * d);
}

static inline real real_softplus(real x) {
    return (x > REAL(0.0) ? x : REAL(0.0)) + real_log1p(real_exp(-fabs(x)));
}

static inline real real_erf(real x) {
    real ax = fabs(x);
    real small = fma(x, erf_polynomial(x * x), x);
    real u = (ax > ERF_END ? ERF_END : ax) - ERFC_CENTRE;
    real large = REAL(1.0) - real_exp_of_sum(log_erfc_polynomial(u), REAL(0.0));
    return ax < REAL(1.0) ? small : copysign(large, x);
}

// The slope of erf, see ErfSlope.
static inline real real_erf_slope(real x) {
    real square = x * x;
    real e = real_exp(-square);
    return e == REAL(0.0) ? e : REAL(0x1.20dd750429b6dp0) * fma(-fma(x, x, -square), e, e);
}
