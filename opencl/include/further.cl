// Further elementary functions: tan, sinh, cosh, log2 and cbrt. Step for step the same as ElementaryFurtherDouble.java and
// ElementaryFurtherFloat.java; on scalars only. Needs elementary_branches.cl before it.

#ifdef REAL_IS_DOUBLE

// 1/ln 2 = ONE_OVER_LN2 + ONE_OVER_LN2_LOW.
#define ONE_OVER_LN2_LOW 0x1.777d0ffda0d24p-56
// The cube roots of 2 and 4, as accurate as a first guess needs.
#define CBRT_2 0x1.428a2f98d728bp0
#define CBRT_4 0x1.965fea53d6e3dp0

// (tan(r) - r) / r^3 with z = r^2, for r up to pi/4.
static inline real tan_polynomial(real z) {
    real p = 0x1.60da50c592721p-16;
    p = fma(p, z, -0x1.7e8aaa0aad627p-15);
    p = fma(p, z, 0x1.7d0be0c519ccbp-14);
    p = fma(p, z, -0x1.d53116f0bef4cp-16);
    p = fma(p, z, 0x1.20c37ff7495cep-13);
    p = fma(p, z, 0x1.d11f84adf0b92p-13);
    p = fma(p, z, 0x1.38186e928c9aap-11);
    p = fma(p, z, 0x1.7d57a38a207b6p-10);
    p = fma(p, z, 0x1.d6d98629db1bfp-9);
    p = fma(p, z, 0x1.226e0ff1ecf8cp-7);
    p = fma(p, z, 0x1.664f49bf91936p-6);
    p = fma(p, z, 0x1.ba1ba1b3e83aep-5);
    p = fma(p, z, 0x1.1111111118e8cp-3);
    return fma(p, z, 0x1.55555555554e6p-2);
}

// (sinh(x) - x) / x^3 with z = x^2, for x below SINH_SPLIT.
static inline real sinh_polynomial(real z) {
    real p = 0x1.b4cf82854c101p-41;
    p = fma(p, z, 0x1.611a3a0142bp-33);
    p = fma(p, z, 0x1.ae646766d4908p-26);
    p = fma(p, z, 0x1.71de3a45f6d0ap-19);
    p = fma(p, z, 0x1.a01a01a0292p-13);
    p = fma(p, z, 0x1.11111111110a1p-7);
    return fma(p, z, 0x1.5555555555556p-3);
}

// The cube root of m from 1 to 2, as accurate as a first guess needs.
static inline real cbrt_polynomial(real m) {
    real p = 0x1.7a8bf9c2a27fap-6;
    p = fma(p, m, -0x1.4dc293627199ep-3);
    p = fma(p, m, 0x1.2c9a2b49b03f1p-1);
    return fma(p, m, 0x1.1b0ba961ff1ep-1);
}

#else

// 1/ln 2 = ONE_OVER_LN2 + ONE_OVER_LN2_LOW.
#define ONE_OVER_LN2_LOW 0x1.4ae0cp-26f
// The cube roots of 2 and 4, as accurate as a first guess needs.
#define CBRT_2 0x1.428a3p0f
#define CBRT_4 0x1.965feap0f

// (tan(r) - r) / r^3 with z = r^2, for r up to pi/4.
static inline real tan_polynomial(real z) {
    real p = 0x1.213d14p-8f;
    p = fma(p, z, 0x1.5ff402p-17f);
    p = fma(p, z, 0x1.6538c8p-7f);
    p = fma(p, z, 0x1.5c3f3ep-6f);
    p = fma(p, z, 0x1.bae782p-5f);
    p = fma(p, z, 0x1.110d48p-3f);
    return fma(p, z, 0x1.555562p-2f);
}

// (sinh(x) - x) / x^3 with z = x^2, for x below SINH_SPLIT.
static inline real sinh_polynomial(real z) {
    real p = 0x1.7a2672p-19f;
    p = fma(p, z, 0x1.9ffe12p-13f);
    p = fma(p, z, 0x1.111136p-7f);
    return fma(p, z, 0x1.555556p-3f);
}

// The cube root of m from 1 to 2, as accurate as a first guess needs.
static inline real cbrt_polynomial(real m) {
    real p = 0x1.7a8bfap-6f;
    p = fma(p, m, -0x1.4dc294p-3f);
    p = fma(p, m, 0x1.2c9a2cp-1f);
    return fma(p, m, 0x1.1b0baap-1f);
}

#endif

// sinh is a polynomial below this argument.
#define SINH_SPLIT REAL(1.0)

static inline real real_tan(real x) {
    if (!(fabs(x) < REAL_INFINITY)) {
        return REAL_NAN;
    }
    real r;
    real r_low;
    int quarters = real_reduce(fabs(x), &r, &r_low);
    real z = r * r;
    real cubic = r * z * tan_polynomial(z);
    real rough = r + cubic;
    real rest = fma(r_low, fma(rough, rough, REAL(1.0)), cubic);
    real high = r + rest;
    real low = rest - (high - r);
    // On odd quarters -1 / (high + low): the quotient, and its correction by what it leaves.
    real q = divide(REAL(1.0), high);
    real y = (quarters & 1) == 0 ? high : -fma(q, fma(-high, q, REAL(1.0)) - low * q, q);
    return x == REAL(0.0) ? x : x < REAL(0.0) ? -y : y;
}

