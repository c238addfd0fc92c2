package dualflow.op;

import static java.lang.Math.abs;
import static java.lang.Math.copySign;
import static java.lang.Math.floor;
import static java.lang.Math.fma;

/**
 * The elementary functions in float64: plain arithmetic, step for step the same as {@code opencl/include/elementary.cl}.
 *
 * <p>{@link Elementary} documents the algorithms, their accuracy and their sources. The literals are those of
 * {@code reference-data/elementary/coefficients.csv}, which {@code tools/reference/elementary/coefficients.py}
 * computes.
 */
final class ElementaryDouble {

    /** ln 2 = LN2_HIGH + LN2_LOW, where LN2_HIGH has so few bits that its product with an exponent is exact. */
    static final double LN2_HIGH = 0x1.62e42fefa3p-1;

    static final double LN2_LOW = 0x1.3de6af278ece6p-42;
    private static final double ONE_OVER_LN2 = 0x1.71547652b82fep0;

    /** Adding this to a small number rounds the number to an integer, which is then in the last bits of the sum. */
    static final double ROUNDER = 0x1.8p52;

    /** Beyond these arguments exp overflows to infinity or underflows to zero, and expm1 is -1. */
    static final double EXP_OVERFLOW = 720.0;

    private static final double EXP_UNDERFLOW = -750.0;
    private static final double EXPM1_FLOOR = -60.0;

    /** The bits of sqrt(1/2), from which a positive number's exponent is counted. */
    private static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;

    /** A number is (1 + fraction / 2^FRACTION_BITS) 2^(exponent - EXPONENT_BIAS); the exponent's bits are above the fraction's. */
    static final int FRACTION_BITS = 52;

    static final int EXPONENT_BIAS = 1023;

    /** A subnormal number is multiplied by SUBNORMAL_SCALE = 2^SUBNORMAL_SHIFT before its exponent is taken. */
    static final double SUBNORMAL_SCALE = 0x1.0p54;

    static final int SUBNORMAL_SHIFT = 54;

    /** pi/2 = HALF_PI_HIGH + HALF_PI_LOW. */
    private static final double HALF_PI_HIGH = 0x1.921fb54442d18p0;

    private static final double HALF_PI_LOW = 0x1.1a62633145c07p-54;
    private static final double EIGHTH_TURN = 0x1.921fb54442d18p-1;

    /** 2/3 = TWO_THIRDS_HIGH + TWO_THIRDS_LOW. */
    private static final double TWO_THIRDS_HIGH = 0x1.5555555555555p-1;

    private static final double TWO_THIRDS_LOW = 0x1.5555555555555p-55;

    /** tanh is a polynomial below this argument, and erf one below 1. */
    private static final double TANH_SPLIT = 0.5625;

    /** Beyond ERF_END erf rounds to 1; log erfc is a polynomial in x - ERFC_CENTRE. */
    private static final double ERF_END = 5.9375;

    private static final double ERFC_CENTRE = 1.5;

    /** The bits of 2/pi after the binary point, preceded by 64 zeros. */
    private static final long[] TWO_OVER_PI = {
        0x0000000000000000L, 0xa2f9836e4e441529L, 0xfc2757d1f534ddc0L, 0xdb6295993c439041L,
        0xfe5163abdebbc561L, 0xb7246e3a424dd2e0L, 0x06492eea09d1921cL, 0xfe1deb1cb129a73eL,
        0xe88235f52ebb4484L, 0xe99c7026b45f7e41L, 0x3991d639835339f4L, 0x9c845f8bbdf9283bL,
        0x1ff897ffde05980fL, 0xef2f118b5a0a6d1fL, 0x6d367ecf27cb09b7L, 0x4f463f669e5fea2dL,
        0x7527bac7ebe5f17bL, 0x3d0739f78a5292eaL, 0x6bfb5fb11f8d5d08L, 0x56033046fc7b6babL
    };

    /** A sum of squares of numbers beyond LARGE may overflow, and below SMALL underflow; LOWERING and RAISING bring them to where neither does. */
    private static final double LARGE = 0x1.0p450;

    private static final double SMALL = 0x1.0p-450;
    private static final double LOWERING = 0x1.0p-600;
    private static final double RAISING = 0x1.0p600;

