package dualflow.op;

import static java.lang.Math.abs;
import static java.lang.Math.copySign;
import static java.lang.Math.fma;

/** The inverse trigonometric functions, and those of the sides of a right triangle, in float32; {@code opencl/include/arcs.cl} takes the same steps. */
final class ElementaryArcFloat {
    /** pi/2 = HALF_PI_HIGH + HALF_PI_LOW. */
    private static final float HALF_PI_HIGH = 0x1.921fb6p0f;

    private static final float HALF_PI_LOW = -0x1.777a5cp-25f;

    /** pi = PI_HIGH + PI_LOW. */
    private static final float PI_HIGH = 0x1.921fb6p1f;

    private static final float PI_LOW = -0x1.777a5cp-24f;

    /** The root of 1/2. */
    private static final float ROOT_OF_HALF = 0x1.6a09e6p-1f;

    private ElementaryArcFloat() {}

    static float atan(float x) {
        float size = abs(x);
        boolean steep = size > 1.0f;
        float angle = ofRatio(steep ? 1.0f / size : size);
        return x == 0.0f ? x : copySign(steep ? HALF_PI_HIGH - (angle - HALF_PI_LOW) : angle, x);
    }

    /** The angle of the point (x, y), as C99 has it; that of two infinities is that of two ones. */
    static float atan2(float y, float x) {
        if (Float.isNaN(x) || Float.isNaN(y)) {
            return Float.NaN;
        }
        float height = abs(y);
        float width = abs(x);
        boolean steep = height > width;
        float ratio = steep ? width / height : height == width ? (height == 0.0f ? 0.0f : 1.0f) : height / width;
        float angle = ofRatio(ratio);
        float inHalf = steep ? HALF_PI_HIGH - (angle - HALF_PI_LOW) : angle;
        return copySign(copySign(1.0f, x) < 0.0f ? PI_HIGH - (inHalf - PI_LOW) : inHalf, y);
    }

    /** The arc tangent of a number from 0 to 1. */
    private static float ofRatio(float ratio) {
        float z = ratio * ratio;
        return fma(ratio * z, atanPolynomial(z), ratio);
    }

    static float asin(float x) {
        float size = abs(x);
        if (!(size <= 1.0f)) {
            return Float.NaN;
        }
        float z = x * x;
        if (size < 0.5f) {
            return x == 0.0f ? x : fma(x * z, asinPolynomial(z), x);
        }
        // pi/2 - 2 asin(s), with s and what its rounding lost
        float rest = 0.5f * (1.0f - size);
        float s = (float) Math.sqrt(rest);
        float twice = 2.0f * s;
        float head = HALF_PI_HIGH - twice;
        float lost = (HALF_PI_HIGH - head) - twice;
        return copySign(head + (lost + (HALF_PI_LOW - 2.0f * beyond(s, rest))), x);
    }

    static float acos(float x) {
        float size = abs(x);
        if (!(size <= 1.0f)) {
            return Float.NaN;
        }
        if (size < 0.5f) {
            float z = x * x;
            float head = HALF_PI_HIGH - x;
            float lost = (HALF_PI_HIGH - head) - x;
            return head + (lost + fma(-x * z, asinPolynomial(z), HALF_PI_LOW));
        }
        float rest = 0.5f * (1.0f - size);
        float s = (float) Math.sqrt(rest);
        float twice = 2.0f * s;
        float head = PI_HIGH - twice;
        float lost = (PI_HIGH - head) - twice;
        float more = 2.0f * beyond(s, rest);
        return x > 0.0f ? twice + more : head + (lost + (PI_LOW - more));
    }

    /** asin(sqrt(z)) - s for s = sqrt(z), rounded, and z up to 1/4. */
    private static float beyond(float s, float z) {
        float lost = s == 0.0f ? s : fma(-s, s, z) / (2.0f * s);
        return fma(s * z, asinPolynomial(z), lost);
    }

    /** sqrt(a^2 + b^2) without overflow or underflow of the squares; infinity where one is infinite. */
    static float hypot(float a, float b) {
        float size = abs(a);
        float other = abs(b);
        if (size == Float.POSITIVE_INFINITY || other == Float.POSITIVE_INFINITY) {
            return Float.POSITIVE_INFINITY;
        }
        float scale = ElementaryFloat.balance(size > other ? size : other);
        return scaledHypot(size * scale, other * scale) / scale;
    }

    /** a / sqrt(a^2 + b^2), its limits at infinity, and a where both are zero. */
    static float directionCosine(float a, float b) {
        float size = abs(a);
        float other = abs(b);
        if (Float.isNaN(a) || Float.isNaN(b)) {
            return Float.NaN;
        }
        if (size == Float.POSITIVE_INFINITY || other == Float.POSITIVE_INFINITY) {
            return copySign(size < other ? 0.0f : size > other ? 1.0f : ROOT_OF_HALF, a);
        }
        if (size == 0.0f) {
            return a;
        }
        float scale = ElementaryFloat.balance(size > other ? size : other);
        float radius = scaledHypot(size * scale, other * scale);
        return scale < 1.0f ? a / radius * scale : a * scale / radius;
    }

    private static float scaledHypot(float a, float b) {
        float large = a > b ? a : b;
        float small = a > b ? b : a;
        return (float) Math.sqrt(fma(large, large, small * small));
    }

    /** (atan(t) - t) / t^3 with z = t^2, for t up to 1. */
    private static float atanPolynomial(float z) {
        float p = 0x1.2985b2p-10f;
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

    /** (asin(s) - s) / s^3 with z = s^2, for s up to 1/2. */
    private static float asinPolynomial(float z) {
        float p = 0x1.33ba9ap-5f;
        p = fma(p, z, 0x1.d7f60ep-7f);
        p = fma(p, z, 0x1.04a60ep-5f);
        p = fma(p, z, 0x1.6cac46p-5f);
        p = fma(p, z, 0x1.33388ep-4f);
        return fma(p, z, 0x1.55554cp-3f);
    }
}
