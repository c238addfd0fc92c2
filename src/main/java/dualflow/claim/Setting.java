package dualflow.claim;

import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;

/**
 * Where a claim is checked.
 *
 * @param device the device that computes
 * @param dtype the format it computes in
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
     * @param values the numbers
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
     * Puts numbers on the device.
     *
     * @param values the numbers, row-major
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
}