    private ElementaryDouble() {}

    /** An unevaluated sum high + low, where low is at most about half a unit in the last place of high. */
    private record Sum(double high, double low) {}

    /** x minus the given whole number of quarter turns, as the sum high + low; the quarters count modulo 4. */
    record Angle(int quarters, double high, double low) {}

    static double exp(double x) {
        double clamped = x > EXP_OVERFLOW ? EXP_OVERFLOW : x < EXP_UNDERFLOW ? EXP_UNDERFLOW : x;
        return expOfSum(clamped, 0.0);
    }

    static double expm1(double x) {
        double clamped = x > EXP_OVERFLOW ? EXP_OVERFLOW : x < EXPM1_FLOOR ? EXPM1_FLOOR : x;
        double shifted = fma(clamped, ONE_OVER_LN2, ROUNDER);
        double n = shifted - ROUNDER;
        long k = Double.doubleToRawLongBits(shifted) - Double.doubleToRawLongBits(ROUNDER);
        double r1 = fma(n, -LN2_HIGH, clamped);
        double r2 = n * -LN2_LOW;
        double r = r1 + r2;
        double tail = fma(r * r, expPolynomial(r), (r1 - r) + r2);
        // 2^k (expm1(r) + 1 - 2^-k), carrying along the rounding error of the first sum.
        double shift = 1.0 - powerOfTwo(-(k < 100 ? k : 100));
        double sum = shift + r;
        double lost = r - (sum - shift);
        return x == 0.0 ? x : scale(sum + (lost + tail), k);
    }

    static double log(double x) {
        boolean subnormal = x < Double.MIN_NORMAL;
        long bits = Double.doubleToRawLongBits(subnormal ? x * SUBNORMAL_SCALE : x);
        long k = exponent(bits);
        double m = Double.longBitsToDouble(bits - (k << FRACTION_BITS));
        double y = logOfProduct((double) (subnormal ? k - SUBNORMAL_SHIFT : k), m - 1.0, 0.0);
        boolean regular = x > 0.0 && x < Double.POSITIVE_INFINITY;
        return regular ? y : x == 0.0 ? Double.NEGATIVE_INFINITY : x > 0.0 ? x : Double.NaN;
    }

    static double log1p(double x) {
        double u = 1.0 + x;
        // 1 + x = u + lost exactly, and log(u + lost) = log u + lost / u.
        double lost = x < 1.0 ? x - (u - 1.0) : 1.0 - (u - x);
        long bits = Double.doubleToRawLongBits(u);
        long k = exponent(bits);
        double m = Double.longBitsToDouble(bits - (k << FRACTION_BITS));
        double y = logOfProduct((double) k, k == 0 ? x : m - 1.0, k == 0 ? 0.0 : lost / u);
        boolean regular = x > -1.0 && x < Double.POSITIVE_INFINITY && x != 0.0;
        return regular ? y : x == -1.0 ? Double.NEGATIVE_INFINITY : x > -1.0 ? x : Double.NaN;
    }

    static double sin(double x) {
        if (!(abs(x) < Double.POSITIVE_INFINITY)) {
            return Double.NaN;
        }
        Angle angle = reduce(abs(x));
        double y = (angle.quarters & 1) == 0 ? sinNearZero(angle) : cosNearZero(angle);
        boolean negative = ((angle.quarters & 2) != 0) != (x < 0.0);
        return x == 0.0 ? x : negative ? -y : y;
    }

    static double cos(double x) {
        if (!(abs(x) < Double.POSITIVE_INFINITY)) {
            return Double.NaN;
        }
        Angle angle = reduce(abs(x));
        double y = (angle.quarters & 1) == 0 ? cosNearZero(angle) : sinNearZero(angle);
        return ((angle.quarters + 1) & 2) != 0 ? -y : y;
    }

    static double tanh(double x) {
        double ax = abs(x);
        double z = x * x;
        double small = fma(x * z, tanhPolynomial(z), x);
        double large = 1.0 - 2.0 / (exp(ax + ax) + 1.0);
        return x == 0.0 ? x : ax < TANH_SPLIT ? small : copySign(large, x);
    }

