package dualflow.normalizing;

import dualflow.flow.LogLikelihood;
import dualflow.nn.Pass;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;

/**
 * The distribution of x = f(z) with z ~ N(0, I), for a bijection f. By the change of variables (Beigy; ENM5310's equation (2)), log p(x) = log N(f^-1(x); 0,
 * I) + log |det d f^-1/dx|.
 *
 * @param bijection f, forward from noise to data
 */
public record NormalizingFlow(Bijection bijection) {
    /**
     * Samples and their log-densities.
     *
     * @param value the samples x, [..., d]
     * @param logDensity log p(x), [...]
     */
    public record Samples(Tensor value, Tensor logDensity) {}

    /**
     * The log-density of points.
     *
     * @param pass the parameters
     * @param x [..., d]
     * @return log p(x), [...]
     */
    public Tensor logDensity(Pass pass, Tensor x) {
        Bijection.Mapped noise = bijection.inverse(pass, x);
        return Ops.add(LogLikelihood.standardNormal(noise.value()), noise.logDeterminant());
    }

    /**
     * What noise becomes, with its log-density from the same pass: log p(f(z)) = log N(z; 0, I) - log |det df/dz|.
     *
     * @param pass the parameters
     * @param z noise, [..., d]
     * @return the samples
     */
    public Samples samples(Pass pass, Tensor z) {
        Bijection.Mapped data = bijection.forward(pass, z);
        return new Samples(data.value(), Ops.subtract(LogLikelihood.standardNormal(z), data.logDeterminant()));
    }

    /**
     * Noise: row i consists of draws d i, ..., d i + d - 1 of the stream "noise", so that sample i needs none before it.
     *
     * @param device where to put it
     * @param dtype its format
     * @param seed the seed
     * @param first the number of the first row, 0 or more
     * @param count how many
     * @return z, [count, d]
     */
    public Tensor noise(Device device, DType dtype, long seed, long first, int count) {
        int d = bijection.dimension();
        return device.tensor(
                dtype, Shape.of(count, d), new Draws(seed).normals(Draws.stream("noise"), first * d, count * d));
    }
}
