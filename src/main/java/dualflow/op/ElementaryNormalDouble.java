package dualflow.op;

import static java.lang.Math.abs;
import static java.lang.Math.copySign;
import static java.lang.Math.fma;

/**
 * The functions of the normal distribution in float64; {@code opencl/include/normal.cl} takes the same steps. {@link Elementary} documents those that
 * it has.
 *
 * <p>Derivatives are made of D_n(a), the integral of s^n e^(-s^2 / 2 - a s) over s from 0 to infinity, of which D_0 is Mills's ratio. From a = 1 on
 * their ratios r_n = D_n / D_(n - 1) = n / (a + r_(n + 1)) are evaluated as a continued fraction (Laplace), below by D_(n + 1) = n D_(n - 1) - a D_n.
 */
final class ElementaryNormalDouble {
    private static final double ROOT_OF_HALF = 0x1.6a09e667f3bcdp-1;

    private static final double ROOT_OF_TWO = 0x1.6a09e667f3bcdp0;

    private static final double ROOT_OF_HALF_PI = 0x1.40d931ff62706p0;

    private static final double ROOT_OF_TWO_PI = 0x1.40d931ff62706p1;

    private static final double ROOT_OF_TWO_OVER_PI = 0x1.9884533d43651p-1;

    private static final double ONE_OVER_ROOT_OF_PI = 0x1.20dd750429b6dp-1;

    private static final double ONE_OVER_ROOT_OF_TWO_PI = 0x1.9884533d43651p-2;

    private static final double HALF_ROOT_OF_PI = 0x1.c5bf891b4ef6bp-1;

    private static final double LOG_ROOT_OF_TWO_PI = 0x1.d67f1c864beb5p-1;

    /** Beyond it, the scaled complementary error function of x is 1 / (x sqrt(pi)). */
    private static final double FAR = 0x1.0p27;

    /** Up to this size, the inverse error function is a polynomial. */
    private static final double CENTRE = 0.75;

    /** A continued fraction of 20 terms and as many as this, divided by the square of its argument, is accurate. */
    private static final double TERMS = 350.0;

    private ElementaryNormalDouble() {}

    /** e^(c x^2) for a power of two c or its negative, corrected by what rounding x^2 lost. */
    private static double expOfSquare(double x, double c) {
        double square = x * x;
        double e = ElementaryDouble.exp(c * square);
        return e > 0.0 && e < Double.POSITIVE_INFINITY ? fma(c * fma(x, x, -square), e, e) : e;
    }

    /** The density of the standard normal distribution. */
    static double density(double x) {
        return ONE_OVER_ROOT_OF_TWO_PI * expOfSquare(x, -0.5);
    }

    /** e^(x^2) erfc x for an x of at least 0. */
    private static double scaledTail(double x) {
        if (x > FAR) {
            return ONE_OVER_ROOT_OF_PI / x;
        }
        if (x < 0.25) {
            return expOfSquare(x, 1.0) * (1.0 - ElementaryDouble.erf(x));
        }
        // u = (x - 4) / (x + 4), and the quotient of what it left
        double sum = x + 4.0;
        double u = (x - 4.0) / sum;
        double rest = fma(-u, x, fma(-4.0, u + 1.0, x));
        return erfcxPolynomial(u + rest / sum) / fma(2.0, x, 1.0);
    }

    static double erfcx(double x) {
        double tail = scaledTail(abs(x));
        return x < 0.0 ? 2.0 * expOfSquare(x, 1.0) - tail : tail;
    }

    static double ndtr(double x) {
        if (abs(x) < 0.5) {
            return fma(0.5, ElementaryDouble.erf(x * ROOT_OF_HALF), 0.5);
        }
        double tail = 0.5 * (expOfSquare(x, -0.5) * scaledTail(abs(x) * ROOT_OF_HALF));
        return x < 0.0 ? tail : 1.0 - tail;
    }

    static double logNdtr(double x) {
        if (x >= 0.0) {
            return ElementaryDouble.log1p(-ndtr(-x));
        }
        if (x > -1.0) {
            return ElementaryDouble.log(ndtr(x));
        }
        return fma(-0.5 * x, x, ElementaryDouble.log(0.5 * scaledTail(-x * ROOT_OF_HALF)));
    }

    /** Mills's ratio, (1 - Phi(a)) / phi(a) with the normal distribution's function and density. */
    private static double mills(double a) {
        double tail = ROOT_OF_HALF_PI * scaledTail(abs(a) * ROOT_OF_HALF);
        return a < 0.0 ? fma(ROOT_OF_TWO_PI, expOfSquare(a, 0.5), -tail) : tail;
    }

    static double ndtri(double p) {
        if (!(p >= 0.0 && p <= 1.0)) {
            return Double.NaN;
        }
        double x = 2.0 * p - 1.0;
        if (abs(x) <= CENTRE) {
            return x == 0.0 ? 0.0 : ROOT_OF_TWO * fma(x, erfinvPolynomial(x * x), x);
        }
        return p < 0.5 ? -quantileOfTail(p) : quantileOfTail(1.0 - p);
    }

    static double erfinv(double x) {
        double size = abs(x);
        if (!(size <= 1.0)) {
            return Double.NaN;
        }
        if (size <= CENTRE) {
            return x == 0.0 ? x : fma(x, erfinvPolynomial(x * x), x);
        }
        return copySign(ROOT_OF_HALF * quantileOfTail(0.5 * (1.0 - size)), x);
    }