    static double sigmoid(double x) {
        double e = exp(-abs(x));
        double numerator = x < 0.0 ? e : 1.0;
        double d = 1.0 + e;
        double lost = e - (d - 1.0);
        double q = numerator / d;
        // The remainder of the quotient, divided by d: 1/d is q, or 1 - q where the numerator is e.
        double rest = fma(-q, d, numerator) - q * lost;
        return fma(rest, x < 0.0 ? 1.0 - q : q, q);
    }

    static double softplus(double x) {
        return (x > 0.0 ? x : 0.0) + log1p(exp(-abs(x)));
    }

    static double erf(double x) {
        double ax = abs(x);
        double small = fma(x, erfPolynomial(x * x), x);
        double u = (ax > ERF_END ? ERF_END : ax) - ERFC_CENTRE;
        double large = 1.0 - expOfSum(logErfcPolynomial(u), 0.0);
        return ax < 1.0 ? small : copySign(large, x);
    }

    static double pow(double x, double y) {
        if (y == 0.0 || x == 1.0) {
            return 1.0;
        }
        double ax = abs(x);
        boolean whole = floor(y) == y;
        boolean odd = whole && floor(y * 0.5) != y * 0.5;
        double magnitude = ax == 1.0 ? 1.0 : powOfPositive(ax, y);
        boolean negative = Double.doubleToRawLongBits(x) < 0;
        if (Double.isNaN(x) || Double.isNaN(y) || (x < 0.0 && ax < Double.POSITIVE_INFINITY && !whole)) {
            return Double.NaN;
        }
        return negative && odd ? -magnitude : magnitude;
    }

    /** exp(y log x) for x from 0 to infinity except 1, and y except 0. */
    private static double powOfPositive(double x, double y) {
        Sum log = x == 0.0 || x == Double.POSITIVE_INFINITY
                ? new Sum(x == 0.0 ? Double.NEGATIVE_INFINITY : x, 0.0)
                : logAsSum(x);
        double high = y * log.high;
        double low = fma(y, log.high, -high) + y * log.low;
        boolean over = high > EXP_OVERFLOW;
        boolean under = high < EXP_UNDERFLOW;
        return expOfSum(over ? EXP_OVERFLOW : under ? EXP_UNDERFLOW : high, over || under ? 0.0 : low);
    }

    /** The power of two that brings a positive number, or a greater one of two, to where squares neither overflow nor underflow. */
    static double balance(double greatest) {
        return greatest > LARGE ? LOWERING : greatest < SMALL ? RAISING : 1.0;
    }

    /** x 2^k, rounded only once even where the result is subnormal, since the first product is exact. */
    static double scale(double x, long k) {
        long half = k >> 1;
        return x * powerOfTwo(half) * powerOfTwo(k - half);
    }

    /** 2^k for a normal result. */
    private static double powerOfTwo(long k) {
        return Double.longBitsToDouble((k + EXPONENT_BIAS) << FRACTION_BITS);
    }

    /** The k that brings x 2^-k into [sqrt(1/2), sqrt(2)), for the bits of a positive normal x. */
    static long exponent(long bits) {
        return (bits - SQRT_HALF_BITS) >> FRACTION_BITS;
    }

    /** exp(high + low) for high from EXP_UNDERFLOW to EXP_OVERFLOW and a low that is small compared with 1. */
    private static double expOfSum(double high, double low) {
        double shifted = fma(high, ONE_OVER_LN2, ROUNDER);
        double n = shifted - ROUNDER;
        long k = Double.doubleToRawLongBits(shifted) - Double.doubleToRawLongBits(ROUNDER);
        double r = fma(n, -LN2_HIGH, high) + fma(n, -LN2_LOW, low);
        double p = 1.0 + fma(r * r, expPolynomial(r), r);
        return scale(p, k);
    }

    /** k ln 2 + log(1 + f) + c for f from sqrt(1/2) - 1 to sqrt(2) - 1 and a c that is small compared with the rest. */
    private static double logOfProduct(double k, double f, double c) {
        double s = f / (2.0 + f);
        double z = s * s;
        double halfSquare = 0.5 * f * f;
        double odd = s * fma(z, logPolynomial(z), halfSquare);
        return fma(k, LN2_HIGH, f - (halfSquare - (odd + fma(k, LN2_LOW, c))));
    }

