package dualflow.op;

import static java.lang.Math.abs;
import static java.lang.Math.copySign;
import static java.lang.Math.fma;

/** Further elementary functions in float64: tan, sinh, cosh, log2 and cbrt; {@code opencl/include/further.cl} takes the same steps. */
final class ElementaryFurtherDouble {
    /** 1/ln 2 = ONE_OVER_LN2 + ONE_OVER_LN2_LOW. */
    private static final double ONE_OVER_LN2 = 0x1.71547652b82fep0;

    private static final double ONE_OVER_LN2_LOW = 0x1.777d0ffda0d24p-56;

    /** The cube roots of 2 and 4, as accurate as a first guess needs. */
    private static final double CBRT_2 = 0x1.428a2f98d728bp0;

    private static final double CBRT_4 = 0x1.965fea53d6e3dp0;

    /** sinh is a polynomial below this argument. */
    private static final double SINH_SPLIT = 1.0;

    private ElementaryFurtherDouble() {}

    /** An unevaluated sum high + low. */
    private record Sum(double high, double low) {}

    static double tan(double x) {
        if (!(abs(x) < Double.POSITIVE_INFINITY)) {
            return Double.NaN;
        }
        ElementaryDouble.Angle angle = ElementaryDouble.reduce(abs(x));
        double r = angle.high();
        double z = r * r;
        double cubic = r * z * tanPolynomial(z);
        double rough = r + cubic;
        double rest = fma(angle.low(), fma(rough, rough, 1.0), cubic);
        double high = r + rest;
        double low = rest - (high - r);
        // On odd quarters -1 / (high + low): the quotient, and its correction by what it leaves.
        double q = 1.0 / high;
        double y = (angle.quarters() & 1) == 0 ? high : -fma(q, fma(-high, q, 1.0) - low * q, q);
        return x == 0.0 ? x : x < 0.0 ? -y : y;
    }

    static double sinh(double x) {
        double ax = abs(x);
        double z = x * x;
        double small = fma(x * z, sinhPolynomial(z), x);
        Sum half = halfOfExp(ax);
        double inverse = 0.25 / half.high;
        double sum = half.high - inverse;
        double lost = (half.high - sum) - inverse;
        double slope = fma(4.0 * inverse, inverse, 1.0);
        double large = half.high == Double.POSITIVE_INFINITY ? half.high : sum + fma(half.low, slope, lost);
        return x == 0.0 ? x : ax < SINH_SPLIT ? small : copySign(large, x);
    }

    static double cosh(double x) {
        Sum half = halfOfExp(abs(x));
        double inverse = 0.25 / half.high;
        double sum = half.high + inverse;
        double lost = (half.high - sum) + inverse;
        double slope = fma(-4.0 * inverse, inverse, 1.0);
        return half.high == Double.POSITIVE_INFINITY ? half.high : sum + fma(half.low, slope, lost);
    }

    static double log2(double x) {
        boolean subnormal = x < Double.MIN_NORMAL;
        long bits = Double.doubleToRawLongBits(subnormal ? x * ElementaryDouble.SUBNORMAL_SCALE : x);
        long exponent = ElementaryDouble.exponent(bits);
        double f = Double.longBitsToDouble(bits - (exponent << ElementaryDouble.FRACTION_BITS)) - 1.0;
        double k = (double) (subnormal ? exponent - ElementaryDouble.SUBNORMAL_SHIFT : exponent);
        // log(1 + f) = high + low, as in log; then its product with 1/ln 2, and the sum with k, with their rounding
        // errors.
        double s = f / (2.0 + f);
        double z = s * s;
        double halfSquare = 0.5 * f * f;
        double high = f - halfSquare;
        double low = ((f - high) - halfSquare) + s * fma(z, ElementaryDouble.logPolynomial(z), halfSquare);
        double product = high * ONE_OVER_LN2;
        double rest = fma(high, ONE_OVER_LN2, -product) + fma(high, ONE_OVER_LN2_LOW, low * ONE_OVER_LN2);
        double sum = k + product;
        double y = sum + (((k - sum) + product) + rest);
        boolean regular = x > 0.0 && x < Double.POSITIVE_INFINITY;
        return regular ? y : x == 0.0 ? Double.NEGATIVE_INFINITY : x > 0.0 ? x : Double.NaN;
    }