    /** The y with 1 - Phi(y) = q, for q up to 1/8: an approximation, and a step of Newton's method for the logarithms. */
    private static double quantileOfTail(double q) {
        if (q <= 0.0) {
            return Double.POSITIVE_INFINITY;
        }
        double log = -ElementaryDouble.log(q);
        double r = Math.sqrt(2.0 * log);
        double y = r * ndtriPolynomial((r - 4.0) / (r + 4.0));
        double ratio = mills(y);
        double missing = fma(-0.5 * y, y, log) + (ElementaryDouble.log(ratio) - LOG_ROOT_OF_TWO_PI);
        return fma(missing, ratio, y);
    }

    /** The derivative of the quantile function, Mills's ratio at the quantile divided by the lesser tail. */
    static double ndtriSlope(double p) {
        double tail = p < 0.5 ? p : 1.0 - p;
        return tail == 0.0 ? Double.POSITIVE_INFINITY : mills(abs(ndtri(p))) / tail;
    }

    /** The derivative of the inverse error function, sqrt(pi) / 2 erfcx|y| / (1 - |x|) at its value y. */
    static double erfinvSlope(double x) {
        double tail = 1.0 - abs(x);
        return tail == 0.0 ? Double.POSITIVE_INFINITY : HALF_ROOT_OF_PI * scaledTail(abs(erfinv(x))) / tail;
    }

    /** Ratios r_1, ..., r_n for an a of at least 1; r_0 is not used. */
    private static double[] ratios(int n, double a) {
        double[] ratios = new double[n + 1];
        int last = n + 20 + (int) (TERMS / (a * a));
        double ratio = 0.5 * (Math.sqrt(a * a + 4.0 * last) - a);
        for (int k = last; k > 0; k--) {
            ratio = k / (a + ratio);
            if (k <= n) {
                ratios[k] = ratio;
            }
        }
        return ratios;
    }

    /** The derivative of erfcx of an order. */
    static double erfcx(int order, double x) {
        double value = erfcx(x);
        if (order == 0 || Double.isNaN(x)) {
            return value;
        }
        double a = ROOT_OF_TWO * x;
        if (a < 1.0) {
            double before = ROOT_OF_HALF_PI * value;
            value = fma(-a, before, 1.0);
            for (int k = 1; k < order; k++) {
                double next = fma(-a, value, k * before);
                before = value;
                value = next;
            }
            value *= ROOT_OF_TWO_OVER_PI;
        } else if (a < Double.POSITIVE_INFINITY) {
            double[] ratios = ratios(order, a);
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
    static double logNdtr(int order, double x) {
        if (order == 0) {
            return logNdtr(x);
        }
        return x <= -1.0 ? cumulant(order, -x) : fromHazard(order, x);
    }

    /**
     * From the cumulants of the density proportional to e^(-s^2 / 2 - a s) for positive s: ln Phi(-a) is -a^2 / 2 and the logarithm of D_0(a), whose
     * derivatives in -a they are.
     */
    private static double cumulant(int order, double a) {
        if (order == 1) {
            return 1.0 / mills(a);
        }
        double[] cumulants = new double[order + 1];
        if (a < Double.POSITIVE_INFINITY) {
            double[] moments = ratios(order, a);
            for (int k = 2; k <= order; k++) {
                moments[k] *= moments[k - 1];
            }
            for (int n = 1; n <= order; n++) {
                double value = moments[n];
                double binomial = 1.0;
                for (int k = 1; k < n; k++) {
                    value = fma(-binomial * cumulants[k], moments[n - k], value);
                    binomial = binomial * (n - k) / k;
                }
                cumulants[n] = value;
            }
        }
        return order == 2 ? cumulants[2] - 1.0 : cumulants[order];
    }

    /** With h = phi / Phi: h' = -h (x + h), differentiated by Leibniz's rule. */
    private static double fromHazard(int order, double x) {
        double hazard = x > 0.0 ? density(x) / ndtr(x) : 1.0 / mills(-x);
        if (hazard == 0.0) {
            return 0.0;
        }
        double[] h = new double[order];
        double[] g = new double[order];
        h[0] = hazard;
        g[0] = x + hazard;
        for (int n = 1; n < order; n++) {
            double value = 0.0;
            double binomial = 1.0;
            for (int k = 0; k < n; k++) {
                value = fma(-binomial * h[k], g[n - 1 - k], value);
                binomial = binomial * (n - 1 - k) / (k + 1);
            }
            h[n] = value;
            g[n] = n == 1 ? value + 1.0 : value;
        }
        return h[order - 1];
    }

    /** (1 + 2 x) e^(x^2) erfc x with u = (x - 4) / (x + 4), for x of at least 0. */
    private static double erfcxPolynomial(double u) {
        double p = -0x1.19c3200743907p-32;
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

    /** y / x - 1 for erf y = x and z = x^2, for x up to CENTRE. */
    private static double erfinvPolynomial(double z) {
        double p = 0x1.9ae1beff9b506p5;
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

    /** About y / r for 1 - Phi(y) = e^(-r^2 / 2), u = (r - 4) / (r + 4), from q = 1/8 to the least number. */
    private static double ndtriPolynomial(double u) {
        double p = -0x1.3753baa96a86ep-3;
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
}