    /** log x as a sum, to about 65 bits, for a positive finite x. */
    private static Sum logAsSum(double x) {
        boolean subnormal = x < Double.MIN_NORMAL;
        long bits = Double.doubleToRawLongBits(subnormal ? x * SUBNORMAL_SCALE : x);
        long exponent = exponent(bits);
        double f = Double.longBitsToDouble(bits - (exponent << FRACTION_BITS)) - 1.0;
        double k = (double) (subnormal ? exponent - SUBNORMAL_SHIFT : exponent);
        // s = f / (2 + f), its square z and its cube w, each with its rounding error.
        double d = 2.0 + f;
        double dLow = f - (d - 2.0);
        double s = f / d;
        double sLow = (fma(-s, d, f) - s * dLow) / d;
        double z = s * s;
        double zLow = fma(s, s, -z) + 2.0 * s * sLow;
        double w = s * z;
        double wLow = fma(s, z, -w) + fma(s, zLow, sLow * z);
        // log(1 + f) = 2 s + s^3 (2/3 + z (2/5 + ...)).
        double rest = z * powLogPolynomial(z);
        double c = TWO_THIRDS_HIGH + rest;
        double cLow = (rest - (c - TWO_THIRDS_HIGH)) + TWO_THIRDS_LOW;
        double v = w * c;
        double vLow = fma(w, c, -v) + fma(w, cLow, wLow * c);
        double twoS = 2.0 * s;
        double h = twoS + v;
        double hLow = (v - (h - twoS)) + fma(2.0, sLow, vLow);
        double kLn2 = k * LN2_HIGH;
        double high = kLn2 + h;
        return new Sum(high, (h - (high - kLn2)) + fma(k, LN2_LOW, hLow));
    }

    /**
     * Reduces a finite, non-negative x by quarter turns (Payne and Hanek, 1983): x = m 2^e times the bits of
     * 2/pi, in integers. Bits that only add whole turns are skipped; of the 192 that follow, the product modulo 4
     * keeps 128, of which 126 are a fraction. No double is closer than 2^-62 quarter turns to a quarter turn.
     */
    static Angle reduce(double x) {
        if (x <= EIGHTH_TURN) {
            return new Angle(0, x, 0.0);
        }
        long bits = Double.doubleToRawLongBits(x);
        long m = (bits & 0xfffffffffffffL) | 0x10000000000000L;
        int first = (int) (bits >>> FRACTION_BITS) - 1013;
        int word = first >> 6;
        int offset = first & 63;
        long w0 = window(word, offset);
        long w1 = window(word + 1, offset);
        long w2 = window(word + 2, offset);
        long carried = multiplyHigh(m, w2);
        long low = m * w1 + carried;
        long high = m * w0 + multiplyHigh(m, w1) + (Long.compareUnsigned(low, carried) < 0 ? 1 : 0);
        // Round to the nearest quarter turn: what is left is a signed fraction of 126 bits.
        long quarters = (high + (1L << 61)) >>> 62;
        high -= quarters << 62;
        boolean negative = high < 0;
        if (negative) {
            low = -low;
            high = ~high + (low == 0 ? 1 : 0);
        }
        int zeros = Long.numberOfLeadingZeros(high);
        long a = shiftedLeft(high, low, zeros);
        long b = low << zeros;
        // The leading 53 bits and the 53 after them.
        double fraction = (double) (a >>> 11) * powerOfTwo(-51 - zeros);
        double fractionLow = (double) (shiftedLeft(a, b, 53) >>> 11) * powerOfTwo(-104 - zeros);
        double r = fraction * HALF_PI_HIGH;
        double rLow = fma(fraction, HALF_PI_HIGH, -r) + fma(fraction, HALF_PI_LOW, fractionLow * HALF_PI_HIGH);
        return new Angle((int) (quarters & 3), negative ? -r : r, negative ? -rLow : rLow);
    }

    /** 64 bits of TWO_OVER_PI from the given word and bit on. */
    private static long window(int word, int offset) {
        return shiftedLeft(TWO_OVER_PI[word], TWO_OVER_PI[word + 1], offset);
    }

