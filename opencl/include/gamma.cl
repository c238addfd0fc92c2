// ln Gamma and the polygamma functions, step for step as in GammaFunctions.java. On scalars only.
#include "elementary_branches.cl"

#ifdef REAL_IS_DOUBLE
// ln Gamma(2 + z) / z, up to 1/2 in size: 1 - gamma, with Euler's constant, plus the sum of (-1)^k (zeta(k) - 1) z^(k - 1) / k from k = 2.
static inline real log_gamma_polynomial(real z) {
    real p = 0x1.3b15d2b2fc10cp-31;
    p = fma(p, z, -0x1.47b1679258d0ep-30);
    p = fma(p, z, 0x1.555a877ffd2c3p-29);
    p = fma(p, z, -0x1.6434a8447aeadp-28);
    p = fma(p, z, 0x1.7469daccfadcdp-27);
    p = fma(p, z, -0x1.862c734df3eacp-26);
    p = fma(p, z, 0x1.99b93c2070b0fp-25);
    p = fma(p, z, -0x1.af5a6cbbf8a97p-24);
    p = fma(p, z, 0x1.c76bbb3f07a4dp-23);
    p = fma(p, z, -0x1.e2600d93cfd2fp-22);
    p = fma(p, z, 0x1.0064cdeb22f0fp-20);
    p = fma(p, z, -0x1.11b2eb7679541p-19);
    p = fma(p, z, 0x1.2597a39f34aacp-18);
    p = fma(p, z, -0x1.3cbc963ce2243p-17);
    p = fma(p, z, 0x1.580dcee66eb02p-16);
    p = fma(p, z, -0x1.78de5bd7c81efp-15);
    p = fma(p, z, 0x1.a127b0f17d65ap-14);
    p = fma(p, z, -0x1.d3fd4c76d2fc8p-13);
    p = fma(p, z, 0x1.0b36af86396e9p-11);
    p = fma(p, z, -0x1.38ac5c2bf8e08p-10);
    p = fma(p, z, 0x1.7add6eadb6c3p-9);
    p = fma(p, z, -0x1.e404fc218f5f2p-8);
    p = fma(p, z, 0x1.51322ac7d8483p-6);
    p = fma(p, z, -0x1.13e001a557607p-4);
    p = fma(p, z, 0x1.4a34cc4a60fa6p-2);
    return fma(p, z, 0x1.b0ee6072093cep-2);
}

// (ln(2 pi) - 1) / 2 plus the sum of B_2k r^(2k - 1) / (2k (2k - 1)) from k = 1, for r up to 1/8.
static inline real stirling_polynomial(real r) {
    const real square = r * r;
    real p = -0x1.6476701181f3ap0;
    p = fma(p, square, 0x1.6fe96381e068p-3);
    p = fma(p, square, -0x1.e4286cb0f5398p-6);
    p = fma(p, square, 0x1.a41a41a41a41ap-8);
    p = fma(p, square, -0x1.f6ab0d9993c7dp-10);
    p = fma(p, square, 0x1.b951e2b18ff23p-11);
    p = fma(p, square, -0x1.3813813813814p-11);
    p = fma(p, square, 0x1.a01a01a01a01ap-11);
    p = fma(p, square, -0x1.6c16c16c16c17p-9);
    p = fma(p, square, 0x1.5555555555555p-4);
    return fma(p, r, 0x1.acfe390c97d69p-2);
}

#else

// ln Gamma(2 + z) / z, up to 1/2 in size: 1 - gamma, with Euler's constant, plus the sum of (-1)^k (zeta(k) - 1) z^(k - 1) / k from k = 2.
static inline real log_gamma_polynomial(real z) {
    real p = -0x1.3cbc96p-17f;
    p = fma(p, z, 0x1.580dcep-16f);
    p = fma(p, z, -0x1.78de5cp-15f);
    p = fma(p, z, 0x1.a127bp-14f);
    p = fma(p, z, -0x1.d3fd4cp-13f);
    p = fma(p, z, 0x1.0b36bp-11f);
    p = fma(p, z, -0x1.38ac5cp-10f);
    p = fma(p, z, 0x1.7add6ep-9f);
    p = fma(p, z, -0x1.e404fcp-8f);
    p = fma(p, z, 0x1.51322ap-6f);
    p = fma(p, z, -0x1.13e002p-4f);
    p = fma(p, z, 0x1.4a34ccp-2f);
    return fma(p, z, 0x1.b0ee6p-2f);
}

