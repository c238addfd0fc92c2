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

    /**
     * The Dormand-Prince method of order 8, to be used with fixed steps (E. Hairer, S. P. Norsett and G. Wanner, Solving Ordinary Differential
     * Equations I, second edition, the program DOP853).
     */
    public static final ButcherTableau DORMAND_PRINCE_8 = new ButcherTableau(
            "dop8",
            8,
            new double[] {
                0,
                0.05260015195876773,
                0.0789002279381516,
                0.1183503419072274,
                0.2816496580927726,
                0.3333333333333333,
                0.25,
                0.3076923076923077,
                0.6512820512820513,
                0.6,
                0.8571428571428571,
                1
            },
            new double[][] {
                {},
                {0.05260015195876773},
                {0.0197250569845379, 0.0591751709536137},
                {0.02958758547680685, 0, 0.08876275643042054},
                {0.2413651341592667, 0, -0.8845494793282861, 0.924834003261792},
                {0.037037037037037035, 0, 0, 0.17082860872947386, 0.12546768756682242},
                {0.037109375, 0, 0, 0.17025221101954405, 0.06021653898045596, -0.017578125},
                {
                    0.03709200011850479,
                    0,
                    0,
                    0.17038392571223998,
                    0.10726203044637328,
                    -0.015319437748624402,
                    0.008273789163814023
                },
                {
                    0.6241109587160757,
                    0,
                    0,
                    -3.3608926294469414,
                    -0.868219346841726,
                    27.59209969944671,
                    20.154067550477894,
                    -43.48988418106996
                },
                {
                    0.47766253643826434,
                    0,
                    0,
                    -2.4881146199716677,
                    -0.590290826836843,
                    21.230051448181193,
                    15.279233632882423,
                    -33.28821096898486,
                    -0.020331201708508627
                },
                {
                    -0.9371424300859873,
                    0,
                    0,
                    5.186372428844064,
                    1.0914373489967295,
                    -8.149787010746927,
                    -18.52006565999696,
                    22.739487099350505,
                    2.4936055526796523,
                    -3.0467644718982196
                },
                {
                    2.273310147516538,
                    0,
                    0,
                    -10.53449546673725,
                    -2.0008720582248625,
                    -17.9589318631188,
                    27.94888452941996,
                    -2.8589982771350235,
                    -8.87285693353063,
                    12.360567175794303,
                    0.6433927460157636
                }
            },
            new double[] {
                0.054293734116568765,
                0,
                0,
                0,
                0,
                4.450312892752409,
                1.8915178993145003,
                -5.801203960010585,
                0.3111643669578199,
                -0.1521609496625161,
                0.20136540080403034,
                0.04471061572777259
            });

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

    /** The weights b - b' of the estimated error, where b' belongs to the embedded method. */
    double[] error() {
        return error;
    }

    @Override
    public String toString() {
        return name;
    }
}
