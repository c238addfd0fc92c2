package dualflow.association;

import java.util.function.DoubleUnaryOperator;

/**
 * The double exponential rule for integrals over [0, b]: with x = b / (1 + exp(-pi sinh s)) the trapezoidal rule in s, whose nodes crowd
 * towards both ends, so that a layer there of any width is resolved. Takahasi and Mori, "Double exponential formulas for numerical
 * integration", Publications of the Research Institute for Mathematical Sciences 9 (1974).
 */
final class DoubleExponential {
    private static final double STEP = 1.0 / 64;

    /** At this s a node's distance to the end is 1e-16 of the interval. */
    private static final double REACH = 3.15;

    private static final double[][] RULE = rule();

    private DoubleExponential() {}

    private static double[][] rule() {
        int half = (int) (REACH / STEP);
        double[][] rule = new double[2][2 * half + 1];
        for (int i = -half; i <= half; i++) {
            double s = i * STEP;
            double exponential = StrictMath.exp(-Math.PI * StrictMath.sinh(s));
            double node = 1 / (1 + exponential);
            rule[0][i + half] = node;
            rule[1][i + half] = STEP * Math.PI * StrictMath.cosh(s) * node * node * exponential;
        }
        return rule;
    }

    /** The integral of a function over [0, b]. */
    static double integral(DoubleUnaryOperator function, double b) {
        double sum = 0;
        for (int i = 0; i < RULE[0].length; i++) {
            sum += RULE[1][i] * function.applyAsDouble(b * RULE[0][i]);
        }
        return b * sum;
    }
}