    /** The upper 64 bits of the 128 bits high, low moved left by less than 64 places. */
    private static long shiftedLeft(long high, long low, int places) {
        return (high << places) | ((low >>> 1) >>> (63 - places));
    }

    /** The upper 64 bits of the product of a number below 2^63 and an unsigned one. */
    private static long multiplyHigh(long m, long unsigned) {
        return Math.multiplyHigh(m, unsigned) + (unsigned < 0 ? m : 0);
    }

    /** sin(high + low) for an angle of at most an eighth turn. */
    private static double sinNearZero(Angle angle) {
        double r = angle.high;
        double z = r * r;
        return r + fma(r * z, sinPolynomial(z), angle.low * fma(-0.5, z, 1.0));
    }

    /** cos(high + low) for an angle of at most an eighth turn. */
    private static double cosNearZero(Angle angle) {
        double r = angle.high;
        double z = r * r;
        double half = 0.5 * z;
        double head = 1.0 - half;
        double lost = (1.0 - head) - half;
        return head + (lost + fma(z * z, cosPolynomial(z), -(r * angle.low)));
    }

    /** (exp(r) - 1 - r) / r^2 for r within ln(2) / 2. */
    static double expPolynomial(double r) {
        double p = 0x1.1ef03c85db3f6p-29;
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

    /** (log(1 + f) - 2 s) / s^3 with s = f / (2 + f) and z = s^2. */
    static double logPolynomial(double z) {
        double p = 0x1.2f05f356bd521p-3;
        p = fma(p, z, 0x1.39a1ad2963ecbp-3);
        p = fma(p, z, 0x1.74663f65bddb4p-3);
        p = fma(p, z, 0x1.c71c520736abdp-3);
        p = fma(p, z, 0x1.24924941f35d5p-2);
        p = fma(p, z, 0x1.999999997fd9dp-2);
        return fma(p, z, 0x1.5555555555592p-1);
    }

    /** ((log(1 + f) - 2 s) / s^3 - 2/3) / s^2 with s = f / (2 + f) and z = s^2. */
    private static double powLogPolynomial(double z) {
        double p = 0x1.0e423c27551ecp-3;
        p = fma(p, z, 0x1.0f7ff64d9e7e6p-3);
        p = fma(p, z, 0x1.3b1eeb7962572p-3);
        p = fma(p, z, 0x1.745ce9e69bbe4p-3);
        p = fma(p, z, 0x1.c71c722d5cd8ap-3);
        p = fma(p, z, 0x1.2492492457dc5p-2);
        return fma(p, z, 0x1.9999999999b3p-2);
    }

    /** (sin(r) - r) / r^3 with z = r^2, for r up to pi/4. */
    private static double sinPolynomial(double z) {
        double p = 0x1.5d932a2dddf11p-33;
        p = fma(p, z, -0x1.ae5e66c534c26p-26);
        p = fma(p, z, 0x1.71de35786417ap-19);
        p = fma(p, z, -0x1.a01a019c125f9p-13);
        p = fma(p, z, 0x1.111111110f881p-7);
        return fma(p, z, -0x1.5555555555549p-3);
    }

    /** (cos(r) - 1 + r^2 / 2) / r^4 with z = r^2, for r up to pi/4. */
    private static double cosPolynomial(double z) {
        double p = -0x1.8faed58e0e677p-37;
        p = fma(p, z, 0x1.1ee9ec53f5ecep-29);
        p = fma(p, z, -0x1.27e4f80a885p-22);
        p = fma(p, z, 0x1.a01a019cb287ep-16);
        p = fma(p, z, -0x1.6c16c16c15185p-10);
        return fma(p, z, 0x1.555555555554cp-5);
    }

    /** (tanh(x) - x) / x^3 with z = x^2, for x below TANH_SPLIT. */
    private static double tanhPolynomial(double z) {
        double p = -0x1.3d9fc04d39624p-16;
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

    /** erf(x) / x - 1 with z = x^2, for x below 1. */
    private static double erfPolynomial(double z) {
        double p = -0x1.acdff90b8ebd8p-31;
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

    /** log(erfc(u + ERFC_CENTRE)) from 1 to ERF_END, as accurate as erf needs there. */
    private static double logErfcPolynomial(double u) {
        double p = -0x1.8ee52d0927f05p-43;
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
}
