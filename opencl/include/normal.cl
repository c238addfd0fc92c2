// The functions of the normal distribution, step for step as in ElementaryNormalDouble.java and ElementaryNormalFloat.java. On scalars only.
#include "elementary_branches.cl"

#ifdef REAL_IS_DOUBLE
#define ROOT_OF_HALF 0x1.6a09e667f3bcdp-1
#define ROOT_OF_TWO 0x1.6a09e667f3bcdp0
#define ROOT_OF_HALF_PI 0x1.40d931ff62706p0
#define ROOT_OF_TWO_PI 0x1.40d931ff62706p1
#define ROOT_OF_TWO_OVER_PI 0x1.9884533d43651p-1
#define ONE_OVER_ROOT_OF_PI 0x1.20dd750429b6dp-1
#define ONE_OVER_ROOT_OF_TWO_PI 0x1.9884533d43651p-2
#define HALF_ROOT_OF_PI 0x1.c5bf891b4ef6bp-1
#define LOG_ROOT_OF_TWO_PI 0x1.d67f1c864beb5p-1
// Beyond it, the scaled complementary error function of x is 1 / (x sqrt(pi)).
#define FAR 0x1.0p27
// Up to this size, the inverse error function is a polynomial.
#define CENTRE 0.75
// A continued fraction of 20 terms and as many as this, divided by the square of its argument, is accurate.
#define TERMS 350.0

// (1 + 2 x) e^(x^2) erfc x with u = (x - 4) / (x + 4), for x of at least 0.
static inline real erfcx_polynomial(real u) {
    real p = -0x1.19c3200743907p-32;
    p = fma(p, u, 0x1.ff9f0081d65b1p-31);
    p = fma(p, u, 0x1.abc1808542599p-29);
    p = fma(p, u, -0x1.a8225f8352b0ap-27);
    p = fma(p, u, -0x1.5eb16a1b8dc7cp-26);
    p = fma(p, u, 0x1.c8b0f23ea8422p-24);
    p = fma(p, u, 0x1.4bcb1d6a359a7p-24);
    p = fma(p, u, -0x1.b8d10c95cf724p-21);
    p = fma(p, u, 0x1.39b923c41d87ap-22);
    p = fma(p, u, 0x1.7ef6977a26389p-18);
    p = fma(p, u, -0x1.788733c347a17p-17);
    p = fma(p, u, -0x1.995381b8abba2p-16);
    p = fma(p, u, 0x1.3be0530b4333fp-13);
    p = fma(p, u, -0x1.a1df5ddf7691dp-13);
    p = fma(p, u, -0x1.8d4a9b7aad07bp-11);
    p = fma(p, u, 0x1.49c672e048d96p-8);
    p = fma(p, u, -0x1.09623882f26d1p-6);
    p = fma(p, u, 0x1.3079edf51ec97p-5);
    p = fma(p, u, -0x1.0fb06dfe5648p-4);
    p = fma(p, u, 0x1.7fee004e1ea46p-4);
    p = fma(p, u, -0x1.9ddb23c3e86c4p-4);
    p = fma(p, u, 0x1.16ecefcfa4d41p-4);
    p = fma(p, u, 0x1.f7f5df66fd639p-7);
    p = fma(p, u, -0x1.1df1ad154a287p-3);
    return fma(p, u, 0x1.3ba5916e9fd7fp0);
}

// y / x - 1 for erf y = x and z = x^2, for x up to CENTRE.
static inline real erfinv_polynomial(real z) {
    real p = 0x1.9ae1beff9b506p5;
    p = fma(p, z, -0x1.27bd291fabf6cp8);
    p = fma(p, z, 0x1.92927943d9c93p9);
    p = fma(p, z, -0x1.56edfed088cbbp10);
    p = fma(p, z, 0x1.98ea8a60c40cbp10);
    p = fma(p, z, -0x1.69e4777c4dfb1p10);
    p = fma(p, z, 0x1.ec4c8dbdfb0b4p9);
    p = fma(p, z, -0x1.06fb7540623bdp9);
    p = fma(p, z, 0x1.bf774e955f5ap7);
    p = fma(p, z, -0x1.3161eccd4b491p6);
    p = fma(p, z, 0x1.5031151fb6ae2p4);
    p = fma(p, z, -0x1.28214fbd570c7p2);
    p = fma(p, z, 0x1.b2582c9f5282ep-1);
    p = fma(p, z, -0x1.78600fe69c786p-4);
    p = fma(p, z, 0x1.5020574472f72p-5);
    p = fma(p, z, 0x1.f4a921eddceffp-6);
    p = fma(p, z, 0x1.2b56e78859c0ep-5);
    p = fma(p, z, 0x1.5ee381945a5acp-5);
    p = fma(p, z, 0x1.a7c89fd0fdb3ap-5);
    p = fma(p, z, 0x1.0a1317d524c5ep-4);
    p = fma(p, z, 0x1.62847c4ab2625p-4);
    p = fma(p, z, 0x1.053c2c0ab6613p-3);
    p = fma(p, z, 0x1.db29fb2fee605p-3);
    return fma(p, z, -0x1.d203b725884abp-4);
}

