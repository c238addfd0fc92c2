package dualflow.op;

import static java.lang.Math.abs;
import static java.lang.Math.copySign;
import static java.lang.Math.fma;

/**
 * The functions of the normal distribution in float32; {@code opencl/include/normal.cl} takes the same steps. {@link Elementary} documents those that
 * it has.
 *
 * <p>Derivatives are made of D_n(a), the integral of s^n e^(-s^2 / 2 - a s) over s from 0 to infinity, of which D_0 is Mills's ratio. From a = 1 on
 * their ratios r_n = D_n / D_(n - 1) = n / (a + r_(n + 1)) are evaluated as a continued fraction (Laplace), below by D_(n + 1) = n D_(n - 1) - a D_n.
 */
final class ElementaryNormalFloat {
    private static final float ROOT_OF_HALF = 0x1.6a09e6p-1f;

    private static final float ROOT_OF_TWO = 0x1.6a09e6p0f;

    private static final float ROOT_OF_HALF_PI = 0x1.40d932p0f;

    private static final float ROOT_OF_TWO_PI = 0x1.40d932p1f;

    private static final float ROOT_OF_TWO_OVER_PI = 0x1.988454p-1f;

    private static final float ONE_OVER_ROOT_OF_PI = 0x1.20dd76p-1f;

    private static final float ONE_OVER_ROOT_OF_TWO_PI = 0x1.988454p-2f;

    private static final float HALF_ROOT_OF_PI = 0x1.c5bf8ap-1f;

    private static final float LOG_ROOT_OF_TWO_PI = 0x1.d67f1cp-1f;

    /** Beyond it, the scaled complementary error function of x is 1 / (x sqrt(pi)). */
    private static final float FAR = 0x1.0p27f;

    /** Up to this size, the inverse error function is a polynomial. */
    private static final float CENTRE = 0.75f;

    /** A continued fraction of 20 terms and as many as this, divided by the square of its argument, is accurate. */
    private static final float TERMS = 100.0f;

    private ElementaryNormalFloat() {}

    /** e^(c x^2) for a power of two c or its negative, corrected by what rounding x^2 lost. */
    private static float expOfSquare(float x, float c) {
        float square = x * x;
        float e = ElementaryFloat.exp(c * square);
        return e > 0.0f && e < Float.POSITIVE_INFINITY ? fma(c * fma(x, x, -square), e, e) : e;
    }

    /** The density of the standard normal distribution. */
    static float density(float x) {
        return ONE_OVER_ROOT_OF_TWO_PI * expOfSquare(x, -0.5f);
    }

    /** e^(x^2) erfc x for an x of at least 0. */
    private static float scaledTail(float x) {
        if (x > FAR) {
            return ONE_OVER_ROOT_OF_PI / x;
        }
        if (x < 0.25f) {
            return expOfSquare(x, 1.0f) * (1.0f - ElementaryFloat.erf(x));
        }
        // u = (x - 4) / (x + 4), and the quotient of what it left
        float sum = x + 4.0f;
        float u = (x - 4.0f) / sum;
        float rest = fma(-u, x, fma(-4.0f, u + 1.0f, x));
        return erfcxPolynomial(u + rest / sum) / fma(2.0f, x, 1.0f);
    }

    static float erfcx(float x) {
        float tail = scaledTail(abs(x));
        return x < 0.0f ? 2.0f * expOfSquare(x, 1.0f) - tail : tail;
    }

    static float ndtr(float x) {
        if (abs(x) < 0.5f) {
            return fma(0.5f, ElementaryFloat.erf(x * ROOT_OF_HALF), 0.5f);
        }
        float tail = 0.5f * (expOfSquare(x, -0.5f) * scaledTail(abs(x) * ROOT_OF_HALF));
        return x < 0.0f ? tail : 1.0f - tail;
    }

    static float logNdtr(float x) {
        if (x >= 0.0f) {
            return ElementaryFloat.log1p(-ndtr(-x));
        }
        if (x > -1.0f) {
            return ElementaryFloat.log(ndtr(x));
        }
        return fma(-0.5f * x, x, ElementaryFloat.log(0.5f * scaledTail(-x * ROOT_OF_HALF)));
    }

    /** Mills's ratio, (1 - Phi(a)) / phi(a) with the normal distribution's function and density. */
    private static float mills(float a) {
        float tail = ROOT_OF_HALF_PI * scaledTail(abs(a) * ROOT_OF_HALF);
        return a < 0.0f ? fma(ROOT_OF_TWO_PI, expOfSquare(a, 0.5f), -tail) : tail;
    }

    static float ndtri(float p) {
        if (!(p >= 0.0f && p <= 1.0f)) {
            return Float.NaN;
        }
        float x = 2.0f * p - 1.0f;
        if (abs(x) <= CENTRE) {
            return x == 0.0f ? 0.0f : ROOT_OF_TWO * fma(x, erfinvPolynomial(x * x), x);
        }
        return p < 0.5f ? -quantileOfTail(p) : quantileOfTail(1.0f - p);
    }

    static float erfinv(float x) {
        float size = abs(x);
        if (!(size <= 1.0f)) {
            return Float.NaN;
        }
        if (size <= CENTRE) {
            return x == 0.0f ? x : fma(x, erfinvPolynomial(x * x), x);
        }
        return copySign(ROOT_OF_HALF * quantileOfTail(0.5f * (1.0f - size)), x);
    }

