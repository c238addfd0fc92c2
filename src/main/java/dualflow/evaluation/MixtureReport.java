package dualflow.evaluation;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.FiniteDifference;
import dualflow.closedform.MixtureFlow;
import dualflow.flow.MixtureVelocity;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A mixture's velocity and its Jacobian at one point, computed in four ways.
 *
 * @param velocity v(x, t), equation (3), by the program, [d]
 * @param responsibilities gamma_k, equation (2), by the program, [K]
 * @param jacobianJvp dv_i/dx_j by exact Jacobian-vector products through the program, [d, d]
 * @param jacobianClosedForm the same by equation (4), with the factors of its second product in the correct order, [d, d]
 * @param jacobianCentralDifference the same by central differences of the program, [d, d]
 * @param jacobianForwardDifference the same by forward differences of the program, equation (5), [d, d]
 */
public record MixtureReport(
        double[] velocity,
        double[] responsibilities,
        double[][] jacobianJvp,
        double[][] jacobianClosedForm,
        double[][] jacobianCentralDifference,
        double[][] jacobianForwardDifference) {

    /**
     * The step of central differences at a point.
     *
     * @param x the point, [d]
     * @param dtype the format
     * @return the default step of the format, times the largest component of the point if that exceeds 1
     */
    public static double centralEpsilon(double[] x, DType dtype) {
        double size = Math.max(1, Arrays.stream(x).map(Math::abs).max().orElse(1));
        return FiniteDifference.centralStep(dtype) * size;
    }

    /**
     * Computes the report.
     *
     * @param flow the flow
     * @param t the time, in [0, 1]
     * @param x the point, [d]
     * @param centralEpsilon the step of the central differences
     * @param forwardEpsilon the step of the forward differences
     * @param device the device to compute on
     * @param dtype the format of the program; the closed form is computed in float64
     * @return the report
     * @throws dualflow.closedform.ClosedFormException if the closed form does not exist at this point
     * @throws dualflow.flow.NotPositiveDefiniteException if a covariance is singular in this format
     * @throws IllegalArgumentException if a weight is zero
     */
    public static MixtureReport compute(
            MixtureFlow flow,
            double t,
            double[] x,
            double centralEpsilon,
            double forwardEpsilon,
            Device device,
            DType dtype) {
        double[][] closedForm = flow.jacobian(t, x);
        MixtureVelocity field = MixtureTensors.velocity(flow, device, dtype);
        int d = x.length;
        Tensor point = device.tensor(dtype, Shape.of(1, d), x);
        Tensor time = device.scalar(dtype, t);
        UnaryOperator<Tensor> velocity = y -> field.velocity(time, y);
        double[] jacobian = Autodiff.jacobian(velocity, point).value().toDoubles();
        double[][] rows = new double[d][d];
        for (int i = 0; i < d; i++) {
            System.arraycopy(jacobian, i * d, rows[i], 0, d);
        }
        return new MixtureReport(
                velocity.apply(point).value().toDoubles(),
                field.responsibilities(time, point).value().toDoubles(),
                rows,
                closedForm,
                MixtureTensors.jacobianByColumns(
                        v -> FiniteDifference.CENTRAL.along(velocity, point, v, centralEpsilon), point),
                MixtureTensors.jacobianByColumns(
                        v -> FiniteDifference.FORWARD.along(velocity, point, v, forwardEpsilon), point));
    }

    /**
     * The maximum difference between two of the Jacobians.
     *
     * @param a one matrix
     * @param b the other
     * @return max_ij |a_ij - b_ij|
     */
    public static double largestDifference(double[][] a, double[][] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                largest = Math.max(largest, Math.abs(a[i][j] - b[i][j]));
            }
        }
        return largest;
    }
}
