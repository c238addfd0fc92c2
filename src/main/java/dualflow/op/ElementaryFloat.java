package dualflow.op;

import static java.lang.Math.abs;
import static java.lang.Math.copySign;
import static java.lang.Math.floor;
import static java.lang.Math.fma;

/**
 * The elementary functions in float32: plain arithmetic, step for step the same as {@code opencl/include/elementary.cl}.
 *
 * <p>{@link Elementary} documents the algorithms, their accuracy and their sources. The literals are those of
 * {@code reference-data/elementary/coefficients.csv}, which {@code tools/reference/elementary/coefficients.py}
 * computes.
 */
final class ElementaryFloat {

    /** ln 2 = LN2_HIGH + LN2_LOW, where LN2_HIGH has so few bits that its product with an exponent is exact. */
    static final float LN2_HIGH = 0x1.62e4p-1f;

    static final float LN2_LOW = 0x1.7f7d1cp-20f;
    private static final float ONE_OVER_LN2 = 0x1.715476p0f;

    /** Adding this to a small number rounds the number to an integer, which is then in the last bits of the sum. */
    static final float ROUNDER = 0x1.8p23f;

    /** Beyond these arguments exp overflows to infinity or underflows to zero, and expm1 is -1. */
    static final float EXP_OVERFLOW = 90.0f;

    private static final float EXP_UNDERFLOW = -105.0f;
    private static final float EXPM1_FLOOR = -30.0f;

    /** The bits of sqrt(1/2), from which a positive number's exponent is counted. */
    private static final int SQRT_HALF_BITS = 0x3f3504f3;

    /** A number is (1 + fraction / 2^FRACTION_BITS) 2^(exponent - EXPONENT_BIAS); the exponent's bits are above the fraction's. */
    static final int FRACTION_BITS = 23;

    static final int EXPONENT_BIAS = 127;

    /** A subnormal number is multiplied by SUBNORMAL_SCALE = 2^SUBNORMAL_SHIFT before its exponent is taken. */
    static final float SUBNORMAL_SCALE = 0x1.0p24f;

    static final int SUBNORMAL_SHIFT = 24;

    /** pi/2 = HALF_PI_HIGH + HALF_PI_LOW. */
    private static final float HALF_PI_HIGH = 0x1.921fb4p0f;

    private static final float HALF_PI_LOW = 0x1.4442d2p-24f;
    private static final float EIGHTH_TURN = 0x1.921fb6p-1f;

    /** 2/3 = TWO_THIRDS_HIGH + TWO_THIRDS_LOW. */
    private static final float TWO_THIRDS_HIGH = 0x1.555556p-1f;

    private static final float TWO_THIRDS_LOW = -0x1.555556p-26f;

    /** tanh is a polynomial below this argument, and erf one below 1. */
    private static final float TANH_SPLIT = 0.5625f;

    /** Beyond ERF_END erf rounds to 1; log erfc is a polynomial in x - ERFC_CENTRE. */
    private static final float ERF_END = 3.9375f;

    private static final float ERFC_CENTRE = 2.25f;

    /** pi/2 2^-62 = QUARTER_UNIT_HIGH + QUARTER_UNIT_LOW. */
    private static final float QUARTER_UNIT_HIGH = HALF_PI_HIGH * 0x1.0p-62f;

    private static final float QUARTER_UNIT_LOW = HALF_PI_LOW * 0x1.0p-62f;

    /** The bits of 2/pi after the binary point, preceded by 32 zeros. */
    private static final int[] TWO_OVER_PI = {
        0x00000000, 0xa2f9836e, 0x4e441529, 0xfc2757d1,
        0xf534ddc0, 0xdb629599, 0x3c439041, 0xfe5163ab
    };

    /** A sum of squares of numbers beyond LARGE may overflow, and below SMALL underflow; LOWERING and RAISING bring them to where neither does. */
    private static final float LARGE = 0x1.0p40f;

    private static final float SMALL = 0x1.0p-50f;
    private static final float LOWERING = 0x1.0p-90f;
    private static final float RAISING = 0x1.0p90f;

