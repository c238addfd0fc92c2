package dualflow.jacobian;

import dualflow.flow.Divergence;
import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * How many probes a given error takes: {@link RandomizedSvd} of a known matrix J against its dense decomposition, and the estimates of tr(J^T J) = |J|_F^2
 * by {@link Divergence} against the trace, over repeated draws.
 *
 * @param values all singular values of J, descending
 * @param svds the errors of the decomposition
 * @param traces the errors of the trace
 */
public record SketchAccuracy(double[] values, List<Svd> svds, List<Trace> traces) {
    /**
     * What is tried.
     *
     * @param rank k
     * @param probes each l
     * @param powers each q
     * @param products each number of products that a trace may take, at least 3
     * @param repeats the number of draws of each
     * @param seed the seed of the first; each further one counts up
     */
    public record Settings(int rank, int[] probes, int[] powers, int[] products, int repeats, long seed) {}

    /**
     * The error of a randomized decomposition.
     *
     * @param probes l
     * @param power q
     * @param valueError the median over draws of the largest relative error of the first k singular values
     * @param angle the median over draws of the sine of the largest angle between the span of the first k right singular vectors and its estimate
     */
    public record Svd(int probes, int power, double valueError, double angle) {}

    /**
     * The relative errors of estimates of tr(J^T J), root mean squares over draws.
     *
     * @param products the number m of products with J^T J
     * @param hutchinson of the mean of m signs
     * @param hutchinsonTheory what it is by theory: (2 (|A|_F^2 - sum_i a_ii^2)/m)^{1/2} / tr A for A = J^T J
     * @param hutchPlusPlus of Hutch++ with m/3 columns and m - 2 (m/3) signs
     */
    public record Trace(int products, double hutchinson, double hutchinsonTheory, double hutchPlusPlus) {}

    /**
     * Tries a matrix.
     *
     * @param jacobian J, m rows of d numbers; not modified
     * @param settings what is tried
     * @param device where the traces are computed
     * @return the errors
     * @throws IllegalArgumentException if a number is out of range
     */
    public static SketchAccuracy of(double[][] jacobian, Settings settings, Device device) {
        SingularValueDecomposition dense = new SingularValueDecomposition(new Array2DRowRealMatrix(jacobian, false));
        LinearOperator operator = LinearOperator.of(jacobian);
        List<Svd> svds = new ArrayList<>();
        for (int power : settings.powers()) {
            for (int probes : settings.probes()) {
                svds.add(svd(operator, dense, probes, power, settings));
            }
        }
        List<Trace> traces = new ArrayList<>();
        for (int products : settings.products()) {
            traces.add(trace(jacobian, products, settings, device));
        }
        return new SketchAccuracy(dense.getSingularValues(), svds, traces);
    }

    private static Svd svd(
            LinearOperator operator, SingularValueDecomposition dense, int probes, int power, Settings settings) {
        double[] errors = new double[settings.repeats()];
        double[] angles = new double[settings.repeats()];
        int k = settings.rank();
        RealMatrix span = dense.getVT().getSubMatrix(0, k - 1, 0, operator.inputs() - 1);
        for (int repeat = 0; repeat < settings.repeats(); repeat++) {
            RandomizedSvd found = RandomizedSvd.of(operator, k, probes, power, new Draws(settings.seed() + repeat));
            for (int i = 0; i < k; i++) {
                double value = dense.getSingularValues()[i];
                double estimate = i < found.values().length ? found.values()[i] : 0;
                errors[repeat] = Math.max(errors[repeat], Math.abs(estimate - value) / value);
            }
            angles[repeat] = sineOfAngle(span, found.right());
        }
        return new Svd(probes, power, median(errors), median(angles));
    }

    /** The sine of the largest angle between the spans of orthonormal rows: what the second leaves of the first. */
    private static double sineOfAngle(RealMatrix span, double[][] rows) {
        RealMatrix estimate = new Array2DRowRealMatrix(rows, false);
        RealMatrix rest = span.subtract(span.multiply(estimate.transpose()).multiply(estimate));
        return new SingularValueDecomposition(rest).getNorm();
    }

    private static Trace trace(double[][] jacobian, int products, Settings settings, Device device) {
        int d = jacobian[0].length;
        int columns = products / 3;
        Arena arena = device.arena();
        try {
            Tensor j = device.tensor(
                    DType.FLOAT64,
                    Shape.of(jacobian.length, d),
                    Arrays.stream(jacobian).flatMapToDouble(Arrays::stream).toArray());
            VelocityField field = (t, v) -> Ops.matmul(Ops.matmul(v, Ops.transpose(j)), j);
            double[] a = Ops.matmul(Ops.transpose(j), j).value().toDoubles();
            double trace = 0;
            double offDiagonal = 0;
            for (int i = 0; i < a.length; i++) {
                if (i / d == i % d) {
                    trace += a[i];
                } else {
                    offDiagonal += a[i] * a[i];
                }
            }
            double hutchinson = 0;
            double hutchPlusPlus = 0;
            for (int repeat = 0; repeat < settings.repeats(); repeat++) {
                Draws draws = new Draws(settings.seed() + repeat);
                Divergence first = Divergence.hutchinson(signs(draws, "trace", products, d, device));
                Divergence second = Divergence.hutchPlusPlus(
                        signs(draws, "columns", columns, d, device),
                        signs(draws, "trace", products - 2 * columns, d, device));
                hutchinson += square(estimate(first, field, d, device) / trace - 1);
                hutchPlusPlus += square(estimate(second, field, d, device) / trace - 1);
            }
            return new Trace(
                    products,
                    Math.sqrt(hutchinson / settings.repeats()),
                    Math.sqrt(2 * offDiagonal / products) / trace,
                    Math.sqrt(hutchPlusPlus / settings.repeats()));
        } finally {
            arena.close();
        }
    }

    private static double estimate(Divergence divergence, VelocityField field, int d, Device device) {
        Arena arena = device.arena();
        try {
            Tensor x = device.fill(DType.FLOAT64, Shape.of(1, d), 0);
            return divergence
                    .of(field, device.scalar(DType.FLOAT64, 0), x)
                    .divergence()
                    .value()
                    .toDoubles()[0];
        } finally {
            arena.close();
        }
    }

    private static Tensor signs(Draws draws, String stream, int count, int d, Device device) {
        double[] signs = draws.signs(Draws.stream(stream), 0, count * d);
        return device.tensor(DType.FLOAT64, Shape.of(count, 1, d), signs);
    }

    private static double square(double x) {
        return x * x;
    }

    private static double median(double[] numbers) {
        return FlowLinearity.quantile(numbers, 0.5);
    }
}
