package dualflow.experiment;

import dualflow.autodiff.FiniteDifference;
import dualflow.closedform.MixtureAtTime;
import dualflow.closedform.MixtureFlow;
import dualflow.closedform.PublishedMixture;
import dualflow.evaluation.MixtureTensors;
import dualflow.flow.MixtureVelocity;
import dualflow.flow.VelocityField;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The paper's Table 4 on the published code's own mixture and points: mean Frobenius norms, over ten points x_t at each time, of the
 * difference between the numerical and the analytical Jacobian of the drift, and between the analytical Jacobian and the one under
 * intervention.
 *
 * <p>"Numerical" is the forward difference (5) along each axis with epsilon = 1e-6. In float32 it measures nothing but round-off: the last
 * bit of a drift near 2 is 2.4e-7, a quarter of epsilon. Its value depends on the rounding of each operation, so it is of the same size as
 * the printed column but not equal to it.
 *
 * @param rows one for each time
 */
public record Table4(List<Row> rows) {
    /** The step of the published finite differences. */
    public static final double EPSILON = 1e-6;

    /** The names of the columns, in the order of a {@link Row}'s components. */
    public static final List<String> COLUMNS = List.of(
            "t",
            "paper_numerical",
            "paper_intervention",
            "code_numerical_float32",
            "code_intervention",
            "exact_numerical_float32",
            "exact_numerical_float64",
            "exact_intervention",
            "exact_intervention_argmax");

    /** The tolerance for two float64 computations of the same quantity, one of them by finite differences. */
    private static final double AGREEMENT = 1e-5;

    /**
     * A row of the table.
     *
     * @param t the time
     * @param paperNumerical the first column as printed in the paper
     * @param paperIntervention the second column as printed in the paper
     * @param codeNumericalFloat32 numerical in float32 versus analytical, both with the published matrices t Sigma_k S_k^-1
     * @param codeIntervention |J - sum_k gamma_k A_k| with the published matrices
     * @param exactNumericalFloat32 numerical in float32 versus analytical, for the velocity (3) itself
     * @param exactNumericalFloat64 the same in float64
     * @param exactIntervention |J - sum_k gamma_k A_k| with A_k = (t Sigma_k - (1-t) Sigma0) S_k^-1
     * @param exactInterventionArgmax |J - A_K|, K the most probable component
     */
    public record Row(
            double t,
            String paperNumerical,
            String paperIntervention,
            double codeNumericalFloat32,
            double codeIntervention,
            double exactNumericalFloat32,
            double exactNumericalFloat64,
            double exactIntervention,
            double exactInterventionArgmax) {
        /**
         * Whether the published matrices reproduce the printed digits, and 1-t times the exact number.
         *
         * @return true if they do
         */
        public boolean isExplained() {
            boolean digits = paperIntervention.startsWith("<")
                    ? codeIntervention < Double.parseDouble(paperIntervention.substring(1))
                    : Math.abs(codeIntervention - Double.parseDouble(paperIntervention)) <= 0.5e-3;
            return digits && Math.abs(codeIntervention - (1 - t) * exactIntervention) <= AGREEMENT;
        }
    }

    /**
     * The difference between the two Jacobians of the velocity (3) in float64.
     *
     * @return the largest number of the column
     */
    public double largestDifference() {
        return rows.stream().mapToDouble(Row::exactNumericalFloat64).max().orElseThrow();
    }

    /**
     * Whether the two Jacobians of the velocity (3) agree in float64.
     *
     * @return true if they differ by no more than the error of a finite difference
     */
    public boolean jacobiansAgree() {
        return largestDifference() <= AGREEMENT;
    }

    /**
     * Whether the published matrices reproduce the printed column, and 1-t times the exact one.
     *
     * @return true if they do
     */
    public boolean isExplained() {
        return rows.stream().allMatch(Row::isExplained);
    }

    /**
     * Computes the table.
     *
     * @param device the device that computes the differences, which must also support float64
     * @return the table
     */
    public static Table4 compute(Device device) {
        Table4Data data = Table4Data.read();
        MixtureFlow flow = data.flow();
        MixtureVelocity single = MixtureTensors.velocity(flow, device, DType.FLOAT32);
        MixtureVelocity full = MixtureTensors.velocity(flow, device, DType.FLOAT64);
        return new Table4(Table4Data.TIMES.stream()
                .map(time -> row(data, flow, single, full, time, device))
                .toList());
    }

    private static Row row(
            Table4Data data,
            MixtureFlow flow,
            MixtureVelocity single,
            MixtureVelocity full,
            String time,
            Device device) {
        double t = Double.parseDouble(time);
        MixtureAtTime exact = flow.at(t);
        PublishedMixture published = new PublishedMixture(exact);
        double[][] points = data.points(time);
        return new Row(
                t,
                data.printedNumerical(time),
                data.printedIntervention(time),
                mean(
                        points,
                        x -> distance(
                                difference(single.asPublished(), t, x, device, DType.FLOAT32), published.jacobian(x))),
                mean(points, x -> distance(published.jacobian(x), published.responsibilityBlend(x))),
                mean(points, x -> distance(difference(single, t, x, device, DType.FLOAT32), exact.jacobian(x))),
                mean(points, x -> distance(difference(full, t, x, device, DType.FLOAT64), exact.jacobian(x))),
                mean(points, x -> distance(exact.jacobian(x), exact.responsibilityBlend(x))),
                mean(points, x -> distance(exact.jacobian(x), exact.mostProbableDriftMatrix(x))));
    }

    private static double[][] difference(VelocityField field, double t, double[] x, Device device, DType dtype) {
        Arena arena = device.arena();
        try {
            Tensor point = device.tensor(dtype, Shape.of(1, x.length), x);
            Tensor time = device.scalar(dtype, t);
            return MixtureTensors.jacobianByColumns(
                    v -> FiniteDifference.FORWARD.along(y -> field.velocity(time, y), point, v, EPSILON), point);
        } finally {
            arena.close();
        }
    }

    private interface Measure {
        double of(double[] x);
    }

    private static double mean(double[][] points, Measure measure) {
        double sum = 0;
        for (double[] x : points) {
            sum += measure.of(x);
        }
        return sum / points.length;
    }

    /** The Frobenius norm of a difference. */
    private static double distance(double[][] a, double[][] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                squares += (a[i][j] - b[i][j]) * (a[i][j] - b[i][j]);
            }
        }
        return Math.sqrt(squares);
    }
}