// About y / r for 1 - Phi(y) = e^(-r^2 / 2), u = (r - 4) / (r + 4), from q = 1/8 to the least number.
static inline real ndtri_polynomial(real u) {
    real p = -0x1.3753baa96a86ep-3;
    p = fma(p, u, 0x1.56c6b7c62b85ap-1);
    p = fma(p, u, -0x1.4e0a325d4d5aep0);
    p = fma(p, u, 0x1.8eec2317467e2p0);
    p = fma(p, u, -0x1.6f708fd3b00c1p0);
    p = fma(p, u, 0x1.49410df926213p0);
    p = fma(p, u, -0x1.3bf57209790bfp0);
    p = fma(p, u, 0x1.347a07e9dd53bp0);
    p = fma(p, u, -0x1.286eba8115afdp0);
    p = fma(p, u, 0x1.1859522295b1ap0);
    p = fma(p, u, -0x1.0460dd734f9c1p0);
    p = fma(p, u, 0x1.d1a96d874e7cfp-1);
    p = fma(p, u, -0x1.846f2d05ea371p-1);
    p = fma(p, u, 0x1.f1dd65ab21085p-2);
    return fma(p, u, 0x1.b35a47f26d573p-1);
}

#else
#define ROOT_OF_HALF 0x1.6a09e6p-1f
#define ROOT_OF_TWO 0x1.6a09e6p0f
#define ROOT_OF_HALF_PI 0x1.40d932p0f
#define ROOT_OF_TWO_PI 0x1.40d932p1f
#define ROOT_OF_TWO_OVER_PI 0x1.988454p-1f
#define ONE_OVER_ROOT_OF_PI 0x1.20dd76p-1f
#define ONE_OVER_ROOT_OF_TWO_PI 0x1.988454p-2f
#define HALF_ROOT_OF_PI 0x1.c5bf8ap-1f
#define LOG_ROOT_OF_TWO_PI 0x1.d67f1cp-1f
// Beyond it, the scaled complementary error function of x is 1 / (x sqrt(pi)).
#define FAR 0x1.0p27f
// Up to this size, the inverse error function is a polynomial.
#define CENTRE 0.75f
// A continued fraction of 20 terms and as many as this, divided by the square of its argument, is accurate.
#define TERMS 100.0f

// (1 + 2 x) e^(x^2) erfc x with u = (x - 4) / (x + 4), for x of at least 0.
static inline real erfcx_polynomial(real u) {
    real p = 0x1.d75e18p-14f;
    p = fma(p, u, -0x1.040f0ap-12f);
    p = fma(p, u, -0x1.70f418p-11f);
    p = fma(p, u, 0x1.4cfedp-8f);
    p = fma(p, u, -0x1.0a0458p-6f);
    p = fma(p, u, 0x1.30439cp-5f);
    p = fma(p, u, -0x1.0fa15cp-4f);
    p = fma(p, u, 0x1.7ff534p-4f);
    p = fma(p, u, -0x1.9dddd6p-4f);
    p = fma(p, u, 0x1.16ec1cp-4f);
    p = fma(p, u, 0x1.f7f756p-7f);
    p = fma(p, u, -0x1.1df1aap-3f);
    return fma(p, u, 0x1.3ba592p0f);
}

// y / x - 1 for erf y = x and z = x^2, for x up to CENTRE.
static inline real erfinv_polynomial(real z) {
    real p = 0x1.8f8f36p-1f;
    p = fma(p, z, -0x1.5fb82ep0f);
    p = fma(p, z, 0x1.3561ap0f);
    p = fma(p, z, -0x1.008996p-1f);
    p = fma(p, z, 0x1.9cbb4ap-3f);
    p = fma(p, z, 0x1.4b5e02p-5f);
    p = fma(p, z, 0x1.6bceaep-4f);
    p = fma(p, z, 0x1.0504dcp-3f);
    p = fma(p, z, 0x1.db2af8p-3f);
    return fma(p, z, -0x1.d203b8p-4f);
}

