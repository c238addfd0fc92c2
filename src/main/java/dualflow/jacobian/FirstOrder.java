package dualflow.jacobian;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.op.Ops;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
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
    /** A remainder counts where the fraction of epsilon |J z| with which it is compared is this many times the floor. */
    private static final double MARGIN = 4;

    private static final int BISECTIONS = 12;
    private static final int FLOOR_STEPS = 4;

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
        return new Measurement(f, x, z).of(settings);
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

    /** A map at n points: its value, and both derivatives along z. */
    private static final class Measurement {
        private final UnaryOperator<Tensor> f;
        private final Tensor x;
        private final Tensor z;
        private final int n;
        private final double[] value;
        private final double[] first;
        private final double[] second;

        Measurement(UnaryOperator<Tensor> f, Tensor x, Tensor z) {
            this.f = f;
            this.x = x;
            this.z = z;
            n = x.shape().dim(-2);
            Arena arena = x.device().arena();
            try {
                value = f.apply(x).value().toDoubles();
                Dual twice = Autodiff.jvp(y -> Autodiff.jvp(f, y, z).tangent(), x, z);
                first = twice.primal().value().toDoubles();
                second = twice.tangent().value().toDoubles();
            } finally {
                arena.close();
            }
        }

        List<FirstOrder> of(Settings settings) {
            double[] values = norms(value);
            double[] firsts = norms(first);
            double[] seconds = norms(second);
            double[] floors = floors(values, seconds);
            double[] epsilons = settings.epsilons();
            double[][] remainders = new double[epsilons.length][];
            for (int e = 0; e < epsilons.length; e++) {
                remainders[e] = remainders(constant(epsilons[e]));
            }
            Radius[] radii = new Search(settings, firsts, floors, remainders).radii();
            List<FirstOrder> rows = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                int row = i;
                double[] ofRow =
                        Arrays.stream(remainders).mapToDouble(r -> r[row]).toArray();
                rows.add(new FirstOrder(values[i], firsts[i], seconds[i], floors[i], ofRow, radii[i]));
            }
            return rows;
        }

        /** The most by which the remainder exceeds its leading term at steps up to ulp^(2/3), where f may not even change: so an ulp at least. */
        private double[] floors(double[] values, double[] seconds) {
            double[] floors = new double[n];
            for (int i = 0; i < n; i++) {
                floors[i] = x.dtype().ulp() * values[i];
            }
            for (int k = 0; k < FLOOR_STEPS; k++) {
                double epsilon = smallest() / (1 << k);
                double[] r = remainders(constant(epsilon));
                for (int i = 0; i < n; i++) {
                    floors[i] = Math.max(floors[i], r[i] - 0.5 * epsilon * epsilon * seconds[i]);
                }
            }
            return floors;
        }

        /** A step whose square is below rounding, and which is itself far above it. */
        double smallest() {
            double root = StrictMath.cbrt(x.dtype().ulp());
            return root * root;
        }

        private double[] constant(double epsilon) {
            double[] all = new double[n];
            Arrays.fill(all, epsilon);
            return all;
        }

        /** r of each row at a step of its own; the steps are rounded to the format. */
        double[] remainders(double[] steps) {
            Device device = x.device();
            DType dtype = x.dtype();
            Arena arena = device.arena();
            try {
                Tensor epsilon = device.tensor(dtype, Shape.of(n, 1), steps);
                double[] rounded = epsilon.value().toDoubles();
                double[] moved =
                        f.apply(Ops.add(x, Ops.multiply(epsilon, z))).value().toDoubles();
                int m = value.length / n;
                double[] rest = new double[value.length];
                for (int i = 0; i < rest.length; i++) {
                    rest[i] = moved[i] - value[i] - rounded[i / m] * first[i];
                }
                return norms(rest);
            } finally {
                arena.close();
            }
        }

        private double[] norms(double[] rows) {
            int m = rows.length / n;
            double[] norms = new double[n];
            for (int i = 0; i < n; i++) {
                for (int j = i * m; j < (i + 1) * m; j++) {
                    norms[i] = Math.hypot(norms[i], rows[j]);
                }
            }
            return norms;
        }

        /** The search for the radii of all rows together: the first step at which a remainder is too large, then bisection. */
        private final class Search {
            private final double fraction;
            private final double[] epsilons;
            private final double[] firsts;
            private final double[] lower;
            private final double[] upper = constant(Double.NaN);
            private final Limit[] limits = new Limit[n];

            Search(Settings settings, double[] firsts, double[] floors, double[][] remainders) {
                fraction = settings.fraction();
                epsilons = settings.epsilons();
                this.firsts = firsts;
                lower = new double[n];
                for (int i = 0; i < n; i++) {
                    double seen = MARGIN * floors[i] / (fraction * firsts[i]);
                    lower[i] = firsts[i] == 0 ? smallest() : Math.max(smallest(), seen);
                }
                double[] least = remainders(lower);
                for (int i = 0; i < n; i++) {
                    if (firsts[i] == 0) {
                        limits[i] = Limit.NO_DERIVATIVE;
                    } else if (isLarge(i, lower[i], least[i]) || lower[i] >= epsilons[epsilons.length - 1]) {
                        limits[i] = Limit.ROUNDING;
                    } else {
                        limits[i] = Limit.BEYOND;
                        scan(i, remainders);
                    }
                }
            }

            private boolean isLarge(int row, double epsilon, double remainder) {
                return !(remainder < fraction * epsilon * firsts[row]);
            }

            private void scan(int row, double[][] remainders) {
                for (int e = 0; e < epsilons.length; e++) {
                    if (epsilons[e] > lower[row]) {
                        if (isLarge(row, epsilons[e], remainders[e][row])) {
                            upper[row] = epsilons[e];
                            limits[row] = Limit.REACHED;
                            return;
                        }
                        lower[row] = epsilons[e];
                    }
                }
            }

            Radius[] radii() {
                for (int k = 0; k < BISECTIONS; k++) {
                    double[] middle = new double[n];
                    for (int i = 0; i < n; i++) {
                        middle[i] = limits[i] == Limit.REACHED ? Math.sqrt(lower[i] * upper[i]) : lower[i];
                    }
                    double[] r = remainders(middle);
                    for (int i = 0; i < n; i++) {
                        if (limits[i] == Limit.REACHED) {
                            (isLarge(i, middle[i], r[i]) ? upper : lower)[i] = middle[i];
                        }
                    }
                }
                Radius[] radii = new Radius[n];
                for (int i = 0; i < n; i++) {
                    radii[i] = new Radius(limits[i], limits[i] == Limit.REACHED ? upper[i] : lower[i]);
                }
                return radii;
            }
        }
    }
}
