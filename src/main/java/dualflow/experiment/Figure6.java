package dualflow.experiment;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.autodiff.FiniteDifference;
import dualflow.evaluation.MixtureTensors;
import dualflow.flow.DiagonalGaussianVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.flow.VelocityField;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The paper's Fig. 6 (b): the forward difference (5) against the exact Jacobian-vector product through 99 Euler steps, as a function of
 * epsilon, in float32 and float64.
 *
 * <p>The error of a forward difference is c1 epsilon + c2 / epsilon: curvature and round-off. On a curved flow it is V-shaped; on a linear
 * one c1 = 0 and only the round-off branch remains. The published code compares J u with epsilon J u, because its tangent is epsilon u and
 * it never divides by epsilon; its curve is therefore the mean of |J u|, which is independent of epsilon and not an error.
 *
 * @param points the points by flow, format and ascending epsilon
 */
public record Figure6(List<Point> points) {
    private static final int STEPS = 99;
    private static final int BATCH = 2;
    private static final int LINEAR_DIMENSION = 784;
    private static final double LOWEST = -12;
    private static final int PER_DECADE = 2;
    private static final int COUNT = 25;

    private static final String LINEAR = "linear";
    private static final String MIXTURE = "mixture";

    /**
     * The errors at one epsilon.
     *
     * @param flow {@code linear}, N(0, I) to N(m, diag) in 784 dimensions, or {@code mixture}, that of Table 4
     * @param dtype the format
     * @param epsilon the step
     * @param relativeError |difference - J u| / |J u|
     * @param meanAbsoluteError the mean of |difference - J u|
     * @param publishedMeanAbsoluteError the mean of |difference - epsilon J u|, which the published code draws
     * @param meanAbsoluteProduct the mean of |J u|
     */
    public record Point(
            String flow,
            DType dtype,
            double epsilon,
            double relativeError,
            double meanAbsoluteError,
            double publishedMeanAbsoluteError,
            double meanAbsoluteProduct) {}

    /**
     * Computes the sweep, from epsilon 1e-12 to 1.
     *
     * @param device the device to compute on, which must also support float64
     * @param seed the seed of the starting points and directions
     * @return the figure
     */
    public static Figure6 compute(Device device, long seed) {
        List<Point> points = new ArrayList<>();
        for (DType dtype : DType.values()) {
            points.addAll(sweep(LINEAR, linear(device, dtype, seed), LINEAR_DIMENSION, device, dtype, seed));
        }
        for (DType dtype : DType.values()) {
            VelocityField mixture = MixtureTensors.velocity(Table4Data.read().flow(), device, dtype);
            points.addAll(sweep(MIXTURE, mixture, 2, device, dtype, seed));
        }
        return new Figure6(points);
    }

    /**
     * Whether the errors are V-shaped on the curved flow of the mixture and decrease on the linear one.
     *
     * @return true if they are, in both formats
     */
    public boolean isAsExpected() {
        return Stream.of(DType.values()).allMatch(dtype -> isV(errors(MIXTURE, dtype)))
                && Stream.of(DType.values()).noneMatch(dtype -> isV(errors(LINEAR, dtype)));
    }

    /** The errors of a flow by ascending epsilon. */
    private double[] errors(String flow, DType dtype) {
        return points.stream()
                .filter(p -> p.flow().equals(flow) && p.dtype() == dtype)
                .mapToDouble(Point::relativeError)
                .toArray();
    }

    /** Whether errors fall by a factor of at least ten, and then rise by as much. */
    static boolean isV(double... errors) {
        double least = Arrays.stream(errors).min().orElseThrow();
        return errors[0] >= 10 * least && errors[errors.length - 1] >= 10 * least;
    }

    /**
     * What the published code draws at the smallest epsilon, for the mixture in float64.
     *
     * @return its ratio to the mean of |J u|
     */
    public double publishedRatio() {
        Point smallest = points.stream()
                .filter(p -> p.flow().equals(MIXTURE) && p.dtype() == DType.FLOAT64)
                .findFirst()
                .orElseThrow();
        return smallest.publishedMeanAbsoluteError() / smallest.meanAbsoluteProduct();
    }

    /** The flow to N(m, diag(l)), where l decays from 1 to 1e-3, like the spectrum of images. */
    private static VelocityField linear(Device device, DType dtype, long seed) {
        double[] variances = new double[LINEAR_DIMENSION];
        for (int i = 0; i < LINEAR_DIMENSION; i++) {
            variances[i] = StrictMath.pow(1e-3, (double) i / (LINEAR_DIMENSION - 1));
        }
        Tensor l = device.tensor(dtype, Shape.of(LINEAR_DIMENSION), variances);
        Tensor m = device.tensor(dtype, Shape.of(LINEAR_DIMENSION), new Draws(seed).normals(2, 0, LINEAR_DIMENSION));
        return new DiagonalGaussianVelocity(m, l);
    }

    private static List<Point> sweep(String name, VelocityField field, int d, Device device, DType dtype, long seed) {
        Draws draws = new Draws(seed);
        TimeGrid grid = TimeGrid.uniform(0, 1, STEPS);
        UnaryOperator<Tensor> flow = x -> OdeSolver.euler().solve(field, x, grid);
        List<Point> points = new ArrayList<>();
        Arena arena = device.arena();
        try {
            Tensor x = device.tensor(dtype, Shape.of(BATCH, d), draws.normals(0, 0, BATCH * d));
            Tensor u = device.tensor(dtype, Shape.of(BATCH, d), unitRows(draws.normals(1, 0, BATCH * d), d));
            Dual exact = Autodiff.jvp(flow, x, u);
            double[] product = exact.tangent().value().toDoubles();
            for (int i = 0; i < COUNT; i++) {
                double epsilon = StrictMath.pow(10, LOWEST + (double) i / PER_DECADE);
                double[] difference = FiniteDifference.FORWARD
                        .along(flow, x, u, epsilon)
                        .value()
                        .toDoubles();
                points.add(point(name, dtype, epsilon, difference, product));
            }
        } finally {
            arena.close();
        }
        return points;
    }

    private static Point point(String name, DType dtype, double epsilon, double[] difference, double[] product) {
        double squares = 0;
        double size = 0;
        double absolute = 0;
        double published = 0;
        double mean = 0;
        for (int i = 0; i < product.length; i++) {
            double error = difference[i] - product[i];
            squares += error * error;
            size += product[i] * product[i];
            absolute += Math.abs(error);
            published += Math.abs(difference[i] - epsilon * product[i]);
            mean += Math.abs(product[i]);
        }
        int n = product.length;
        return new Point(name, dtype, epsilon, Math.sqrt(squares / size), absolute / n, published / n, mean / n);
    }

    private static double[] unitRows(double[] rows, int d) {
        double[] unit = rows.clone();
        for (int start = 0; start < rows.length; start += d) {
            double squares = 0;
            for (int i = 0; i < d; i++) {
                squares += rows[start + i] * rows[start + i];
            }
            for (int i = 0; i < d; i++) {
                unit[start + i] /= Math.sqrt(squares);
            }
        }
        return unit;
    }
}
