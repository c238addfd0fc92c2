package dualflow.op;

import static java.lang.Math.fma;

/**
 * The logarithm of the gamma function, and its derivatives, the polygamma functions, for positive arguments; NaN for negative ones. Written
 * twice, in double and in float; {@code opencl/include/gamma.cl} follows them step by step.
 *
 * <p>ln Gamma(x) is a power series in x - 2 from 3/2 to 5/2. Below 8, x is reduced to there by Gamma(x + 1) = x Gamma(x); from 8 on it is
 * Stirling's series, (x - 1/2) (ln x - 1) + (ln(2 pi) - 1) / 2 + sum_k B_2k / (2k (2k - 1) x^(2k - 1)). So the relative error is small at the
 * zeros 1 and 2 too.
 *
 * <p>The polygamma function of order n is (-1)^(n + 1) times n! / (x + j)^(n + 1), summed over j in order until x + j is at least 10 + n, and
 * there (n - 1)! / x^n + n! / (2 x^(n + 1)) + sum_k B_2k (2k + n - 1)! / ((2k)! x^(2k + n)), where for n = 0 the first term is -ln x (M.
 * Abramowitz and I. Stegun, Handbook of Mathematical Functions, 6.1.40, 6.4.6 and 6.4.11). The digamma function, of order 0, has a zero
 * at 1.4616; there the absolute error is that of its terms.
 */
final class GammaFunctions {
    /** From this argument plus the order on, ten terms of the asymptotic series suffice. */
    private static final int ASYMPTOTIC = 10;

    /** The Bernoulli numbers B_2, B_4, ... */
    private static final int[] NUMERATORS = {1, -1, 1, -1, 5, -691, 7, -3617, 43867, -174611};

    private static final int[] DENOMINATORS = {6, 30, 42, 30, 66, 2730, 6, 510, 798, 330};

    private GammaFunctions() {}

    /** ln Gamma(x) in float64. */
    static double logGamma(double x) {
        if (!(x >= 0)) {
            return Double.NaN;
        }
        double size = Math.abs(x); // of -0
        if (size < 0.5) {
            return fma(size, logGammaPolynomial(size), -Elementary.log1p(size)) - Elementary.log(size);
        }
        if (size < 1.5) {
            double z = size - 1;
            return fma(z, logGammaPolynomial(z), -Elementary.log1p(z));
        }
        if (size < 8) {
            double reduced = size;
            double product = 1;
            while (reduced >= 2.5) {
                reduced -= 1;
                product *= reduced;
            }
            double z = reduced - 2;
            return fma(z, logGammaPolynomial(z), Elementary.log(product));
        }
        return fma(size - 0.5, Elementary.log(size) - 1, stirlingPolynomial(1 / size));
    }

    /** The polygamma function of an order in float64. */
    static double polygamma(int order, double x) {
        if (!(x >= 0)) {
            return Double.NaN;
        }
        double size = Math.abs(x); // of -0
        double factorial = 1;
        for (int k = 2; k <= order; k++) {
            factorial *= k;
        }
        double sum = 0;
        double shifted = size;
        for (int j = 1; shifted < ASYMPTOTIC + order; j++) {
            double reciprocal = 1 / shifted;
            double term = factorial;
            for (int k = 0; k <= order; k++) {
                term *= reciprocal;
            }
            sum += term;
            shifted = size + j;
        }
        double r = 1 / shifted;
        double power = factorial;
        for (int k = 0; k < order; k++) {
            power *= r;
        }
        double first = order == 0 ? -Elementary.log(shifted) : power / order;
        double rest = 0.5 * power * r;
        double factor = 0.5 * (order + 1) * power * r * r;
        for (int k = 0; k < NUMERATORS.length; k++) {
            rest = fma((double) NUMERATORS[k] / DENOMINATORS[k], factor, rest);
            int m = 2 * k + 2;
            factor *= (double) ((m + order) * (m + order + 1)) / ((m + 1) * (m + 2)) * r * r;
        }
        double value = sum + (first + rest);
        return order % 2 == 1 ? value : -value;
    }

