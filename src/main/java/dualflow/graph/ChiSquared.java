package dualflow.graph;

import org.apache.commons.math3.special.Gamma;

/** The upper tail of the chi-squared distribution, as a logarithm, so that it is known far below the least double. */
final class ChiSquared {
    private static final double TOLERANCE = 1e-16;

    private ChiSquared() {}

    /**
     * log P(X > x) = log Q(k/2, x/2) with the regularized incomplete gamma function, to about 1e-14 of the probability per unit of its
     * logarithm. DLMF, 8.9.2 (continued fraction) and 8.11.4 (series).
     *
     * @param x a statistic, at least 0
     * @param degreesOfFreedom k, at least 0; with 0 there is nothing to test, and the probability is 1
     */
    static double logTail(double x, int degreesOfFreedom) {
        double a = degreesOfFreedom / 2.0;
        double y = x / 2;
        if (degreesOfFreedom == 0 || y <= 0) {
            return 0;
        }
        if (Double.isInfinite(y)) {
            return Double.NEGATIVE_INFINITY;
        }
        double logScale = a * Math.log(y) - y - Gamma.logGamma(a);
        return y < a + 1 ? Math.log1p(-Math.exp(logScale) * series(a, y)) : logScale + Math.log(fraction(a, y));
    }

    /** P(a, y) = y^a e^-y / Gamma(a) times this, 1/a + y/(a (a + 1)) + ... */
    private static double series(double a, double y) {
        double term = 1 / a;
        double sum = term;
        for (int n = 1; term > TOLERANCE * sum; n++) {
            term *= y / (a + n);
            sum += term;
        }
        return sum;
    }

    /** Q(a, y) = y^a e^-y / Gamma(a) times this, 1/(y + 1 - a - 1 (1 - a)/(y + 3 - a - ...)), by Lentz's method. */
    private static double fraction(double a, double y) {
        double b = y + 1 - a;
        double c = Double.POSITIVE_INFINITY;
        double d = 1 / b;
        double value = d;
        double change = 0;
        for (int n = 1; Math.abs(change - 1) > TOLERANCE && n < 100_000; n++) {
            double numerator = -n * (n - a);
            b += 2;
            d = 1 / (numerator * d + b);
            c = b + numerator / c;
            change = c * d;
            value *= change;
        }
        return value;
    }
}
