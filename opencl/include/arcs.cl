// The inverse trigonometric functions, step for step as in ElementaryArcDouble.java and ElementaryArcFloat.java. On scalars only.
#include "elementary_branches.cl"

#ifdef REAL_IS_DOUBLE
// pi = PI_HIGH + PI_LOW.
#define PI_HIGH 0x1.921fb54442d18p1
#define PI_LOW 0x1.1a62633145c07p-53
// The root of 1/2.
#define ROOT_OF_HALF 0x1.6a09e667f3bcdp-1

// (atan(t) - t) / t^3 with z = t^2, for t up to 1.
static inline real atan_polynomial(real z) {
    real p = -0x1.2831681513c54p-17;
    p = fma(p, z, 0x1.bb4647b9333a3p-14);
    p = fma(p, z, -0x1.3b784d68f61e5p-11);
    p = fma(p, z, 0x1.1d79f8de01127p-9);
    p = fma(p, z, -0x1.73646db60b2b8p-8);
    p = fma(p, z, 0x1.758fc8cadef31p-7);
    p = fma(p, z, -0x1.3285c7cfe6a65p-6);
    p = fma(p, z, 0x1.add66a8fd3bdap-6);
    p = fma(p, z, -0x1.0d0d3dd70bb4bp-5);
    p = fma(p, z, 0x1.394650657a14bp-5);
    p = fma(p, z, -0x1.5f40705c5b874p-5);
    p = fma(p, z, 0x1.84bdd6b6738b9p-5);
    p = fma(p, z, -0x1.aedcd0c21bd6ep-5);
    p = fma(p, z, 0x1.e1d5078cca311p-5);
    p = fma(p, z, -0x1.11103c214170bp-4);
    p = fma(p, z, 0x1.3b139ce234442p-4);
    p = fma(p, z, -0x1.745d15e5a2d1fp-4);
    p = fma(p, z, 0x1.c71c71b743c09p-4);
    p = fma(p, z, -0x1.249249245b0e3p-3);
    p = fma(p, z, 0x1.9999999998d44p-3);
    return fma(p, z, -0x1.555555555554ep-2);
}

// (asin(s) - s) / s^3 with z = s^2, for s up to 1/2.
static inline real asin_polynomial(real z) {
    real p = 0x1.0baed5bad956bp-5;
    p = fma(p, z, -0x1.594f6890acbd9p-6);
    p = fma(p, z, 0x1.648ef876b6404p-6);
    p = fma(p, z, 0x1.e2cb2ce0def45p-9);
    p = fma(p, z, 0x1.6173156cd30eap-7);
    p = fma(p, z, 0x1.757ba39eb53d7p-7);
    p = fma(p, z, 0x1.ca20c8ac5197fp-7);
    p = fma(p, z, 0x1.1c49e2f955df2p-6);
    p = fma(p, z, 0x1.6e8bdfa2a52b8p-6);
    p = fma(p, z, 0x1.f1c71a8dea342p-6);
    p = fma(p, z, 0x1.6db6db722591p-5);
    p = fma(p, z, 0x1.333333332df8bp-4);
    return fma(p, z, 0x1.5555555555578p-3);
}

#else
// pi = PI_HIGH + PI_LOW.
#define PI_HIGH 0x1.921fb6p1f
#define PI_LOW -0x1.777a5cp-24f
// The root of 1/2.
#define ROOT_OF_HALF 0x1.6a09e6p-1f

// (atan(t) - t) / t^3 with z = t^2, for t up to 1.
static inline real atan_polynomial(real z) {
    real p = 0x1.2985b2p-10f;
    p = fma(p, z, -0x1.e679c2p-8f);
    p = fma(p, z, 0x1.74eb3ap-6f);
    p = fma(p, z, -0x1.703582p-5f);
    p = fma(p, z, 0x1.14dffp-4f);
    p = fma(p, z, -0x1.69389ep-4f);
    p = fma(p, z, 0x1.c50724p-4f);
    p = fma(p, z, -0x1.247504p-3f);
    p = fma(p, z, 0x1.9997fep-3f);
    return fma(p, z, -0x1.555552p-2f);
}

// (asin(s) - s) / s^3 with z = s^2, for s up to 1/2.
static inline real asin_polynomial(real z) {
    real p = 0x1.33ba9ap-5f;
    p = fma(p, z, 0x1.d7f60ep-7f);
    p = fma(p, z, 0x1.04a60ep-5f);
    p = fma(p, z, 0x1.6cac46p-5f);
    p = fma(p, z, 0x1.33388ep-4f);
    return fma(p, z, 0x1.55554cp-3f);
}