    private ElementaryFloat() {}

    /** An unevaluated sum high + low, where low is at most about half a unit in the last place of high. */
    private record Sum(float high, float low) {}

    /** x minus the given whole number of quarter turns, as the sum high + low; the quarters count modulo 4. */
    record Angle(int quarters, float high, float low) {}

    static float exp(float x) {
        float clamped = x > EXP_OVERFLOW ? EXP_OVERFLOW : x < EXP_UNDERFLOW ? EXP_UNDERFLOW : x;
        return expOfSum(clamped, 0.0f);
    }

    static float expm1(float x) {
        float clamped = x > EXP_OVERFLOW ? EXP_OVERFLOW : x < EXPM1_FLOOR ? EXPM1_FLOOR : x;
        float shifted = fma(clamped, ONE_OVER_LN2, ROUNDER);
        float n = shifted - ROUNDER;
        int k = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUNDER);
        float r1 = fma(n, -LN2_HIGH, clamped);
        float r2 = n * -LN2_LOW;
        float r = r1 + r2;
        float tail = fma(r * r, expPolynomial(r), (r1 - r) + r2);
        // 2^k (expm1(r) + 1 - 2^-k), carrying along the rounding error of the first sum.
        float shift = 1.0f - powerOfTwo(-(k < 100 ? k : 100));
        float sum = shift + r;
        float lost = r - (sum - shift);
        return x == 0.0f ? x : scale(sum + (lost + tail), k);
    }

    static float log(float x) {
        boolean subnormal = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(subnormal ? x * SUBNORMAL_SCALE : x);
        int k = exponent(bits);
        float m = Float.intBitsToFloat(bits - (k << FRACTION_BITS));
        float y = logOfProduct((float) (subnormal ? k - SUBNORMAL_SHIFT : k), m - 1.0f, 0.0f);
        boolean regular = x > 0.0f && x < Float.POSITIVE_INFINITY;
        return regular ? y : x == 0.0f ? Float.NEGATIVE_INFINITY : x > 0.0f ? x : Float.NaN;
    }

    static float log1p(float x) {
        float u = 1.0f + x;
        // 1 + x = u + lost exactly, and log(u + lost) = log u + lost / u.
        float lost = x < 1.0f ? x - (u - 1.0f) : 1.0f - (u - x);
        int bits = Float.floatToRawIntBits(u);
        int k = exponent(bits);
        float m = Float.intBitsToFloat(bits - (k << FRACTION_BITS));
        float y = logOfProduct((float) k, k == 0 ? x : m - 1.0f, k == 0 ? 0.0f : lost / u);
        boolean regular = x > -1.0f && x < Float.POSITIVE_INFINITY && x != 0.0f;
        return regular ? y : x == -1.0f ? Float.NEGATIVE_INFINITY : x > -1.0f ? x : Float.NaN;
    }

    static float sin(float x) {
        if (!(abs(x) < Float.POSITIVE_INFINITY)) {
            return Float.NaN;
        }
        Angle angle = reduce(abs(x));
        float y = (angle.quarters & 1) == 0 ? sinNearZero(angle) : cosNearZero(angle);
        boolean negative = ((angle.quarters & 2) != 0) != (x < 0.0f);
        return x == 0.0f ? x : negative ? -y : y;
    }

    static float cos(float x) {
        if (!(abs(x) < Float.POSITIVE_INFINITY)) {
            return Float.NaN;
        }
        Angle angle = reduce(abs(x));
        float y = (angle.quarters & 1) == 0 ? cosNearZero(angle) : sinNearZero(angle);
        return ((angle.quarters + 1) & 2) != 0 ? -y : y;
    }

    static float tanh(float x) {
        float ax = abs(x);
        float z = x * x;
        float small = fma(x * z, tanhPolynomial(z), x);
        float large = 1.0f - 2.0f / (exp(ax + ax) + 1.0f);
        return x == 0.0f ? x : ax < TANH_SPLIT ? small : copySign(large, x);
    }

    static float sigmoid(float x) {
        float e = exp(-abs(x));
        float numerator = x < 0.0f ? e : 1.0f;
        float d = 1.0f + e;
        float lost = e - (d - 1.0f);
        float q = numerator / d;
        // The remainder of the quotient, divided by d: 1/d is q, or 1 - q where the numerator is e.
        float rest = fma(-q, d, numerator) - q * lost;
        return fma(rest, x < 0.0f ? 1.0f - q : q, q);
    }

    static float softplus(float x) {
        return (x > 0.0f ? x : 0.0f) + log1p(exp(-abs(x)));
    }

    static float erf(float x) {
        float ax = abs(x);
        float small = fma(x, erfPolynomial(x * x), x);
        float u = (ax > ERF_END ? ERF_END : ax) - ERFC_CENTRE;
        float large = 1.0f - expOfSum(logErfcPolynomial(u), 0.0f);
        return ax < 1.0f ? small : copySign(large, x);
    }

    static float pow(float x, float y) {
        if (y == 0.0f || x == 1.0f) {
            return 1.0f;
        }
        float ax = abs(x);
        boolean whole = floor(y) == y;
        boolean odd = whole && floor(y * 0.5f) != y * 0.5f;
        float magnitude = ax == 1.0f ? 1.0f : powOfPositive(ax, y);
        boolean negative = Float.floatToRawIntBits(x) < 0;
        if (Float.isNaN(x) || Float.isNaN(y) || (x < 0.0f && ax < Float.POSITIVE_INFINITY && !whole)) {
            return Float.NaN;
        }
        return negative && odd ? -magnitude : magnitude;
    }

    /** exp(y log x) for x from 0 to infinity except 1, and y except 0. */
    private static float powOfPositive(float x, float y) {
        Sum log = x == 0.0f || x == Float.POSITIVE_INFINITY
                ? new Sum(x == 0.0f ? Float.NEGATIVE_INFINITY : x, 0.0f)
                : logAsSum(x);
        float high = y * log.high;
        float low = fma(y, log.high, -high) + y * log.low;
        boolean over = high > EXP_OVERFLOW;
        boolean under = high < EXP_UNDERFLOW;
        return expOfSum(over ? EXP_OVERFLOW : under ? EXP_UNDERFLOW : high, over || under ? 0.0f : low);
    }

    /** The power of two that brings a positive number, or a greater one of two, to where squares neither overflow nor underflow. */
    static float balance(float greatest) {
        return greatest > LARGE ? LOWERING : greatest < SMALL ? RAISING : 1.0f;
    }

    /** x 2^k, rounded only once even where the result is subnormal, since the first product is exact. */
    static float scale(float x, int k) {
        int half = k >> 1;
        return x * powerOfTwo(half) * powerOfTwo(k - half);
    }

    /** 2^k for a normal result. */
    private static float powerOfTwo(int k) {
        return Float.intBitsToFloat((k + EXPONENT_BIAS) << FRACTION_BITS);
    }

    /** The k that brings x 2^-k into [sqrt(1/2), sqrt(2)), for the bits of a positive normal x. */
    static int exponent(int bits) {
        return (bits - SQRT_HALF_BITS) >> FRACTION_BITS;
    }

    /** exp(high + low) for high from EXP_UNDERFLOW to EXP_OVERFLOW and a low that is small compared with 1. */
    private static float expOfSum(float high, float low) {
        float shifted = fma(high, ONE_OVER_LN2, ROUNDER);
        float n = shifted - ROUNDER;
        int k = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUNDER);
        float r = fma(n, -LN2_HIGH, high) + fma(n, -LN2_LOW, low);
        float p = 1.0f + fma(r * r, expPolynomial(r), r);
        return scale(p, k);
    }

    /** k ln 2 + log(1 + f) + c for f from sqrt(1/2) - 1 to sqrt(2) - 1 and a c that is small compared with the rest. */
    private static float logOfProduct(float k, float f, float c) {
        float s = f / (2.0f + f);
        float z = s * s;
        float halfSquare = 0.5f * f * f;
        float odd = s * fma(z, logPolynomial(z), halfSquare);
        return fma(k, LN2_HIGH, f - (halfSquare - (odd + fma(k, LN2_LOW, c))));
    }

    /** log x as a sum, to about 36 bits, for a positive finite x. */
    private static Sum logAsSum(float x) {
        boolean subnormal = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(subnormal ? x * SUBNORMAL_SCALE : x);
        int exponent = exponent(bits);
        float f = Float.intBitsToFloat(bits - (exponent << FRACTION_BITS)) - 1.0f;
        float k = (float) (subnormal ? exponent - SUBNORMAL_SHIFT : exponent);
        // s = f / (2 + f), its square z and its cube w, each with its rounding error.
        float d = 2.0f + f;
        float dLow = f - (d - 2.0f);
        float s = f / d;
        float sLow = (fma(-s, d, f) - s * dLow) / d;
        float z = s * s;
        float zLow = fma(s, s, -z) + 2.0f * s * sLow;
        float w = s * z;
        float wLow = fma(s, z, -w) + fma(s, zLow, sLow * z);
        // log(1 + f) = 2 s + s^3 (2/3 + z (2/5 + ...)).
        float rest = z * powLogPolynomial(z);
        float c = TWO_THIRDS_HIGH + rest;
        float cLow = (rest - (c - TWO_THIRDS_HIGH)) + TWO_THIRDS_LOW;
        float v = w * c;
        float vLow = fma(w, c, -v) + fma(w, cLow, wLow * c);
        float twoS = 2.0f * s;
        float h = twoS + v;
        float hLow = (v - (h - twoS)) + fma(2.0f, sLow, vLow);
        float kLn2 = k * LN2_HIGH;
        float high = kLn2 + h;
        return new Sum(high, (h - (high - kLn2)) + fma(k, LN2_LOW, hLow));
    }

    /**
     * Reduces a finite, non-negative x by quarter turns (Payne and Hanek, 1983): x = m 2^e times the bits of
     * 2/pi, in integers. Bits that only add whole turns are skipped; of the 96 that follow, the product modulo 4
     * keeps 64, of which 62 are a fraction. No float is closer than 2^-30 quarter turns to a quarter turn.
     */
    static Angle reduce(float x) {
        if (x <= EIGHTH_TURN) {
            return new Angle(0, x, 0.0f);
        }
        int bits = Float.floatToRawIntBits(x);
        long m = (bits & 0x7fffff) | 0x800000;
        int first = (bits >>> FRACTION_BITS) - 120;
        int word = first >> 5;
        int offset = first & 31;
        long w0 = window(word, offset);
        long w1 = window(word + 1, offset);
        long w2 = window(word + 2, offset);
        long product = m * ((w0 << 32) | w1) + ((m * w2) >>> 32);
        // Round to the nearest quarter turn: what is left is a signed fraction of 62 bits.
        long quarters = (product + (1L << 61)) >>> 62;
        long left = product - (quarters << 62);
        float fraction = (float) left;
        float fractionLow = (float) (left - (long) fraction);
        float r = fraction * QUARTER_UNIT_HIGH;
        float rLow =
                fma(fraction, QUARTER_UNIT_HIGH, -r) + fma(fraction, QUARTER_UNIT_LOW, fractionLow * QUARTER_UNIT_HIGH);
        return new Angle((int) (quarters & 3), r, rLow);
    }

    /** 32 bits of TWO_OVER_PI from the given word and bit on. */
    private static long window(int word, int offset) {
        long pair = ((TWO_OVER_PI[word] & 0xffffffffL) << 32) | (TWO_OVER_PI[word + 1] & 0xffffffffL);
        return (pair << offset) >>> 32;
    }

    /** sin(high + low) for an angle of at most an eighth turn. */
    private static float sinNearZero(Angle angle) {
        float r = angle.high;
        float z = r * r;
        return r + fma(r * z, sinPolynomial(z), angle.low * fma(-0.5f, z, 1.0f));
    }

    /** cos(high + low) for an angle of at most an eighth turn. */
    private static float cosNearZero(Angle angle) {
        float r = angle.high;
        float z = r * r;
        float half = 0.5f * z;
        float head = 1.0f - half;
        float lost = (1.0f - head) - half;
        return head + (lost + fma(z * z, cosPolynomial(z), -(r * angle.low)));
    }

    /** (exp(r) - 1 - r) / r^2 for r within ln(2) / 2. */
    static float expPolynomial(float r) {
        float p = 0x1.9fc8e4p-13f;
        p = fma(p, r, 0x1.6d46a2p-10f);
        p = fma(p, r, 0x1.1111c6p-7f);
        p = fma(p, r, 0x1.5554ecp-5f);
        p = fma(p, r, 0x1.555554p-3f);
        return fma(p, r, 0x1.0p-1f);
    }

    /** (log(1 + f) - 2 s) / s^3 with s = f / (2 + f) and z = s^2. */
    static float logPolynomial(float z) {
        float p = 0x1.e2f678p-3f;
        p = fma(p, z, 0x1.2438d8p-2f);
        p = fma(p, z, 0x1.999a7ap-2f);
        return fma(p, z, 0x1.555554p-1f);
    }

    /** ((log(1 + f) - 2 s) / s^3 - 2/3) / s^2 with s = f / (2 + f) and z = s^2. */
    private static float powLogPolynomial(float z) {
        float p = 0x1.df9bfep-3f;
        p = fma(p, z, 0x1.24529ep-2f);
        return fma(p, z, 0x1.999ap-2f);
    }

    /** (sin(r) - r) / r^3 with z = r^2, for r up to pi/4. */
    private static float sinPolynomial(float z) {
        float p = -0x1.994ed6p-13f;
        p = fma(p, z, 0x1.11076p-7f);
        return fma(p, z, -0x1.555546p-3f);
    }

    /** (cos(r) - 1 + r^2 / 2) / r^4 with z = r^2, for r up to pi/4. */
    private static float cosPolynomial(float z) {
        float p = 0x1.9a029cp-16f;
        p = fma(p, z, -0x1.6c0c8cp-10f);
        return fma(p, z, 0x1.55554ap-5f);
    }

    /** (tanh(x) - x) / x^3 with z = x^2, for x below TANH_SPLIT. */
    private static float tanhPolynomial(float z) {
        float p = 0x1.34ef88p-9f;
        p = fma(p, z, -0x1.12a75p-7f);
        p = fma(p, z, 0x1.64ba8ep-6f);
        p = fma(p, z, -0x1.ba06c4p-5f);
        p = fma(p, z, 0x1.1110d2p-3f);
        return fma(p, z, -0x1.555554p-2f);
    }

    /** erf(x) / x - 1 with z = x^2, for x below 1. */
    private static float erfPolynomial(float z) {
        float p = 0x1.4ae49p-14f;
        p = fma(p, z, -0x1.a485d6p-11f);
        p = fma(p, z, 0x1.5419f2p-8f);
        p = fma(p, z, -0x1.b7fbb4p-6f);
        p = fma(p, z, 0x1.ce2d2p-4f);
        p = fma(p, z, -0x1.81273ep-2f);
        return fma(p, z, 0x1.06eba8p-3f);
    }

    /** log(erfc(u + ERFC_CENTRE)) from 1 to ERF_END, as accurate as erf needs there. */
    private static float logErfcPolynomial(float u) {
        float p = 0x1.0e6518p-22f;
        p = fma(p, u, -0x1.5cc87cp-16f);
        p = fma(p, u, 0x1.a665b4p-14f);
        p = fma(p, u, -0x1.218462p-11f);
        p = fma(p, u, 0x1.6b9feap-9f);
        p = fma(p, u, -0x1.b4351ap-7f);
        p = fma(p, u, -0x1.dea7p-1f);
        p = fma(p, u, -0x1.3881aap2f);
        return fma(p, u, -0x1.a1c1e8p2f);
    }
}
