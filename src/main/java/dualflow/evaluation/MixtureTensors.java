package dualflow.evaluation;

import dualflow.closedform.Gaussian;
import dualflow.closedform.MixtureFlow;
import dualflow.flow.LogLikelihood;
import dualflow.flow.MixtureVelocity;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Turns a mixture of the closed forms into a program on a device. */
public final class MixtureTensors {
    private MixtureTensors() {}

    /**
     * The velocity (3) as a program.
     *
     * @param flow the flow
     * @param device the device to compute on
     * @param dtype the format, to which all parameters are rounded
     * @return the velocity of the same flow
     * @throws IllegalArgumentException if a weight is zero
     * @throws dualflow.flow.NotPositiveDefiniteException if Sigma0 is not positive definite in this format
     */
    public static MixtureVelocity velocity(MixtureFlow flow, Device device, DType dtype) {
        List<Gaussian> components = flow.target().components();
        int d = flow.source().dimension();
        int size = components.size();
        Tensor weights = device.tensor(dtype, Shape.of(size), flow.target().weights());
        Tensor means = device.tensor(
                dtype,
                Shape.of(size, d),
                components.stream()
                        .flatMapToDouble(c -> Arrays.stream(c.mean()))
                        .toArray());
        Tensor covariances = device.tensor(
                dtype,
                Shape.of(size, d, d),
                components.stream()
                        .flatMapToDouble(c -> Arrays.stream(c.covariance()).flatMapToDouble(Arrays::stream))
                        .toArray());
        return new MixtureVelocity(
                MixtureVelocity.logits(weights),
                means,
                covariances,
                mean(flow.source(), device, dtype),
                covariance(flow.source(), device, dtype));
    }

    /**
     * The log-density of the source as a program.
     *
     * @param flow the flow
     * @param device the device to compute on
     * @param dtype the format, to which all parameters are rounded
     * @return log N(x | mu0, Sigma0), from [..., n, d] to [..., n]
     * @throws dualflow.flow.NotPositiveDefiniteException if Sigma0 is not positive definite in this format
     */
    public static UnaryOperator<Tensor> sourceLogDensity(MixtureFlow flow, Device device, DType dtype) {
        return LogLikelihood.gaussian(mean(flow.source(), device, dtype), covariance(flow.source(), device, dtype));
    }

    static Tensor mean(Gaussian gaussian, Device device, DType dtype) {
        return device.tensor(dtype, Shape.of(gaussian.dimension()), gaussian.mean());
    }

    static Tensor covariance(Gaussian gaussian, Device device, DType dtype) {
        return device.tensor(
                dtype,
                Shape.of(gaussian.dimension(), gaussian.dimension()),
                Arrays.stream(gaussian.covariance())
                        .flatMapToDouble(Arrays::stream)
                        .toArray());
    }

    /**
     * The Jacobian of a program at a point, by finite differences along the axes.
     *
     * @param along the difference along one direction
     * @param x the point, [1, d]
     * @return the Jacobian, d x d
     */
    public static double[][] jacobianByColumns(UnaryOperator<Tensor> along, Tensor x) {
        int d = x.shape().dim(-1);
        double[][] jacobian = new double[d][d];
        for (int j = 0; j < d; j++) {
            double[] axis = new double[d];
            axis[j] = 1;
            double[] column = along.apply(x.device().tensor(x.dtype(), x.shape(), axis))
                    .value()
                    .toDoubles();
            for (int i = 0; i < d; i++) {
                jacobian[i][j] = column[i];
            }
        }
        return jacobian;
    }
}