    /** ln Gamma(x) in float32. */
    static float logGamma(float x) {
        if (!(x >= 0)) {
            return Float.NaN;
        }
        float size = Math.abs(x); // of -0
        if (size < 0.5f) {
            return fma(size, logGammaPolynomial(size), -Elementary.log1p(size)) - Elementary.log(size);
        }
        if (size < 1.5f) {
            float z = size - 1;
            return fma(z, logGammaPolynomial(z), -Elementary.log1p(z));
        }
        if (size < 8) {
            float reduced = size;
            float product = 1;
            while (reduced >= 2.5f) {
                reduced -= 1;
                product *= reduced;
            }
            float z = reduced - 2;
            return fma(z, logGammaPolynomial(z), Elementary.log(product));
        }
        return fma(size - 0.5f, Elementary.log(size) - 1, stirlingPolynomial(1 / size));
    }

    /** The polygamma function of an order in float32. */
    static float polygamma(int order, float x) {
        if (!(x >= 0)) {
            return Float.NaN;
        }
        float size = Math.abs(x); // of -0
        float factorial = 1;
        for (int k = 2; k <= order; k++) {
            factorial *= k;
        }
        float sum = 0;
        float shifted = size;
        for (int j = 1; shifted < ASYMPTOTIC + order; j++) {
            float reciprocal = 1 / shifted;
            float term = factorial;
            for (int k = 0; k <= order; k++) {
                term *= reciprocal;
            }
            sum += term;
            shifted = size + j;
        }
        float r = 1 / shifted;
        float power = factorial;
        for (int k = 0; k < order; k++) {
            power *= r;
        }
        float first = order == 0 ? -Elementary.log(shifted) : power / order;
        float rest = 0.5f * power * r;
        float factor = 0.5f * (order + 1) * power * r * r;
        for (int k = 0; k < NUMERATORS.length; k++) {
            rest = fma((float) NUMERATORS[k] / DENOMINATORS[k], factor, rest);
            int m = 2 * k + 2;
            factor *= (float) ((m + order) * (m + order + 1)) / ((m + 1) * (m + 2)) * r * r;
        }
        float value = sum + (first + rest);
        return order % 2 == 1 ? value : -value;
    }

    /** ln Gamma(2 + z) / z, up to 1/2 in size: 1 - gamma, with Euler's constant, plus the sum of (-1)^k (zeta(k) - 1) z^(k - 1) / k from k = 2. */
    private static double logGammaPolynomial(double z) {
        double p = 0x1.3b15d2b2fc10cp-31;
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

    /** (ln(2 pi) - 1) / 2 plus the sum of B_2k r^(2k - 1) / (2k (2k - 1)) from k = 1, for r up to 1/8. */
    private static double stirlingPolynomial(double r) {
        double square = r * r;
        double p = -0x1.6476701181f3ap0;
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

    /** ln Gamma(2 + z) / z, up to 1/2 in size: 1 - gamma, with Euler's constant, plus the sum of (-1)^k (zeta(k) - 1) z^(k - 1) / k from k = 2. */
    private static float logGammaPolynomial(float z) {
        float p = -0x1.3cbc96p-17f;
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

    /** (ln(2 pi) - 1) / 2 plus the sum of B_2k r^(2k - 1) / (2k (2k - 1)) from k = 1, for r up to 1/8. */
    private static float stirlingPolynomial(float r) {
        float square = r * r;
        float p = 0x1.b951e2p-11f;
        p = fma(p, square, -0x1.381382p-11f);
        p = fma(p, square, 0x1.a01a02p-11f);
        p = fma(p, square, -0x1.6c16c2p-9f);
        p = fma(p, square, 0x1.555556p-4f);
        return fma(p, r, 0x1.acfe3ap-2f);
    }
}
