package dualflow.evaluation;

import dualflow.closedform.Gaussian;
import dualflow.closedform.MixtureFlow;
import dualflow.flow.LogLikelihood;
import dualflow.flow.MarginalSde;
import dualflow.flow.TimeGrid;
import dualflow.flow.VelocityField;
import dualflow.nn.AverageVelocityModel;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.nn.VelocityModel;
import dualflow.op.Ops;
import dualflow.path.Conversion;
import dualflow.path.LinearSchedule;
import dualflow.path.NoiseSchedule;
import dualflow.path.PathQuantity;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.train.MeanFlow;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A flow of points of R^d with its source, as programs on a device: what sampling and likelihoods need.
 *
 * @param dimension d
 * @param velocity v(t, x), for x [..., n, d]
 * @param schedule alpha and sigma of its path
 * @param score the gradient of log p_t(x), of x's shape, as far as the velocity tells it: where the flow is that of a path whose source is independent of its data
 * @param map the flow's own map between two times, of a network that learned it
 * @param source from draws of N(0, I), [n, d], to draws of the source
 * @param sourceLogDensity log p0, from [..., n, d] to [..., n]
 */
public record PointFlow(
        int dimension,
        VelocityField velocity,
        NoiseSchedule schedule,
        Optional<VelocityField> score,
        Optional<FlowMap> map,
        UnaryOperator<Tensor> source,
        UnaryOperator<Tensor> sourceLogDensity) {
    /** Carries states along a grid of times, without a solver. */
    @FunctionalInterface
    public interface FlowMap {
        /**
         * Carries states.
         *
         * @param x the states at the grid's first time, [n, d]
         * @param grid the times
         * @return the states at its last time
         */
        Tensor carry(Tensor x, TimeGrid grid);
    }

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
                new LinearSchedule(),
                Optional.of(score),
                Optional.empty(),
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
                schedule,
                Optional.of((t, x) -> toScore.apply(t, x, velocity.velocity(t, x))),
                Optional.empty(),
                schedule::source,
                x -> Ops.subtract(LogLikelihood.standardNormal(Ops.divide(x, sigma)), logVolume));
    }

    /**
     * The flow of a trained network of points.
     *
     * @param model the network
     * @param parameters its parameters
     * @param schedule alpha and sigma of the path that it learned
     * @param dimension d
     * @param device where to compute
     * @param dtype the format
     * @return the flow
     */
    public static PointFlow learned(
            VelocityModel model,
            Parameters parameters,
            NoiseSchedule schedule,
            int dimension,
            Device device,
            DType dtype) {
        Pass pass = Pass.evaluation(parameters);
        PointFlow flow = of(schedule, (t, x) -> model.velocity(pass, t, x), dimension, device, dtype);
        if (!(model instanceof AverageVelocityModel average)) {
            return flow;
        }
        FlowMap map = (x, grid) -> MeanFlow.carry(average, pass, x, grid);
        return new PointFlow(
                dimension,
                flow.velocity(),
                schedule,
                flow.score(),
                Optional.of(map),
                flow.source(),
                flow.sourceLogDensity());
    }

    /**
     * This flow, if it is not that of a path whose source is independent of its data.
     *
     * @return the same without a score
     */
    public PointFlow withoutScore() {
        return new PointFlow(dimension, velocity, schedule, Optional.empty(), map, source, sourceLogDensity);
    }

    /**
     * The stochastic equation with the flow's marginals and noise that falls as that of the path does.
     *
     * @param scale the noise at a time, in units of the path's: g(t) = scale sigma(t)
     * @return the equation
     * @throws java.util.NoSuchElementException if the flow has no score
     */
    public MarginalSde fallingNoise(double scale) {
        return new MarginalSde(velocity, score.orElseThrow(), t -> Ops.scale(schedule.sigma(t), scale));
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
