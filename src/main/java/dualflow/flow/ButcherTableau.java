package dualflow.flow;

import java.util.Arrays;

/**
 * The coefficients of an explicit Runge-Kutta method: k_i = v(t + c_i h, x + h sum_j a_ij k_j) and x' = x + h sum_i b_i k_i.
 * Immutable.
 */
public final class ButcherTableau {
    /** Euler's method, order 1. */
    public static final ButcherTableau EULER =
            new ButcherTableau("euler", 1, new double[] {0}, new double[][] {{}}, new double[] {1});

    /**
     * Euler's method with the velocity evaluated at the time of the step's right end and the state of its left end, as in the
     * published code of the paper's Fig. 1; order 1.
     */
    public static final ButcherTableau EULER_RIGHT_TIME =
            new ButcherTableau("euler-right-time", 1, new double[] {1}, new double[][] {{}}, new double[] {1});

    /** The explicit midpoint rule, order 2. */
    public static final ButcherTableau MIDPOINT = new ButcherTableau(
            "midpoint", 2, new double[] {0, 1.0 / 2}, new double[][] {{}, {1.0 / 2}}, new double[] {0, 1});

    /** Heun's method (the explicit trapezoidal rule), order 2. */
    public static final ButcherTableau HEUN = new ButcherTableau(
            "heun", 2, new double[] {0, 1}, new double[][] {{}, {1}}, new double[] {1.0 / 2, 1.0 / 2});

    /** The classical Runge-Kutta method, order 4. */
    public static final ButcherTableau RUNGE_KUTTA_4 = new ButcherTableau(
            "rk4",
            4,
            new double[] {0, 1.0 / 2, 1.0 / 2, 1},
            new double[][] {{}, {1.0 / 2}, {0, 1.0 / 2}, {0, 0, 1}},
            new double[] {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6});

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
            new double[] {71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40});

    private final String name;
    private final int order;
    private final double[] c;
    private final double[][] a;
    private final double[] b;
    private final double[] error;

    private ButcherTableau(String name, int order, double[] c, double[][] a, double[] b, double... error) {
        this.name = name;
        this.order = order;
        this.c = c;
        this.a = a;
        this.b = b;
        this.error = error;
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

    double c(int stage) {
        return c[stage];
    }

    /** The weights of the stages before a stage. */
    double[] a(int stage) {
        return a[stage];
    }

    double[] b() {
        return b;
    }

    /** The weights b - b' of the estimated error, where b' belongs to the embedded method. */
    double[] error() {
        return error;
    }

    @Override
    public String toString() {
        return name;
    }
}
