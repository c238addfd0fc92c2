package dualflow.tensor;

/**
 * Numbers that a program outside of all transformations may read. Inside one they are refused, as their derivatives would be lost: see {@link
 * Tensor#value}.
 */
public interface Numbers {
    /**
     * The numbers as an array on a device.
     *
     * @return the array
     * @throws TracedValueException if a transformation traces this value
     */
    DeviceTensor value();

    /**
     * Copies the elements to the host.
     *
     * @return the elements, row-major; float32 numbers are widened exactly
     * @throws TracedValueException if a transformation traces this value
     * @throws StaleTensorException if the array was released
     */
    default double[] toDoubles() {
        DeviceTensor array = value();
        return array.device().download(array);
    }

    /**
     * Copies the only element to the host.
     *
     * @return the number
     * @throws ShapeException if there is not exactly one
     * @throws TracedValueException if a transformation traces this value
     * @throws StaleTensorException if the array was released
     */
    default double toDouble() {
        Shape shape = value().shape();
        if (shape.size() != 1) {
            throw new ShapeException("shape " + shape + " holds " + shape.size() + " numbers, one is asked for");
        }
        return toDoubles()[0];
    }

    /**
     * Copies the rows of a matrix to the host.
     *
     * @return the rows, [m][n] of a shape [m, n]
     * @throws ShapeException if there are not two axes
     * @throws TracedValueException if a transformation traces this value
     * @throws StaleTensorException if the array was released
     */
    default double[][] toRows() {
        return NestedArrays.rows(value());
    }

    /**
     * Copies a stack of matrices to the host.
     *
     * @return the matrices, [l][m][n] of a shape [l, m, n]
     * @throws ShapeException if there are not three axes
     * @throws TracedValueException if a transformation traces this value
     * @throws StaleTensorException if the array was released
     */
    default double[][][] toMatrices() {
        return NestedArrays.matrices(value());
    }
}
