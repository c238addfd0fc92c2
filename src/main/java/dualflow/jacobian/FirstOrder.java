package dualflow.jacobian;

import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How well first order describes a map f near a point x along a direction z: the remainder r and its leading term, of which the second derivative is
 * exact, by two nested dual numbers.
 *
 * <pre>
 *   r(epsilon) = |f(x + epsilon z) - f(x) - epsilon J z| = epsilon^2/2 |d2f[z, z]| + O(epsilon^3)
 * </pre>
 *
 * <p>Rounding puts a floor under r. It is measured, as the most by which r exceeds its leading term at steps so small that r itself would be less than
 * rounding, and is an ulp of |f(x)| at least; where it decides, there is no radius.
 *
 * @param value |f(x)|
 * @param first |J z|
 * @param second |d2f[z, z]|, the length of the second derivative of f(x + epsilon z) in epsilon at 0
 * @param floor the remainder that rounding makes
 * @param remainders r at each epsilon of the settings
 * @param radius the smallest epsilon at which r is the stated fraction of epsilon |J z|
 */
public record FirstOrder(double value, double first, double second, double floor, double[] remainders, Radius radius) {
    /**
     * What is measured.
     *
     * @param fraction q: first order holds where r is less than q epsilon |J z|
     * @param epsilons the steps, ascending
     */
    public record Settings(double fraction, double[] epsilons) {
        /**
         * Checks the numbers.
         *
         * @param fraction q, positive
         * @param epsilons the steps, positive and ascending
         * @throws IllegalArgumentException if they are not
         */
        public Settings {
            if (!(fraction > 0 && fraction <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException("the fraction is " + fraction + "; give a positive number");
            }
            boolean ascends = epsilons.length > 0 && epsilons[0] > 0;
            for (int i = 1; i < epsilons.length; i++) {
                ascends &= epsilons[i] > epsilons[i - 1];
            }
            if (!ascends || !(epsilons[epsilons.length - 1] <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "the steps are " + Arrays.toString(epsilons) + "; give positive ones in ascending order");
            }
        }

        /**
         * A tenth, and four steps in each decade.
         *
         * @param least the exponent of the smallest step
         * @param greatest the exponent of the largest step
         * @return the settings with steps from 10^least to 10^greatest
         */
        public static Settings tenth(int least, int greatest) {
            double[] epsilons = new double[4 * (greatest - least) + 1];
            for (int i = 0; i < epsilons.length; i++) {
                epsilons[i] = StrictMath.pow(10, least + i / 4.0);
            }
            return new Settings(0.1, epsilons);
        }
    }

    /** What a radius is. */
    public enum Limit {
        /** The remainder reaches the fraction there. */
        REACHED,
        /** It does so at none of the steps: the radius is larger than the largest. */
        BEYOND,
        /** It does so below what rounding lets one see: the radius is smaller than this, or there is no telling. */
        ROUNDING,
        /** J z = 0, so that there is nothing to compare with. */
        NO_DERIVATIVE
    }

    /**
     * The radius inside which first order holds, in units of z.
     *
     * @param limit what it is
     * @param epsilon the step there
     */
    public record Radius(Limit limit, double epsilon) {
        /**
         * The radius as a number, for order statistics.
         *
         * @return the step; 0 for what rounding hides, infinity for what is beyond the largest step, NaN where J z = 0
         */
        public double number() {
            return switch (limit) {
                case REACHED -> epsilon;
                case BEYOND -> Double.POSITIVE_INFINITY;
                case ROUNDING -> 0;
                case NO_DERIVATIVE -> Double.NaN;
            };
        }
    }

    /**
     * Measures a map at each of n points.
     *
     * @param f from [n, d] to [n, m], each row independently
     * @param x the points, [n, d]
     * @param z a direction for each, [n, d]
     * @param settings what is measured
     * @return one for each row
     * @throws ShapeException if the shapes do not fit
     */
    public static List<FirstOrder> measure(UnaryOperator<Tensor> f, Tensor x, Tensor z, Settings settings) {
        if (x.shape().rank() != 2 || !z.shape().equals(x.shape())) {
            throw new ShapeException("points and directions are [n, d] alike, got " + x.shape() + " and " + z.shape());
        }
        return new FirstOrderMeasurement(f, x, z).of(settings);
    }

    /**
     * The leading term of the remainder.
     *
     * @equation epsilon^2/2 |d2f[z, z]|
     * @param epsilon the step
     * @return the term
     */
    public double leadingTerm(double epsilon) {
        return 0.5 * epsilon * epsilon * second;
    }

    /**
     * The radius by the leading term alone.
     *
     * @equation 2 q |J z| / |d2f[z, z]|
     * @param fraction q
     * @return the step at which the leading term is q epsilon |J z|; infinity for an affine map, NaN where J z = 0
     */
    public double leadingRadius(double fraction) {
        return first == 0 ? Double.NaN : 2 * fraction * first / second;
    }
}
