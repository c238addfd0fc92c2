package dualflow.op;

import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;

/** The part of a matrix that is used; the rest is taken to be zero, whatever is stored there. */
public enum Triangle {
    /** The diagonal and below. */
    LOWER,
    /** All elements. */
    ALL,
    /** The diagonal and above. */
    UPPER;

    /** The triangle of the transposed matrix. */
    Triangle transposed() {
        return this == LOWER ? UPPER : this == UPPER ? LOWER : ALL;
    }

    /** The first column used in a row. */
    int begin(int row) {
        return this == UPPER ? row : 0;
    }

    /** The column after the last one used in a row, for a number of columns. */
    int end(int row, int columns) {
        return this == LOWER ? Math.min(row + 1, columns) : columns;
    }

    static Shape requireSquare(Shape block) {
        if (block.dim(-2) != block.dim(-1)) {
            throw new ShapeException("the matrix has " + block.dim(-2) + " rows and " + block.dim(-1)
                    + " columns, a square one is needed");
        }
        return block;
    }
}
