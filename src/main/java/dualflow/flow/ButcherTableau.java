package dualflow.flow;

import java.util.Arrays;
import java.util.function.Function;

/**
 * The coefficients of an explicit Runge-Kutta method: k_i = v(t + c_i h, x + h sum_j a_ij k_j) and x' = x + h sum_i b_i k_i.
 * Immutable.
 */
public final class ButcherTableau {
    private static final double[][] NOT_EMBEDDED = {};

    /** Euler's method, order 1. */
    public static final ButcherTableau EULER =
            new ButcherTableau("euler", 1, new double[] {0}, new double[][] {{}}, new double[] {1}, NOT_EMBEDDED);

    /**
     * Euler's method with the velocity evaluated at the time of the step's right end and the state of its left end, as in the
     * published code of the paper's Fig. 1; order 1.
     */
    public static final ButcherTableau EULER_RIGHT_TIME = new ButcherTableau(
            "euler-right-time", 1, new double[] {1}, new double[][] {{}}, new double[] {1}, NOT_EMBEDDED);

    /** The explicit midpoint rule, order 2. */
    public static final ButcherTableau MIDPOINT = new ButcherTableau(
            "midpoint",
            2,
            new double[] {0, 1.0 / 2},
            new double[][] {{}, {1.0 / 2}},
            new double[] {0, 1},
            NOT_EMBEDDED);

    /** Heun's method (the explicit trapezoidal rule), order 2. */
    public static final ButcherTableau HEUN = new ButcherTableau(
            "heun", 2, new double[] {0, 1}, new double[][] {{}, {1}}, new double[] {1.0 / 2, 1.0 / 2}, NOT_EMBEDDED);

    /** The classical Runge-Kutta method, order 4. */
    public static final ButcherTableau RUNGE_KUTTA_4 = new ButcherTableau(
            "rk4",
            4,
            new double[] {0, 1.0 / 2, 1.0 / 2, 1},
            new double[][] {{}, {1.0 / 2}, {0, 1.0 / 2}, {0, 0, 1}},
            new double[] {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6},
            NOT_EMBEDDED);

    /**
     * The Bogacki-Shampine method of order 3, with an embedded one of order 2 (P. Bogacki and L. F. Shampine, A 3(2) pair of Runge-Kutta
     * formulas, Appl. Math. Lett. 2 (1989)). Its last stage is the first of the next step.
     */
    public static final ButcherTableau BOGACKI_SHAMPINE_3 = new ButcherTableau(
            "bosh3",
            3,
            new double[] {0, 1.0 / 2, 3.0 / 4, 1},
            new double[][] {{}, {1.0 / 2}, {0, 3.0 / 4}, {2.0 / 9, 1.0 / 3, 4.0 / 9}},
            new double[] {2.0 / 9, 1.0 / 3, 4.0 / 9, 0},
            new double[][] {{-5.0 / 72, 1.0 / 12, 1.0 / 9, -1.0 / 8}});

    /**
     * The Dormand-Prince method of order 5, with an embedded one of order 4 (J. R. Dormand and P. J. Prince, A family of
     * embedded Runge-Kutta formulae, J. Comput. Appl. Math. 6 (1980), RK5(4)7M). Its last stage is the first of the next step.
     */
    public static final ButcherTableau DORMAND_PRINCE_5 = new ButcherTableau(
            "dopri5",
            5,
            new double[] {0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1},
            new double[][] {
                {},
                {1.0 / 5},
                {3.0 / 40, 9.0 / 40},
                {44.0 / 45, -56.0 / 15, 32.0 / 9},
                {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
                {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656},
                {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84}
            },
            new double[] {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84, 0},
            new double[][] {{71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40}},
            tableau -> ContinuousExtension.quartic(
                    tableau,
                    -12715105075.0 / 11282082432.0,
                    0,
                    87487479700.0 / 32700410799.0,
                    -10690763975.0 / 1880347072.0,
                    701980252875.0 / 199316789632.0,
                    -1453857185.0 / 822651844.0,
                    69997945.0 / 29380423.0));

    /** The method of Tsitouras of order 5, with an embedded one of order 4; see {@link Tsitouras5}. */
    public static final ButcherTableau TSITOURAS_5 = Tsitouras5.tableau();

    /** The Dormand-Prince method of order 8, with embedded ones of orders 5 and 3; see {@link DormandPrince8}. */
    public static final ButcherTableau DORMAND_PRINCE_8 = DormandPrince8.tableau();

    private final String name;
    private final int order;
    private final double[] c;
    private final double[][] a;
    private final double[] b;
    private final double[][] errors;
    private final ContinuousExtension extension;

    private ButcherTableau(String name, int order, double[] c, double[][] a, double[] b, double[][] errors) {
        this(name, order, c, a, b, errors, ContinuousExtension::cubic);
    }

    ButcherTableau(
            String name,
            int order,
            double[] c,
            double[][] a,
            double[] b,
            double[][] errors,
            Function<ButcherTableau, ContinuousExtension> extension) {
        this.name = name;
        this.order = order;
        this.c = c;
        this.a = a;
        this.b = b;
        this.errors = errors;
        this.extension = extension.apply(this);
    }

    /**
     * The method's name.
     *
     * @return for example {@code rk4}
     */
    public String name() {
        return name;
    }

    /**
     * The order: the error of a solve falls as this power of the step.
     *
     * @return p
     */
    public int order() {
        return order;
    }

    /**
     * The number of velocity evaluations in a step.
     *
     * @return s
     */
    public int stages() {
        return b.length;
    }

    /** Whether the last stage is evaluated at the step's result, so that it is the first stage of the next step. */
    boolean lastStageIsFirstOfNext() {
        int last = stages() - 1;
        return last > 0 && c[0] == 0 && c[last] == 1 && Arrays.equals(a[last], Arrays.copyOf(b, last)) && b[last] == 0;
    }

    /**
     * The time of a stage within a step.
     *
     * @param stage its number, from 0
     * @return c_i
     */
    public double c(int stage) {
        return c[stage];
    }

    /**
     * The weights of the stages before a stage.
     *
     * @param stage its number, from 0
     * @return a_ij for the j before it; not to be modified
     */
    public double[] a(int stage) {
        return a[stage];
    }

    /**
     * The weights of the stages in the result.
     *
     * @return b; not to be modified
     */
    public double[] b() {
        return b;
    }

    /**
     * Whether the error of a step can be estimated, which step control needs.
     *
     * @return whether a method of a lower order uses the same stages
     */
    public boolean isEmbedded() {
        return errors.length > 0;
    }

    /** The states within a step. */
    ContinuousExtension extension() {
        return extension;
    }

    /** The weights b - b' of the estimated errors, where b' belongs to an embedded method; the one of the highest order first. */
    double[][] errors() {
        return errors;
    }

    @Override
    public String toString() {
        return name;
    }
}
