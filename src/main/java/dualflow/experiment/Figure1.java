package dualflow.experiment;

import dualflow.closedform.ScalarGaussianPath;
import dualflow.flow.ButcherTableau;
import dualflow.flow.OdeSolver;
import dualflow.flow.Progress;
import dualflow.flow.TimeGrid;
import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The paper's Fig. 1 except for its network, which is {@link Figure1Network}: 20 paths of the flow from N(0, 1) to N(0, 1), exactly, by
 * Euler's method, and along what the published code takes to be the analytical velocity. The latter end at 0.8846 x0 instead of x0, so a
 * good network appears to be wrong.
 *
 * @param times the times, 1,000 from 0 to 1
 * @param exact the exact paths, x0 sqrt((1-t)^2 + t^2), {@code [path][time]}
 * @param euler Euler's method through the velocity (2t-1)/((1-t)^2 + t^2) x, 999 steps, {@code [path][time]}
 * @param published Euler's method through the published code's (2t-1)/((1+t)^2 + t^2) x, {@code [path][time]}
 * @param factors the endpoint of each way of solving, as a multiple of x0
 */
public record Figure1(double[] times, double[][] exact, double[][] euler, double[][] published, List<Factor> factors) {
    private static final String PUBLISHED = "the published velocity itself";

    /** The velocity of the flow from N(0, 1) to N(0, 1), (2t-1)/((1-t)^2 + t^2) x. */
    public static final VelocityField VELOCITY = (t, x) -> velocity(t, x, -1);

    /** What the published code draws as that velocity, (2t-1)/((1+t)^2 + t^2) x. */
    public static final VelocityField PUBLISHED_VELOCITY = (t, x) -> velocity(t, x, 1);

    /** The number of paths drawn. */
    static final int PATHS = 20;

    /** The number of times of each path. */
    static final int POINTS = 1000;

    /**
     * The factor x(1) / x0 of one way of solving: the same for every path of a linear flow; the least-squares fit for a learned one.
     *
     * @param name the name of the way
     * @param value x(1) / x0; exactly 1 for the flow itself
     * @param variance the variance of x(1) for x0 ~ N(0, 1)
     */
    public record Factor(String name, double value, double variance) {}

    /**
     * The endpoint of the paths along the published velocity.
     *
     * @return their factor
     */
    public Factor publishedFactor() {
        return factors.stream()
                .filter(factor -> factor.name().equals(PUBLISHED))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Computes the figure.
     *
     * @param device the device to compute on
     * @param dtype the format
     * @param seed the seed of the starting points
     * @return the paths
     */
    public static Figure1 compute(Device device, DType dtype, long seed) {
        TimeGrid grid = TimeGrid.linspace(POINTS);
        double[] times = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            times[i] = grid.time(i);
        }
        double[] starts = starts(seed);
        Tensor x0 = device.tensor(dtype, Shape.of(PATHS, 1), starts);
        double[][] exact = new double[PATHS][POINTS];
        for (int path = 0; path < PATHS; path++) {
            for (int i = 0; i < POINTS; i++) {
                exact[path][i] = ScalarGaussianPath.position(times[i], starts[path]);
            }
        }
        List<Factor> factors = List.of(
                factor("the flow itself", ScalarGaussianPath.position(1, 1)),
                factor("Euler, 99 steps", VELOCITY, ButcherTableau.EULER, 99, device, dtype),
                factor("Euler, 999 steps", VELOCITY, ButcherTableau.EULER, 999, device, dtype),
                factor(
                        "Euler, 999 steps, velocity at the step's right end (as the published code)",
                        VELOCITY,
                        ButcherTableau.EULER_RIGHT_TIME,
                        999,
                        device,
                        dtype),
                factor(PUBLISHED, ScalarGaussianPath.publishedPosition(1, 1)),
                factor(
                        "Euler through the published velocity, 999 steps",
                        PUBLISHED_VELOCITY,
                        ButcherTableau.EULER,
                        999,
                        device,
                        dtype));
        return new Figure1(times, exact, paths(VELOCITY, x0, grid), paths(PUBLISHED_VELOCITY, x0, grid), factors);
    }

    /** The starting points of the paths. */
    static double[] starts(long seed) {
        return new Draws(seed).normals(0, 0, PATHS);
    }

    /** (2t-1)/((1 + sign t)^2 + t^2) x. */
    private static Tensor velocity(Tensor t, Tensor x, double sign) {
        Tensor numerator = Ops.shift(Ops.scale(t, 2), -1);
        Tensor first = Ops.shift(Ops.scale(t, sign), 1);
        Tensor denominator = Ops.add(Ops.multiply(first, first), Ops.multiply(t, t));
        return Ops.multiply(Ops.divide(numerator, denominator), x);
    }

    private static Factor factor(String name, double value) {
        return new Factor(name, value, value * value);
    }

    private static Factor factor(
            String name, VelocityField field, ButcherTableau method, int steps, Device device, DType dtype) {
        Tensor one = device.fill(dtype, Shape.of(1, 1), 1);
        Tensor end = OdeSolver.fixed(method).solve(field, one, TimeGrid.uniform(0, 1, steps));
        return factor(name, end.value().toDouble());
    }

    private static double[][] paths(VelocityField field, Tensor x0, TimeGrid grid) {
        List<Tensor> states = OdeSolver.euler().trajectory(field, x0, grid, Progress.NONE);
        double[][] paths = new double[PATHS][POINTS];
        for (int i = 0; i < POINTS; i++) {
            double[] state = states.get(i).value().toDoubles();
            for (int path = 0; path < PATHS; path++) {
                paths[path][i] = state[path];
            }
        }
        return paths;
    }
}
