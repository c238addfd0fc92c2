package dualflow.normalizing;

import dualflow.nn.Initialisation;
import dualflow.nn.Layout;
import dualflow.nn.Parameter;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.nn.Specification;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A scale and a shift of each coordinate, y = x e^s + b, the activation norm of Glow (Kingma and Dhariwal, NeurIPS 2018): log det = sum of s. As the last map
 * before the data it starts, by {@link #standardising}, from their means and deviations.
 *
 * @param dimension d
 */
public record ActivationNorm(int dimension) implements Bijection {
    private static final String LOG_SCALE = "log_scale";
    private static final String BIAS = "bias";

    /**
     * Checks the dimension.
     *
     * @param dimension d
     * @throws dualflow.tensor.ShapeException if it is not positive
     */
    public ActivationNorm {
        Bijection.requireDimension("an activation norm", dimension, 1);
    }

    @Override
    public Specification specification() {
        Initialisation zero = new Initialisation.Constant(0);
        return Specification.of(
                Parameter.trained(LOG_SCALE, Layout.IDENTITY, zero, dimension),
                Parameter.trained(BIAS, Layout.IDENTITY, zero, dimension));
    }

    @Override
    public Mapped forward(Pass pass, Tensor x) {
        Bijection.requirePoints(this, x);
        Tensor s = pass.get(LOG_SCALE);
        return new Mapped(
                Ops.add(Ops.multiply(x, Ops.exp(s)), pass.get(BIAS)),
                Ops.broadcast(Ops.sum(s), x.shape().leading(1)));
    }

    @Override
    public Mapped inverse(Pass pass, Tensor y) {
        Bijection.requirePoints(this, y);
        Tensor minus = Ops.negate(pass.get(LOG_SCALE));
        return new Mapped(
                Ops.multiply(Ops.subtract(y, pass.get(BIAS)), Ops.exp(minus)),
                Ops.broadcast(Ops.sum(minus), y.shape().leading(1)));
    }

    /**
     * The parameters that carry numbers of mean 0 and deviation 1 to those of data.
     *
     * @param data rows [n, d], row-major, at least two and not all equal in any coordinate
     * @param device where to put them
     * @param dtype their format
     * @return the parameters
     * @throws IllegalArgumentException if a coordinate has no deviation
     */
    public Parameters standardising(double[] data, Device device, DType dtype) {
        int n = data.length / dimension;
        double[] mean = new double[dimension];
        double[] logScale = new double[dimension];
        for (int j = 0; j < dimension; j++) {
            for (int i = 0; i < n; i++) {
                mean[j] += data[i * dimension + j] / n;
            }
            double square = 0;
            for (int i = 0; i < n; i++) {
                double difference = data[i * dimension + j] - mean[j];
                square += difference * difference / n;
            }
            if (!(square > 0)) {
                throw new IllegalArgumentException(
                        "the coordinate " + j + " of the data does not vary, so that it has no density");
            }
            logScale[j] = 0.5 * StrictMath.log(square);
        }
        Map<String, Tensor> values = new LinkedHashMap<>();
        values.put(LOG_SCALE, device.tensor(dtype, Shape.of(dimension), logScale));
        values.put(BIAS, device.tensor(dtype, Shape.of(dimension), mean));
        return new Parameters(values);
    }
}