// About y / r for 1 - Phi(y) = e^(-r^2 / 2), u = (r - 4) / (r + 4), from q = 1/8 to the least number.
static inline real ndtri_polynomial(real u) {
    real p = 0x1.8f10dcp-1f;
    p = fma(p, u, -0x1.62d372p0f);
    p = fma(p, u, 0x1.3b523ep0f);
    p = fma(p, u, -0x1.020dc8p0f);
    p = fma(p, u, 0x1.cca81ep-1f);
    p = fma(p, u, -0x1.847718p-1f);
    p = fma(p, u, 0x1.f20b2cp-2f);
    return fma(p, u, 0x1.b35a5ap-1f);
}

#endif

#define MOST_ORDERS 8 // as in Erfcx and LogNdtr

// e^(c x^2) for a power of two c or its negative, corrected by what rounding x^2 lost.
static inline real real_exp_of_square(real x, real c) {
    real square = x * x;
    real e = real_exp(c * square);
    return e > REAL(0.0) && e < REAL_INFINITY ? fma(c * fma(x, x, -square), e, e) : e;
}

// The density of the standard normal distribution.
static inline real real_normal_density(real x) {
    return ONE_OVER_ROOT_OF_TWO_PI * real_exp_of_square(x, -REAL(0.5));
}

// e^(x^2) erfc x for an x of at least 0.
static inline real real_scaled_tail(real x) {
    if (x > FAR) {
        return divide(ONE_OVER_ROOT_OF_PI, x);
    }
    if (x < REAL(0.25)) {
        return real_exp_of_square(x, REAL(1.0)) * (REAL(1.0) - real_erf(x));
    }
    // u = (x - 4) / (x + 4), and the quotient of what it left
    real sum = x + REAL(4.0);
    real u = divide(x - REAL(4.0), sum);
    real rest = fma(-u, x, fma(-REAL(4.0), u + REAL(1.0), x));
    return divide(erfcx_polynomial(u + divide(rest, sum)), fma(REAL(2.0), x, REAL(1.0)));
}

static inline real real_erfcx(real x) {
    real tail = real_scaled_tail(fabs(x));
    return x < REAL(0.0) ? REAL(2.0) * real_exp_of_square(x, REAL(1.0)) - tail : tail;
}

static inline real real_ndtr(real x) {
    if (fabs(x) < REAL(0.5)) {
        return fma(REAL(0.5), real_erf(x * ROOT_OF_HALF), REAL(0.5));
    }
    real tail = REAL(0.5) * (real_exp_of_square(x, -REAL(0.5)) * real_scaled_tail(fabs(x) * ROOT_OF_HALF));
    return x < REAL(0.0) ? tail : REAL(1.0) - tail;
}

static inline real real_log_ndtr(real x) {
    if (x >= REAL(0.0)) {
        return real_log1p(-real_ndtr(-x));
    }
    if (x > -REAL(1.0)) {
        return real_log(real_ndtr(x));
    }
    return fma(-REAL(0.5) * x, x, real_log(REAL(0.5) * real_scaled_tail(-x * ROOT_OF_HALF)));
}

// Mills's ratio, (1 - Phi(a)) / phi(a) with the normal distribution's function and density.
static inline real real_mills(real a) {
    real tail = ROOT_OF_HALF_PI * real_scaled_tail(fabs(a) * ROOT_OF_HALF);
    return a < REAL(0.0) ? fma(ROOT_OF_TWO_PI, real_exp_of_square(a, REAL(0.5)), -tail) : tail;
}

// The y with 1 - Phi(y) = q, for q up to 1/8: an approximation, and a step of Newton's method for the logarithms.
static inline real real_quantile_of_tail(real q) {
    if (q <= REAL(0.0)) {
        return REAL_INFINITY;
    }
    real log = -real_log(q);
    real r = square_root(REAL(2.0) * log);
    real y = r * ndtri_polynomial(divide(r - REAL(4.0), r + REAL(4.0)));
    real ratio = real_mills(y);
    real missing = fma(-REAL(0.5) * y, y, log) + (real_log(ratio) - LOG_ROOT_OF_TWO_PI);
    return fma(missing, ratio, y);
}

static inline real real_ndtri(real p) {
    if (!(p >= REAL(0.0) && p <= REAL(1.0))) {
        return REAL_NAN;
    }
    real x = REAL(2.0) * p - REAL(1.0);
    if (fabs(x) <= CENTRE) {
        return x == REAL(0.0) ? REAL(0.0) : ROOT_OF_TWO * fma(x, erfinv_polynomial(x * x), x);
    }
    return p < REAL(0.5) ? -real_quantile_of_tail(p) : real_quantile_of_tail(REAL(1.0) - p);
}

