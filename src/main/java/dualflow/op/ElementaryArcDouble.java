package dualflow.op;

import static java.lang.Math.abs;
import static java.lang.Math.copySign;
import static java.lang.Math.fma;

/** The inverse trigonometric functions, and those of the sides of a right triangle, in float64; {@code opencl/include/arcs.cl} takes the same steps. */
final class ElementaryArcDouble {
    /** pi/2 = HALF_PI_HIGH + HALF_PI_LOW. */
    private static final double HALF_PI_HIGH = 0x1.921fb54442d18p0;

    private static final double HALF_PI_LOW = 0x1.1a62633145c07p-54;

    /** pi = PI_HIGH + PI_LOW. */
    private static final double PI_HIGH = 0x1.921fb54442d18p1;

    private static final double PI_LOW = 0x1.1a62633145c07p-53;

    /** The root of 1/2. */
    private static final double ROOT_OF_HALF = 0x1.6a09e667f3bcdp-1;

    private ElementaryArcDouble() {}

    static double atan(double x) {
        double size = abs(x);
        boolean steep = size > 1.0;
        double angle = ofRatio(steep ? 1.0 / size : size);
        return x == 0.0 ? x : copySign(steep ? HALF_PI_HIGH - (angle - HALF_PI_LOW) : angle, x);
    }

    /** The angle of the point (x, y), as C99 has it; that of two infinities is that of two ones. */
    static double atan2(double y, double x) {
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Double.NaN;
        }
        double height = abs(y);
        double width = abs(x);
        boolean steep = height > width;
        double ratio = steep ? width / height : height == width ? (height == 0.0 ? 0.0 : 1.0) : height / width;
        double angle = ofRatio(ratio);
        double inHalf = steep ? HALF_PI_HIGH - (angle - HALF_PI_LOW) : angle;
        return copySign(copySign(1.0, x) < 0.0 ? PI_HIGH - (inHalf - PI_LOW) : inHalf, y);
    }

    /** The arc tangent of a number from 0 to 1. */
    private static double ofRatio(double ratio) {
        double z = ratio * ratio;
        return fma(ratio * z, atanPolynomial(z), ratio);
    }

    static double asin(double x) {
        double size = abs(x);
        if (!(size <= 1.0)) {
            return Double.NaN;
        }
        double z = x * x;
        if (size < 0.5) {
            return x == 0.0 ? x : fma(x * z, asinPolynomial(z), x);
        }
        // pi/2 - 2 asin(s), with s and what its rounding lost
        double rest = 0.5 * (1.0 - size);
        double s = Math.sqrt(rest);
        double twice = 2.0 * s;
        double head = HALF_PI_HIGH - twice;
        double lost = (HALF_PI_HIGH - head) - twice;
        return copySign(head + (lost + (HALF_PI_LOW - 2.0 * beyond(s, rest))), x);
    }

    static double acos(double x) {
        double size = abs(x);
        if (!(size <= 1.0)) {
            return Double.NaN;
        }
        if (size < 0.5) {
            double z = x * x;
            double head = HALF_PI_HIGH - x;
            double lost = (HALF_PI_HIGH - head) - x;
            return head + (lost + fma(-x * z, asinPolynomial(z), HALF_PI_LOW));
        }
        double rest = 0.5 * (1.0 - size);
        double s = Math.sqrt(rest);
        double twice = 2.0 * s;
        double head = PI_HIGH - twice;
        double lost = (PI_HIGH - head) - twice;
        double more = 2.0 * beyond(s, rest);
        return x > 0.0 ? twice + more : head + (lost + (PI_LOW - more));
    }

    /** asin(sqrt(z)) - s for s = sqrt(z), rounded, and z up to 1/4. */
    private static double beyond(double s, double z) {
        double lost = s == 0.0 ? s : fma(-s, s, z) / (2.0 * s);
        return fma(s * z, asinPolynomial(z), lost);
    }

    /** sqrt(a^2 + b^2) without overflow or underflow of the squares; infinity where one is infinite. */
    static double hypot(double a, double b) {
        double size = abs(a);
        double other = abs(b);
        if (size == Double.POSITIVE_INFINITY || other == Double.POSITIVE_INFINITY) {
            return Double.POSITIVE_INFINITY;
        }
        double scale = ElementaryDouble.balance(size > other ? size : other);
        return scaledHypot(size * scale, other * scale) / scale;
    }

    /** a / sqrt(a^2 + b^2), its limits at infinity, and a where both are zero. */
    static double directionCosine(double a, double b) {
        double size = abs(a);
        double other = abs(b);
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Double.NaN;
        }
        if (size == Double.POSITIVE_INFINITY || other == Double.POSITIVE_INFINITY) {
            return copySign(size < other ? 0.0 : size > other ? 1.0 : ROOT_OF_HALF, a);
        }
        if (size == 0.0) {
            return a;
        }
        double scale = ElementaryDouble.balance(size > other ? size : other);
        double radius = scaledHypot(size * scale, other * scale);
        return scale < 1.0 ? a / radius * scale : a * scale / radius;
    }

    private static double scaledHypot(double a, double b) {
        double large = a > b ? a : b;
        double small = a > b ? b : a;
        return Math.sqrt(fma(large, large, small * small));
    }

    /** (atan(t) - t) / t^3 with z = t^2, for t up to 1. */
    private static double atanPolynomial(double z) {
        double p = -0x1.2831681513c54p-17;
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

    /** (asin(s) - s) / s^3 with z = s^2, for s up to 1/2. */
    private static double asinPolynomial(double z) {
        double p = 0x1.0baed5bad956bp-5;
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
}
