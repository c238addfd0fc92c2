package dualflow.op;

import static java.lang.Math.abs;
import static java.lang.Math.copySign;
import static java.lang.Math.fma;

/** Further elementary functions in float32: tan, sinh, cosh, log2 and cbrt; {@code opencl/include/further.cl} takes the same steps. */
final class ElementaryFurtherFloat {
    /** 1/ln 2 = ONE_OVER_LN2 + ONE_OVER_LN2_LOW. */
    private static final float ONE_OVER_LN2 = 0x1.715476p0f;

    private static final float ONE_OVER_LN2_LOW = 0x1.4ae0cp-26f;

    /** The cube roots of 2 and 4, as accurate as a first guess needs. */
    private static final float CBRT_2 = 0x1.428a3p0f;

    private static final float CBRT_4 = 0x1.965feap0f;

    /** sinh is a polynomial below this argument. */
    private static final float SINH_SPLIT = 1.0f;

    private ElementaryFurtherFloat() {}

    /** An unevaluated sum high + low. */
    private record Sum(float high, float low) {}

    static float tan(float x) {
        if (!(abs(x) < Float.POSITIVE_INFINITY)) {
            return Float.NaN;
        }
        ElementaryFloat.Angle angle = ElementaryFloat.reduce(abs(x));
        float r = angle.high();
        float z = r * r;
        float cubic = r * z * tanPolynomial(z);
        float rough = r + cubic;
        float rest = fma(angle.low(), fma(rough, rough, 1.0f), cubic);
        float high = r + rest;
        float low = rest - (high - r);
        // On odd quarters -1 / (high + low): the quotient, and its correction by what it leaves.
        float q = 1.0f / high;
        float y = (angle.quarters() & 1) == 0 ? high : -fma(q, fma(-high, q, 1.0f) - low * q, q);
        return x == 0.0f ? x : x < 0.0f ? -y : y;
    }

    static float sinh(float x) {
        float ax = abs(x);
        float z = x * x;
        float small = fma(x * z, sinhPolynomial(z), x);
        Sum half = halfOfExp(ax);
        float inverse = 0.25f / half.high;
        float sum = half.high - inverse;
        float lost = (half.high - sum) - inverse;
        float slope = fma(4.0f * inverse, inverse, 1.0f);
        float large = half.high == Float.POSITIVE_INFINITY ? half.high : sum + fma(half.low, slope, lost);
        return x == 0.0f ? x : ax < SINH_SPLIT ? small : copySign(large, x);
    }

    static float cosh(float x) {
        Sum half = halfOfExp(abs(x));
        float inverse = 0.25f / half.high;
        float sum = half.high + inverse;
        float lost = (half.high - sum) + inverse;
        float slope = fma(-4.0f * inverse, inverse, 1.0f);
        return half.high == Float.POSITIVE_INFINITY ? half.high : sum + fma(half.low, slope, lost);
    }

    static float log2(float x) {
        boolean subnormal = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(subnormal ? x * ElementaryFloat.SUBNORMAL_SCALE : x);
        int exponent = ElementaryFloat.exponent(bits);
        float f = Float.intBitsToFloat(bits - (exponent << ElementaryFloat.FRACTION_BITS)) - 1.0f;
        float k = (float) (subnormal ? exponent - ElementaryFloat.SUBNORMAL_SHIFT : exponent);
        // log(1 + f) = high + low, as in log; then its product with 1/ln 2, and the sum with k, with their rounding
        // errors.
        float s = f / (2.0f + f);
        float z = s * s;
        float halfSquare = 0.5f * f * f;
        float high = f - halfSquare;
        float low = ((f - high) - halfSquare) + s * fma(z, ElementaryFloat.logPolynomial(z), halfSquare);
        float product = high * ONE_OVER_LN2;
        float rest = fma(high, ONE_OVER_LN2, -product) + fma(high, ONE_OVER_LN2_LOW, low * ONE_OVER_LN2);
        float sum = k + product;
        float y = sum + (((k - sum) + product) + rest);
        boolean regular = x > 0.0f && x < Float.POSITIVE_INFINITY;
        return regular ? y : x == 0.0f ? Float.NEGATIVE_INFINITY : x > 0.0f ? x : Float.NaN;
    }

