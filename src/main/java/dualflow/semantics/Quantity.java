package dualflow.semantics;

import dualflow.tensor.Shape;

/**
 * The numbers of one drawn quantity in one draw.
 *
 * @param shape their shape: [] for a number, [d] for a column, [m, n] for a matrix, the members of a family in front
 * @param values the elements, row-major; not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // as large as a matrix, and read element by element
public record Quantity(Shape shape, double[] values) {
    /**
     * A number.
     *
     * @param value the number
     * @return of shape []
     */
    public static Quantity of(double value) {
        return new Quantity(Shape.SCALAR, new double[] {value});
    }
}