// e^x / 2 for x from 0 on, as the sum of the result and low.
static inline real real_half_of_exp(real x, real *half_low) {
    real clamped = x > EXP_OVERFLOW ? EXP_OVERFLOW : x;
    real shifted = fma(clamped, ONE_OVER_LN2, ROUNDER);
    real n = shifted - ROUNDER;
    real_integer k = integer_of_bits(bits_of_real(shifted) - bits_of_real(ROUNDER));
    real r1 = fma(n, -LN2_HIGH, clamped);
    real r2 = n * -LN2_LOW;
    real r = r1 + r2;
    real tail = fma(r * r, exp_polynomial(r), (r1 - r) + r2);
    real head = REAL(1.0) + r;
    real rest = (r - (head - REAL(1.0))) + tail;
    real high = head + rest;
    real low = rest - (high - head);
    *half_low = real_scale(low, k - 1);
    return real_scale(high, k - 1);
}

static inline real real_sinh(real x) {
    real ax = fabs(x);
    real z = x * x;
    real small = fma(x * z, sinh_polynomial(z), x);
    real low;
    real high = real_half_of_exp(ax, &low);
    real inverse = divide(REAL(0.25), high);
    real sum = high - inverse;
    real lost = (high - sum) - inverse;
    real slope = fma(REAL(4.0) * inverse, inverse, REAL(1.0));
    real large = high == REAL_INFINITY ? high : sum + fma(low, slope, lost);
    return x == REAL(0.0) ? x : ax < SINH_SPLIT ? small : copysign(large, x);
}

static inline real real_cosh(real x) {
    real low;
    real high = real_half_of_exp(fabs(x), &low);
    real inverse = divide(REAL(0.25), high);
    real sum = high + inverse;
    real lost = (high - sum) + inverse;
    real slope = fma(REAL(-4.0) * inverse, inverse, REAL(1.0));
    return high == REAL_INFINITY ? high : sum + fma(low, slope, lost);
}

static inline real real_log2(real x) {
    bool subnormal = x < REAL_MIN_NORMAL;
    real_bits bits = bits_of_real(subnormal ? x * SUBNORMAL_SCALE : x);
    real_integer exponent = real_exponent(bits);
    real f = real_significand(bits, exponent) - REAL(1.0);
    real k = real_of_integer(subnormal ? exponent - SUBNORMAL_SHIFT : exponent);
    // log(1 + f) = high + low, as in log; then its product with 1/ln 2, and the sum with k, with their rounding errors.
    real s = divide(f, REAL(2.0) + f);
    real z = s * s;
    real half_square = REAL(0.5) * f * f;
    real high = f - half_square;
    real low = ((f - high) - half_square) + s * fma(z, log_polynomial(z), half_square);
    real product = high * ONE_OVER_LN2;
    real rest = fma(high, ONE_OVER_LN2, -product) + fma(high, ONE_OVER_LN2_LOW, low * ONE_OVER_LN2);
    real sum = k + product;
    real y = sum + (((k - sum) + product) + rest);
    bool regular = x > REAL(0.0) && x < REAL_INFINITY;
    return regular ? y : x == REAL(0.0) ? -REAL_INFINITY : x > REAL(0.0) ? x : REAL_NAN;
}

static inline real real_cbrt(real x) {
    real ax = fabs(x);
    if (!(ax > REAL(0.0) && ax < REAL_INFINITY)) {
        return x;
    }
    bool subnormal = ax < REAL_MIN_NORMAL;
    real_bits bits = bits_of_real(subnormal ? ax * SUBNORMAL_SCALE : ax);
    real_integer k = (integer_of_bits(bits) >> REAL_FRACTION_BITS) - REAL_EXPONENT_BIAS;
    real m = real_significand(bits, k);
    // 2^k = 2^third cubed, times 1, 2 or 4.
    real_integer third = (k + 1200) / 3 - 400;
    real_integer left = k - 3 * third;
    real of = left == 0 ? m : left == 1 ? REAL(2.0) * m : REAL(4.0) * m;
    real t = cbrt_polynomial(m) * (left == 0 ? REAL(1.0) : left == 1 ? CBRT_2 : CBRT_4);
    // Halley's step triples the digits; Newton's takes what is left of t^3 with its rounding errors.
    real cube = t * t * t;
    t = divide(t * ((cube + of) + of), (cube + cube) + of);
    real square = t * t;
    real residual = fma(-square, t, of) - fma(t, t, -square) * t;
    real y = t + divide(residual, REAL(3.0) * square);
    return copysign(real_scale(y, subnormal ? third - SUBNORMAL_SHIFT / 3 : third), x);
}