    /** The y with 1 - Phi(y) = q, for q up to 1/8: an approximation, and a step of Newton's method for the logarithms. */
    private static float quantileOfTail(float q) {
        if (q <= 0.0f) {
            return Float.POSITIVE_INFINITY;
        }
        float log = -ElementaryFloat.log(q);
        float r = (float) Math.sqrt(2.0f * log);
        float y = r * ndtriPolynomial((r - 4.0f) / (r + 4.0f));
        float ratio = mills(y);
        float missing = fma(-0.5f * y, y, log) + (ElementaryFloat.log(ratio) - LOG_ROOT_OF_TWO_PI);
        return fma(missing, ratio, y);
    }

    /** The derivative of the quantile function, Mills's ratio at the quantile divided by the lesser tail. */
    static float ndtriSlope(float p) {
        float tail = p < 0.5f ? p : 1.0f - p;
        return tail == 0.0f ? Float.POSITIVE_INFINITY : mills(abs(ndtri(p))) / tail;
    }

    /** The derivative of the inverse error function, sqrt(pi) / 2 erfcx|y| / (1 - |x|) at its value y. */
    static float erfinvSlope(float x) {
        float tail = 1.0f - abs(x);
        return tail == 0.0f ? Float.POSITIVE_INFINITY : HALF_ROOT_OF_PI * scaledTail(abs(erfinv(x))) / tail;
    }

    /** Ratios r_1, ..., r_n for an a of at least 1; r_0 is not used. */
    private static float[] ratios(int n, float a) {
        float[] ratios = new float[n + 1];
        int last = n + 20 + (int) (TERMS / (a * a));
        float ratio = 0.5f * ((float) Math.sqrt(a * a + 4.0f * last) - a);
        for (int k = last; k > 0; k--) {
            ratio = k / (a + ratio);
            if (k <= n) {
                ratios[k] = ratio;
            }
        }
        return ratios;
    }

    /** The derivative of erfcx of an order. */
    static float erfcx(int order, float x) {
        float value = erfcx(x);
        if (order == 0 || Float.isNaN(x)) {
            return value;
        }
        float a = ROOT_OF_TWO * x;
        if (a < 1.0f) {
            float before = ROOT_OF_HALF_PI * value;
            value = fma(-a, before, 1.0f);
            for (int k = 1; k < order; k++) {
                float next = fma(-a, value, k * before);
                before = value;
                value = next;
            }
            value *= ROOT_OF_TWO_OVER_PI;
        } else if (a < Float.POSITIVE_INFINITY) {
            float[] ratios = ratios(order, a);
            for (int k = 1; k <= order; k++) {
                value *= ratios[k];
            }
        }
        for (int k = 0; k < order; k++) {
            value *= -ROOT_OF_TWO;
        }
        return value;
    }

    /** The derivative of ln Phi of an order. */
    static float logNdtr(int order, float x) {
        if (order == 0) {
            return logNdtr(x);
        }
        return x <= -1.0f ? cumulant(order, -x) : fromHazard(order, x);
    }

    /**
     * From the cumulants of the density proportional to e^(-s^2 / 2 - a s) for positive s: ln Phi(-a) is -a^2 / 2 and the logarithm of D_0(a), whose
     * derivatives in -a they are.
     */
    private static float cumulant(int order, float a) {
        if (order == 1) {
            return 1.0f / mills(a);
        }
        float[] cumulants = new float[order + 1];
        if (a < Float.POSITIVE_INFINITY) {
            float[] moments = ratios(order, a);
            for (int k = 2; k <= order; k++) {
                moments[k] *= moments[k - 1];
            }
            for (int n = 1; n <= order; n++) {
                float value = moments[n];
                float binomial = 1.0f;
                for (int k = 1; k < n; k++) {
                    value = fma(-binomial * cumulants[k], moments[n - k], value);
                    binomial = binomial * (n - k) / k;
                }
                cumulants[n] = value;
            }
        }
        return order == 2 ? cumulants[2] - 1.0f : cumulants[order];
    }

    /** With h = phi / Phi: h' = -h (x + h), differentiated by Leibniz's rule. */
    private static float fromHazard(int order, float x) {
        float hazard = x > 0.0f ? density(x) / ndtr(x) : 1.0f / mills(-x);
        if (hazard == 0.0f) {
            return 0.0f;
        }
        float[] h = new float[order];
        float[] g = new float[order];
        h[0] = hazard;
        g[0] = x + hazard;
        for (int n = 1; n < order; n++) {
            float value = 0.0f;
            float binomial = 1.0f;
            for (int k = 0; k < n; k++) {
                value = fma(-binomial * h[k], g[n - 1 - k], value);
                binomial = binomial * (n - 1 - k) / (k + 1);
            }
            h[n] = value;
            g[n] = n == 1 ? value + 1.0f : value;
        }
        return h[order - 1];
    }

    /** (1 + 2 x) e^(x^2) erfc x with u = (x - 4) / (x + 4), for x of at least 0. */
    private static float erfcxPolynomial(float u) {
        float p = 0x1.d75e18p-14f;
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

    /** y / x - 1 for erf y = x and z = x^2, for x up to CENTRE. */
    private static float erfinvPolynomial(float z) {
        float p = 0x1.8f8f36p-1f;
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

    /** About y / r for 1 - Phi(y) = e^(-r^2 / 2), u = (r - 4) / (r + 4), from q = 1/8 to the least number. */
    private static float ndtriPolynomial(float u) {
        float p = 0x1.8f10dcp-1f;
        p = fma(p, u, -0x1.62d372p0f);
        p = fma(p, u, 0x1.3b523ep0f);
        p = fma(p, u, -0x1.020dc8p0f);
        p = fma(p, u, 0x1.cca81ep-1f);
        p = fma(p, u, -0x1.847718p-1f);
        p = fma(p, u, 0x1.f20b2cp-2f);
        return fma(p, u, 0x1.b35a5ap-1f);
    }
}