#endif

// The arc tangent of a number from 0 to 1.
static inline real real_atan_of_ratio(real ratio) {
    real z = ratio * ratio;
    return fma(ratio * z, atan_polynomial(z), ratio);
}

// asin(sqrt(z)) - s for s = sqrt(z), rounded, and z up to 1/4.
static inline real real_asin_beyond(real s, real z) {
    real lost = s == REAL(0.0) ? s : divide(fma(-s, s, z), REAL(2.0) * s);
    return fma(s * z, asin_polynomial(z), lost);
}

static inline real real_scaled_hypot(real a, real b) {
    real large = a > b ? a : b;
    real small = a > b ? b : a;
    return square_root(fma(large, large, small * small));
}

static inline real real_atan(real x) {
    real size = fabs(x);
    bool steep = size > REAL(1.0);
    real angle = real_atan_of_ratio(steep ? divide(REAL(1.0), size) : size);
    return x == REAL(0.0) ? x : copysign(steep ? HALF_PI_HIGH - (angle - HALF_PI_LOW) : angle, x);
}

// The angle of the point (x, y), as C99 has it; that of two infinities is that of two ones.
static inline real real_atan2(real y, real x) {
    if (x != x || y != y) {
        return REAL_NAN;
    }
    real height = fabs(y);
    real width = fabs(x);
    bool steep = height > width;
    real ratio = steep ? divide(width, height) : height == width ? (height == REAL(0.0) ? REAL(0.0) : REAL(1.0)) : divide(height, width);
    real angle = real_atan_of_ratio(ratio);
    real in_half = steep ? HALF_PI_HIGH - (angle - HALF_PI_LOW) : angle;
    return copysign(copysign(REAL(1.0), x) < REAL(0.0) ? PI_HIGH - (in_half - PI_LOW) : in_half, y);
}

static inline real real_asin(real x) {
    real size = fabs(x);
    if (!(size <= REAL(1.0))) {
        return REAL_NAN;
    }
    real z = x * x;
    if (size < REAL(0.5)) {
        return x == REAL(0.0) ? x : fma(x * z, asin_polynomial(z), x);
    }
    // pi/2 - 2 asin(s), with s and what its rounding lost
    real rest = REAL(0.5) * (REAL(1.0) - size);
    real s = square_root(rest);
    real twice = REAL(2.0) * s;
    real head = HALF_PI_HIGH - twice;
    real lost = (HALF_PI_HIGH - head) - twice;
    return copysign(head + (lost + (HALF_PI_LOW - REAL(2.0) * real_asin_beyond(s, rest))), x);
}

static inline real real_acos(real x) {
    real size = fabs(x);
    if (!(size <= REAL(1.0))) {
        return REAL_NAN;
    }
    if (size < REAL(0.5)) {
        real z = x * x;
        real head = HALF_PI_HIGH - x;
        real lost = (HALF_PI_HIGH - head) - x;
        return head + (lost + fma(-x * z, asin_polynomial(z), HALF_PI_LOW));
    }
    real rest = REAL(0.5) * (REAL(1.0) - size);
    real s = square_root(rest);
    real twice = REAL(2.0) * s;
    real head = PI_HIGH - twice;
    real lost = (PI_HIGH - head) - twice;
    real more = REAL(2.0) * real_asin_beyond(s, rest);
    return x > REAL(0.0) ? twice + more : head + (lost + (PI_LOW - more));
}

// sqrt(a^2 + b^2) without overflow or underflow of the squares; infinity where one is infinite.
static inline real real_hypot(real a, real b) {
    real size = fabs(a);
    real other = fabs(b);
    if (size == REAL_INFINITY || other == REAL_INFINITY) {
        return REAL_INFINITY;
    }
    real scale = real_balance(size > other ? size : other);
    return divide(real_scaled_hypot(size * scale, other * scale), scale);
}

// a / sqrt(a^2 + b^2), its limits at infinity, and a where both are zero.
static inline real real_direction_cosine(real a, real b) {
    real size = fabs(a);
    real other = fabs(b);
    if (a != a || b != b) {
        return REAL_NAN;
    }
    if (size == REAL_INFINITY || other == REAL_INFINITY) {
        return copysign(size < other ? REAL(0.0) : size > other ? REAL(1.0) : ROOT_OF_HALF, a);
    }
    if (size == REAL(0.0)) {
        return a;
    }
    real scale = real_balance(size > other ? size : other);
    real radius = real_scaled_hypot(size * scale, other * scale);
    return scale < REAL(1.0) ? divide(a, radius) * scale : divide(a * scale, radius);
}
