package dualflow.evaluation;

import dualflow.closedform.Gaussian;
import dualflow.closedform.MixtureFlow;
import dualflow.flow.LogLikelihood;
import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.path.Conversion;
import dualflow.path.NoiseSchedule;
import dualflow.path.PathQuantity;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * A flow of points of R^d with its source, as programs on a device: what sampling and likelihoods need.
 *
 * @param dimension d
 * @param velocity v(t, x), for x [..., n, d]
 * @param score the gradient of log p_t(x), of x's shape; for a learned flow, what its velocity says of it
 * @param source from draws of N(0, I), [n, d], to draws of the source
 * @param sourceLogDensity log p0, from [..., n, d] to [..., n]
 */
public record PointFlow(
        int dimension,
        VelocityField velocity,
        VelocityField score,
        UnaryOperator<Tensor> source,
        UnaryOperator<Tensor> sourceLogDensity) {
    /**
     * The exact flow from a Gaussian to a mixture, on the linear path. As E[x0 | x] = x - t v, the score is -Sigma0^-1 (x - t v - mu0)/(1 - t).
     *
     * @param flow the flow
     * @param device where to compute
     * @param dtype the format, to which all parameters are rounded
     * @return the flow on the device
     * @throws IllegalArgumentException if a weight is zero
     * @throws dualflow.flow.NotPositiveDefiniteException if Sigma0 is not positive definite in this format
     */
    public static PointFlow of(MixtureFlow flow, Device device, DType dtype) {
        VelocityField velocity = MixtureTensors.velocity(flow, device, dtype);
        Gaussian gaussian = flow.source();
        Tensor mean = MixtureTensors.mean(gaussian, device, dtype);
        Tensor factor = Ops.cholesky(MixtureTensors.covariance(gaussian, device, dtype));
        Tensor inverse = Ops.triangularInverse(factor);
        Tensor precision = Ops.matmul(Ops.transpose(inverse), inverse);
        VelocityField score = (t, x) -> {
            Tensor off = Ops.subtract(Ops.subtract(x, Ops.multiply(t, velocity.velocity(t, x))), mean);
            return Ops.divide(Ops.matmul(off, precision), Ops.shift(t, -1));
        };
        return new PointFlow(
                gaussian.dimension(),
                velocity,
                score,
                z -> Ops.add(Ops.matmul(z, Ops.transpose(factor)), mean),
                MixtureTensors.sourceLogDensity(flow, device, dtype));
    }

    /**
     * A flow along a path from noise, whose velocity is known. Its source is N(0, sigma(0)^2 I).
     *
     * @param schedule alpha and sigma
     * @param velocity the velocity of rows [..., n, d]
     * @param dimension d
     * @param device where to compute
     * @param dtype the format
     * @return the flow
     */
    public static PointFlow of(
            NoiseSchedule schedule, VelocityField velocity, int dimension, Device device, DType dtype) {
        Conversion toScore = new Conversion(schedule, PathQuantity.VELOCITY, PathQuantity.SCORE);
        Tensor sigma = schedule.sigma(device.scalar(dtype, 0));
        Tensor logVolume = Ops.scale(Ops.log(sigma), dimension);
        return new PointFlow(
                dimension,
                velocity,
                (t, x) -> toScore.apply(t, x, velocity.velocity(t, x)),
                schedule::source,
                x -> Ops.subtract(LogLikelihood.standardNormal(Ops.divide(x, sigma)), logVolume));
    }

    /**
     * The velocity of a field that gives E[x1 | x_t].
     *
     * @param schedule alpha and sigma
     * @param dataMean the field
     * @return the velocity, not defined where sigma is 0
     */
    public static VelocityField ofDataMean(NoiseSchedule schedule, VelocityField dataMean) {
        Conversion conversion = new Conversion(schedule, PathQuantity.DATA, PathQuantity.VELOCITY);
        return (t, x) -> conversion.apply(t, x, dataMean.velocity(t, x));
    }

    /** The shape of a number of points. */
    Shape points(int count) {
        return Shape.of(count, dimension);
    }
}