    static float cbrt(float x) {
        float ax = abs(x);
        if (!(ax > 0.0f && ax < Float.POSITIVE_INFINITY)) {
            return x;
        }
        boolean subnormal = ax < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(subnormal ? ax * ElementaryFloat.SUBNORMAL_SCALE : ax);
        int k = (bits >> ElementaryFloat.FRACTION_BITS) - ElementaryFloat.EXPONENT_BIAS;
        float m = Float.intBitsToFloat(bits - (k << ElementaryFloat.FRACTION_BITS));
        // 2^k = 2^third cubed, times 1, 2 or 4.
        int third = (k + 1200) / 3 - 400;
        int left = k - 3 * third;
        float of = left == 0 ? m : left == 1 ? 2.0f * m : 4.0f * m;
        float t = cbrtPolynomial(m) * (left == 0 ? 1.0f : left == 1 ? CBRT_2 : CBRT_4);
        // Halley's step triples the digits; Newton's takes what is left of t^3 with its rounding errors.
        float cube = t * t * t;
        t = t * ((cube + of) + of) / ((cube + cube) + of);
        float square = t * t;
        float residual = fma(-square, t, of) - fma(t, t, -square) * t;
        float y = t + residual / (3.0f * square);
        return copySign(ElementaryFloat.scale(y, subnormal ? third - ElementaryFloat.SUBNORMAL_SHIFT / 3 : third), x);
    }

    /** e^x / 2 for x from 0 on. */
    private static Sum halfOfExp(float x) {
        float clamped = x > ElementaryFloat.EXP_OVERFLOW ? ElementaryFloat.EXP_OVERFLOW : x;
        float shifted = fma(clamped, ONE_OVER_LN2, ElementaryFloat.ROUNDER);
        float n = shifted - ElementaryFloat.ROUNDER;
        int k = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ElementaryFloat.ROUNDER);
        float r1 = fma(n, -ElementaryFloat.LN2_HIGH, clamped);
        float r2 = n * -ElementaryFloat.LN2_LOW;
        float r = r1 + r2;
        float tail = fma(r * r, ElementaryFloat.expPolynomial(r), (r1 - r) + r2);
        float head = 1.0f + r;
        float rest = (r - (head - 1.0f)) + tail;
        float high = head + rest;
        float low = rest - (high - head);
        return new Sum(ElementaryFloat.scale(high, k - 1), ElementaryFloat.scale(low, k - 1));
    }

    /** (tan(r) - r) / r^3 with z = r^2, for r up to pi/4. */
    private static float tanPolynomial(float z) {
        float p = 0x1.213d14p-8f;
        p = fma(p, z, 0x1.5ff402p-17f);
        p = fma(p, z, 0x1.6538c8p-7f);
        p = fma(p, z, 0x1.5c3f3ep-6f);
        p = fma(p, z, 0x1.bae782p-5f);
        p = fma(p, z, 0x1.110d48p-3f);
        return fma(p, z, 0x1.555562p-2f);
    }

    /** (sinh(x) - x) / x^3 with z = x^2, for x below SINH_SPLIT. */
    private static float sinhPolynomial(float z) {
        float p = 0x1.7a2672p-19f;
        p = fma(p, z, 0x1.9ffe12p-13f);
        p = fma(p, z, 0x1.111136p-7f);
        return fma(p, z, 0x1.555556p-3f);
    }

    /** The cube root of m from 1 to 2, as accurate as a first guess needs. */
    private static float cbrtPolynomial(float m) {
        float p = 0x1.7a8bfap-6f;
        p = fma(p, m, -0x1.4dc294p-3f);
        p = fma(p, m, 0x1.2c9a2cp-1f);
        return fma(p, m, 0x1.1b0baap-1f);
    }
}
