package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The partial derivatives of {@link Pow}, y = the derivative of a^b, i times in a and j times in b, with broadcasting. By Leibniz's rule
 * it is a^(b - i) times the sum over m from 0 to j of binomial(j, m) (ln a)^(j - m) times the m-th derivative in b of
 * b (b - 1) ... (b - i + 1). It is a primitive since products of these factors overflow, and are NaN, where y is finite or has a
 * limit, which {@link Pow} states. Its differential is the partial derivative of one more in a times da, plus that of one more in b times
 * db; so the order in which derivatives are taken does not matter, bit for bit.
 *
 * <p>The sum is taken by Horner's rule with fma; the power is corrected by what rounding b - i has lost, times ln a, and where it is out
 * of range it is applied as a^((b - i) / 2) twice.
 *
 * @param inBase i, 0 or more
 * @param inExponent j, from 0 to 16
 */
public record PowPartial(int inBase, int inExponent) implements NonlinearOp, ElementwiseOp.Binary {
    private static final int MAX_IN_EXPONENT = 16; // as in opencl/include/elementary_branches.cl

    /**
     * Checks the components.
     *
     * @param inBase i
     * @param inExponent j
     */
    public PowPartial {
        if (inBase < 0 || inExponent < 0 || inExponent > MAX_IN_EXPONENT) {
            throw new IllegalArgumentException(
                    "a power has no derivative " + inBase + " times in its base and " + inExponent
                            + " times in its exponent here; it must be 0 or more, and at most " + MAX_IN_EXPONENT
                            + " times in the exponent");
        }
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        Tensor left =
                xDot.get(0) == null ? null : Ops.multiply(xDot.get(0), new PowPartial(inBase + 1, inExponent).on(x));
        Tensor right =
                xDot.get(1) == null ? null : Ops.multiply(xDot.get(1), new PowPartial(inBase, inExponent + 1).on(x));
        return left == null ? right : right == null ? left : Ops.add(left, right);
    }

    @Override
    public double f(double a, double b) {
        double[] c = coefficients(b);
        if (inExponent == 0 && c[0] == 0) {
            return 0; // an integer power whose derivatives have ended
        }
        boolean whole = Math.floor(b) == b;
        if (Double.isNaN(a) || Double.isNaN(b) || (a < 0 && (inExponent > 0 || !whole))) {
            return Double.NaN;
        }
        boolean odd = whole && (Math.floor(b * 0.5) != b * 0.5) != (inBase % 2 != 0);
        double size = Math.abs(a);
        double exponent = b - inBase;
        double power = Elementary.pow(size, exponent);
        double log = Elementary.log(size);
        double y;
        if (Double.isInfinite(log) || Double.isInfinite(b)) {
            y = power == 0 ? 0 : leading(c, log) * power;
        } else {
            // What rounding the exponent lost, and a second factor where the power alone is out of range.
            double moved = exponent - b;
            double lost = (b - (exponent - moved)) - (inBase + moved);
            boolean inRange = power >= Double.MIN_NORMAL && power <= Double.MAX_VALUE;
            double factor = inRange ? power : Elementary.pow(size, exponent * 0.5);
            if (factor < Double.POSITIVE_INFINITY) {
                factor = Math.fma(factor, (inRange ? lost : lost * 0.5) * log, factor);
            }
            y = factor == 0 ? 0 : polynomial(c, log) * factor * (inRange ? 1 : factor);
        }
        return inExponent == 0 && odd && Double.doubleToRawLongBits(a) < 0 ? -y : y;
    }

    /** The coefficients of (ln a)^j, ..., (ln a)^0: binomials times the derivatives in b of b (b - 1) ... (b - i + 1). */
    private double[] coefficients(double b) {
        double[] c = new double[inExponent + 1];
        c[0] = 1;
        for (int r = 0; r < inBase; r++) {
            for (int m = inExponent; m > 0; m--) {
                c[m] = Math.fma(c[m], b - r, m * c[m - 1]);
            }
            c[0] *= b - r;
        }
        double binomial = 1;
        for (int m = 1; m <= inExponent; m++) {
            binomial = binomial * (inExponent - m + 1) / m;
            c[m] *= binomial;
        }
        return c;
    }

    private static double polynomial(double[] c, double log) {
        double sum = c[0];
        for (int m = 1; m < c.length; m++) {
            sum = log == 0 ? c[m] : Math.fma(sum, log, c[m]); // coefficients may be infinite
        }
        return sum;
    }

    /** The dominant term where the logarithm or the exponent is infinite. */
    private static double leading(double[] c, double log) {
        int m = 0;
        while (m < c.length - 1 && c[m] == 0) {
            m++;
        }
        double term = c[m];
        for (int k = m + 1; k < c.length; k++) {
            term *= log;
        }
        return term;
    }

    @Override
    public float f(float a, float b) {
        float[] c = coefficients(b);
        if (inExponent == 0 && c[0] == 0) {
            return 0;
        }
        boolean whole = Math.floor(b) == b;
        if (Float.isNaN(a) || Float.isNaN(b) || (a < 0 && (inExponent > 0 || !whole))) {
            return Float.NaN;
        }
        boolean odd = whole && (Math.floor(b * 0.5f) != b * 0.5f) != (inBase % 2 != 0);
        float size = Math.abs(a);
        float exponent = b - inBase;
        float power = Elementary.pow(size, exponent);
        float log = Elementary.log(size);
        float y;
        if (Float.isInfinite(log) || Float.isInfinite(b)) {
            y = power == 0 ? 0 : leading(c, log) * power;
        } else {
            float moved = exponent - b;
            float lost = (b - (exponent - moved)) - (inBase + moved);
            boolean inRange = power >= Float.MIN_NORMAL && power <= Float.MAX_VALUE;
            float factor = inRange ? power : Elementary.pow(size, exponent * 0.5f);
            if (factor < Float.POSITIVE_INFINITY) {
                factor = Math.fma(factor, (inRange ? lost : lost * 0.5f) * log, factor);
            }
            y = factor == 0 ? 0 : polynomial(c, log) * factor * (inRange ? 1 : factor);
        }
        return inExponent == 0 && odd && Float.floatToRawIntBits(a) < 0 ? -y : y;
    }

    private float[] coefficients(float b) {
        float[] c = new float[inExponent + 1];
        c[0] = 1;
        for (int r = 0; r < inBase; r++) {
            for (int m = inExponent; m > 0; m--) {
                c[m] = Math.fma(c[m], b - r, m * c[m - 1]);
            }
            c[0] *= b - r;
        }
        float binomial = 1;
        for (int m = 1; m <= inExponent; m++) {
            binomial = binomial * (inExponent - m + 1) / m;
            c[m] *= binomial;
        }
        return c;
    }

    private static float polynomial(float[] c, float log) {
        float sum = c[0];
        for (int m = 1; m < c.length; m++) {
            sum = log == 0 ? c[m] : Math.fma(sum, log, c[m]); // coefficients may be infinite
        }
        return sum;
    }

    private static float leading(float[] c, float log) {
        int m = 0;
        while (m < c.length - 1 && c[m] == 0) {
            m++;
        }
        float term = c[m];
        for (int k = m + 1; k < c.length; k++) {
            term *= log;
        }
        return term;
    }
}