// (ln(2 pi) - 1) / 2 plus the sum of B_2k r^(2k - 1) / (2k (2k - 1)) from k = 1, for r up to 1/8.
static inline real stirling_polynomial(real r) {
    const real square = r * r;
    real p = 0x1.b951e2p-11f;
    p = fma(p, square, -0x1.381382p-11f);
    p = fma(p, square, 0x1.a01a02p-11f);
    p = fma(p, square, -0x1.6c16c2p-9f);
    p = fma(p, square, 0x1.555556p-4f);
    return fma(p, r, 0x1.acfe3ap-2f);
}

#endif

static inline real real_log_gamma(real x) {
    if (!(x >= REAL(0.0))) {
        return REAL_NAN;
    }
    const real size = fabs(x);
    if (size < REAL(0.5)) {
        return fma(size, log_gamma_polynomial(size), -real_log1p(size)) - real_log(size);
    }
    if (size < REAL(1.5)) {
        const real z = size - REAL(1.0);
        return fma(z, log_gamma_polynomial(z), -real_log1p(z));
    }
    if (size < REAL(8.0)) {
        real reduced = size;
        real product = REAL(1.0);
        while (reduced >= REAL(2.5)) {
            reduced -= REAL(1.0);
            product *= reduced;
        }
        const real z = reduced - REAL(2.0);
        return fma(z, log_gamma_polynomial(z), real_log(product));
    }
    return fma(size - REAL(0.5), real_log(size) - REAL(1.0), stirling_polynomial(divide(REAL(1.0), size)));
}

#define ASYMPTOTIC 10

// The Bernoulli numbers B_2, B_4, ...
#define BERNOULLI_NUMBERS 10
constant int NUMERATORS[BERNOULLI_NUMBERS] = {1, -1, 1, -1, 5, -691, 7, -3617, 43867, -174611};
constant int DENOMINATORS[BERNOULLI_NUMBERS] = {6, 30, 42, 30, 66, 2730, 6, 510, 798, 330};

static inline real real_polygamma(int order, real x) {
    if (!(x >= REAL(0.0))) {
        return REAL_NAN;
    }
    const real size = fabs(x);
    real factorial = REAL(1.0);
    for (int k = 2; k <= order; k++) {
        factorial *= (real)k;
    }
    real sum = REAL(0.0);
    real shifted = size;
    for (int j = 1; shifted < (real)(ASYMPTOTIC + order); j++) {
        const real reciprocal = divide(REAL(1.0), shifted);
        real term = factorial;
        for (int k = 0; k <= order; k++) {
            term *= reciprocal;
        }
        sum += term;
        shifted = size + (real)j;
    }
    const real r = divide(REAL(1.0), shifted);
    real power = factorial;
    for (int k = 0; k < order; k++) {
        power *= r;
    }
    const real first = order == 0 ? -real_log(shifted) : divide(power, (real)order);
    real rest = REAL(0.5) * power * r;
    real factor = REAL(0.5) * (real)(order + 1) * power * r * r;
    for (int k = 0; k < BERNOULLI_NUMBERS; k++) {
        rest = fma(divide((real)NUMERATORS[k], (real)DENOMINATORS[k]), factor, rest);
        const int m = 2 * k + 2;
        factor *= divide((real)((m + order) * (m + order + 1)), (real)((m + 1) * (m + 2))) * r * r;
    }
    const real value = sum + (first + rest);
    return order % 2 == 1 ? value : -value;
}
