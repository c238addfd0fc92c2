package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.closedform.Gaussian;
import dualflow.closedform.MixtureFlow;
import dualflow.flow.MixtureVelocity;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Where a claim is checked.
 *
 * @param device the device that computes
 * @param dtype the format of the computation
 */
public record Setting(Device device, DType dtype) {
    /**
     * The tolerance for a format.
     *
     * @param float64 the largest error that counts as true in float64
     * @param float32 the same in float32
     * @return the one for this setting's format
     */
    public double tolerance(double float64, double float32) {
        return dtype == DType.FLOAT64 ? float64 : float32;
    }

    /**
     * Puts a vector on the device.
     *
     * @param values the elements
     * @return [values.length]
     */
    public Tensor vector(double... values) {
        return device.tensor(dtype, Shape.of(values.length), values);
    }

    /**
     * Puts a matrix on the device.
     *
     * @param rows the rows, equally long
     * @return [rows, columns]
     */
    public Tensor matrix(double[][] rows) {
        double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        return device.tensor(dtype, Shape.of(rows.length, rows.length == 0 ? 0 : rows[0].length), flat);
    }

    /**
     * Puts an array on the device.
     *
     * @param values the elements, row-major
     * @param dims the lengths of the axes
     * @return a tensor of that shape
     */
    public Tensor tensor(double[] values, int... dims) {
        return device.tensor(dtype, Shape.of(dims), values);
    }

    /**
     * Puts a number on the device.
     *
     * @param value the number
     * @return []
     */
    public Tensor scalar(double value) {
        return device.scalar(dtype, value);
    }

    /**
     * The drift (3) as a program.
     *
     * @param flow the flow to a mixture
     * @return its velocity field on this device
     */
    public MixtureVelocity velocity(MixtureFlow flow) {
        List<Gaussian> components = flow.target().components();
        int k = components.size();
        int d = flow.target().dimension();
        double[] logits =
                Arrays.stream(flow.target().weights()).map(StrictMath::log).toArray();
        double[] means = components.stream()
                .flatMapToDouble(c -> Arrays.stream(c.mean()))
                .toArray();
        double[] covariances = components.stream()
                .flatMap(c -> Arrays.stream(c.covariance()))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        return new MixtureVelocity(
                tensor(logits, k),
                tensor(means, k, d),
                tensor(covariances, k, d, d),
                vector(flow.source().mean()),
                matrix(flow.source().covariance()));
    }

    /**
     * The value of a program at one point.
     *
     * @param f a program from [1, d] to [1, m]
     * @param x the point, of length d
     * @return f(x), of length m
     */
    public double[] value(UnaryOperator<Tensor> f, double[] x) {
        return f.apply(tensor(x, 1, x.length)).value().toDoubles();
    }

    /**
     * The exact Jacobian of a program at one point, by JVPs along the basis.
     *
     * @param f a program from [1, d] to [1, m]
     * @param x the point, of length d
     * @return m rows of d derivatives
     */
    public double[][] jacobian(UnaryOperator<Tensor> f, double[] x) {
        Tensor jacobian = Autodiff.jacobian(f, tensor(x, 1, x.length));
        return LinearAlgebra.rows(jacobian, jacobian.shape().size() / x.length);
    }
}