    static double cbrt(double x) {
        double ax = abs(x);
        if (!(ax > 0.0 && ax < Double.POSITIVE_INFINITY)) {
            return x;
        }
        boolean subnormal = ax < Double.MIN_NORMAL;
        long bits = Double.doubleToRawLongBits(subnormal ? ax * ElementaryDouble.SUBNORMAL_SCALE : ax);
        long k = (bits >> ElementaryDouble.FRACTION_BITS) - ElementaryDouble.EXPONENT_BIAS;
        double m = Double.longBitsToDouble(bits - (k << ElementaryDouble.FRACTION_BITS));
        // 2^k = 2^third cubed, times 1, 2 or 4.
        long third = (k + 1200) / 3 - 400;
        long left = k - 3 * third;
        double of = left == 0 ? m : left == 1 ? 2.0 * m : 4.0 * m;
        double t = cbrtPolynomial(m) * (left == 0 ? 1.0 : left == 1 ? CBRT_2 : CBRT_4);
        // Halley's step triples the digits; Newton's takes what is left of t^3 with its rounding errors.
        double cube = t * t * t;
        t = t * ((cube + of) + of) / ((cube + cube) + of);
        double square = t * t;
        double residual = fma(-square, t, of) - fma(t, t, -square) * t;
        double y = t + residual / (3.0 * square);
        return copySign(ElementaryDouble.scale(y, subnormal ? third - ElementaryDouble.SUBNORMAL_SHIFT / 3 : third), x);
    }

    /** e^x / 2 for x from 0 on. */
    private static Sum halfOfExp(double x) {
        double clamped = x > ElementaryDouble.EXP_OVERFLOW ? ElementaryDouble.EXP_OVERFLOW : x;
        double shifted = fma(clamped, ONE_OVER_LN2, ElementaryDouble.ROUNDER);
        double n = shifted - ElementaryDouble.ROUNDER;
        long k = Double.doubleToRawLongBits(shifted) - Double.doubleToRawLongBits(ElementaryDouble.ROUNDER);
        double r1 = fma(n, -ElementaryDouble.LN2_HIGH, clamped);
        double r2 = n * -ElementaryDouble.LN2_LOW;
        double r = r1 + r2;
        double tail = fma(r * r, ElementaryDouble.expPolynomial(r), (r1 - r) + r2);
        double head = 1.0 + r;
        double rest = (r - (head - 1.0)) + tail;
        double high = head + rest;
        double low = rest - (high - head);
        return new Sum(ElementaryDouble.scale(high, k - 1), ElementaryDouble.scale(low, k - 1));
    }

    /** (tan(r) - r) / r^3 with z = r^2, for r up to pi/4. */
    private static double tanPolynomial(double z) {
        double p = 0x1.60da50c592721p-16;
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

    /** (sinh(x) - x) / x^3 with z = x^2, for x below SINH_SPLIT. */
    private static double sinhPolynomial(double z) {
        double p = 0x1.b4cf82854c101p-41;
        p = fma(p, z, 0x1.611a3a0142bp-33);
        p = fma(p, z, 0x1.ae646766d4908p-26);
        p = fma(p, z, 0x1.71de3a45f6d0ap-19);
        p = fma(p, z, 0x1.a01a01a0292p-13);
        p = fma(p, z, 0x1.11111111110a1p-7);
        return fma(p, z, 0x1.5555555555556p-3);
    }

    /** The cube root of m from 1 to 2, as accurate as a first guess needs. */
    private static double cbrtPolynomial(double m) {
        double p = 0x1.7a8bf9c2a27fap-6;
        p = fma(p, m, -0x1.4dc293627199ep-3);
        p = fma(p, m, 0x1.2c9a2b49b03f1p-1);
        return fma(p, m, 0x1.1b0ba961ff1ep-1);
    }
}
