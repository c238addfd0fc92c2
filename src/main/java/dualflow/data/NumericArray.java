package dualflow.data;

import dualflow.tensor.DType;
import java.util.function.IntToDoubleFunction;

/**
 * An array of numbers as files store it: its header, and its elements in row-major order (the last axis varies fastest).
 *
 * @param header type and shape
 * @param numbers gives the element at an index from 0; a writer asks once for each index, in ascending order, so that elements
 *     may be computed on demand
 */
public record NumericArray(ArrayHeader header, IntToDoubleFunction numbers) {
    /**
     * Checks that indices reach all elements.
     *
     * @param header an array of at most 2^31 - 1 elements
     * @param numbers gives the element at an index
     * @throws IllegalArgumentException if there are more
     */
    public NumericArray {
        if (header.count() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("An array of " + header + " has more than 2^31 - 1 numbers; split it.");
        }
    }

    /**
     * An array of type float64.
     *
     * @param values the elements in row-major order; not copied
     * @param shape the lengths of the axes, first axis first; none for a scalar
     * @return the array
     * @throws IllegalArgumentException if the shape does not have that many elements
     */
    public static NumericArray of(double[] values, int... shape) {
        return new NumericArray(filled(ElementType.FLOAT64, values.length, shape), i -> values[i]);
    }

    /**
     * An array of type float32.
     *
     * @param values the elements in row-major order; not copied
     * @param shape the lengths of the axes, first axis first; none for a scalar
     * @return the array
     * @throws IllegalArgumentException if the shape does not have that many elements
     */
    public static NumericArray of(float[] values, int... shape) {
        return new NumericArray(filled(ElementType.FLOAT32, values.length, shape), i -> values[i]);
    }

    /**
     * An array of a format, to which numbers are rounded.
     *
     * @param dtype the format
     * @param values the elements in row-major order; not copied
     * @param shape the lengths of the axes, first axis first; none for a scalar
     * @return the array
     * @throws IllegalArgumentException if the shape does not have that many elements
     */
    public static NumericArray of(DType dtype, double[] values, int... shape) {
        ElementType type = dtype == DType.FLOAT32 ? ElementType.FLOAT32 : ElementType.FLOAT64;
        return new NumericArray(filled(type, values.length, shape), i -> values[i]);
    }

    private static ArrayHeader filled(ElementType type, int values, int... shape) {
        ArrayHeader header = ArrayHeader.of(type, shape);
        if (header.count() != values) {
            throw new IllegalArgumentException(values + " numbers do not fill the shape " + header.shape() + ".");
        }
        return header;
    }

    /**
     * All elements.
     *
     * @return a new array, in row-major order
     */
    public double[] doubles() {
        double[] values = new double[(int) header.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.applyAsDouble(i);
        }
        return values;
    }

    /**
     * All elements, each rounded to the nearest float32.
     *
     * @return a new array, in row-major order
     */
    public float[] floats() {
        float[] values = new float[(int) header.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.applyAsDouble(i);
        }
        return values;
    }
}