static inline real real_erfinv(real x) {
    real size = fabs(x);
    if (!(size <= REAL(1.0))) {
        return REAL_NAN;
    }
    if (size <= CENTRE) {
        return x == REAL(0.0) ? x : fma(x, erfinv_polynomial(x * x), x);
    }
    return copysign(ROOT_OF_HALF * real_quantile_of_tail(REAL(0.5) * (REAL(1.0) - size)), x);
}

// The derivative of the quantile function, Mills's ratio at the quantile divided by the lesser tail.
static inline real real_ndtri_slope(real p) {
    real tail = p < REAL(0.5) ? p : REAL(1.0) - p;
    return tail == REAL(0.0) ? REAL_INFINITY : divide(real_mills(fabs(real_ndtri(p))), tail);
}

// The derivative of the inverse error function, sqrt(pi) / 2 erfcx|y| / (1 - |x|) at its value y.
static inline real real_erfinv_slope(real x) {
    real tail = REAL(1.0) - fabs(x);
    return tail == REAL(0.0) ? REAL_INFINITY : divide(HALF_ROOT_OF_PI * real_scaled_tail(fabs(real_erfinv(x))), tail);
}

// Ratios r_1, ..., r_n for an a of at least 1; r_0 is not used.
static inline void real_ratios(int n, real a, real *ratios) {
    int last = n + 20 + (int)divide(TERMS, a * a);
    real ratio = REAL(0.5) * (square_root(a * a + REAL(4.0) * (real)last) - a);
    for (int k = last; k > 0; k--) {
        ratio = divide((real)k, a + ratio);
        if (k <= n) {
            ratios[k] = ratio;
        }
    }
}

// The derivative of erfcx of an order.
static inline real real_erfcx_of_order(int order, real x) {
    real value = real_erfcx(x);
    if (order == 0 || x != x) {
        return value;
    }
    real a = ROOT_OF_TWO * x;
    if (a < REAL(1.0)) {
        real before = ROOT_OF_HALF_PI * value;
        value = fma(-a, before, REAL(1.0));
        for (int k = 1; k < order; k++) {
            real next = fma(-a, value, (real)k * before);
            before = value;
            value = next;
        }
        value *= ROOT_OF_TWO_OVER_PI;
    } else if (a < REAL_INFINITY) {
        real ratios[MOST_ORDERS + 1];
        real_ratios(order, a, ratios);
        for (int k = 1; k <= order; k++) {
            value *= ratios[k];
        }
    }
    for (int k = 0; k < order; k++) {
        value *= -ROOT_OF_TWO;
    }
    return value;
}

// From the cumulants of the density proportional to e^(-s^2 / 2 - a s) for positive s: ln Phi(-a) is -a^2 / 2 and the logarithm of D_0(a), whose
// derivatives in -a they are.
static inline real real_cumulant(int order, real a) {
    if (order == 1) {
        return divide(REAL(1.0), real_mills(a));
    }
    real cumulants[MOST_ORDERS + 1] = {0};
    if (a < REAL_INFINITY) {
        real moments[MOST_ORDERS + 1];
        real_ratios(order, a, moments);
        for (int k = 2; k <= order; k++) {
            moments[k] *= moments[k - 1];
        }
        for (int n = 1; n <= order; n++) {
            real value = moments[n];
            real binomial = REAL(1.0);
            for (int k = 1; k < n; k++) {
                value = fma(-binomial * cumulants[k], moments[n - k], value);
                binomial = divide(binomial * (real)(n - k), (real)k);
            }
            cumulants[n] = value;
        }
    }
    return order == 2 ? cumulants[2] - REAL(1.0) : cumulants[order];
}

// With h = phi / Phi: h' = -h (x + h), differentiated by Leibniz's rule.
static inline real real_from_hazard(int order, real x) {
    real hazard = x > REAL(0.0) ? divide(real_normal_density(x), real_ndtr(x)) : divide(REAL(1.0), real_mills(-x));
    if (hazard == REAL(0.0)) {
        return REAL(0.0);
    }
    real h[MOST_ORDERS];
    real g[MOST_ORDERS];
    h[0] = hazard;
    g[0] = x + hazard;
    for (int n = 1; n < order; n++) {
        real value = REAL(0.0);
        real binomial = REAL(1.0);
        for (int k = 0; k < n; k++) {
            value = fma(-binomial * h[k], g[n - 1 - k], value);
            binomial = divide(binomial * (real)(n - 1 - k), (real)(k + 1));
        }
        h[n] = value;
        g[n] = n == 1 ? value + REAL(1.0) : value;
    }
    return h[order - 1];
}

// The derivative of ln Phi of an order.
static inline real real_log_ndtr_of_order(int order, real x) {
    if (order == 0) {
        return real_log_ndtr(x);
    }
    return x <= -REAL(1.0) ? real_cumulant(order, -x) : real_from_hazard(order, x);
}
