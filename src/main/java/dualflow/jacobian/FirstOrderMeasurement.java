package dualflow.jacobian;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.jacobian.FirstOrder.Limit;
import dualflow.jacobian.FirstOrder.Radius;
import dualflow.jacobian.FirstOrder.Settings;
import dualflow.op.Ops;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** A map at n points: its value, and both derivatives along z. */
final class FirstOrderMeasurement {
    /** A remainder counts where the fraction of epsilon |J z| with which it is compared is this many times the floor. */
    private static final double MARGIN = 4;

    private static final int BISECTIONS = 12;
    private static final int FLOOR_STEPS = 4;

    private final UnaryOperator<Tensor> f;
    private final Tensor x;
    private final Tensor z;
    private final int n;
    private final double[] value;
    private final double[] first;
    private final double[] second;

    FirstOrderMeasurement(UnaryOperator<Tensor> f, Tensor x, Tensor z) {
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
            double[] ofRow = Arrays.stream(remainders).mapToDouble(r -> r[row]).toArray();
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
